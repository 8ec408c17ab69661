import { transact } from '../../../db/index.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { runNextRequest } from './run-request.ts';
import { releaseAllStepClaims } from './store.ts';

/** One request that reads gigabytes back need not keep the others waiting. */
const CONCURRENCY = 2;
const PAUSE_MS = 1_000;

/**
 * Works off all steps that are due at this moment.
 * @returns how many steps were attempted
 */
export async function runRequestPass(ctx: PipelineContext): Promise<number> {
  let attempted = 0;
  for (;;) {
    const more = await runNextRequest(ctx);
    if (more === 0) return attempted;
    attempted += more;
  }
}

export type RequestWorker = { wake(): void; stop(): Promise<void> };

/**
 * Works off steps of requests until stopped: at once when woken, and every second, so that what another process wrote, or
 * what a crash left open, is found without anyone telling. Stopping waits for the step at hand, not for the pipeline.
 */
export async function startRequestWorker(ctx: PipelineContext): Promise<RequestWorker> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllStepClaims);
  let stopped = false;
  const sleepers = new Set<() => void>();
  const wake = (): void => {
    for (const sleeper of sleepers) sleeper();
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const woken = Promise.withResolvers<void>();
      sleepers.add(woken.resolve);
      const attempted = await runNextRequest(ctx, { isStopped: () => stopped }).catch((error: unknown) => {
        ctx.log.error({ err: error }, 'looking for steps of requests failed');
        return 0;
      });
      if (attempted === 0 && !stopped) {
        const timer = setTimeout(woken.resolve, PAUSE_MS);
        await woken.promise;
        clearTimeout(timer);
      }
      sleepers.delete(woken.resolve);
    }
  };
  const loops = Array.from({ length: CONCURRENCY }, loop);
  return {
    wake,
    async stop() {
      stopped = true;
      wake();
      await Promise.all(loops);
    },
  };
}
