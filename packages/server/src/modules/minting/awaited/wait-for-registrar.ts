import { setTimeout as sleep } from 'node:timers/promises';
import type { AppContext } from '../../../context.ts';
import { type Registration, readRegistration } from '../../registration/index.ts';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 500;

/**
 * Waits, outside any transaction, until the registrar has answered a wish for good.
 * @param wish.hash of the wish that is meant; a newer one is not waited for
 * @returns its registration, or null when there was no answer in time
 */
export async function waitForRegistrar(
  ctx: Pick<AppContext, 'db'>,
  wish: { pid: string; hash: string; timeoutMs: number },
): Promise<Registration | null> {
  const deadline = performance.now() + wish.timeoutMs;
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const registration = await readRegistration(ctx.db, wish.pid);
    if (registration !== null && isAnswered(registration, wish.hash)) return registration;
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) return null;
    await sleep(Math.min(pauseMs, leftMs));
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }
}

/** Metadata that stays with the registrar is taken out of the wish with its acknowledgement, and the hash is another one then. */
function isAnswered(registration: Registration, hash: string): boolean {
  if (registration.state === 'acknowledged') return true;
  return registration.state === 'refused' && registration.wantedHash === hash;
}
