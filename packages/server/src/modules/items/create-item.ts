import type { Actor } from '../../http/actor.ts';
import type { Fields, Item } from './item.ts';
import type { ItemContext } from './item-context.ts';

/** An item that somebody wants. What is of type `unknown` is checked here. */
export type CreateItemWish = {
  state: 'workspace' | 'archived';
  /** DataCite's JSON: a whole record to be archived, a draft in the workspace. */
  metadata: unknown;
  /** dc.* values that the kernel cannot hold. */
  otherFields?: Fields;
  /** Short name of the organisation; left out: that of the collection, or the only one that the actor belongs to. */
  organisation?: string;
  collectionId?: string | null;
  files?: unknown;
  access?: Item['access'];
  discoverable?: boolean;
};

/**
 * Makes an item; an archived one gets its Handle at once.
 * @throws AppError not-allowed, invalid-input, metadata-refused
 */
export async function createItem(_ctx: ItemContext, _actor: Actor, _wish: CreateItemWish): Promise<Item> {
  throw new Error('not built yet');
}
