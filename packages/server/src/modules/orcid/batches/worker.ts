import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { connectEntries } from '../entries/connect-entries.ts';
import {
  type BatchContext,
  CLAIM_MS,
  type Claim,
  ClaimLostError,
  finishBatch,
  runBatch,
} from './run-batch.ts';
import { claimBatch, releaseAllClaims, releaseClaim } from './store.ts';

const PAUSE_MS = 2_000;
/** Attempts without a row settled in any of them. */
const ATTEMPTS = 12;
const FAILED = `It failed on our side ${ATTEMPTS} times in a row; the operator finds why in the log.`;
const LONGEST_DELAY_MS = 300_000;

/**
 * Sends entries on their way whose people have connected, then works off one batch that is due.
 * @returns whether there was anything
 */
export async function runEntryPass(ctx: BatchContext, isStopped: () => boolean): Promise<boolean> {
  const connected = await connectEntries(ctx);
  return (await runNextBatch(ctx, isStopped)) || connected > 0;
}

async function runNextBatch(ctx: BatchContext, isStopped: () => boolean): Promise<boolean> {
  const by = randomUUID();
  const now = ctx.now();
  const until = new Date(now.getTime() + CLAIM_MS);
  const batch = await transact(ctx.db, (tx) => claimBatch(tx, { by, now, until }));
  if (batch === null) return false;
  const claim: Claim = { batchId: batch.id, by, isStopped };
  let goOnAt = now;
  try {
    await runBatch(ctx, claim);
  } catch (error) {
    goOnAt = await handleFailure(ctx, claim, batch.attempts, error);
  } finally {
    // Finished or lost, it is not ours any more, and this changes nothing.
    await transact(ctx.db, (tx) => releaseClaim(tx, batch.id, by, goOnAt));
  }
  return true;
}

/** @returns when to try again */
async function handleFailure(
  ctx: BatchContext,
  claim: Claim,
  attempts: number,
  error: unknown,
): Promise<Date> {
  const now = ctx.now();
  if (error instanceof ClaimLostError) return now;
  ctx.log.error({ err: error, batch: claim.batchId, attempts }, 'a batch of entries failed on our side');
  if (attempts >= ATTEMPTS) await finishBatch(ctx, claim, 'failed', FAILED);
  return new Date(now.getTime() + Math.min(LONGEST_DELAY_MS, 1000 * 2 ** attempts));
}

/** Works off batches of entries until stopped; stopping waits for the rows at hand, not for the batch. */
export async function startEntryWorker(ctx: BatchContext & Pick<AppContext, 'engine'>): Promise<WorkLoops> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllClaims);
  return startWorkLoops({
    concurrency: 1,
    pauseMs: PAUSE_MS,
    next: (isStopped) => runEntryPass(ctx, isStopped),
    whenFailed: (error) => ctx.log.error({ err: error }, 'looking for batches of entries failed'),
  });
}
