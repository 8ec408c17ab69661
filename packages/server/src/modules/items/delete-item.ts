import type { Actor } from '../../http/actor.ts';
import type { MoveWish } from './archive-item.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';

/**
 * Takes an item away for good; its history stays. What it was announced under leads to a tombstone and is its no longer.
 * @throws AppError not-found, not-allowed, version-mismatch
 */
export async function deleteItem(
  _ctx: ItemContext,
  _actor: Actor,
  _id: string,
  _wish: MoveWish & { reason?: string } = {},
): Promise<Item> {
  throw new Error('not built yet');
}
