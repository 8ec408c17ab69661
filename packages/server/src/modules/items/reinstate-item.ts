import type { Actor } from '../../http/actor.ts';
import type { MoveWish } from './archive-item.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';

/**
 * Shows a withdrawn item again, and what it is announced under.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, metadata-refused
 */
export async function reinstateItem(
  _ctx: ItemContext,
  _actor: Actor,
  _id: string,
  _wish: MoveWish = {},
): Promise<Item> {
  throw new Error('not built yet');
}
