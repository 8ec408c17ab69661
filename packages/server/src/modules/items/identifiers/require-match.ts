import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { evaluateFilter } from '../filters/evaluate-filter.ts';
import { readFilterTable, readItemFacts } from '../filters/read-facts.ts';
import { lockItemFor } from '../find-item.ts';

/**
 * Goes on only with an item that a DOI filter of its organisation lets through.
 * @throws AppError not-found, not-allowed, invalid-input for a filter that there is not, move-not-allowed
 */
export async function requireMatch(tx: Tx, actor: Actor, itemId: string, filter: string): Promise<void> {
  const item = await lockItemFor(tx, actor, itemId, { right: 'edit' });
  const condition = (await readFilterTable(tx, item.organisationId, [filter])).get(filter);
  if (condition === undefined) {
    throw new AppError('invalid-input', `The organisation has no filter “${filter}”.`, {
      problems: [{ pointer: '/filter', detail: 'There is no such filter.' }],
    });
  }
  if (!evaluateFilter(condition, await readItemFacts(tx, item))) {
    throw new AppError(
      'move-not-allowed',
      `The filter “${filter}” does not let this item through. Its “check” says which condition does not hold.`,
    );
  }
}
