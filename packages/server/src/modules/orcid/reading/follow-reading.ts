import type { Tx } from '../../../db/index.ts';
import type { ConnectionChange } from '../connections/change.ts';
import type { Connection } from '../connections/connection.ts';
import { deleteDifferences, settleDifferences } from '../differences/store.ts';
import { deleteReading, startReading, stopReading } from './store.ts';

/**
 * Lets the reading of a record follow its connection: it begins with a permission and ends with it, and then what was read
 * goes, too. In the transaction that changed the connection.
 */
export async function followReading(tx: Tx, { before, after }: ConnectionChange): Promise<void> {
  const now = after.updatedAt;
  if (isReadable(after)) {
    // What it may do changed, where before and after are alike.
    const isSameButPreference =
      before !== null &&
      isReadable(before) &&
      (before.preference !== after.preference || before.language !== after.language);
    if (!isSameButPreference) await startReading(tx, after.id, now);
    return;
  }
  if (after.state === 'erased') {
    await deleteReading(tx, after.id);
    return deleteDifferences(tx, after.id);
  }
  const hasEnded = !isLive(after);
  await stopReading(tx, after.id, { forget: hasEnded });
  if (hasEnded) await settleDifferences(tx, after.id, now);
}

function isReadable(connection: Connection): boolean {
  return isLive(connection) && connection.recordState === 'active';
}

/** Whether there is a permission. */
export function isLive({ state }: Pick<Connection, 'state'>): boolean {
  return state === 'connected' || state === 'imported';
}
