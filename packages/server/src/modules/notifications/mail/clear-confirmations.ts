import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { deleteConfirmationsBefore } from './store.ts';

const KEPT_MS = 7 * 86_400_000;

/** Forgets confirmations, and with them addresses, that were asked for long ago. */
export async function clearConfirmations(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS);
  await transact(ctx.db, (tx) => deleteConfirmationsBefore(tx, before));
}
