import { type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, assertScope } from '../../http/actor.ts';
import type { MoveWish } from './archive-item.ts';
import { lockItemFor } from './find-item.ts';
import { withdrawIdentifiers } from './identifiers/follow-item.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';
import { followWork } from './works/rerender-work.ts';
import { writeItem } from './write-item.ts';

export const REASON_LIMIT = 2000;

/**
 * Takes an archived item back. What it is announced under leads to a tombstone with the reason from now on.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, invalid-input
 */
export async function withdrawItem(
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish & { reason: string },
): Promise<Item> {
  const item = await transact(ctx.db, (tx) => withdrawItemWithin(tx, ctx, actor, id, wish));
  ctx.wakeRegistration();
  return item;
}

/** The same in the caller's transaction. */
export async function withdrawItemWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: MoveWish & { reason: string },
): Promise<Item> {
  const before = await lockItemFor(tx, actor, id, { right: 'edit', keeper: 'any', ...wish });
  assertScope(actor, 'pid:publish');
  const reason = wish.reason.trim();
  if (reason === '' || reason.length > REASON_LIMIT) {
    throw new AppError('invalid-input', 'Say why it is withdrawn; its tombstone shows the reason.', {
      problems: [{ pointer: '/reason', detail: `Give 1 to ${REASON_LIMIT} characters.` }],
    });
  }
  const changes = { withdrawnReason: reason };
  const after = await writeItem(tx, ctx, before, 'withdraw', changes, { actor, now: ctx.now(), reason });
  await withdrawIdentifiers(tx, ctx, actor, after, reason);
  await followWork(tx, ctx, actor, after);
  return after;
}
