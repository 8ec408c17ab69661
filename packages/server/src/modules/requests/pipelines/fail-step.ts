import type { Tx } from '../../../db/index.ts';
import { moveRequest } from '../move-request.ts';
import { lockRequest } from '../store.ts';
import { closeAfterFailure } from './close-after-failure.ts';
import { judgeFailure } from './judge-failure.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { type ClaimedStep, markStepFailed, postponeStep, readWork } from './store.ts';
import { tellOfFailure } from './tell.ts';

/**
 * Writes down that a step came to grief: it is tried again later, or the request fails, keeps its step and its
 * identifier, and shows nothing to the public until somebody resumes it.
 */
export async function failStep(
  tx: Tx,
  ctx: PipelineContext,
  claimed: ClaimedStep,
  error: unknown,
): Promise<void> {
  await lockRequest(tx, claimed.requestId);
  const work = await readWork(tx, ctx, claimed);
  if (work === null) return;
  const { step, request } = work;
  const now = ctx.now();
  const { problem, refused, nextTryAt } = judgeFailure(error, step, now);
  const said = { err: error, request: request.id, step: step.step, attempts: step.attempts };
  if (nextTryAt !== null) {
    ctx.log.warn(said, 'a step of a request came to grief and is tried again');
    await postponeStep(tx, claimed, { until: nextTryAt, problem, refused, counts: true });
    return;
  }
  ctx.log.error(said, 'a step of a request failed');
  await markStepFailed(tx, claimed, problem);
  await closeAfterFailure(tx, work);
  const failed = await moveRequest(tx, {
    requestId: request.id,
    action: 'fail',
    as: ['service'],
    actor: { kind: 'service' },
    now,
    comment: problem.detail,
  });
  await tellOfFailure(tx, ctx, failed, step, problem.detail);
}
