import { type Tx, transact } from '../../db/index.ts';
import { type Actor, assertScope } from '../../http/actor.ts';
import type { Versions } from '../../http/etag.ts';
import { lockItemFor } from './find-item.ts';
import { identifyArchived } from './identifiers/identify-archived.ts';
import { readItemMetadata } from './input.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';
import { followWork } from './works/rerender-work.ts';
import { writeItem } from './write-item.ts';

/** What a move of an item starts from. */
export type MoveWish = {
  /** Versions that the move may start from; left out: any. */
  versions?: Versions;
};

/**
 * Puts an item of the workspace into the archive. It gets a Handle, and the DOI that its organisation's settings ask for.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, metadata-refused, shoulder-closed,
 *   quota-reached
 */
export async function archiveItem(
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish = {},
): Promise<Item> {
  const item = await transact(ctx.db, (tx) => archiveItemWithin(tx, ctx, actor, id, wish));
  ctx.wakeRegistration();
  return item;
}

/** The same in the caller's transaction. */
export async function archiveItemWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish,
): Promise<Item> {
  const before = await lockItemFor(tx, actor, id, { right: 'edit', ...wish });
  assertScope(actor, 'pid:publish');
  return archiveWithin(tx, ctx, actor, before);
}

/** Archives a locked item of somebody who may. @throws AppError */
export async function archiveWithin(tx: Tx, ctx: ItemContext, actor: Actor, before: Item): Promise<Item> {
  const item = await writeItem(tx, ctx, before, 'archive', {}, { actor, now: ctx.now() });
  readItemMetadata(item.metadata, 'complete');
  await identifyArchived(tx, ctx, actor, item);
  await followWork(tx, ctx, actor, item);
  return item;
}
