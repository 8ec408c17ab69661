import type { Actor } from '../../http/actor.ts';
import type { Versions } from '../../http/etag.ts';
import type { Item } from './item.ts';
import type { ItemContext } from './item-context.ts';

/** What a move of an item starts from. */
export type MoveWish = { versions?: Versions };

/**
 * Puts an item of the workspace into the archive. It gets a Handle, and the DOI that its organisation's settings ask for.
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, metadata-refused
 */
export async function archiveItem(
  _ctx: ItemContext,
  _actor: Actor,
  _id: string,
  _wish: MoveWish = {},
): Promise<Item> {
  throw new Error('not built yet');
}
