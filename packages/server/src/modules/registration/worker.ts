import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { readHoldBack } from './guard.ts';
import type { RegistrarAccount, Registration } from './registration.ts';
import { claimDue, listDueAccounts, lockBudget, releaseAllClaims, setBudget } from './store.ts';
import { budgetName, REQUESTS_PER_ATTEMPT, type SyncContext, syncRegistration } from './sync.ts';

/** Attempts at a time for one account; what is claimed is attempted at once, so that no claim waits. */
const CONCURRENCY = 4;
/** Beyond the time of its requests, a claim is held this long; only then may anybody else work on it. */
const CLAIM_MARGIN_MS = 15_000;
const PAUSE_MS = 1_000;

/**
 * One pass over all accounts: claims what is due as far as the rate budget goes, and brings it up to date.
 * @returns how many attempts were made
 */
export async function runRegistrationPass(ctx: SyncContext): Promise<number> {
  if ((await readHoldBack(ctx.db, ctx.config.publicUrl)) !== null) return 0;
  const accounts = await listDueAccounts(ctx.db, ctx.now());
  const made = await Promise.all(accounts.map((account) => workOffAccount(ctx, account)));
  return made.reduce((sum, each) => sum + each, 0);
}

async function workOffAccount(ctx: SyncContext, account: RegistrarAccount): Promise<number> {
  const now = ctx.now();
  const claimed = await transact(ctx.db, async (tx) => {
    const budget = { name: budgetName(account), perFiveMinutes: account.requestsPerFiveMinutes, now };
    const available = await lockBudget(tx, budget);
    const limit = Math.min(CONCURRENCY, Math.floor(available / REQUESTS_PER_ATTEMPT));
    const claimMs = REQUESTS_PER_ATTEMPT * ctx.config.datacite.timeoutMs + CLAIM_MARGIN_MS;
    const claimedUntil = new Date(now.getTime() + claimMs);
    const due = limit === 0 ? [] : await claimDue(tx, account.id, { now, claimedUntil, limit });
    await setBudget(tx, budget, available - due.length * REQUESTS_PER_ATTEMPT);
    return due;
  });
  await Promise.all(claimed.map((registration) => attemptAndLog(ctx, account, registration)));
  return claimed.length;
}

async function attemptAndLog(
  ctx: SyncContext,
  account: RegistrarAccount,
  registration: Registration,
): Promise<void> {
  try {
    const state = await syncRegistration(ctx, account, registration);
    ctx.log.info(
      { pid: registration.pid, registration: state, attempts: registration.attempts },
      'registration attempt',
    );
  } catch (error) {
    // The claim runs out by itself and the attempt is made again; one bad row must not stop those behind it.
    ctx.log.error({ err: error, pid: registration.pid }, 'a registration attempt failed on our side');
  }
}

export type RegistrationWorker = { wake(): void; stop(): Promise<void> };

/**
 * Works off registrations until stopped: at once when woken, and every second, so that what another process
 * wrote, or what a crash left open, is found without anyone telling.
 */
export async function startRegistrationWorker(
  ctx: SyncContext & Pick<AppContext, 'engine'>,
): Promise<RegistrationWorker> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllClaims);
  let stopped = false;
  let wake = (): void => {};
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const attempts = await runRegistrationPass(ctx).catch((error: unknown) => {
        ctx.log.error({ err: error }, 'a registration pass failed');
        return 0;
      });
      if (attempts > 0 || stopped) continue;
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        woken,
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, PAUSE_MS);
        }),
      ]);
      clearTimeout(timer);
    }
  };
  const done = loop();
  return {
    wake: () => wake(),
    async stop() {
      stopped = true;
      wake();
      await done;
    },
  };
}
