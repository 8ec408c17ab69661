import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { deleteObjects, prefixOf } from './content.ts';
import { deleteLoose, deleteUnheld, listLoose, markHeld } from './store.ts';

const AT_ONCE = 100;
const KEPT_MS = 86_400_000;

/**
 * Deletes contents that nothing has held for a day, and objects that no content came of. A row goes before its objects,
 * which stay noted until they are gone, so that whatever happens in between is taken up again.
 */
export async function clearContents(ctx: Pick<AppContext, 'db' | 'now' | 'storage'>): Promise<void> {
  const now = ctx.now();
  await transact(ctx.db, markHeld);
  const before = new Date(now.getTime() - KEPT_MS);
  while ((await transact(ctx.db, (tx) => deleteUnheld(tx, before, now, AT_ONCE))) === AT_ONCE);
  for (;;) {
    const loose = await listLoose(ctx.db, now, AT_ONCE);
    for (const each of loose) {
      if (!each.isContent) await deleteObjects(ctx.storage, await ctx.storage.list(prefixOf(each)));
      await transact(ctx.db, (tx) => deleteLoose(tx, each.id));
    }
    if (loose.length < AT_ONCE) return;
  }
}
