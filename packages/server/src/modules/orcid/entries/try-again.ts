import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import { moveDeposit, placeAt, standOf } from '../deposits/move-deposit.ts';
import { keepConnections, lockDepositOf } from '../deposits/store.ts';
import type { Entry } from './entry.ts';

/**
 * Lets what was refused be tried once more where the item is the same and something around it changed: a review whose group
 * was not there is sent once somebody says what to make it with.
 */
export async function tryAgain(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  { connectionId, kind, id }: Pick<Entry, 'connectionId' | 'kind' | 'id'>,
  actor: EventActor,
): Promise<void> {
  if (connectionId === null) return;
  const connection = (await keepConnections(tx, [connectionId])).get(connectionId);
  const before = await lockDepositOf(tx, { connectionId, kind, thing: { type: 'entry', id } });
  if (connection === undefined || before?.state !== 'refused') return;
  const now = ctx.now();
  await moveDeposit(tx, before, 'retry', placeAt(standOf(before, connection), now), { actor, now });
}
