import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { KEPT_DAYS } from './limits.ts';
import { clearRows } from './store.ts';

const AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** Deletes uploaded rows and results of batches that have been finished for 30 days; entries stay. */
export async function clearEntryBatches(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const now = ctx.now();
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  while ((await transact(ctx.db, (tx) => clearRows(tx, before, AT_ONCE, now))) === AT_ONCE);
}
