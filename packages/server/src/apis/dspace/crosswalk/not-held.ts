import type { DataciteMetadata } from '@mintmark/datacite';
import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import { readAll } from './read-all.ts';
import type { Slot } from './room.ts';
import { explainKept, findTarget, roomOf } from './targets.ts';

/** A value that DataCite will not see, or not whole; it is kept all the same. `place` is its index in the field. */
export type NotHeld = { field: string; place: number; value: string; reason: string };

/** Everything that fields show and DataCite does not see, each with one sentence on why. */
export function listNotHeld(metadata: DataciteMetadata, otherFields: Fields): NotHeld[] {
  const result: NotHeld[] = [];
  for (const [field, values] of readAll(metadata, otherFields)) {
    if (!Object.hasOwn(otherFields, field)) continue;
    for (const [place, { value, slot }] of values.entries()) {
      const reason = slot === null ? explainAbsent(field, value) : explainDifference(value, slot);
      if (reason !== null) result.push({ field, place, value: value.value, reason });
    }
  }
  return result;
}

function explainAbsent(field: string, value: FieldValue): string | null {
  const target = findTarget(field);
  if (target === null) return explainKept(field);
  const projection = roomOf(target).project(value, target.kind);
  return projection.held ? 'DataCite takes one value here, and another one comes first.' : projection.reason;
}

/** A confidence without an authority says nothing, and an empty language neither. */
function explainDifference(value: FieldValue, { shown }: Slot): string | null {
  if (value.value !== shown.value) return `DataCite sees it as “${shorten(shown.value)}”.`;
  if (value.language !== shown.language && (value.language ?? '') !== '') {
    return `DataCite does not see that its language is ${shorten(value.language ?? '')}.`;
  }
  if (value.authority !== shown.authority && (value.authority ?? '') !== '') {
    return `DataCite does not see its authority ${shorten(value.authority ?? '')}.`;
  }
  return null;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
