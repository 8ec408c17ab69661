import type { Tx } from '../../../db/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { tellOfMove } from '../tell-of-move.ts';
import type { PipelineContext } from './pipeline-context.ts';
import type { RequestStep } from './step.ts';
import { stepTexts } from './step-texts.ts';

const service = { kind: 'service' } as const;

/** Tells of a request that failed, and of a move of its folder that did not work. */
export async function tellOfFailure(
  tx: Tx,
  ctx: PipelineContext,
  request: PermanentIdRequest,
  { step, pipeline, run }: RequestStep,
  reason: string,
): Promise<void> {
  const { permanentId } = request;
  await tellOfMove(tx, ctx, request, service, { kind: 'failed', step: stepTexts[step], reason, permanentId });
  if (step !== 'move' && step !== 'relocate') return;
  const destination =
    pipeline === 'staging' ? 'staging' : pipeline === 'publishing' ? 'curated' : request.originalPath;
  const matter = { kind: 'move-failed', destination, reason } as const;
  await tellOfMove(tx, ctx, request, service, matter, `run-${run}-version-${request.version}`);
}
