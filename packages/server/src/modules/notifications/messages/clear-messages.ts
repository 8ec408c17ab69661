import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { deleteMessagesBefore } from './store.ts';

export const MESSAGES_KEPT_DAYS = 30;

/** Since when messages are kept. */
export function messagesSince(now: Date): Date {
  return new Date(now.getTime() - MESSAGES_KEPT_DAYS * 86_400_000);
}

/** Forgets messages of long ago. */
export async function clearMessages(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await transact(ctx.db, (tx) => deleteMessagesBefore(tx, messagesSince(ctx.now())));
}
