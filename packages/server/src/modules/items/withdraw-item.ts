import type { Actor } from '../../http/actor.ts';
import type { MoveWish } from './archive-item.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';

/**
 * Takes an archived item back. What it is announced under leads to a tombstone with the reason from now on.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, invalid-input
 */
export async function withdrawItem(
  _ctx: ItemContext,
  _actor: Actor,
  _id: string,
  _wish: MoveWish & { reason: string },
): Promise<Item> {
  throw new Error('not built yet');
}
