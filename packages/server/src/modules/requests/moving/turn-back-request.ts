import { planSteps } from '../pipelines/plan-steps.ts';
import { readWords, requireWords } from '../words.ts';
import { type ActWithin, alone, makeMove, tell } from './act.ts';
import type { Said } from './lock-for-actor.ts';

/** @param silently CyVerse's API may reject without a word */
export type RejectWish = Said & { silently?: true };

/** Turns a request down: its folder goes back to where it was, and its name is free again. */
export const rejectRequestWithin: ActWithin<RejectWish> = async (tx, ctx, actor, id, wish) => {
  const { silently, ...said } = wish;
  const moved = await makeMove(tx, ctx, actor, id, { ...said, action: 'reject' });
  const comment =
    silently === true
      ? readWords(wish.comment, '/comment')
      : requireWords(wish.comment, '/comment', 'Say why the request is rejected.');
  await planSteps(tx, moved, 'returning', { actor, now: ctx.now() });
  return tell(tx, ctx, moved, actor, { kind: 'rejected', comment });
};

/** The requester takes a request back, and with it the folder. */
export const withdrawRequestWithin: ActWithin = async (tx, ctx, actor, id, wish) => {
  const moved = await makeMove(tx, ctx, actor, id, { ...wish, action: 'withdraw' });
  await planSteps(tx, moved, 'returning', { actor, now: ctx.now() });
  return tell(tx, ctx, moved, actor, { kind: 'withdrawn', comment: readWords(wish.comment, '/comment') });
};

export const rejectRequest = alone(rejectRequestWithin);
export const withdrawRequest = alone(withdrawRequestWithin);
