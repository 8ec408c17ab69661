import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import type { ItemContext } from '../item-context.ts';

/**
 * Brings the DOIs of all versions of a work, and its concept DOI, in line with what the versions are now. To be called in
 * the transaction that archives, withdraws, reinstates, deletes or names one of them, after that is written. Locks the
 * work, its items in the order of their ids, then shoulders and identifiers.
 * @param actor null for the service itself
 */
export async function rerenderWork(
  _tx: Tx,
  _ctx: ItemContext,
  _actor: Actor | null,
  _workId: string,
): Promise<void> {
  throw new Error('not built yet');
}
