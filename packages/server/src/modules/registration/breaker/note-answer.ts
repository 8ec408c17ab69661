import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import type { Attempt } from '../attempt.ts';
import { countWaiting } from '../queue/store.ts';
import type { RegistrarAccount } from '../registration.ts';
import { countFailure, forgetFailures, openOutage, planHeartbeat } from './store.ts';

/** As many failures in a row mean that the registrar is out of order. */
const FAILURES_LIMIT = 5;
export const FIRST_HEARTBEAT_MS = 30_000;
/** Others in the same trouble are counted up to here. */
export const OTHERS_LIMIT = 1_000;

type BreakerContext = Pick<AppContext, 'alerts' | 'now'>;

/**
 * What an answer says of the registrar's health. No answer, and an error of its own, are failures; being too fast (429)
 * says nothing, and a refusal is as good an answer as any.
 */
export function readHealth(answer: Attempt): 'well' | 'failing' | 'unknown' {
  if (answer.kind === 'as-wanted') return answer.status === null ? 'unknown' : 'well';
  if (answer.kind !== 'later') return 'well';
  return answer.status === null || answer.status >= 500 ? 'failing' : 'unknown';
}

/**
 * Remembers how the registrar of an account is, in the transaction that writes an answer down. Failures of as many
 * different identifiers in a row take the account out at once. Where it is always the same few, they may be to blame
 * themselves, and everything goes on unless a heartbeat fails, too.
 */
export async function noteAnswer(
  tx: Tx,
  ctx: BreakerContext,
  account: RegistrarAccount,
  answer: { pid: string; health: ReturnType<typeof readHealth>; detail: string },
): Promise<void> {
  if (answer.health === 'unknown') return;
  if (answer.health === 'well') {
    const before = await forgetFailures(tx, account.id);
    if (before?.wasOut === true) await recordRecovery(tx, ctx, account.id);
    return;
  }
  const now = ctx.now();
  const { pid, detail } = answer;
  const counted = await countFailure(tx, { accountId: account.id, pid, pidLimit: FAILURES_LIMIT, now });
  if (counted === null || counted.account.outage !== null) return;
  const { failures } = counted;
  if (failures.pids.length >= FAILURES_LIMIT) {
    await beginOutage(tx, ctx, counted.account, { since: now, detail });
  } else if (failures.inARow >= FAILURES_LIMIT && !failures.isWatched) {
    await planHeartbeat(tx, account.id, now);
  }
}

/** Takes an account out, and tells whom it concerns. */
export async function beginOutage(
  tx: Tx,
  ctx: BreakerContext,
  account: RegistrarAccount,
  outage: { since: Date; detail: string },
): Promise<void> {
  const now = ctx.now();
  const nextHeartbeatAt = new Date(now.getTime() + FIRST_HEARTBEAT_MS);
  await openOutage(tx, account.id, { ...outage, nextHeartbeatAt });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'registrar-account', id: account.id },
    action: 'outage',
    actor: { kind: 'service' },
    after: { since: outage.since, detail: outage.detail },
  });
  const waiting = await countWaiting(tx, account.id, OTHERS_LIMIT + 1);
  await ctx.alerts.raise(tx, {
    organisationId: account.organisationId,
    cause: 'outage',
    at: now,
    address: account.alertAddress,
    repositoryId: account.repositoryId,
    action: null,
    holder: null,
    pid: null,
    reason: outage.detail,
    others: { count: Math.min(waiting, OTHERS_LIMIT), orMore: waiting > OTHERS_LIMIT },
  });
}

export async function recordRecovery(tx: Tx, ctx: Pick<AppContext, 'now'>, accountId: string): Promise<void> {
  await recordEvent(tx, {
    at: ctx.now(),
    subject: { type: 'registrar-account', id: accountId },
    action: 'outage-ended',
    actor: { kind: 'service' },
  });
}
