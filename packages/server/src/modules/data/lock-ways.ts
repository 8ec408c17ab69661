import { ChangedMeanwhile, type Tx } from '../../db/index.ts';
import { lockNodes, readWayIds } from './store.ts';

const ATTEMPTS = 5;

/**
 * Holds nodes still, and all above them, until the transaction ends: nothing on their ways is moved, deleted, sealed or
 * shared meanwhile, though others may put things into the same folders. Rows are locked in the order of their ids, so
 * that two moves that would make a circle together wait for each other instead of both being right.
 * @param update what is going to change itself: nothing is put below it, and nothing below it is changed meanwhile
 * @param below what something is going to be put into, or changed in
 * @throws ChangedMeanwhile when the ways go on changing
 */
export async function lockWays(
  tx: Tx,
  { update = [], below = [] }: { update?: readonly string[]; below?: readonly string[] },
): Promise<void> {
  const changing = new Set(update);
  const locked = new Set<string>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const ids = await readWayIds(tx, [...update, ...below]);
    const missing = ids.filter((id) => !locked.has(id)).sort();
    if (missing.length === 0) return;
    for (const run of runsOf(missing, (id) => (changing.has(id) ? 'update' : 'share'))) {
      await lockNodes(tx, run.ids, run.mode);
    }
    for (const id of missing) locked.add(id);
  }
  throw new ChangedMeanwhile('the ways of nodes changed while they were being locked');
}

/** Neighbours of a list that are locked in one way, as one statement can. */
function runsOf(
  ids: readonly string[],
  modeOf: (id: string) => 'share' | 'update',
): { mode: 'share' | 'update'; ids: string[] }[] {
  const runs: { mode: 'share' | 'update'; ids: string[] }[] = [];
  for (const id of ids) {
    const mode = modeOf(id);
    const last = runs.at(-1);
    if (last?.mode === mode) last.ids.push(id);
    else runs.push({ mode, ids: [id] });
  }
  return runs;
}
