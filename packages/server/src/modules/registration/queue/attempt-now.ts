import type { Actor } from '../../../http/actor.ts';
import { type Claimed, claimOne, type NotClaimed } from '../claim.ts';
import { readHoldBack } from '../guard.ts';
import { type SyncContext, syncAndLog } from '../sync.ts';
import { type NamedAccount, type QueueSelection, selectQueue } from './select-queue.ts';
import { type QueueAction, queueActions, type RegistrationStatus, settledStatuses } from './status.ts';
import { listQueue, type QueuedRegistration, readQueued } from './store.ts';

/** Which registrations are to be attempted: named ones, or the next of an action's queue. */
export type AttemptWish =
  | { pids: readonly string[]; action?: QueueAction }
  | {
      action: QueueAction;
      selection: Pick<QueueSelection, 'account' | 'organisation'>;
      /** The last identifier of the page before; '' for the first. */
      after: string;
      limit: number;
    };

export type AttemptedNow = {
  pid: string;
  /** Null: there is no such identifier in the queue that somebody sees. */
  before: RegistrationStatus | null;
  status: RegistrationStatus | null;
  outcome: 'acknowledged' | 'pending' | 'refused' | 'not-sent';
  detail: string;
  /** With `not-sent`: why, as programs read it; null where there is nothing to send. */
  reason: 'account' | 'budget' | 'busy' | 'held-back' | null;
  /** With `not-sent`: when to come back, where that is known. */
  retryAt: Date | null;
};

export type AttemptsNow = {
  items: AttemptedNow[];
  /** The identifier that the next page starts after; null: that was all. */
  next: string | null;
  /** The rate budget was used up before the page was: go on at this moment. */
  retryAt: Date | null;
};

/** What one request makes at most is begun within this time; registrars that hang must not hold it for an hour. */
const LONGEST_MS = 60_000;

/**
 * Attempts registrations at once, whatever their next attempt time, each one time. The claims are those of the background
 * work, so that nothing is sent twice, and so are the rate budget, pauses and outages.
 * @throws AppError not-allowed for those who see no queue
 */
export async function attemptNow(ctx: SyncContext, actor: Actor, wish: AttemptWish): Promise<AttemptsNow> {
  return 'pids' in wish ? attemptNamed(ctx, actor, wish) : attemptNext(ctx, actor, wish);
}

async function attemptNamed(
  ctx: SyncContext,
  actor: Actor,
  { pids, action }: { pids: readonly string[]; action?: QueueAction },
): Promise<AttemptsNow> {
  const { accounts } = await selectQueue(ctx.db, actor, {});
  const found = await readQueued(ctx.db, pids);
  const seen = found.filter((row) => accounts.has(row.registrarAccountId));
  const wanted = new Map(seen.map((row) => [row.pid, row]));
  const settled = new Map<string, AttemptedNow>();
  for (const pid of pids) {
    const answer = answerUnsent(pid, wanted.get(pid) ?? null, action);
    if (answer !== null) settled.set(pid, answer);
  }
  const rows = seen.filter(({ pid }) => !settled.has(pid));
  const run = await attemptAll(ctx, accounts, rows, { action, stopAtBudget: false });
  for (const each of run.items) settled.set(each.pid, each);
  for (const row of rows.slice(run.items.length)) {
    settled.set(row.pid, {
      ...notSent(row, 'There was no time left in this request.', ctx.now()),
      reason: 'busy',
    });
  }
  const items = [...new Set(pids)].flatMap((pid) => settled.get(pid) ?? []);
  return { items: await showStatuses(ctx, items), next: null, retryAt: null };
}

async function attemptNext(
  ctx: SyncContext,
  actor: Actor,
  wish: { action: QueueAction; selection: QueueSelection; after: string; limit: number },
): Promise<AttemptsNow> {
  const { action, after, limit } = wish;
  const { accounts, filter } = await selectQueue(ctx.db, actor, { ...wish.selection, action });
  const rows = await listQueue(ctx.db, filter, { after, limit: limit + 1 });
  const run = await attemptAll(ctx, accounts, rows.slice(0, limit), { action, stopAtBudget: true });
  const { items, retryAt } = run;
  const done = retryAt === null ? items.length : items.length - 1;
  return {
    items: await showStatuses(ctx, items),
    next: done >= rows.length ? null : (rows[done - 1]?.pid ?? after),
    retryAt,
  };
}

/** What is said of a named identifier that there is nothing to send for; null: it is to be attempted. */
function answerUnsent(
  pid: string,
  row: QueuedRegistration | null,
  action: QueueAction | undefined,
): AttemptedNow | null {
  if (row === null) {
    const detail = 'There is no such identifier in the queue.';
    return { pid, before: null, status: null, outcome: 'not-sent', detail, reason: null, retryAt: null };
  }
  if (action !== undefined && !isOfAction(row.status, action)) {
    return notSent(row, `Its status is ${row.status}; there is nothing to ${action}.`, null);
  }
  if (settledStatuses.includes(row.status)) {
    const detail = 'The registrar has it as wanted; nothing was sent.';
    return { ...notSent(row, detail, null), outcome: 'acknowledged' };
  }
  return null;
}

/** Who names an identifier to register means it, though it changed since that was asked for. */
function isOfAction(status: RegistrationStatus, action: QueueAction): boolean {
  const statuses: readonly RegistrationStatus[] = queueActions[action];
  return statuses.includes(status) || (action === 'register' && status === 'UPDATE_BEFORE_REGISTRATION');
}

/**
 * Attempts rows in their order, as many at a time as their account allows.
 * @returns what became of the first of them: all, but for those that no time was left for, or that come after the first
 *   for which the budget had nothing left
 */
async function attemptAll(
  ctx: SyncContext,
  accounts: ReadonlyMap<string, NamedAccount>,
  rows: readonly QueuedRegistration[],
  how: { action: QueueAction | undefined; stopAtBudget: boolean },
): Promise<{ items: AttemptedNow[]; retryAt: Date | null }> {
  const begun = performance.now();
  const heldBack = await readHoldBack(ctx.db, ctx.config.publicUrl);
  const items: AttemptedNow[] = [];
  while (items.length < rows.length && performance.now() - begun < LONGEST_MS) {
    const first = rows[items.length];
    const places = accounts.get(first?.registrarAccountId ?? '')?.account.concurrency ?? 1;
    const attempts: Promise<AttemptedNow>[] = [];
    let retryAt: Date | null = null;
    for (const row of rows.slice(items.length, items.length + places)) {
      if (heldBack !== null) {
        attempts.push(Promise.resolve({ ...notSent(row, heldBack, null), reason: 'held-back' }));
        continue;
      }
      const claimed = await claimOne(ctx, row.registrarAccountId, row.pid);
      attempts.push(attemptClaimed(ctx, row, claimed, how.action));
      if (how.stopAtBudget && 'reason' in claimed && claimed.reason === 'budget') {
        retryAt = claimed.retryAt;
        break;
      }
    }
    items.push(...(await Promise.all(attempts)));
    if (retryAt !== null) return { items, retryAt };
  }
  return { items, retryAt: null };
}

async function attemptClaimed(
  ctx: SyncContext,
  row: QueuedRegistration,
  claimed: Claimed | NotClaimed,
  action: QueueAction | undefined,
): Promise<AttemptedNow> {
  if ('reason' in claimed) {
    return { ...notSent(row, claimed.detail, claimed.retryAt), reason: claimed.reason };
  }
  const [registration] = claimed.registrations;
  if (registration === undefined) {
    return { ...notSent(row, 'It is being attempted at this moment.', null), reason: 'busy' };
  }
  const asDraft = action === 'update' && registration.status === 'UPDATE_BEFORE_REGISTRATION';
  const { state, detail } = await syncAndLog(ctx, claimed.account, registration, { asDraft });
  return { ...notSent(row, detail, null), outcome: state };
}

function notSent(row: QueuedRegistration, detail: string, retryAt: Date | null): AttemptedNow {
  const { pid, status } = row;
  return { pid, before: status, status, outcome: 'not-sent', detail, reason: null, retryAt };
}

async function showStatuses(ctx: SyncContext, items: readonly AttemptedNow[]): Promise<AttemptedNow[]> {
  const rows = await readQueued(
    ctx.db,
    items.flatMap(({ pid, before }) => (before === null ? [] : [pid])),
  );
  const statuses = new Map(rows.map(({ pid, status }) => [pid, status]));
  return items.map((each) => ({ ...each, status: statuses.get(each.pid) ?? each.status }));
}
