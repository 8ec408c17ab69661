import type { Actor } from '../../../http/actor.ts';
import type { HeldIdentifier } from '../item.ts';
import type { ItemContext } from '../item-context.ts';

/**
 * Gives an item the name of a DOI that nobody else hears of. One that it has already is kept.
 * @param options.registerOnArchive whether archiving the item registers it: PENDING, else MINTED
 * @throws AppError not-found, not-allowed, move-not-allowed for a DOI beyond that
 */
export async function mintDoi(
  _ctx: ItemContext,
  _actor: Actor,
  _itemId: string,
  _options: { registerOnArchive?: boolean } = {},
): Promise<HeldIdentifier> {
  throw new Error('not built yet');
}
