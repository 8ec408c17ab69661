import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
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

/** Works off steps of requests until stopped; stopping waits for the step at hand, not for the pipeline. */
export async function startRequestWorker(ctx: PipelineContext): Promise<WorkLoops> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllStepClaims);
  return startWorkLoops({
    concurrency: CONCURRENCY,
    pauseMs: PAUSE_MS,
    next: async (isStopped) => (await runNextRequest(ctx, { isStopped })) > 0,
    whenFailed: (error) => ctx.log.error({ err: error }, 'looking for steps of requests failed'),
  });
}
