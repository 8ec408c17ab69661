import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { followDeposits } from './follow-connection.ts';
import { findConnectionBehindClient } from './store.ts';

/**
 * Lets the deposits of one connection follow the credentials that it hangs on: what waited for the member API is due once
 * they are for it, and what is due waits while they are for the public one. One connection a time, found by what is stored:
 * a crash in between leaves the rest to whoever looks next.
 * @returns whether there was one
 */
export async function followNextClient(ctx: Pick<AppContext, 'db' | 'now'>): Promise<boolean> {
  const connectionId = await findConnectionBehindClient(ctx.db);
  if (connectionId === null) return false;
  await transact(ctx.db, (tx) => followDeposits(tx, connectionId, ctx.now()));
  return true;
}
