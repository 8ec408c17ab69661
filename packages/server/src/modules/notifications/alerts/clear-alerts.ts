import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { deleteAlertsBefore } from './store.ts';

const KEPT_DAYS = 90;

/** Forgets alerts of long ago. */
export async function clearAlerts(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000);
  await transact(ctx.db, (tx) => deleteAlertsBefore(tx, before));
}
