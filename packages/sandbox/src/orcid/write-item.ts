import { checkItem } from './checks/check-item.ts';
import { RegistryError } from './errors.ts';
import type { Kind } from './kinds.ts';
import { findSelfKeys } from './normalise-identifier.ts';
import { readItem } from './read-item.ts';
import {
  countItems,
  findPutCode,
  type Item,
  insertItem,
  isSameSource,
  type RegistryRecord,
  removeItem,
  replaceContent,
  type Source,
} from './registry.ts';
import type { OrcidState } from './state.ts';

/** Works that one record may hold. */
const WORKS_LIMIT = 10_000;

/** Adds the item of a message to a record. Throws `RegistryError` for whatever ORCID refuses. */
export function addItem(
  state: OrcidState,
  record: RegistryRecord,
  source: Source,
  kind: Kind,
  message: unknown,
): Item {
  const { putCode, visibility, content } = readItem(kind, message);
  if (putCode !== null) throw new RegistryError(9024);
  checkItem(state, kind, content);
  if (kind.family === 'work' && countItems(record, 'work') >= WORKS_LIMIT) {
    throw new RegistryError(9048, { limit: String(WORKS_LIMIT) });
  }
  const selfKeys = findSelfKeys(kind, content);
  refuseCopy(record, source, kind, selfKeys, null);
  const person = state.people.get(record.orcid);
  return insertItem(state, record, {
    kind: kind.name,
    content,
    selfKeys,
    source,
    // The person's own setting counts on a claimed record, whatever a client sends.
    visibility: 'clientId' in source ? (person?.defaultVisibility ?? 'public') : (visibility ?? 'public'),
  });
}

/** Replaces an item by that of a message. What is the same as before changes nothing, not even the date. */
export function updateItem(
  state: OrcidState,
  record: RegistryRecord,
  source: Source,
  kind: Kind,
  urlPutCode: string,
  message: unknown,
): Item {
  const { putCode, visibility, content } = readItem(kind, message);
  if (putCode !== urlPutCode) {
    throw new RegistryError(9019, { urlPutCode, bodyPutCode: String(putCode) });
  }
  const item = findItem(record, kind, urlPutCode);
  if (!isSameSource(item.source, source)) throw new RegistryError(9010, { activity: kind.name });
  checkItem(state, kind, content);
  if (visibility !== null && visibility !== item.visibility) throw new RegistryError(9035);
  const selfKeys = findSelfKeys(kind, content);
  refuseCopy(record, source, kind, selfKeys, item);
  if (JSON.stringify(content) === JSON.stringify(item.content)) return item;
  replaceContent(state, record, item, { content, selfKeys });
  return item;
}

/** Takes an item off the record, for its source only. */
export function deleteItem(
  state: OrcidState,
  record: RegistryRecord,
  source: Source,
  kind: Kind,
  putCode: string,
): void {
  const item = findItem(record, kind, putCode);
  if (!isSameSource(item.source, source)) throw new RegistryError(9010, { activity: kind.name });
  removeItem(state, record, item.putCode);
}

/** Finds the item of a put code as an address gives it. */
export function findItem(record: RegistryRecord, kind: Kind, putCode: string): Item {
  if (!/^\d{1,15}$/.test(putCode)) throw new RegistryError(9034);
  const item = record.items.get(Number(putCode));
  if (item === undefined || item.kind !== kind.name) throw new RegistryError(9016);
  return item;
}

/** One source may not say the same thing twice; another source may, and the two are shown as a group. */
function refuseCopy(
  record: RegistryRecord,
  source: Source,
  kind: Kind,
  selfKeys: readonly string[],
  except: Item | null,
): void {
  for (const key of selfKeys) {
    const putCode = findPutCode(record, source, kind.name, key);
    if (putCode === null || putCode === except?.putCode) continue;
    if (kind.family === 'person') throw new RegistryError(9030, { value: key, type: kind.name });
    throw new RegistryError(9021, { putCode: String(putCode) });
  }
}
