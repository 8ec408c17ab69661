import { transact } from '../../../db/index.ts';
import { claimDueContents } from '../contents/store.ts';
import { type VerifyContext, verifyContent } from './verify-content.ts';

/** What one pass reads, so that it leaves room for what people wait for. */
const PASS_BYTES = 2 * 1024 ** 3;
const PASS_CONTENTS = 200;
/** When one that could not be read, or that this pass left, is tried again. */
const AGAIN_MS = 3_600_000;
const PAUSE_MS = 60_000;

/**
 * Verifies contents that are due, each every 60 days, up to 2 GiB of them.
 * @returns how many were read
 */
export async function runFixityPass(
  ctx: VerifyContext,
  isStopped: () => boolean = () => false,
): Promise<number> {
  let read = 0;
  let bytes = 0;
  while (read < PASS_CONTENTS && bytes < PASS_BYTES && !isStopped()) {
    const now = ctx.now();
    const [content] = await transact(ctx.db, (tx) =>
      claimDueContents(tx, { now, until: new Date(now.getTime() + AGAIN_MS), limit: 1 }),
    );
    if (content === undefined) break;
    try {
      await verifyContent(ctx, content.id);
    } catch (error) {
      ctx.log.warn({ err: error, content: content.id }, 'a content could not be verified; it is tried again');
      // The storage is down: the others would fare no better.
      break;
    }
    read += 1;
    bytes += content.bytes;
  }
  return read;
}

/** Verifies what is due every minute, until stopped. */
export function startFixityWorker(ctx: VerifyContext): { stop(): Promise<void> } {
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    running = runFixityPass(ctx, () => stopped)
      .catch((error: unknown) => ctx.log.error({ err: error }, 'verifying stored files failed'))
      .finally(() => {
        isRunning = false;
      });
  }, PAUSE_MS);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
