import { setTimeout as pause } from 'node:timers/promises';
import type { AppContext } from '../../../context.ts';
import { type Batch, isFinished } from './batch.ts';
import { presentBatch } from './present.ts';
import { readBatch } from './store.ts';

const LOOK_MS = 500;
const HEARTBEAT_MS = 15_000;

/** Reads a batch until it is finished, or the time is over. */
export async function waitForBatch(
  ctx: Pick<AppContext, 'db'>,
  batch: Batch,
  options: { seconds: number; signal: AbortSignal },
): Promise<Batch> {
  const endsAt = performance.now() + options.seconds * 1000;
  let latest = batch;
  while (!isFinished(latest) && performance.now() < endsAt && !options.signal.aborted) {
    await sleep(Math.min(LOOK_MS / 2, endsAt - performance.now()), options.signal);
    latest = (await readBatch(ctx.db, batch.id)) ?? latest;
  }
  return latest;
}

/**
 * The progress of a batch as server-sent events (HTML, section 9.2): `progress` with the batch whenever it has changed, and
 * `done` at the end. Each event's id says how far the batch was, so that a listener who comes back with it is told
 * what is new since; a comment every 15 seconds keeps connections open.
 * @param options.lastEventId what the listener has heard, or null
 * @param options.signal ends the stream
 */
export async function* followBatch(
  ctx: Pick<AppContext, 'db' | 'now'>,
  id: string,
  options: { lastEventId: string | null; signal: AbortSignal },
): AsyncGenerator<string> {
  const { signal } = options;
  let told = options.lastEventId;
  let toldAt = performance.now();
  yield 'retry: 2000\n\n';
  while (!signal.aborted) {
    const batch = await readBatch(ctx.db, id);
    if (batch === null) return;
    const position = `${batch.state}-${batch.rowsDone}`;
    const finished = isFinished(batch);
    if (position !== told || finished) {
      const data = JSON.stringify(presentBatch(batch, ctx.now()));
      yield `id: ${position}\nevent: ${finished ? 'done' : 'progress'}\ndata: ${data}\n\n`;
      told = position;
      toldAt = performance.now();
    } else if (performance.now() - toldAt >= HEARTBEAT_MS) {
      yield ': still here\n\n';
      toldAt = performance.now();
    }
    if (finished) return;
    await sleep(LOOK_MS, signal);
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(Math.max(0, ms), undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
