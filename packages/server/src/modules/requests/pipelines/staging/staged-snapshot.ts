import { readAttributes } from '../../../data/index.ts';
import { insertSnapshot } from '../../snapshots/store.ts';
import type { Step } from '../step.ts';
import { snapshot, snapshotOf } from '../take-snapshot.ts';

/** What the requester handed in: curators see what has changed since. */
export const stagedSnapshot: Step = async (prepared) => {
  const take = await snapshot(prepared);
  return async (tx, work) => {
    const outcome = await take(tx, work);
    if (outcome.kind !== 'done') return outcome;
    await insertSnapshot(tx, {
      requestId: work.request.id,
      purpose: 'staged',
      manifestId: snapshotOf({ results: new Map([['snapshot', outcome.result]]) }).manifestId,
      attributes: await readAttributes(tx, work.request.folderId),
      now: work.ctx.now(),
    });
    return outcome;
  };
};
