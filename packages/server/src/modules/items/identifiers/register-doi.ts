import type { Actor } from '../../../http/actor.ts';
import type { HeldIdentifier } from '../item.ts';
import type { ItemContext } from '../item-context.ts';

/**
 * Announces the DOI of an item and asks the registrar for it; one that has none, or one that is only MINTED or PENDING,
 * gets there from here.
 * @param options.evenReserved also one that the registrar holds, or was asked to hold, as a draft
 * @throws AppError not-found, not-allowed, move-not-allowed for a DOI with any other status, metadata-refused,
 *   shoulder-closed, quota-reached
 */
export async function registerDoi(
  _ctx: ItemContext,
  _actor: Actor,
  _itemId: string,
  _options: { evenReserved?: boolean } = {},
): Promise<HeldIdentifier> {
  throw new Error('not built yet');
}
