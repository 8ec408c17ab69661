import { setTimeout as sleep } from 'node:timers/promises';
import type { AppContext } from '../../../context.ts';
import { readRequest } from '../store.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { runNextRequest } from './run-request.ts';

/** What whoever made a request waits for it to be staged; most need a tenth of that. */
const PATIENCE_MS = 2_000;
const POLL_MS = 50;

/**
 * Stages a request that was made just now, so that its answer tells where the folder is: programs of CyVerse's look for it
 * in staging at once. Never fails, and takes two seconds at most: whatever is left is for the worker, which is woken.
 */
export async function stageAtOnce(
  ctx: PipelineContext & Pick<AppContext, 'wakeRequests'>,
  requestId: string,
): Promise<void> {
  const patience = new AbortController();
  const isOver = (): boolean => patience.signal.aborted;
  const staging = stage(ctx, requestId, isOver).catch((error: unknown) => {
    ctx.log.error({ err: error, request: requestId }, 'a new request could not be staged at once');
  });
  // A step may hang; it goes on by itself then, under its claim.
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const tired = new Promise<void>((resolve) => {
    patience.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([staging, tired]);
  clearTimeout(timer);
  ctx.wakeRequests();
}

async function stage(ctx: PipelineContext, requestId: string, isOver: () => boolean): Promise<void> {
  if ((await runNextRequest(ctx, { requestId, isStopped: isOver })) > 0) return;
  // A worker was faster.
  while (!isOver() && (await readRequest(ctx.db, requestId))?.state === 'staging') await sleep(POLL_MS);
}
