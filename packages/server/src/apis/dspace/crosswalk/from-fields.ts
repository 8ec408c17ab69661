import type { DataciteMetadata, Publisher } from '@mintmark/datacite';
import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import { listNotHeld, type NotHeld } from './not-held.ts';
import { putPublicationYear } from './publication-year.ts';
import { readAll } from './read-all.ts';
import { findTarget, nameTarget, type Target } from './targets.ts';
import { isSameList } from './values.ts';
import { writeGroup } from './write-group.ts';

/** What is there before a client of DSpace writes. */
export type Before = {
  /** DataCite's JSON in normal form. */
  metadata: DataciteMetadata;
  otherFields: Fields;
  /** As for `toFields`; such values are ignored. */
  computed?: Fields;
  /** What may stand where nothing is given. */
  defaults?: { publisher?: Publisher };
};

/**
 * What a client of DSpace writes.
 *
 * Reading the result gives back `fields`, but for what is computed. Fields that read as before leave everything as it is, and
 * what no field shows (coordinates, affiliations, related items …) stays.
 *
 * @param fields the whole map; a field that is absent is taken away
 * @returns metadata in normal form, which need not be complete; what is kept beside it; and what DataCite will not see
 */
export function fromFields(
  fields: Fields,
  before: Before,
): { metadata: DataciteMetadata; otherFields: Fields; notHeld: NotHeld[] } {
  const shown = readAll(before.metadata, before.otherFields);
  const lists = new Map<string, readonly FieldValue[]>();
  const changed = new Set<string>();
  // Names come from outside: looked up in an object, `constructor` would be there.
  const given = new Map(Object.entries(fields));
  const computed = new Map(Object.entries(before.computed ?? {}));
  for (const field of new Set([...given.keys(), ...shown.keys()])) {
    const old = (shown.get(field) ?? []).map(({ value }) => value);
    const list = withoutComputed(given.get(field) ?? [], old, computed.get(field) ?? []);
    if (list.length > 0) lists.set(field, list);
    if (!isSameList(list, old)) changed.add(field);
  }

  const otherFields = new Map(Object.entries(before.otherFields));
  let { metadata } = before;
  for (const [target, names] of groupByTarget(changed, lists, before.otherFields)) {
    if (target === null) {
      for (const field of names) keep(otherFields, field, lists.get(field) ?? []);
      continue;
    }
    const written = writeGroup(metadata, target, pick(lists, names), pick(shown, names));
    metadata = written.metadata;
    for (const field of names) keep(otherFields, field, written.kept.get(field) ?? []);
  }
  metadata = putPublicationYear(metadata, otherFields, lists, changed);
  const publisher = before.defaults?.publisher;
  if (metadata.publisher === undefined && publisher !== undefined) metadata = { ...metadata, publisher };

  const kept = Object.fromEntries(otherFields);
  return { metadata, otherFields: kept, notHeld: listNotHeld(metadata, kept) };
}

/** What is computed is not written; a value of the field's own that says the same stays as it is. */
function withoutComputed(
  list: readonly FieldValue[],
  old: readonly FieldValue[],
  computed: readonly FieldValue[],
): readonly FieldValue[] {
  if (computed.length === 0) return list;
  const said = new Set(computed.map(({ value }) => value));
  const isOwn = ({ value }: FieldValue): boolean => !said.has(value);
  const own = list.filter(isOwn);
  return isSameList(own, old.filter(isOwn)) ? old : [...own, ...old.filter((value) => !isOwn(value))];
}

/**
 * The fields to write: all of each target of which one has changed, since they share its entries, and those without target
 * that have changed.
 */
function groupByTarget(
  changed: ReadonlySet<string>,
  lists: ReadonlyMap<string, unknown>,
  otherFields: Fields,
): [Target | null, string[]][] {
  const groups = new Map<string, [Target | null, Set<string>]>();
  for (const field of changed) {
    const target = findTarget(field);
    const key = target === null ? '' : nameTarget(target);
    const group = groups.get(key) ?? [target, new Set<string>()];
    group[1].add(field);
    groups.set(key, group);
  }
  for (const field of [...lists.keys(), ...Object.keys(otherFields)]) {
    const target = findTarget(field);
    if (target !== null) groups.get(nameTarget(target))?.[1].add(field);
  }
  return [...groups.values()].map(([target, names]) => [target, [...names]]);
}

function pick<T>(map: ReadonlyMap<string, T>, names: readonly string[]): Map<string, T> {
  return new Map(
    names.flatMap((name) => {
      const value = map.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function keep(
  otherFields: Map<string, readonly FieldValue[]>,
  field: string,
  list: readonly FieldValue[],
): void {
  if (list.length === 0) otherFields.delete(field);
  else otherFields.set(field, list);
}
