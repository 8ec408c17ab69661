import type { Actor } from '../../../http/actor.ts';
import type { HeldIdentifier } from '../item.ts';
import type { ItemContext } from '../item-context.ts';

/**
 * Asks the registrar to hold the DOI of an item as a draft.
 * @throws AppError not-found, not-allowed, move-not-allowed unless it has none, or one that is MINTED or PENDING
 */
export async function reserveDoi(_ctx: ItemContext, _actor: Actor, _itemId: string): Promise<HeldIdentifier> {
  throw new Error('not built yet');
}
