import type { MintmarkClient, QueueAttempt, QueueAttempts } from '@mintmark/client';
import type { Action } from './wording.ts';

/** DOIs that one request attempts, as many as DSpace takes at a time. */
export const BATCH_SIZE = 100;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

export type Patience = {
  /** How long to wait for the first free request of a rate budget; each DOI that is sent starts it anew. */
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
  const waitForBudget = createWait(patience);
  for (let cursor: string | null = null; ; ) {
    const page: QueueAttempts = await client.attemptQueue({
      action,
      limit: BATCH_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    yield* page.items;
    if (page.next === null) return true;
    if (page.retryAt !== null && !(await waitForBudget(page.items, page.retryAt))) return false;
    cursor = page.next;
  }
}

/** Attempts some DOIs, once each. @returns what came of each; `not-sent` also for those that the rate budget kept back */
export async function attemptDois(
  client: MintmarkClient,
  pids: readonly string[],
  patience: Patience,
): Promise<QueueAttempt[]> {
  const waitForBudget = createWait(patience);
  const attempts: QueueAttempt[] = [];
  for (let left = [...pids]; ; ) {
    const { items, retryAt } = await client.attemptQueue({ pids: left });
    const waiting = retryAt === null ? [] : items.filter(isNotSent);
    attempts.push(...items.filter((each) => !waiting.includes(each)));
    if (retryAt === null || waiting.length === 0 || !(await waitForBudget(items, retryAt))) {
      return [...attempts, ...waiting];
    }
    left = waiting.map(({ pid }) => pid);
  }
}

/**
 * Waits for a rate budget, less often the longer nothing is sent.
 * @returns of the function: false when that has been too long
 */
function createWait({ patienceMs, tell }: Patience) {
  let idleMs = 0;
  let delayMs = FIRST_DELAY_MS;
  let isTold = false;
  return async (items: readonly QueueAttempt[], retryAt: string): Promise<boolean> => {
    if (!items.every(isNotSent)) {
      idleMs = 0;
      delayMs = FIRST_DELAY_MS;
    }
    if (idleMs >= patienceMs) return false;
    if (!isTold) tell('The rate budget is used up; waiting for it.\n');
    isTold = true;
    // The clocks of the service and of this machine may differ, so that its time is a hint alone.
    const askedMs = Date.parse(retryAt) - Date.now();
    const pauseMs = Math.min(Math.max(delayMs, askedMs), LONGEST_DELAY_MS, patienceMs - idleMs);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    idleMs += pauseMs;
    delayMs *= 2;
    return true;
  };
}

function isNotSent({ outcome }: QueueAttempt): boolean {
  return outcome === 'not-sent';
}

export function countDois(count: number): string {
  return count === 1 ? '1 DOI' : `${count.toLocaleString('en')} DOIs`;
}
