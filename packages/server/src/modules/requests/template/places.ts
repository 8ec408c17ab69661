import type { FolderAttribute } from './folder-attribute.ts';

/**
 * An attribute with the place that problems and comments name it by. The place of an attribute is its name, with a
 * number from 1 where its parent has several of that name; steps are joined by `/`.
 */
export type PlacedAttribute = { attribute: FolderAttribute; place: string };

/** @returns the attributes of one parent with their places. */
export function placeAttributes(attributes: readonly FolderAttribute[], parent = ''): PlacedAttribute[] {
  const totals = new Map<string, number>();
  for (const { name } of attributes) totals.set(name, (totals.get(name) ?? 0) + 1);
  const counted = new Map<string, number>();
  return attributes.map((attribute) => {
    const { name } = attribute;
    const number = (counted.get(name) ?? 0) + 1;
    counted.set(name, number);
    return { attribute, place: joinPlace(parent, (totals.get(name) ?? 0) > 1 ? `${name}[${number}]` : name) };
  });
}

export function joinPlace(parent: string, step: string): string {
  return parent === '' ? step : `${parent}/${step}`;
}
