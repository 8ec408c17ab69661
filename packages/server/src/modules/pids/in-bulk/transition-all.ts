import type { Tx } from '../../../db/index.ts';
import { recordEvents } from '../../../events.ts';
import type { Pid } from '../pid.ts';
import type { PidAction } from '../states.ts';
import {
  applyMove,
  type ChangeContext,
  describeForHistory,
  type PidChanges,
  rebuildResolutions,
} from '../transition.ts';
import { updatePidRows } from './store.ts';

/**
 * The same as `transition` for many identifiers that the caller has locked (`lockPids`) and looked at: rows, events and
 * resolutions in one statement each.
 * @returns what has become of them, in the order of the requests
 * @throws AppError move-not-allowed, before anything is written
 */
export async function transitionAll(
  tx: Tx,
  requests: readonly { before: Pid; action: PidAction; changes: PidChanges }[],
  change: ChangeContext,
): Promise<Pid[]> {
  const moved = requests.map(({ before, action, changes }) => ({
    before,
    action,
    after: applyMove(before, action, changes, change.now),
    reason: changes.reason ?? null,
  }));
  const all = moved.map(({ after }) => after);
  await updatePidRows(tx, all);
  await recordEvents(
    tx,
    moved.map(({ before, action, after, reason }) => ({
      at: change.now,
      subject: { type: 'pid', id: after.pid },
      action,
      actor: change.actor,
      before: describeForHistory(before),
      after: describeForHistory(after),
      reason,
    })),
  );
  await rebuildResolutions(tx, all, change);
  return all;
}
