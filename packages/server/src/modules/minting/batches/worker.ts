import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import type { Batch } from './batch.ts';
import { ClaimLostError } from './claim.ts';
import { finishBatch, refuseWhole } from './finish-batch.ts';
import { type BatchContext, runBatch } from './run-batch.ts';
import { claimBatch, releaseAllBatchClaims, releaseClaim, renewClaim } from './store.ts';

/** A small batch need not wait for a large one. */
const CONCURRENCY = 2;
/** A claim of a process that died ends by itself after this; a living one renews it long before. */
const CLAIM_MS = 30_000;
const RENEW_MS = 5_000;
const PAUSE_MS = 1_000;
/** Attempts without a row settled in any of them. */
const ATTEMPTS = 12;
const LONGEST_DELAY_MS = 300_000;

/** Claims one batch that is due, if there is one, and works it off. @returns whether there was one */
export async function runNextBatch(ctx: BatchContext, isStopped: () => boolean): Promise<boolean> {
  const by = randomUUID();
  const now = ctx.now();
  const until = new Date(now.getTime() + CLAIM_MS);
  const batch = await transact(ctx.db, (tx) => claimBatch(tx, { by, now, until }));
  if (batch === null) return false;
  const stopRenewing = keepClaim(ctx, batch.id, by);
  let goOnAt = now;
  try {
    await runBatch(ctx, batch, { batchId: batch.id, by, isStopped });
  } catch (error) {
    goOnAt = await handleFailure(ctx, batch, by, error);
  } finally {
    await stopRenewing();
    // Finished or lost, it is not ours any more, and this changes nothing.
    await transact(ctx.db, (tx) => releaseClaim(tx, batch.id, by, goOnAt));
  }
  return true;
}

/** @returns when to try again */
async function handleFailure(ctx: BatchContext, batch: Batch, by: string, error: unknown): Promise<Date> {
  const now = ctx.now();
  if (error instanceof ClaimLostError) return now;
  ctx.log.error({ err: error, batch: batch.id, attempts: batch.attempts }, 'a batch failed on our side');
  if (batch.attempts >= ATTEMPTS) {
    const problem = 'It failed on our side again and again; the operator finds why in the log.';
    const end = { state: 'failed', problem } as const;
    const claim = { batchId: batch.id, by };
    // What was only checked must not stand there as done.
    if (batch.mode === 'all-or-nothing' && !batch.dryRun) await refuseWhole(ctx, claim, new Map(), end);
    else await finishBatch(ctx, claim, end);
  }
  return new Date(now.getTime() + Math.min(LONGEST_DELAY_MS, 1000 * 2 ** batch.attempts));
}

function keepClaim(ctx: BatchContext, id: string, by: string): () => Promise<void> {
  let renewing: Promise<void> | null = null;
  const timer = setInterval(() => {
    // While all rows are one transaction, the row is locked and needs no claim; one renewal waits for its end.
    renewing ??= transact(ctx.db, (tx) => renewClaim(tx, id, by, new Date(ctx.now().getTime() + CLAIM_MS)))
      .catch((error: unknown) => ctx.log.warn({ err: error, batch: id }, 'a claim could not be renewed'))
      .then(() => {
        renewing = null;
      });
  }, RENEW_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await renewing;
  };
}

/** Works off batches until stopped; stopping waits for the rows at hand, not for the batch. */
export async function startBatchWorker(ctx: BatchContext & Pick<AppContext, 'engine'>): Promise<WorkLoops> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllBatchClaims);
  return startWorkLoops({
    concurrency: CONCURRENCY,
    pauseMs: PAUSE_MS,
    next: (isStopped) => runNextBatch(ctx, isStopped),
    whenFailed: (error) => ctx.log.error({ err: error }, 'looking for batches failed'),
  });
}
