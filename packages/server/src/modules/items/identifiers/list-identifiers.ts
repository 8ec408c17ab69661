import type { Db } from '../../../db/index.ts';
import type { HeldIdentifier } from '../item.ts';
import { listHeld } from './store.ts';

/**
 * The identifiers of items, works or containers: DOIs first, then Handles, then others.
 * @returns by the id of what holds them; without an entry for what has none
 */
export async function listIdentifiers(
  db: Db,
  holderIds: readonly string[],
): Promise<Map<string, HeldIdentifier[]>> {
  const byHolder = new Map<string, HeldIdentifier[]>();
  for (const { holderId, ...identifier } of await listHeld(db, holderIds)) {
    const list = byHolder.get(holderId) ?? [];
    list.push(identifier);
    byHolder.set(holderId, list);
  }
  return byHolder;
}

/** The identifiers of one of them. */
export async function listIdentifiersOf(db: Db, holderId: string): Promise<HeldIdentifier[]> {
  return (await listIdentifiers(db, [holderId])).get(holderId) ?? [];
}
