import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { KEPT_DAYS } from './limits.ts';
import { UPLOADS } from './receive-batch.ts';
import { clearBatch, findInputKeys, listBatchesToClear } from './store.ts';

const AT_ONCE = 100;
/** Longer than any upload takes. */
const ORPHAN_DAYS = 3;
const DAY_MS = 86_400_000;

/** Deletes uploads and results of batches that have been finished for 30 days, and uploads that no batch came of. */
export async function clearBatches(ctx: Pick<AppContext, 'db' | 'now' | 'storage'>): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS);
  for (;;) {
    const batches = await listBatchesToClear(ctx.db, before, AT_ONCE);
    for (const { id, inputKey } of batches) {
      if (inputKey !== null) await ctx.storage.delete(inputKey);
      await transact(ctx.db, (tx) => clearBatch(tx, id));
    }
    if (batches.length < AT_ONCE) break;
  }
  await deleteOrphans(ctx);
}

/** A process that died between the upload and the row left the upload. */
async function deleteOrphans(ctx: Pick<AppContext, 'db' | 'now' | 'storage'>): Promise<void> {
  const oldest = new Date(ctx.now().getTime() - ORPHAN_DAYS * DAY_MS).toISOString().slice(0, 10);
  const old = (await ctx.storage.list(UPLOADS)).filter((key) => (key.split('/')[1] ?? '') < oldest);
  for (let from = 0; from < old.length; from += AT_ONCE) {
    const keys = old.slice(from, from + AT_ONCE);
    const known = await findInputKeys(ctx.db, keys);
    for (const key of keys) if (!known.has(key)) await ctx.storage.delete(key);
  }
}
