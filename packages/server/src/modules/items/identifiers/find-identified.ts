import { createBatchReader } from '../../../db/batch-reader.ts';
import type { Db } from '../../../db/index.ts';
import { isUuid } from '../find-item.ts';
import type { HeldIdentifier } from '../item.ts';
import type { Reader } from '../item-context.ts';
import { type ItemRights, rightsOf } from '../policy.ts';
import { listIdentified } from './store.ts';

/** The identifiers of an item, and what somebody may do with it. */
export type IdentifiedItem = { id: string; rights: ItemRights; identifiers: readonly HeldIdentifier[] };

/**
 * Finds the identifiers of an item without reading what the item says, which is most of it. It is told of items that somebody
 * may not read, too: ask `rights` first. Null for one that is unknown or deleted, and for a text that is no uuid. Those who ask
 * at the same moment share a query; nothing is kept.
 */
export function createIdentifiedFinder(
  db: Db,
): (reader: Reader, id: string) => Promise<IdentifiedItem | null> {
  const read = createBatchReader((ids) => listIdentified(db, ids));
  return async (reader, id) => {
    const found = isUuid(id) ? await read(id.toLowerCase()) : null;
    if (found === null) return null;
    const { item, identifiers } = found;
    return { id: item.id, rights: rightsOf(reader, item), identifiers };
  };
}
