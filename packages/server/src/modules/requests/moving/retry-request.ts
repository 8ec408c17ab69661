import { planSteps, resumeSteps } from '../pipelines/plan-steps.ts';
import type { Pipeline } from '../pipelines/steps.ts';
import type { PipelineState, RequestState } from '../request.ts';
import { readWords } from '../words.ts';
import { type ActWithin, alone, makeMove, tell } from './act.ts';

const pipelineOf = {
  staging: 'staging',
  publishing: 'publishing',
  rejecting: 'returning',
  withdrawing: 'returning',
} as const satisfies Record<PipelineState, Pipeline>;

/** Lets what failed go on at the step that failed. */
export const retryRequestWithin: ActWithin = async (tx, ctx, actor, id, wish) => {
  const moved = await makeMove(tx, ctx, actor, id, { ...wish, action: 'retry' });
  const begin = { actor, now: ctx.now() };
  const resumed = await resumeSteps(tx, moved, begin);
  if (resumed === null) await planSteps(tx, moved, pipelineFor(moved.state), begin);
  return tell(tx, ctx, moved, actor, {
    kind: 'status-changed',
    comment: readWords(wish.comment, '/comment'),
  });
};

export const retryRequest = alone(retryRequestWithin);

function pipelineFor(state: RequestState): Pipeline {
  const known: Partial<Record<RequestState, Pipeline>> = pipelineOf;
  const pipeline = known[state];
  if (pipeline === undefined) throw new Error(`nothing is worked off in the state ${state}`);
  return pipeline;
}
