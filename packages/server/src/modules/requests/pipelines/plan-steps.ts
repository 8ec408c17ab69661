import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf, scopes, toEventActor } from '../../../http/actor.ts';
import type { PermanentIdRequest } from '../request.ts';
import { freezeAgain, isPublishStepDone } from './close-after-failure.ts';
import { type Pipeline, stepsFor } from './steps.ts';
import {
  endOpenSteps,
  insertRun,
  listNewestSteps,
  type RequestRun,
  readNewestRun,
  reopenStep,
  updateRunActor,
} from './store.ts';

/** On whose behalf a pipeline runs, and since when. */
export type Begin = { actor: Actor; now: Date };

/**
 * Sets a pipeline of a locked request going, in the transaction of the move that wants it. What was left of an earlier
 * one is not gone on with. Call `ctx.wakeRequests()` after the commit.
 * @throws AppError move-not-allowed where the identifier is announced and the pipeline would take it back
 */
export async function planSteps(
  tx: Tx,
  request: Pick<PermanentIdRequest, 'id' | 'type'>,
  pipeline: Pipeline,
  { actor, now }: Begin,
): Promise<void> {
  if (pipeline !== 'publishing' && (await isPublishStepDone(tx, request.id))) {
    throw new AppError('move-not-allowed', 'Its identifier is announced; from there it only goes forward.');
  }
  await endOpenSteps(tx, request.id);
  await insertRun(tx, {
    requestId: request.id,
    ...describeActor(actor),
    pipeline,
    steps: stepsFor(request.type, pipeline),
    now,
  });
}

/**
 * Lets the failed pipeline of a locked request go on at the step that failed, with fresh attempts and on behalf of whoever
 * resumes it. Call `ctx.wakeRequests()` after the commit.
 * @returns which pipeline it is; null when none has failed
 */
export async function resumeSteps(
  tx: Tx,
  request: PermanentIdRequest,
  { actor, now }: Begin,
): Promise<Pipeline | null> {
  const run = await readNewestRun(tx, request.id);
  const failed = (await listNewestSteps(tx, request.id)).find((step) => step.state === 'failed');
  if (run === null || failed === undefined) return null;
  await updateRunActor(tx, { ...run, ...describeActor(actor) });
  await reopenStep(tx, failed, now);
  if (failed.pipeline === 'publishing') await freezeAgain(tx, request, now);
  return failed.pipeline;
}

function describeActor(actor: Actor): Pick<RequestRun, 'actor' | 'accountId' | 'scopes'> {
  return {
    actor: toEventActor(actor),
    accountId: accountIdOf(actor),
    scopes: actor.kind === 'operator' ? scopes : [...actor.scopes],
  };
}
