import type { Actor } from '../../../http/actor.ts';
import type { HeldIdentifier } from '../item.ts';
import type { ItemContext } from '../item-context.ts';

/**
 * Takes an identifier away from an item. What nobody has heard of is given back; what was announced is hidden and leads
 * to a tombstone. The item may get another one.
 * @param text the identifier in any spelling
 * @throws AppError not-found, not-allowed
 */
export async function deleteIdentifier(
  _ctx: ItemContext,
  _actor: Actor,
  _itemId: string,
  _text: string,
): Promise<HeldIdentifier> {
  throw new Error('not built yet');
}
