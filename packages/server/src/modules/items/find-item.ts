import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import type { Item } from './item.ts';
import type { Reader } from './item-context.ts';
import type { ItemRights } from './policy.ts';

/**
 * An item, and what somebody may do with it. It is told of items that they may not read, too: ask `rights` first.
 * @param id any text
 * @returns null for one that is unknown or deleted, and for a text that is no uuid
 */
export async function findItem(
  _db: Db,
  _reader: Reader,
  _id: string,
): Promise<{ item: Item; rights: ItemRights } | null> {
  throw new Error('not built yet');
}

/**
 * The item for which an actor has a right. What they may not read looks like nothing.
 * @throws AppError not-found, not-allowed
 */
export async function requireItem(
  _db: Db,
  _actor: Actor,
  _id: string,
  _right: 'read' | 'edit' | 'administer',
): Promise<Item> {
  throw new Error('not built yet');
}
