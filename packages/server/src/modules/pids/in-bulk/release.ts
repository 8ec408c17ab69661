import type { Tx } from '../../../db/index.ts';
import { type EventActor, recordEvents } from '../../../events.ts';
import { nextState } from '../states.ts';
import { updateToReleased } from './store.ts';

/**
 * Gives back those of some names that are still reserved, each with its event, in two statements for all of them.
 * What is not reserved is left alone, so it can be repeated. Records are not read: nobody but the owner knew them.
 * @param change.dueAt when not null, only those whose time is over by then
 * @returns the names given back and their shoulders
 */
export async function releaseReserved(
  tx: Tx,
  names: readonly string[],
  change: { now: Date; actor: EventActor; reason: string | null; dueAt: Date | null },
): Promise<{ pid: string; shoulderId: string }[]> {
  const state = nextState('release', 'reserved');
  if (state === null) throw new Error('the table of moves has no release');
  const released = await updateToReleased(tx, names, { state, now: change.now, dueAt: change.dueAt });
  await recordEvents(
    tx,
    released.map(({ pid, version }) => ({
      at: change.now,
      subject: { type: 'pid', id: pid },
      action: 'release',
      actor: change.actor,
      before: { state: 'reserved', version: version - 1 },
      after: { state, version },
      reason: change.reason,
    })),
  );
  return released;
}
