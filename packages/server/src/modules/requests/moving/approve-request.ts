import { AppError } from '../../../errors.ts';
import { accountIdOf } from '../../../http/actor.ts';
import { isBlocking } from '../checklist/checklist.ts';
import { describePoint } from '../checklist/describe-point.ts';
import { refreshChecklist } from '../checklist/read-checklist.ts';
import { sealFor } from '../pipelines/seal.ts';
import { takeSnapshot } from '../snapshots/take-snapshot.ts';
import { readWords } from '../words.ts';
import { type ActWithin, alone, moveLocked, tell } from './act.ts';
import { isCuratorOf } from './is-curator-of.ts';
import { lockForActor } from './lock-for-actor.ts';

/**
 * Approves a request: from here its folder changes no more, so that what was looked at is what gets published. Errors of
 * the checklist that are neither settled nor waived refuse it, all at once.
 * @throws AppError metadata-refused for those
 */
export const approveRequestWithin: ActWithin = async (tx, ctx, actor, id, wish) => {
  const locked = await lockForActor(tx, actor, id, ['approve']);
  const comment = readWords(wish.comment, '/comment');
  const takesOver = locked.request.assigneeId === null && isCuratorOf(actor, locked.request);
  const moved = await moveLocked(tx, ctx, actor, locked, {
    comment,
    versions: wish.versions ?? null,
    action: 'approve',
    ...(takesOver ? { changes: { assigneeId: accountIdOf(actor) } } : {}),
  });
  const now = ctx.now();
  await sealFor(tx, moved, 'frozen', 'all', now);
  const blocking = (await refreshChecklist(tx, ctx, moved, now)).filter(isBlocking);
  if (blocking.length > 0) {
    throw new AppError('checks-open', 'The checklist has errors. Settle each, or waive it with a reason.', {
      problems: blocking.map((point) => ({
        pointer: `/checks/${point.name}`,
        detail: describePoint(point),
      })),
    });
  }
  await takeSnapshot(tx, moved, 'reviewed', now);
  return tell(tx, ctx, moved, actor, { kind: 'approved', comment });
};

export const approveRequest = alone(approveRequestWithin);
