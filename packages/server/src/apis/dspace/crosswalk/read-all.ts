import type { DataciteMetadata } from '@mintmark/datacite';
import type { Fields } from '../../../modules/items/index.ts';
import { hasHiddenYear } from './publication-year.ts';
import { readGroup, type ShownValue } from './read-group.ts';
import { type RoomName, rooms } from './rooms.ts';
import { findTarget, nameTarget, type Target } from './targets.ts';
import { plainValue } from './values.ts';

/** Every field with values, of what the kernel holds and of what is kept beside it. */
export function readAll(metadata: DataciteMetadata, otherFields: Fields): Map<string, ShownValue[]> {
  const result = new Map<string, ShownValue[]>();
  const kept = new Map<string, string[]>();
  const targets = new Map<string, Target>();
  for (const [field, values] of Object.entries(otherFields)) {
    const target = findTarget(field);
    if (target === null) {
      if (values.length > 0)
        result.set(
          field,
          values.map((value) => ({ value, slot: null })),
        );
      continue;
    }
    const key = nameTarget(target);
    targets.set(key, target);
    kept.set(key, [...(kept.get(key) ?? []), field]);
  }
  for (const target of listHeldTargets(metadata)) targets.set(nameTarget(target), target);
  for (const [key, target] of targets) {
    const group = readGroup(metadata, otherFields, target, kept.get(key) ?? []);
    for (const [field, values] of group) result.set(field, values);
  }
  const { publicationYear } = metadata;
  if (publicationYear !== undefined && !hasHiddenYear(metadata, otherFields)) {
    const year: ShownValue = { value: plainValue(String(publicationYear)), slot: null };
    result.set('dc.date.issued', [year, ...(result.get('dc.date.issued') ?? [])]);
  }
  return result;
}

/** What the kernel holds anything of. */
function listHeldTargets(metadata: DataciteMetadata): Target[] {
  const names = Object.keys(rooms) as RoomName[];
  return names.flatMap((room) => {
    const kinds = new Set(rooms[room].list(metadata).map(({ kind }) => kind));
    return [...kinds].map((kind) => ({ room, kind }));
  });
}
