import { type Tx, transact } from '../../db/index.ts';
import { readRegistrarAccount } from './accounts/store.ts';
import { expectedRequests, MOST_REQUESTS } from './attempt.ts';
import { lockBudget, setBudget } from './budget/store.ts';
import type { RegistrarAccount, Registration } from './registration.ts';
import { claimDue, claimNamed } from './store.ts';
import { budgetName, type SyncContext } from './sync.ts';

/** Beyond the time of its requests, a claim is held this long; only then may anybody else work on it. */
const CLAIM_MARGIN_MS = 15_000;

/** Registrations that this process has to itself, with their account as it is now. */
export type Claimed = { account: RegistrarAccount; registrations: Registration[] };

/**
 * Takes due registrations of an account, as many as its budget and its concurrency allow; none while it is paused or its
 * registrar is out of order.
 * @param places.wanted how many there is room for
 * @param places.working how many attempts of the account are under way in this process
 */
export async function claimSome(
  ctx: SyncContext,
  accountId: string,
  places: { wanted: number; working: number },
): Promise<Claimed | null> {
  return transact(ctx.db, async (tx) => {
    const account = await readRegistrarAccount(tx, accountId);
    if (account === null || whyNothingIsSent(account) !== null) return null;
    const wanted = Math.min(places.wanted, account.concurrency - places.working);
    if (wanted <= 0) return null;
    const registrations = await withinBudget(tx, ctx, account, async (tokens) =>
      claimDue(tx, account.id, { ...claimTimes(ctx), limit: Math.min(wanted, tokens) }),
    );
    return Array.isArray(registrations) ? { account, registrations } : null;
  });
}

/** Why a registration was not taken, and when to come back, where that is known. */
export type NotClaimed = { reason: 'account' | 'budget' | 'busy'; detail: string; retryAt: Date | null };

/** Takes one registration, due or not; see `claimNamed`. */
export async function claimOne(
  ctx: SyncContext,
  accountId: string,
  pid: string,
): Promise<Claimed | NotClaimed> {
  return transact(ctx.db, async (tx) => {
    const account = await readRegistrarAccount(tx, accountId);
    if (account === null) throw new Error(`no registrar account ${accountId}`);
    const detail = whyNothingIsSent(account);
    if (detail !== null) {
      return { reason: 'account', detail, retryAt: account.outage?.nextHeartbeatAt ?? null };
    }
    const taken = await withinBudget(tx, ctx, account, async () => {
      const registration = await claimNamed(tx, account.id, pid, claimTimes(ctx));
      return registration === null ? [] : [registration];
    });
    if (!Array.isArray(taken)) {
      return { reason: 'budget', detail: 'The rate budget is used up.', retryAt: taken.availableAt };
    }
    if (taken.length === 0) {
      return { reason: 'busy', detail: 'It is being attempted at this moment.', retryAt: null };
    }
    return { account, registrations: taken };
  });
}

/** Why an account sends nothing; null when it may. */
function whyNothingIsSent({ pause, outage }: RegistrarAccount): string | null {
  if (pause !== null) return `The account is paused: ${pause.reason}`;
  if (outage !== null) return `The registrar is out of order: ${outage.detail}`;
  return null;
}

/** @param take gets how many requests the budget holds, one at least */
async function withinBudget(
  tx: Tx,
  ctx: SyncContext,
  account: RegistrarAccount,
  take: (tokens: number) => Promise<Registration[]>,
): Promise<Registration[] | { availableAt: Date }> {
  const budget = {
    name: budgetName(account),
    perFiveMinutes: account.requestsPerFiveMinutes,
    now: ctx.now(),
  };
  const level = await lockBudget(tx, budget);
  const tokens = level.blocked ? 0 : Math.floor(level.tokens);
  if (tokens <= 0) return { availableAt: level.availableAt };
  const registrations = await take(tokens);
  const reckoned = registrations.reduce((sum, registration) => sum + expectedRequests(registration), 0);
  await setBudget(tx, budget, { tokens: level.tokens - reckoned, pace: level.pace });
  return registrations;
}

function claimTimes(ctx: SyncContext): { now: Date; claimedUntil: Date } {
  const now = ctx.now();
  const claimMs = MOST_REQUESTS * ctx.config.datacite.timeoutMs + CLAIM_MARGIN_MS;
  return { now, claimedUntil: new Date(now.getTime() + claimMs) };
}
