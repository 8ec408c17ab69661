import { type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, assertScope } from '../../http/actor.ts';
import type { MoveWish } from './archive-item.ts';
import { lockItemFor } from './find-item.ts';
import { takeAllAway } from './identifiers/delete-identifier.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';
import { rightsOf } from './policy.ts';
import { followWork } from './works/rerender-work.ts';
import { writeItem } from './write-item.ts';

/**
 * Takes an item away for good; its history stays. What it was announced under leads to a tombstone and is its no longer.
 * Who may edit an item of the workspace may delete it; later on administrators may.
 * @throws AppError not-found, not-allowed, version-mismatch
 */
export async function deleteItem(
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish & { reason?: string } = {},
): Promise<Item> {
  const item = await transact(ctx.db, (tx) => deleteItemWithin(tx, ctx, actor, id, wish));
  ctx.wakeRegistration();
  return item;
}

/** The same in the caller's transaction. */
export async function deleteItemWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish & { reason?: string },
): Promise<Item> {
  const before = await lockItemFor(tx, actor, id, { right: 'edit', ...wish });
  assertScope(actor, 'pid:publish');
  if (before.state !== 'workspace' && !rightsOf(actor, before).administer) {
    throw new AppError('not-allowed', 'Only administrators of its organisation delete what was archived.');
  }
  const reason = wish.reason ?? 'The item was deleted.';
  // A version that was never finished gives its number back.
  const changes = before.state === 'workspace' ? { workId: null, versionNumber: null } : {};
  const after = await writeItem(tx, ctx, before, 'delete', changes, { actor, now: ctx.now(), reason });
  await takeAllAway(tx, ctx, actor, after, reason);
  await followWork(tx, ctx, actor, before);
  return after;
}
