import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { explainRefusedMove, findTakenNames, nextState, readPids } from '../../pids/index.ts';
import { assertMayChange } from '../change.ts';
import { closedError, quotaError } from '../names.ts';
import { findHeldNames, readShoulders } from '../store.ts';
import { done, refused } from './apply-rows.ts';
import type { RowResult } from './batch.ts';
import type { BatchRow } from './parse-row.ts';
import { chooseShoulder, planChange, planCreation, readShouldersOf } from './plan-row.ts';
import { RowRefusal, toRowProblems } from './refusal.ts';

/** Identifiers that the rows before would have been given, by shoulder; grows. */
export type PlannedCounts = Map<string, number>;

/** Says what `applyRows` would do, and writes nothing. @returns for each row what would become of it */
export async function checkRows(
  db: Db,
  work: { actor: Actor; planned: PlannedCounts },
  rows: readonly BatchRow[],
): Promise<RowResult[]> {
  const { actor, planned } = work;
  const sound = rows.filter((row) => row.problems.length === 0);
  const known = await readShouldersOf(db, sound);
  const names = sound.flatMap((row) => (row.pid === null ? [] : [row.pid]));
  const pids = new Map((await readPids(db, names)).map((pid) => [pid.pid, pid]));
  const shoulders = await readShoulders(db, [
    ...new Set([...pids.values()].map(({ shoulderId }) => shoulderId)),
  ]);
  const taken = await findTakenNames(db, names);
  const held = names.length === 0 ? new Set<string>() : await findHeldNames(db, names);

  const check = (row: BatchRow): RowResult => {
    if (row.problems.length > 0) return refused(row, row.problems);
    if (row.verb !== 'reserve' && row.verb !== 'mint') {
      const before = pids.get(row.pid ?? '') ?? null;
      assertMayChange(actor, before, shoulders.get(before?.shoulderId ?? '') ?? null);
      const { action } = planChange(actor, row, before);
      const state = nextState(action, before.state);
      if (state === null) throw new AppError('move-not-allowed', explainRefusedMove(action, before.state));
      return done(row, { pid: before.pid, state });
    }
    const { shoulder, state, name } = planCreation(actor, row, chooseShoulder(actor, row, known));
    if (!shoulder.open) throw closedError();
    const before = planned.get(shoulder.id) ?? 0;
    const issued = shoulder.issued + before;
    if (shoulder.quota !== null && issued >= shoulder.quota)
      throw quotaError({ quota: shoulder.quota, issued }, 1);
    if (name !== undefined && (taken.has(name) || held.has(name))) {
      const why = held.has(name) ? 'is held back' : 'is taken';
      throw new RowRefusal([{ field: 'pid', detail: `The name ${name} ${why}; choose another one.` }]);
    }
    planned.set(shoulder.id, before + 1);
    return done(row, { pid: name ?? null, state });
  };
  return rows.map((row) => {
    try {
      return check(row);
    } catch (error) {
      return refused(row, toRowProblems(error));
    }
  });
}
