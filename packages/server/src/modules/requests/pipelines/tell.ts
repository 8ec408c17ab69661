import type { Tx } from '../../../db/index.ts';
import { readNode } from '../../data/index.ts';
import { type ToldRequest, tellOfRequest } from '../../notifications/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { PipelineContext } from './pipeline-context.ts';
import type { RequestStep } from './step.ts';
import type { StepName } from './steps.ts';

const service = { kind: 'service' } as const;

/** Where a step that moves the folder takes it; null for the others. */
const destinations: Partial<Record<StepName, string>> = { move: 'its new place', relocate: 'its old place' };

/** Tells of a request that failed, and of a move that did not work. */
export async function tellOfFailure(
  tx: Tx,
  ctx: PipelineContext,
  request: PermanentIdRequest,
  { step, pipeline, run }: RequestStep,
  reason: string,
): Promise<void> {
  const told = await describe(tx, request);
  const common = { request: told, actor: service };
  const { permanentId } = request;
  const occasion = `version-${request.version}`;
  await tellOfRequest(tx, ctx, { ...common, occasion, kind: 'failed', step, reason, permanentId });
  if (destinations[step] === undefined) return;
  const destination =
    pipeline === 'staging' ? 'staging' : pipeline === 'publishing' ? 'curated' : request.originalPath;
  await tellOfRequest(tx, ctx, {
    ...common,
    occasion: `run-${run}-${request.version}`,
    kind: 'move-failed',
    destination,
    reason,
  });
}

/** @param landingPage the address of the identifier itself */
export async function tellOfPublication(
  tx: Tx,
  ctx: PipelineContext,
  request: PermanentIdRequest,
  landingPage: string,
  registrarAnswer: string | null,
): Promise<void> {
  await tellOfRequest(tx, ctx, {
    request: await describe(tx, request),
    actor: service,
    occasion: `version-${request.version}`,
    kind: 'published',
    permanentId: request.permanentId ?? '',
    landingPage,
    registrarAnswer,
  });
}

async function describe(tx: Tx, request: PermanentIdRequest): Promise<ToldRequest> {
  const { id, organisationId, type, label, requesterId, assigneeId, originalName, originalPath } = request;
  const path = (await readNode(tx, request.folderId))?.path ?? originalPath;
  return { id, organisationId, type, label, folderName: originalName, path, requesterId, assigneeId };
}
