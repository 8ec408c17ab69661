import type { AppContext } from '../../../context.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { followMerges } from '../merges/follow-merges.ts';
import { recheckRecords } from './recheck-records.ts';
import { revokeDueGrants } from './revoke-due-grants.ts';

type WorkerContext = Pick<
  AppContext,
  'afterConnectionChange' | 'afterOrcidMerged' | 'config' | 'db' | 'jobs' | 'log' | 'now' | 'pause' | 'secrets'
>;

const PAUSE_MS = 10_000;

/**
 * Does what connections wait for: records that were merged into others, revocations at ORCID, and records that may be active
 * again.
 * @returns how much there was
 */
export async function runConnectionPass(ctx: WorkerContext, isStopped = () => false): Promise<number> {
  const followed = await followMerges(ctx, isStopped);
  return followed + (await revokeDueGrants(ctx, isStopped)) + (await recheckRecords(ctx, isStopped));
}

/**
 * The same until it is stopped.
 * @param isHeldBack says whether nothing may be sent at the moment, as from a copy of the database
 */
export function startConnectionWorker(ctx: WorkerContext, isHeldBack: () => Promise<boolean>): WorkLoops {
  return startWorkLoops({
    concurrency: 1,
    pauseMs: PAUSE_MS,
    next: async (isStopped) => !(await isHeldBack()) && (await runConnectionPass(ctx, isStopped)) > 0,
    whenFailed: (error) =>
      ctx.log.error({ err: error }, 'connections of ORCID records could not be looked after'),
  });
}
