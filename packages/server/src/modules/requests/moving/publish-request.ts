import { planSteps } from '../pipelines/plan-steps.ts';
import { type ActWithin, alone, makeMove } from './act.ts';
import { approveRequestWithin } from './approve-request.ts';
import { lockForActor } from './lock-for-actor.ts';

/** Sets the publication of an approved request going. */
export const publishRequestWithin: ActWithin = async (tx, ctx, actor, id, wish) => {
  const moved = await makeMove(tx, ctx, actor, id, { ...wish, action: 'publish' });
  await planSteps(tx, moved, 'publishing', { actor, now: ctx.now() });
  return moved;
};

/** Approves a request, where it is not, and sets its publication going. */
export const startPublishingWithin: ActWithin = async (tx, ctx, actor, id, wish) => {
  const { request } = await lockForActor(tx, actor, id, ['publish']);
  if (request.state === 'approved') return publishRequestWithin(tx, ctx, actor, id, wish);
  if (request.state === 'submitted' || request.state === 'evaluation') {
    await approveRequestWithin(tx, ctx, actor, id, wish);
    return publishRequestWithin(tx, ctx, actor, id, {});
  }
  return publishRequestWithin(tx, ctx, actor, id, wish);
};

export const publishRequest = alone(publishRequestWithin);
export const startPublishing = alone(startPublishingWithin);
