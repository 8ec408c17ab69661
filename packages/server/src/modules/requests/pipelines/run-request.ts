import { randomUUID } from 'node:crypto';
import { transact } from '../../../db/index.ts';
import { attemptStep } from './attempt-step.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { CLAIM_MS, type ClaimedStep, claimStep, postponeStep, renewClaim } from './store.ts';

const RENEW_MS = 5_000;

/**
 * Claims one request that has a step due, and goes on with it as far as it goes.
 * @param options.requestId this one alone
 * @param options.isStopped asked between two steps
 * @returns how many steps were attempted; 0 when nothing is due
 */
export async function runNextRequest(
  ctx: PipelineContext,
  options: { requestId?: string; isStopped?: () => boolean } = {},
): Promise<number> {
  const now = ctx.now();
  const until = new Date(now.getTime() + CLAIM_MS);
  const claim = { by: randomUUID(), now, until, requestId: options.requestId ?? null };
  let claimed = await transact(ctx.db, (tx) => claimStep(tx, claim));
  let attempted = 0;
  while (claimed !== null) {
    const stopRenewing = keepClaim(ctx, claimed);
    try {
      claimed = await attemptStep(ctx, claimed);
    } finally {
      await stopRenewing();
    }
    attempted += 1;
    if (claimed !== null && options.isStopped?.() === true) {
      const held: ClaimedStep = claimed;
      const wait = { until: ctx.now(), problem: null, refused: false, counts: false };
      await transact(ctx.db, (tx) => postponeStep(tx, held, wait));
      return attempted;
    }
  }
  return attempted;
}

function keepClaim(ctx: PipelineContext, claimed: ClaimedStep): () => Promise<void> {
  let renewing: Promise<void> | null = null;
  const timer = setInterval(() => {
    renewing ??= transact(ctx.db, (tx) => renewClaim(tx, claimed, new Date(ctx.now().getTime() + CLAIM_MS)))
      .catch((error: unknown) =>
        ctx.log.warn({ err: error, request: claimed.requestId }, 'a claim could not be renewed'),
      )
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
