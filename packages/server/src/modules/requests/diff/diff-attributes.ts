import type { FolderAttribute } from '../template/folder-attribute.ts';

/** One attribute that was added, removed or has another value. */
export type AttributeDifference = {
  /** Such as `creator[2]/nameIdentifier`; counted from 1 where there are several of a name. */
  path: string;
  /** Null where there was none. */
  before: string | null;
  after: string | null;
};

/**
 * What changed from some attributes to others. Those of one name are compared in their order after their common
 * beginning and end are left out, so that one creator more is one difference and not a change of all that follow.
 */
export function diffAttributes(
  before: readonly FolderAttribute[],
  after: readonly FolderAttribute[],
  above = '',
): AttributeDifference[] {
  const names = new Set([...before, ...after].map(({ name }) => name));
  return [...names].flatMap((name) =>
    diffNamesakes(
      before.filter((each) => each.name === name),
      after.filter((each) => each.name === name),
      above === '' ? name : `${above}/${name}`,
    ),
  );
}

function diffNamesakes(
  before: readonly FolderAttribute[],
  after: readonly FolderAttribute[],
  path: string,
): AttributeDifference[] {
  const shorter = Math.min(before.length, after.length);
  const longer = Math.max(before.length, after.length);
  let start = 0;
  while (start < shorter && areSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && areSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const differences: AttributeDifference[] = [];
  for (let index = start; index < longer - end; index += 1) {
    const one = index < before.length - end ? before[index] : undefined;
    const other = index < after.length - end ? after[index] : undefined;
    differences.push(...diffOne(one, other, longer === 1 ? path : `${path}[${index + 1}]`));
  }
  return differences;
}

function diffOne(
  before: FolderAttribute | undefined,
  after: FolderAttribute | undefined,
  path: string,
): AttributeDifference[] {
  const [one, other] = [show(before), show(after)];
  const own = one === other ? [] : [{ path, before: one, after: other }];
  return [...own, ...diffAttributes(before?.attributes ?? [], after?.attributes ?? [], path)];
}

function show(attribute: FolderAttribute | undefined): string | null {
  if (attribute === undefined) return null;
  return attribute.unit === undefined || attribute.unit === ''
    ? attribute.value
    : `${attribute.value} ${attribute.unit}`;
}

function areSame(one: FolderAttribute | undefined, other: FolderAttribute | undefined): boolean {
  return (one === undefined) === (other === undefined) && diffOne(one, other, '').length === 0;
}
