import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { ATTEMPTS } from './limits.ts';
import { ArchiveRefusedError } from './read-archive.ts';
import { CLAIM_MS, runUnpacking, type UnpackContext } from './run-unpacking.ts';
import { claimUnpacking, endUnpacking, releaseAllUnpackings, releaseUnpacking } from './store.ts';
import { ClaimLostError, type Unpacking } from './unpacking.ts';

const PAUSE_MS = 1_000;
const LONGEST_DELAY_MS = 300_000;

/** Claims one unpacking that is due, if there is one, and works it off. @returns whether there was one */
export async function runNextUnpacking(ctx: UnpackContext, isStopped: () => boolean): Promise<boolean> {
  const by = randomUUID();
  const now = ctx.now();
  const until = new Date(now.getTime() + CLAIM_MS);
  const unpacking = await transact(ctx.db, (tx) => claimUnpacking(tx, { by, now, until }));
  if (unpacking === null) return false;
  try {
    // Also of one that was never seen to fail: an archive may take the process with it.
    if (unpacking.attempts > ATTEMPTS)
      throw new ArchiveRefusedError(`It did not end in ${ATTEMPTS} attempts.`);
    await runUnpacking(ctx, unpacking, { id: unpacking.id, by, isStopped });
  } catch (error) {
    await settleFailure(ctx, unpacking, by, error);
  }
  return true;
}

async function settleFailure(
  ctx: UnpackContext,
  unpacking: Unpacking,
  by: string,
  error: unknown,
): Promise<void> {
  const now = ctx.now();
  const isOurs = !(error instanceof ArchiveRefusedError) && !isRefusal(error);
  if (error instanceof ClaimLostError) {
    return transact(ctx.db, (tx) => releaseUnpacking(tx, unpacking.id, by, { at: now, counts: false }));
  }
  if (isOurs) {
    const { id, attempts } = unpacking;
    ctx.log.error({ err: error, unpacking: id, attempts }, 'an unpacking failed on our side');
    if (attempts < ATTEMPTS) {
      const at = new Date(now.getTime() + Math.min(LONGEST_DELAY_MS, 1_000 * 2 ** attempts));
      return transact(ctx.db, (tx) => releaseUnpacking(tx, id, by, { at, counts: true }));
    }
  }
  const problem =
    isOurs || !(error instanceof Error)
      ? 'It failed on our side again and again; the operator finds why in the log.'
      : error.message;
  await transact(ctx.db, (tx) =>
    endUnpacking(tx, unpacking.id, { state: 'failed', problem, filesDone: 0, now }),
  );
}

function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.status < 500;
}

/** Works off unpackings until stopped; stopping waits for the file at hand. */
export async function startUnpackingWorker(
  ctx: UnpackContext & Pick<AppContext, 'engine'>,
): Promise<WorkLoops> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllUnpackings);
  return startWorkLoops({
    concurrency: 1,
    pauseMs: PAUSE_MS,
    next: (isStopped) => runNextUnpacking(ctx, isStopped),
    whenFailed: (error) => ctx.log.error({ err: error }, 'looking for unpackings failed'),
  });
}
