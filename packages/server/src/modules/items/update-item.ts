import type { Actor } from '../../http/actor.ts';
import type { Versions } from '../../http/etag.ts';
import type { Fields, Item } from './item.ts';
import type { ItemContext } from './item-context.ts';

/** What a change may set; what is left out stays. What is of type `unknown` is checked here. */
export type ItemChange = {
  /** Versions that the change may start from; left out: any. */
  versions?: Versions;
  metadata?: unknown;
  otherFields?: Fields;
  files?: unknown;
  access?: Item['access'];
  discoverable?: boolean;
  collectionId?: string | null;
  /** Why, for the history. */
  reason?: string;
};

/** @throws AppError not-found, not-allowed, version-mismatch, invalid-input, metadata-refused */
export async function updateItem(
  _ctx: ItemContext,
  _actor: Actor,
  _id: string,
  _change: ItemChange,
): Promise<Item> {
  throw new Error('not built yet');
}
