import { transact } from '../../db/index.ts';
import { expectedRequests, MOST_REQUESTS } from './attempt.ts';
import { lockBudget, setBudget } from './budget/store.ts';
import { readHoldBack } from './guard.ts';
import type { RegistrarAccount, Registration } from './registration.ts';
import { claimDue, listDueAccounts } from './store.ts';
import { budgetName, type SyncContext, syncRegistration } from './sync.ts';

/** Attempts at a time for one account; what is claimed is attempted at once, so that no claim waits. */
const PLACES = 4;
/** Beyond the time of its requests, a claim is held this long; only then may anybody else work on it. */
const CLAIM_MARGIN_MS = 15_000;

export type Feeder = {
  /** Gives free places work as far as there is any, and returns without waiting for it. @returns how many began */
  fill(): Promise<number>;
  /** Waits until no place works, each having gone on with whatever was due. @returns how many attempts were made in all */
  idle(): Promise<number>;
  /** Lets each place end after its present attempt. */
  stop(): Promise<void>;
};

/**
 * Works off what is due. Each account has a few places; as the attempt of one ends it begins the next, so that an
 * attempt that hangs occupies its place and nobody else's.
 */
export function createFeeder(ctx: SyncContext): Feeder {
  const working = new Map<string, number>();
  const places = new Set<Promise<void>>();
  let made = 0;
  let stopped = false;

  const work = async (account: RegistrarAccount, first: Registration): Promise<void> => {
    let next: Registration | undefined = first;
    while (next !== undefined) {
      await attemptAndLog(ctx, account, next);
      made += 1;
      next = stopped ? undefined : (await claim(ctx, account, 1))[0];
    }
  };

  const occupy = (account: RegistrarAccount, first: Registration): void => {
    working.set(account.id, (working.get(account.id) ?? 0) + 1);
    const place = work(account, first)
      .catch((error: unknown) => ctx.log.error({ err: error }, 'registrations could not be claimed'))
      .finally(() => {
        places.delete(place);
        working.set(account.id, (working.get(account.id) ?? 1) - 1);
      });
    places.add(place);
  };

  return {
    async fill() {
      if ((await readHoldBack(ctx.db, ctx.config.publicUrl)) !== null) return 0;
      let begun = 0;
      for (const account of await listDueAccounts(ctx.db, ctx.now())) {
        const free = PLACES - (working.get(account.id) ?? 0);
        if (free <= 0 || stopped) continue;
        const claimed = await claim(ctx, account, free);
        for (const registration of claimed) occupy(account, registration);
        begun += claimed.length;
      }
      return begun;
    },
    async idle() {
      while (places.size > 0) await Promise.all(places);
      return made;
    },
    async stop() {
      stopped = true;
      while (places.size > 0) await Promise.all(places);
    },
  };
}

async function claim(ctx: SyncContext, account: RegistrarAccount, places: number): Promise<Registration[]> {
  const now = ctx.now();
  return transact(ctx.db, async (tx) => {
    const budget = { name: budgetName(account), perFiveMinutes: account.requestsPerFiveMinutes, now };
    const level = await lockBudget(tx, budget);
    const limit = level.blocked ? 0 : Math.min(places, Math.floor(level.tokens));
    if (limit <= 0) return [];
    const claimMs = MOST_REQUESTS * ctx.config.datacite.timeoutMs + CLAIM_MARGIN_MS;
    const claimedUntil = new Date(now.getTime() + claimMs);
    const due = await claimDue(tx, account.id, { now, claimedUntil, limit });
    const reckoned = due.reduce((sum, registration) => sum + expectedRequests(registration), 0);
    await setBudget(tx, budget, { tokens: level.tokens - reckoned, pace: level.pace });
    return due;
  });
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
