import type { Tx } from '../../../db/index.ts';
import type { Item } from '../../items/index.ts';
import { noteItems } from './store.ts';
import { orcidsNamed } from './to-work.ts';

/**
 * Notes that an item changed which records may hold, in the transaction that changed it. What follows is worked out after
 * that: identifiers are given in the same transaction, later. Drafts are nobody's business.
 */
export async function noteItemChange(
  tx: Tx,
  { before, after }: { before: Item; after: Item },
): Promise<void> {
  const wasShown = before.state === 'archived' || before.state === 'withdrawn';
  if (!wasShown && after.state !== 'archived') return;
  const concernsPeople =
    after.workId !== null || [before, after].some(({ metadata }) => orcidsNamed(metadata).length > 0);
  if (concernsPeople) await noteItems(tx, [after.id], after.updatedAt);
}
