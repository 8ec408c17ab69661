import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import type { Versions } from '../../../http/etag.ts';
import { requireItem } from '../find-item.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { updateItemWithin } from '../update-item.ts';
import { requireRevision } from './read-revisions.ts';

/**
 * Writes metadata and files of an earlier revision once more, as a new one. What was said since stays in the history.
 * @throws AppError not-found, not-allowed, version-mismatch; metadata-refused where that revision would do for a draft only
 */
export async function revertItemWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  id: string,
  wish: { revision: number; versions: Versions },
): Promise<Item> {
  const item = await requireItem(tx, actor, id, 'edit');
  const { metadata, otherFields, files } = await requireRevision(tx, item.id, wish.revision);
  return updateItemWithin(tx, ctx, actor, id, {
    versions: wish.versions,
    metadata,
    otherFields,
    files,
    reason: `Reverted to revision ${wish.revision}`,
  });
}
