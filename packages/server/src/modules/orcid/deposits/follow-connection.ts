import type { Tx } from '../../../db/index.ts';
import type { ConnectionChange } from '../connections/change.ts';
import type { Deposit } from './deposit.ts';
import { moveDeposit, placeAt, standOf } from './move-deposit.ts';
import { keepConnections, lockDepositsOfConnection } from './store.ts';

/**
 * Lets the deposits of a connection follow what became of it: what can go on is due, what cannot is held. In the
 * transaction that changed it.
 */
export async function followConnection(tx: Tx, { after }: ConnectionChange): Promise<void> {
  const connection = (await keepConnections(tx, [after.id])).get(after.id);
  if (connection === undefined) return;
  const now = after.updatedAt;
  for (const deposit of await lockDepositsOfConnection(tx, after.id)) {
    if (!FOLLOWING.has(deposit.state)) continue;
    const stand = standOf(deposit, connection);
    if (stand.state === deposit.state && stand.reason === deposit.reason) continue;
    await moveDeposit(tx, deposit, 'want', placeAt(stand, now), { actor: { kind: 'service' }, now });
  }
}

/** What was refused, taken off or never there does not depend on the connection. */
const FOLLOWING: ReadonlySet<Deposit['state']> = new Set(['due', 'asking', 'held', 'acknowledged']);
