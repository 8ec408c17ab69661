import { checkHeartbeat } from '@mintmark/datacite';
import { transact } from '../../../db/index.ts';
import { createDataciteConfig, type DataciteContext } from '../datacite-config.ts';
import type { RegistrarAccount } from '../registration.ts';
import { makeFailedDue } from '../store.ts';
import { beginOutage, FIRST_HEARTBEAT_MS, recordRecovery } from './note-answer.ts';
import { claimHeartbeats, type DueHeartbeat, forgetFailures, openOutage } from './store.ts';

export const HEARTBEAT_TIMEOUT_MS = 10_000;
const LONGEST_INTERVAL_MS = 600_000;
const CLAIM_MARGIN_MS = 20_000;

/** Takes the heartbeats that are due; one process asks for each. */
export async function takeHeartbeats(ctx: DataciteContext): Promise<DueHeartbeat[]> {
  const now = ctx.now();
  const until = new Date(now.getTime() + HEARTBEAT_TIMEOUT_MS + CLAIM_MARGIN_MS);
  return transact(ctx.db, (tx) => claimHeartbeats(tx, { now, until }));
}

/**
 * Asks the registrar of an account whether it is well. Where it is, the account is back. Where it is not, the account is
 * out, and the next heartbeat comes after as long as the outage lasts already, ten minutes at most.
 * @returns whether the account may send
 */
export async function askHeartbeat(ctx: DataciteContext, due: DueHeartbeat): Promise<boolean> {
  const { account, plannedAt, failingSince } = due;
  const answer = await readHeartbeat(ctx, account);
  const { outage } = account;
  if (answer.ok) {
    // Where no heartbeat failed before, what fails may be to blame itself, and keeps the wait that it has come to.
    const isProven = outage !== null && plannedAt.getTime() > outage.since.getTime() + FIRST_HEARTBEAT_MS;
    await bringBack(ctx, account, { makesDue: isProven });
    return true;
  }
  const now = ctx.now();
  await transact(ctx.db, async (tx) => {
    if (outage === null) {
      return beginOutage(tx, ctx, account, { since: failingSince ?? now, detail: answer.reason });
    }
    const lastedMs = now.getTime() - outage.since.getTime();
    const intervalMs = Math.min(LONGEST_INTERVAL_MS, Math.max(FIRST_HEARTBEAT_MS, lastedMs));
    const nextHeartbeatAt = new Date(now.getTime() + intervalMs);
    return openOutage(tx, account.id, { since: outage.since, detail: answer.reason, nextHeartbeatAt });
  });
  return false;
}

/** The heartbeat of an account's registrar, asked for with its credentials and written down as every call is. */
export function readHeartbeat(
  ctx: DataciteContext,
  account: RegistrarAccount,
): ReturnType<typeof checkHeartbeat> {
  const config = createDataciteConfig(ctx, account, { subject: account.id, keepBodies: true });
  return checkHeartbeat({ ...config, timeoutMs: HEARTBEAT_TIMEOUT_MS });
}

/**
 * Ends the outage of an account.
 * @param options.makesDue what failed meanwhile is due at once; else each keeps its time
 */
export async function bringBack(
  ctx: DataciteContext,
  account: RegistrarAccount,
  { makesDue }: { makesDue: boolean },
): Promise<void> {
  const before = await transact(ctx.db, async (tx) => {
    const failures = await forgetFailures(tx, account.id);
    if (failures?.wasOut === true) await recordRecovery(tx, ctx, account.id);
    return failures;
  });
  const since = before?.since ?? account.outage?.since;
  if (!makesDue || since === undefined) return;
  // In a transaction of its own: who records an answer locks the registration first, and then the account.
  await transact(ctx.db, (tx) => makeFailedDue(tx, account.id, { since, now: ctx.now() }));
}
