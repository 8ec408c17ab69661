import { type Selectable, sql } from 'kysely';
import type { Tables, Tx } from '../../../db/index.ts';
import { toRegistrarAccount } from '../accounts/store.ts';
import type { RegistrarAccount } from '../registration.ts';

/** How many failures of an account came in a row, of which identifiers (the first few), and since when. */
export type Failures = { inARow: number; pids: readonly string[]; since: Date | null; isWatched: boolean };

/**
 * Counts a failure.
 * @param pidLimit how many different identifiers are remembered
 * @returns the account and its failures in a row; null when there is no such account
 */
export async function countFailure(
  tx: Tx,
  failure: { accountId: string; pid: string; pidLimit: number; now: Date },
): Promise<{ account: RegistrarAccount; failures: Failures } | null> {
  const { rows } = await sql<Selectable<Tables['registrar_accounts']>>`
    update registrar_accounts set
      failures_in_a_row = failures_in_a_row + 1,
      failing_since = coalesce(failing_since, ${failure.now}::timestamptz),
      failing_pids = case
        when ${failure.pid} = any(failing_pids) or cardinality(failing_pids) >= ${failure.pidLimit} then failing_pids
        else array_append(failing_pids, ${failure.pid}::text) end
    where id = ${failure.accountId} returning *`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  return { account: toRegistrarAccount(row), failures: toFailures(row) };
}

function toFailures(row: Selectable<Tables['registrar_accounts']>): Failures {
  return {
    inARow: row.failures_in_a_row,
    pids: row.failing_pids,
    since: row.failing_since,
    isWatched: row.next_heartbeat_at !== null,
  };
}

/** Asks for a heartbeat at a moment. */
export async function planHeartbeat(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx
    .updateTable('registrar_accounts')
    .set({ next_heartbeat_at: at })
    .where('id', '=', accountId)
    .execute();
}

/** Takes an account out until a heartbeat is answered; one that is out stays out since then. */
export async function openOutage(
  tx: Tx,
  accountId: string,
  outage: { since: Date; detail: string; nextHeartbeatAt: Date },
): Promise<void> {
  await sql`
    update registrar_accounts set
      outage_since = coalesce(outage_since, ${outage.since}::timestamptz), outage_detail = ${outage.detail},
      next_heartbeat_at = ${outage.nextHeartbeatAt}
    where id = ${accountId}`.execute(tx);
}

/**
 * Forgets the failures of an account, and brings it back where it was out. Where there is nothing to forget, no row is
 * written: every success comes here.
 * @returns since when it had failed, and whether it was out; null when there was nothing
 */
export async function forgetFailures(
  tx: Tx,
  accountId: string,
): Promise<{ since: Date | null; wasOut: boolean } | null> {
  const { rows } = await sql<{ since: Date | null; wasOut: boolean }>`
    with failing as (
      select id, failing_since, outage_since from registrar_accounts
      where id = ${accountId}
        and (failures_in_a_row > 0 or outage_since is not null or next_heartbeat_at is not null)
      for update
    )
    update registrar_accounts set
      failures_in_a_row = 0, failing_pids = '{}', failing_since = null, outage_since = null, outage_detail = null,
      next_heartbeat_at = null
    from failing where registrar_accounts.id = failing.id
    returning failing.failing_since as since, failing.outage_since is not null as "wasOut"`.execute(tx);
  return rows[0] ?? null;
}

/** A heartbeat that this process is to ask for. */
export type DueHeartbeat = {
  account: RegistrarAccount;
  plannedAt: Date;
  failingSince: Date | null;
};

/** Takes heartbeats that are due: until the claim ends, no other process asks for them. */
export async function claimHeartbeats(
  tx: Tx,
  { now, until }: { now: Date; until: Date },
): Promise<DueHeartbeat[]> {
  const { rows } = await sql<Selectable<Tables['registrar_accounts']> & { planned_at: Date }>`
    with due as (
      select id, next_heartbeat_at as planned_at from registrar_accounts
      where next_heartbeat_at <= ${now} and paused_at is null
      for update skip locked
    )
    update registrar_accounts set next_heartbeat_at = ${until}
    from due where registrar_accounts.id = due.id
    returning registrar_accounts.*, due.planned_at`.execute(tx);
  return rows.map((row) => ({
    account: toRegistrarAccount(row),
    plannedAt: row.planned_at,
    failingSince: row.failing_since,
  }));
}
