import type { KindName } from './kinds.ts';
import type { JsonObject } from './read-item.ts';
import type { OrcidState } from './state.ts';
import type { Visibility } from './vocabularies.ts';

/** Who put an item on a record: a client, or the person. */
export type Source = { clientId: string } | { orcid: string };

/** One item on a record. */
export type Item = {
  putCode: number;
  kind: KindName;
  /** Every member that a client may write, null where there is nothing. */
  content: JsonObject;
  /** Normalised identifiers of the thing itself, for finding copies and grouping. */
  selfKeys: readonly string[];
  source: Source;
  visibility: Visibility;
  displayIndex: number;
  createdAt: Date;
  lastModifiedAt: Date;
};

export type RecordStatus = 'active' | 'locked' | 'deactivated' | 'unclaimed' | 'merged';

/** What the registry keeps of an iD besides the person's names. */
export type RegistryRecord = {
  orcid: string;
  status: RecordStatus;
  /** The iD that is valid in place of a merged one. */
  mergedInto: string | null;
  items: Map<number, Item>;
  /** The same items by kind, oldest first. */
  itemsByKind: Map<KindName, Set<Item>>;
  /** Put codes by source, kind and self key: where copies are found without a search. */
  putCodes: Map<string, number>;
  /** Null while nothing ever changed. */
  lastModifiedAt: Date | null;
};

/** Finds the record of one of the people, or null. */
export function findRecord(state: OrcidState, orcid: string): RegistryRecord | null {
  if (!state.people.has(orcid)) return null;
  const known = state.records.get(orcid);
  if (known !== undefined) return known;
  const record: RegistryRecord = {
    orcid,
    status: 'active',
    mergedInto: null,
    items: new Map(),
    itemsByKind: new Map(),
    putCodes: new Map(),
    lastModifiedAt: null,
  };
  state.records.set(orcid, record);
  return record;
}

/** Says which items of a kind a record has, oldest first. */
export function itemsOf(record: RegistryRecord, kind: KindName): Item[] {
  return [...(record.itemsByKind.get(kind) ?? [])];
}

export function countItems(record: RegistryRecord, kind: KindName): number {
  return record.itemsByKind.get(kind)?.size ?? 0;
}

/** Finds the put code under which a source has said this before; null if it has not. */
export function findPutCode(
  record: RegistryRecord,
  source: Source,
  kind: KindName,
  selfKey: string,
): number | null {
  return record.putCodes.get(copyKey(source, kind, selfKey)) ?? null;
}

export function isSameSource(one: Source, other: Source): boolean {
  if ('clientId' in one) return 'clientId' in other && one.clientId === other.clientId;
  return 'orcid' in other && one.orcid === other.orcid;
}

/** Puts a new item on a record. Put codes count up over the whole registry and are never used again. */
export function insertItem(
  state: OrcidState,
  record: RegistryRecord,
  item: Pick<Item, 'kind' | 'content' | 'selfKeys' | 'source' | 'visibility'>,
): Item {
  const now = state.now();
  const inserted: Item = {
    ...item,
    putCode: state.nextPutCode++,
    // What comes by the API is listed below what the person put on top.
    displayIndex: 'clientId' in item.source ? 0 : 1,
    createdAt: now,
    lastModifiedAt: now,
  };
  record.items.set(inserted.putCode, inserted);
  const ofKind = record.itemsByKind.get(inserted.kind) ?? new Set();
  record.itemsByKind.set(inserted.kind, ofKind.add(inserted));
  indexItem(record, inserted);
  noteChange(state, record);
  return inserted;
}

/** Takes an item off a record. */
export function removeItem(state: OrcidState, record: RegistryRecord, putCode: number): void {
  const item = record.items.get(putCode);
  if (item === undefined) return;
  record.items.delete(putCode);
  record.itemsByKind.get(item.kind)?.delete(item);
  dropFromIndex(record, item);
  noteChange(state, record);
}

/** Gives an item another content. */
export function replaceContent(
  state: OrcidState,
  record: RegistryRecord,
  item: Item,
  { content, selfKeys }: Pick<Item, 'content' | 'selfKeys'>,
): void {
  dropFromIndex(record, item);
  item.content = content;
  item.selfKeys = selfKeys;
  item.lastModifiedAt = state.now();
  indexItem(record, item);
  noteChange(state, record);
}

/** Marks a record as changed now and tells whoever waits for that, such as webhooks. */
export function noteChange(state: OrcidState, record: RegistryRecord): void {
  record.lastModifiedAt = state.now();
  for (const listener of state.changeListeners) listener(record.orcid);
}

function indexItem(record: RegistryRecord, item: Item): void {
  for (const key of item.selfKeys) record.putCodes.set(copyKey(item.source, item.kind, key), item.putCode);
}

function dropFromIndex(record: RegistryRecord, item: Item): void {
  for (const key of item.selfKeys) record.putCodes.delete(copyKey(item.source, item.kind, key));
}

function copyKey(source: Source, kind: KindName, selfKey: string): string {
  return `${'clientId' in source ? source.clientId : source.orcid} ${kind} ${selfKey}`;
}
