import { refreshChecklist } from '../../checklist/read-checklist.ts';
import { moveRequest } from '../../move-request.ts';
import { openForReview } from '../seal.ts';
import { local } from '../step.ts';

/** Staged: requester and curators may go on working on it. */
export const unlock = local(async (tx, { ctx, request }) => {
  const now = ctx.now();
  await openForReview(tx, request, now);
  const staged = await moveRequest(tx, {
    requestId: request.id,
    action: 'stage',
    as: ['service'],
    actor: { kind: 'service' },
    now,
  });
  await refreshChecklist(tx, ctx, staged, now);
  return { kind: 'done' };
});
