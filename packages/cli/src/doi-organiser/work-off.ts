import type { MintmarkClient, QueueAttempt, QueueAttempts } from '@mintmark/client';
import type { Action } from './wording.ts';

/** DOIs that one request attempts, as many as DSpace takes at a time. */
export const BATCH_SIZE = 100;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

export type Patience = {
  /** How long to wait while nothing can be sent; each DOI that is sent starts it anew. */
  patienceMs: number;
  /** Says that there is waiting. */
  tell(text: string): void;
};

/**
 * Attempts each DOI that is queued for `action` exactly once, in batches. One that fails stays in the queue and keeps
 * nobody behind it from being attempted; the cursor only goes forward, so it ends whatever fails.
 * @returns false when the rate budget stayed used up, and what is left was not attempted
 */
export async function* workOffQueue(
  client: MintmarkClient,
  action: Action,
  patience: Patience,
): AsyncGenerator<QueueAttempt, boolean> {
  const wait = createWait(patience);
  /** What the service itself was just attempting: it tells later what came of it. */
  const busy: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: QueueAttempts = await client.attemptQueue({
      action,
      limit: BATCH_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const attempt of page.items) {
      if (attempt.reason === 'busy') busy.push(attempt.pid);
      // One that the budget kept back comes again, on the next page.
      else if (attempt.reason !== 'budget') yield attempt;
    }
    if (page.next === null) break;
    if (page.retryAt !== null && !(await wait(page.items))) return false;
    cursor = page.next;
  }
  for (let from = 0; from < busy.length; from += BATCH_SIZE) {
    yield* await attemptDois(client, busy.slice(from, from + BATCH_SIZE), patience);
  }
  return true;
}

/**
 * Attempts some DOIs, once each; those that the rate budget keeps back, or that the service itself is just attempting,
 * after a while.
 * @param action left out: whatever each is queued for
 */
export async function attemptDois(
  client: MintmarkClient,
  pids: readonly string[],
  patience: Patience,
  action?: Action,
): Promise<QueueAttempt[]> {
  const wait = createWait(patience);
  const attempts: QueueAttempt[] = [];
  for (let left = [...pids]; ; ) {
    const { items } = await client.attemptQueue({
      pids: left,
      // An update alone is something else than what is queued: it leaves the registration for later.
      ...(action === 'update' ? { action } : {}),
    });
    const waiting = items.filter(({ reason }) => reason === 'budget' || reason === 'busy');
    attempts.push(...items.filter((each) => !waiting.includes(each)));
    if (waiting.length === 0 || !(await wait(items))) return [...attempts, ...waiting];
    left = waiting.map(({ pid }) => pid);
  }
}

/**
 * Waits, longer and longer while nothing is sent. The times that the service names are not heeded: its clock and that of
 * this machine may differ.
 * @returns of the function: false when that has been too long
 */
function createWait({ patienceMs, tell }: Patience) {
  let idleMs = 0;
  let delayMs = FIRST_DELAY_MS;
  let isTold = false;
  return async (items: readonly QueueAttempt[]): Promise<boolean> => {
    if (items.some(({ outcome }) => outcome !== 'not-sent')) {
      idleMs = 0;
      delayMs = FIRST_DELAY_MS;
    }
    if (idleMs >= patienceMs) return false;
    if (!isTold && items.some(({ reason }) => reason === 'budget')) {
      tell('The rate budget is used up; waiting for it.\n');
      isTold = true;
    }
    const pauseMs = Math.min(delayMs, LONGEST_DELAY_MS, patienceMs - idleMs);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    idleMs += pauseMs;
    delayMs *= 2;
    return true;
  };
}

export function countDois(count: number): string {
  return count === 1 ? '1 DOI' : `${count.toLocaleString('en')} DOIs`;
}
