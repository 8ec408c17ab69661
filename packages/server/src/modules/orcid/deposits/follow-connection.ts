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
  await followDeposits(tx, after.id, after.updatedAt);
}

/** Brings every deposit of a connection to where it stands by what the connection and its client are now. */
export async function followDeposits(tx: Tx, connectionId: string, now: Date): Promise<void> {
  const connection = (await keepConnections(tx, [connectionId])).get(connectionId);
  if (connection === undefined) return;
  for (const deposit of await lockDepositsOfConnection(tx, connectionId)) {
    if (!FOLLOWING.has(deposit.state)) continue;
    const stand = standOf(deposit, connection);
    if (stand.state === deposit.state && stand.reason === deposit.reason) continue;
    await moveDeposit(tx, deposit, 'want', placeAt(stand, now), { actor: { kind: 'service' }, now });
  }
}

/** What was refused, taken off or never there does not depend on the connection. */
const FOLLOWING: ReadonlySet<Deposit['state']> = new Set(['due', 'asking', 'held', 'acknowledged']);
