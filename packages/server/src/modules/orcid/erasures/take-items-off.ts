import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { lockDepositsOfConnection } from '../deposits/store.ts';
import { wantDeposits } from '../deposits/want-deposits.ts';

/** Wants everything that we wrote off the record of a connection that this transaction has locked. */
export async function takeItemsOff(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  connectionId: string,
): Promise<void> {
  const deposits = await lockDepositsOfConnection(tx, connectionId);
  await wantDeposits(
    tx,
    ctx,
    deposits.map(({ kind, thing, title }) => ({ connectionId, kind, thing, title, wanted: null })),
  );
}
