import type { FolderAttribute } from './folder-attribute.ts';
import type { Row } from './row.ts';
import { rows } from './rows.ts';

/**
 * Puts a new description in place of the one that attributes hold. What DataCite has no place for stays: attributes of
 * other names, those of the service, units, and what is below an attribute. Where values changed, the first that is gone
 * became the first that is new, as long as there are as many of both.
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
  const unchanged = after.map((attribute) => replaced.get(keyOf(attribute))?.shift());
  const gone = [...replaced.values()].flat();
  const merged = after.map((attribute, index) => {
    const same = unchanged[index];
    const former = same ?? findFormer(attribute, after, unchanged, gone);
    if (former === undefined) return attribute;
    const children = rowOf(attribute.name)?.attributes ?? [];
    const attributes = mergeLevel(former.attributes, attribute.attributes, children);
    return { ...attribute, ...(same?.unit !== undefined && { unit: same.unit }), attributes };
  });
  return [...merged, ...before.filter(({ name }) => rowOf(name) === undefined)];
}

/** What a new attribute was before its value changed; undefined where that cannot be said. */
function findFormer(
  attribute: FolderAttribute,
  after: readonly FolderAttribute[],
  unchanged: readonly (FolderAttribute | undefined)[],
  gone: readonly FolderAttribute[],
): FolderAttribute | undefined {
  const isNew = (each: FolderAttribute, index: number): boolean =>
    each.name === attribute.name && unchanged[index] === undefined;
  const news = after.filter(isNew);
  const gones = gone.filter(({ name }) => name === attribute.name);
  return news.length === gones.length ? gones[news.indexOf(attribute)] : undefined;
}

/** Groups have no value, and keep their order instead. */
function keyOf({ name, value }: FolderAttribute): string {
  return JSON.stringify([name, value.trim()]);
}

/**
 * Attributes that a merge would lose although nobody took them away: those that the template does not know, below one that
 * changed so much that nothing says which of the new ones it became.
 * @returns their paths by name, such as `creator/laboratory`
 */
export function listLost(before: readonly FolderAttribute[], merged: readonly FolderAttribute[]): string[] {
  const left = countUnknown(merged, rows, '');
  const lost: string[] = [];
  for (const [path, count] of countUnknown(before, rows, '')) {
    const [top = ''] = path.split('/');
    // Who takes an entry away takes away what is below it; who only changed some does not.
    if (count > (left.get(path) ?? 0) && isChanged(before, merged, top)) lost.push(path);
  }
  return lost;
}

/** Whether there is an entry of this name that was not there before. */
function isChanged(
  before: readonly FolderAttribute[],
  merged: readonly FolderAttribute[],
  name: string,
): boolean {
  const keys = new Set(before.map(keyOf));
  return merged.some((attribute) => attribute.name === name && !keys.has(keyOf(attribute)));
}

function countUnknown(
  attributes: readonly FolderAttribute[],
  known: readonly Row[],
  above: string,
  counts = new Map<string, number>(),
): Map<string, number> {
  for (const { name, attributes: inner } of attributes) {
    const row = known.find((each) => each.name === name);
    const path = above + name;
    if (row === undefined && above !== '') counts.set(path, (counts.get(path) ?? 0) + 1);
    if (row !== undefined) countUnknown(inner, row.attributes ?? [], `${path}/`, counts);
  }
  return counts;
}
