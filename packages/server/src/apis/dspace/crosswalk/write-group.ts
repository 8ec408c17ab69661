import type { DataciteMetadata } from '@mintmark/datacite';
import type { FieldValue } from '../../../modules/items/index.ts';
import type { ShownValue } from './read-group.ts';
import type { Slot, Wanted } from './room.ts';
import { orderFields, roomOf, type Target } from './targets.ts';
import { isSameList, keyOf } from './values.ts';

type Lists = ReadonlyMap<string, readonly FieldValue[]>;

/**
 * Writes the fields of one target.
 *
 * @param lists all values of the target's fields, as they shall read
 * @param before what they show now
 * @returns the metadata, and the fields that the kernel alone does not give back and that are to be kept beside
 */
export function writeGroup(
  metadata: DataciteMetadata,
  target: Target,
  lists: Lists,
  before: ReadonlyMap<string, readonly ShownValue[]>,
): { metadata: DataciteMetadata; kept: Lists } {
  const room = roomOf(target);
  const [primary, ...others] = orderFields(target, lists.keys());
  const values = [primary, ...others].flatMap((field) => lists.get(field) ?? []);
  const slots = [...before.values()].flat().filter((shown) => shown.slot !== null);
  const previous = matchPrevious(values, slots);
  const wanted: Wanted[] = [];
  for (const [index, value] of values.entries()) {
    if (room.single && wanted.length > 0) break;
    const slot = previous.get(index) ?? null;
    const isThere = slot !== null && keyOf(slot.shown) === keyOf(value);
    if (isThere || room.project(value, target.kind).held) {
      wanted.push({ value, previous: slot?.index ?? null });
    }
  }
  const written = room.put(metadata, target.kind, wanted);
  const shown = room.list(written).filter(({ kind }) => kind === target.kind);
  const isWhole =
    others.length === 0 &&
    isSameList(
      lists.get(primary) ?? [],
      shown.map((slot) => slot.shown),
    );
  return { metadata: written, kept: isWhole ? new Map() : lists };
}

/**
 * Which entry each value comes from: one that shows the same, else one with the same text, else one with the same
 * authority, who is the same person under a corrected name. What else an entry says (affiliations, schemes, coordinates) is
 * never given to another value.
 */
function matchPrevious(
  values: readonly FieldValue[],
  slots: readonly ShownValue[],
): ReadonlyMap<number, Slot> {
  const matches = new Map<number, Slot>();
  const taken = new Set<Slot>();
  const keys: readonly ((value: FieldValue) => string | null)[] = [
    keyOf,
    ({ value }) => value,
    ({ authority }) => authority,
  ];
  for (const key of keys) {
    const free = new Map<string, Slot[]>();
    for (const { value, slot } of slots) {
      const text = key(value);
      if (slot === null || text === null || taken.has(slot)) continue;
      free.set(text, [...(free.get(text) ?? []), slot]);
    }
    for (const [index, value] of values.entries()) {
      const text = key(value);
      if (matches.has(index) || text === null) continue;
      const slot = free.get(text)?.shift();
      if (slot === undefined) continue;
      matches.set(index, slot);
      taken.add(slot);
    }
  }
  return matches;
}
