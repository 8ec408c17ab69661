import { AppError } from '../../../errors.ts';
import { writeAnswer } from '../changes/answer-change.ts';
import type { ChangeAnswer } from '../changes/change.ts';
import { listOpenChanges } from '../changes/store.ts';
import { refreshChecklist } from '../checklist/read-checklist.ts';
import { takeSnapshot } from '../snapshots/take-snapshot.ts';
import { readWords } from '../words.ts';
import { type ActWithin, alone, moveLocked, tell } from './act.ts';
import { lockForActor, type Said } from './lock-for-actor.ts';

export type ResubmitWish = Said & { answers: readonly (ChangeAnswer & { changeId: string })[] };

/** Hands a returned request in again, once every wish of the newest round is answered, here or before. */
export const resubmitRequestWithin: ActWithin<ResubmitWish> = async (tx, ctx, actor, id, wish) => {
  const locked = await lockForActor(tx, actor, id, ['resubmit']);
  const comment = readWords(wish.comment, '/comment');
  const open = new Map((await listOpenChanges(tx, locked.request.id)).map((change) => [change.id, change]));
  const moved = await moveLocked(tx, ctx, actor, locked, {
    comment,
    versions: wish.versions ?? null,
    action: 'resubmit',
  });
  for (const [index, { changeId, ...answer }] of wish.answers.entries()) {
    const change = open.get(changeId);
    if (change === undefined) {
      const detail = 'This is no change of the newest round that waits for an answer.';
      throw new AppError('invalid-input', detail, {
        problems: [{ pointer: `/answers/${index}/change`, detail }],
      });
    }
    await writeAnswer(tx, ctx, actor, moved.id, change, answer, `/answers/${index}`);
    open.delete(changeId);
  }
  if (open.size > 0) {
    throw new AppError('invalid-input', 'Say of each change whether it is done, or why not.', {
      problems: [...open.values()].map((change) => ({
        pointer: '/answers',
        detail: `“${change.text}” has no answer yet.`,
      })),
    });
  }
  const now = ctx.now();
  await takeSnapshot(tx, moved, 'resubmitted', now);
  await refreshChecklist(tx, ctx, moved, now);
  return tell(tx, ctx, moved, actor, { kind: 'resubmitted', comment });
};

export const resubmitRequest = alone(resubmitRequestWithin);
