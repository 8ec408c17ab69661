import type { Db, Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../../http/actor.ts';
import { requireVersion, type Versions } from '../../http/etag.ts';
import type { Item } from './item.ts';
import type { Reader } from './item-context.ts';
import { type ItemRights, rightsOf } from './policy.ts';
import { lockItem, readItem, readItemByNumber } from './store.ts';

/** What somebody must be able to do with an item. */
export type ItemRight = 'read' | 'edit' | 'administer';

/**
 * An item, and what somebody may do with it. It is told of items that they may not read, too: ask `rights` first.
 * @param id any text
 * @returns null for one that is unknown or deleted, and for a text that is no uuid
 */
export async function findItem(
  db: Db,
  reader: Reader,
  id: string,
): Promise<{ item: Item; rights: ItemRights } | null> {
  return weigh(isUuid(id) ? await readItem(db, id) : null, reader);
}

/** The same by the item's number, as DSpace numbers its submissions. */
export async function findItemByNumber(
  db: Db,
  reader: Reader,
  seq: number,
): Promise<{ item: Item; rights: ItemRights } | null> {
  return weigh(await readItemByNumber(db, seq), reader);
}

/**
 * The item for which an actor has a right. What they may not read looks like nothing.
 * @throws AppError not-found, not-allowed
 */
export async function requireItem(db: Db, actor: Actor, id: string, right: ItemRight): Promise<Item> {
  return requireRight(await findItem(db, actor, id), right);
}

/**
 * The same, locked until the transaction ends, at one of the versions that a change may start from.
 * @param wish.keeper the request for which it is kept; `any`: a move that may be made whoever keeps it
 * @throws AppError not-found, not-allowed, version-mismatch; move-not-allowed for one that is kept for another
 */
export async function lockItemFor(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: { right: ItemRight; versions?: Versions; keeper?: string | undefined },
): Promise<Item> {
  const found = weigh(isUuid(id) ? await lockItem(tx, id) : null, actor);
  const item = requireRight(found, wish.right);
  if (item.keptFor !== null && wish.keeper !== 'any' && wish.keeper !== item.keptFor) {
    throw keptForRequest(item.keptFor);
  }
  requireVersion(item.version, wish.versions ?? null);
  return item;
}

function weigh(item: Item | null, reader: Reader): { item: Item; rights: ItemRights } | null {
  if (item === null || item.state === 'deleted') return null;
  return { item, rights: rightsOf(reader, item) };
}

function requireRight(found: { item: Item; rights: ItemRights } | null, right: ItemRight): Item {
  if (found === null || !found.rights.read) {
    throw new AppError('not-found', 'There is no such item here, or you may not see it.');
  }
  if (!found.rights[right]) throw new AppError('not-allowed', whoMay[right]);
  return found.item;
}

function keptForRequest(requestId: string): AppError {
  return new AppError(
    'move-not-allowed',
    `This item describes a data package, and changes with its folder alone: see /app/requests/${requestId}.`,
  );
}

const whoMay: Record<ItemRight, string> = {
  read: 'You may not read this item.',
  edit: 'Only curators and administrators of its organisation, and its owner while it is in the workspace, may do this.',
  administer: 'Only administrators of its organisation may do this.',
};

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
