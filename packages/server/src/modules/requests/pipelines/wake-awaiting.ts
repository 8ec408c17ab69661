import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import type { SettledRegistration } from '../../registration/index.ts';
import { wakeAwaiting } from './store.ts';

/** What waits for a registrar goes on with its answer, in the transaction that writes the answer down. */
export async function goOnAfterRegistration(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  settled: SettledRegistration,
): Promise<void> {
  await wakeAwaiting(tx, settled.pid, ctx.now());
}
