/** One difference between two JSON values; `path` is a JSON pointer (RFC 6901). */
export type Difference = {
  op: 'add' | 'remove' | 'replace';
  path: string;
  /** Null where there was nothing. */
  before: unknown;
  after: unknown;
};

type Part = string | number;

/**
 * What changed from one JSON value to another, in the words of JSON Patch (RFC 6902) and with both values. Lists are
 * compared entry by entry after their common beginning and end are left out, so that one entry more is one difference.
 */
export function diffJson(before: unknown, after: unknown, path = ''): Difference[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => diffMember(before[name], after[name], join(path, name)));
  }
  return [{ op: 'replace', path, before, after }];
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && areSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && areSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const changed = Math.max(before.length, after.length) - end - start;
  return Array.from({ length: changed }, (_, index) => start + index).flatMap((index) =>
    diffMember(
      index < before.length - end ? before[index] : undefined,
      index < after.length - end ? after[index] : undefined,
      join(path, index),
    ),
  );
}

function diffMember(before: unknown, after: unknown, path: string): Difference[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ op: 'add', path, before: null, after }];
  if (after === undefined) return [{ op: 'remove', path, before, after: null }];
  return diffJson(before, after, path);
}

function areSame(one: unknown, other: unknown): boolean {
  return diffJson(one, other).length === 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, part: Part): string {
  return `${path}/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
