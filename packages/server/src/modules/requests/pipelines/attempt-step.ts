import { type Tx, transact } from '../../../db/index.ts';
import { lockRequest } from '../store.ts';
import type { StepMoment } from './before-step.ts';
import { failStep } from './fail-step.ts';
import { ATTEMPTS } from './judge-failure.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { type Commit, StepFailure, type StepWork } from './step.ts';
import { findStep } from './step-table.ts';
import { CLAIM_MS, type ClaimedStep, finishStep, postponeStep, readWork } from './store.ts';

/** What `ctx.beforeStep` threw: nothing is written down any more, as after a crash. */
class Interruption extends Error {}

/**
 * Attempts one claimed step of a request.
 * @returns the next step, under the same claim; null when there is none to go on with now
 */
export async function attemptStep(ctx: PipelineContext, claimed: ClaimedStep): Promise<ClaimedStep | null> {
  try {
    const work = await readWork(ctx.db, ctx, claimed);
    if (work === null) return null;
    if (work.step.attempts > ATTEMPTS) {
      throw new StepFailure(
        'permanent',
        `It did not come to an end in ${ATTEMPTS} attempts; the log of the service may say why.`,
      );
    }
    await reach(ctx, work, 'before');
    const commit = await findStep(work.step)(work);
    await reach(ctx, work, 'prepared');
    const next = await transact(ctx.db, (tx) => settle(tx, ctx, claimed, commit));
    ctx.wakeRegistration();
    await reach(ctx, work, 'after');
    return next;
  } catch (error) {
    if (error instanceof Interruption) throw error.cause;
    await transact(ctx.db, (tx) => failStep(tx, ctx, claimed, error));
    return null;
  }
}

async function settle(
  tx: Tx,
  ctx: PipelineContext,
  claimed: ClaimedStep,
  commit: Commit,
): Promise<ClaimedStep | null> {
  await lockRequest(tx, claimed.requestId);
  const work = await readWork(tx, ctx, claimed);
  // Somebody else goes on with it, or nobody.
  if (work === null) return null;
  const outcome = await commit(tx, work);
  const now = ctx.now();
  switch (outcome.kind) {
    case 'done': {
      const until = new Date(now.getTime() + CLAIM_MS);
      return finishStep(tx, claimed, { result: outcome.result, now, until });
    }
    case 'wait': {
      const { until, detail } = outcome;
      const problem = detail === null ? null : { kind: 'transient' as const, detail };
      await postponeStep(tx, claimed, { until, problem, refused: false, counts: false });
      return null;
    }
    default:
      return outcome satisfies never;
  }
}

async function reach(ctx: PipelineContext, work: StepWork, moment: StepMoment): Promise<void> {
  try {
    await ctx.beforeStep?.(work.step, moment, work.request);
  } catch (error) {
    throw new Interruption('a step was interrupted', { cause: error });
  }
}
