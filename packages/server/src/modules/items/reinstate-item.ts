import { type Tx, transact } from '../../db/index.ts';
import { type Actor, assertScope } from '../../http/actor.ts';
import type { MoveWish } from './archive-item.ts';
import { lockItemFor } from './find-item.ts';
import { reinstateIdentifiers, showInIdentifiers } from './identifiers/follow-item.ts';
import { readItemMetadata } from './input.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';
import { followWork } from './works/rerender-work.ts';
import { writeItem } from './write-item.ts';

/**
 * Shows a withdrawn item again, and what it is announced under.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, metadata-refused
 */
export async function reinstateItem(
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish = {},
): Promise<Item> {
  const item = await transact(ctx.db, (tx) => reinstateItemWithin(tx, ctx, actor, id, wish));
  ctx.wakeRegistration();
  return item;
}

/** The same in the caller's transaction. */
export async function reinstateItemWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish,
): Promise<Item> {
  const before = await lockItemFor(tx, actor, id, { right: 'edit', keeper: 'any', ...wish });
  assertScope(actor, 'pid:publish');
  const after = await writeItem(tx, ctx, before, 'reinstate', {}, { actor, now: ctx.now() });
  readItemMetadata(after.metadata, 'complete');
  await reinstateIdentifiers(tx, ctx, actor, after);
  await showInIdentifiers(tx, ctx, actor, after);
  await followWork(tx, ctx, actor, after);
  return after;
}
