import type { DataciteMetadata } from '@mintmark/datacite';
import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import type { Slot } from './room.ts';
import { orderFields, roomOf, type Target } from './targets.ts';
import { keyOf } from './values.ts';

/** A value as a field shows it, with the entry of the kernel that holds it; null where only the field has it. */
export type ShownValue = { value: FieldValue; slot: Slot | null };

/** Entries that no field has laid claim to yet, found by what they say. */
type Claims = { free: Map<string, Slot[]>; last: number };

/**
 * What the fields of one target show.
 *
 * The kernel's entries are shown by the first field, unless values kept in `otherFields` say more of them or say that they
 * belong to another field. A kept value whose entry is gone, since somebody changed the metadata directly, is gone too.
 *
 * @param present names of the target's fields in `otherFields`
 */
export function readGroup(
  metadata: DataciteMetadata,
  otherFields: Fields,
  target: Target,
  present: readonly string[],
): Map<string, ShownValue[]> {
  const room = roomOf(target);
  const slots = room.list(metadata).filter(({ kind }) => kind === target.kind);
  const [primary, ...others] = orderFields(target, present);
  if (present.length === 0) return withoutEmpty([[primary, slots.map(showSlot)]]);

  const claims: Claims = { free: groupByKey(slots), last: -1 };
  let isFirst = true;
  const readKept = (field: string): ShownValue[] => {
    claims.last = -1;
    return (otherFields[field] ?? []).flatMap((value) => {
      const same = claim(claims, value);
      const projection = same === null ? room.project(value, target.kind) : null;
      const isHeld = projection === null || (projection.held && (!room.single || isFirst));
      if (isHeld) isFirst = false;
      if (!isHeld || projection === null || !projection.held) return [{ value, slot: same }];
      const slot = claim(claims, projection.shown);
      return slot === null ? [] : [{ value, slot }];
    });
  };
  const keptOfPrimary = readKept(primary);
  const ofOthers = others.map((field): [string, ShownValue[]] => [field, readKept(field)]);
  const unclaimed = [...claims.free.values()].flat().sort((one, other) => one.index - other.index);
  return withoutEmpty([[primary, mergeInOrder(keptOfPrimary, unclaimed)], ...ofOthers]);
}

function showSlot(slot: Slot): ShownValue {
  return { value: slot.shown, slot };
}

function groupByKey(slots: readonly Slot[]): Map<string, Slot[]> {
  const groups = new Map<string, Slot[]>();
  for (const slot of slots) {
    const key = keyOf(slot.shown);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [slot]);
    else group.push(slot);
  }
  return groups;
}

/** Takes the first free entry that says `shown`, one that follows the entry claimed last where there is one. */
function claim(claims: Claims, shown: FieldValue): Slot | null {
  const group = claims.free.get(keyOf(shown));
  if (group === undefined) return null;
  const following = group.findIndex(({ index }) => index > claims.last);
  const [slot] = group.splice(Math.max(following, 0), 1);
  if (slot === undefined) return null;
  claims.last = slot.index;
  return slot;
}

/** The order of the kernel for what it holds; values that only the field has keep their places among them. */
function mergeInOrder(kept: readonly ShownValue[], unclaimed: readonly Slot[]): ShownValue[] {
  const held = kept.filter(({ slot }) => slot !== null).sort(compareSlots);
  let next = 0;
  const result = kept.map((each) => {
    if (each.slot === null) return each;
    next += 1;
    return held[next - 1] ?? each;
  });
  for (const slot of unclaimed) {
    const at = result.findIndex((each) => each.slot !== null && each.slot.index > slot.index);
    result.splice(at < 0 ? result.length : at, 0, showSlot(slot));
  }
  return result;
}

function compareSlots(one: ShownValue, other: ShownValue): number {
  return (one.slot?.index ?? 0) - (other.slot?.index ?? 0);
}

function withoutEmpty(lists: readonly [string, ShownValue[]][]): Map<string, ShownValue[]> {
  return new Map(lists.filter(([, values]) => values.length > 0));
}
