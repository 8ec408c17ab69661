import type { FolderAttribute } from './folder-attribute.ts';
import type { Row } from './row.ts';
import { rows } from './rows.ts';

/**
 * Puts a new description in place of the one that attributes hold. What DataCite has no place for stays: attributes of
 * other names, those of the service, units, and what is below an attribute whose value did not change.
 *
 * @param before all attributes of the folder
 * @param after attributes as `toAttributes` writes them
 */
export function mergeAttributes(
  before: readonly FolderAttribute[],
  after: readonly FolderAttribute[],
): FolderAttribute[] {
  return mergeLevel(before, after, rows);
}

function mergeLevel(
  before: readonly FolderAttribute[],
  after: readonly FolderAttribute[],
  known: readonly Row[],
): FolderAttribute[] {
  const rowOf = (name: string): Row | undefined =>
    known.find((row) => row.name === name && row.member !== null);
  const replaced = new Map<string, FolderAttribute[]>();
  for (const attribute of before) {
    const key = keyOf(attribute);
    replaced.set(key, [...(replaced.get(key) ?? []), attribute]);
  }
  const merged = after.map((attribute) => {
    const former = replaced.get(keyOf(attribute))?.shift();
    if (former === undefined) return attribute;
    const children = rowOf(attribute.name)?.attributes ?? [];
    const attributes = mergeLevel(former.attributes, attribute.attributes, children);
    return { ...attribute, ...(former.unit !== undefined && { unit: former.unit }), attributes };
  });
  return [...merged, ...before.filter(({ name }) => rowOf(name) === undefined)];
}

/** Groups have no value, and keep their order instead. */
function keyOf({ name, value }: FolderAttribute): string {
  return JSON.stringify([name, value.trim()]);
}
