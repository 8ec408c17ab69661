import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { type Content, deleteObjects } from './content.ts';
import { deleteLoose, deleteUnheldNow } from './store.ts';

/** Deletes a content that could not be placed. Where that fails, the upkeep does it later. */
export async function deleteUnheldContent(
  ctx: Pick<AppContext, 'db' | 'storage' | 'log' | 'now'>,
  content: Content,
): Promise<void> {
  try {
    const isGone = await transact(ctx.db, (tx) => deleteUnheldNow(tx, content.id, ctx.now()));
    if (!isGone) return;
    await deleteObjects(
      ctx.storage,
      content.parts.map((part) => part.key),
    );
    await transact(ctx.db, (tx) => deleteLoose(tx, content.id));
  } catch (error) {
    ctx.log.warn({ err: error, content: content.id }, 'objects of a refused upload stay until the upkeep');
  }
}
