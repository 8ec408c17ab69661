import { moveRequest } from '../../move-request.ts';
import { local, StepFailure } from '../step.ts';

/** The request is over; the folder may be requested for again. */
export const finish = local(async (tx, { ctx, request }) => {
  if (request.state !== 'rejecting' && request.state !== 'withdrawing') {
    throw new StepFailure('permanent', `A request that is ${request.state} is not on its way back.`);
  }
  await moveRequest(tx, {
    requestId: request.id,
    action: request.state === 'rejecting' ? 'finish-rejecting' : 'finish-withdrawing',
    as: ['service'],
    actor: { kind: 'service' },
    now: ctx.now(),
  });
  return { kind: 'done' };
});
