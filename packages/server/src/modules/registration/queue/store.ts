import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';
import type { LastAnswer, Registration } from '../registration.ts';
import { type Wanted, WISHES_BY_URGENCY } from '../wanted.ts';
import { type RegistrationStatus, settledStatuses } from './status.ts';

/** A registration as the queue shows it. */
export type QueuedRegistration = {
  pid: string;
  registrarAccountId: string;
  status: RegistrationStatus;
  state: Registration['state'];
  wanted: Wanted['state'];
  attempts: number;
  nextAttemptAt: Date | null;
  lastAnswer: LastAnswer | null;
  wantedAt: Date;
  acknowledgedAt: Date | null;
  claimedUntil: Date | null;
};

/** Which registrations are meant: of these accounts, and of any of these statuses or states where they are named. */
export type QueueFilter = {
  accountIds: readonly string[];
  statuses: readonly RegistrationStatus[] | null;
  states: readonly Registration['state'][] | null;
};

const shown = sql`
  pid, registrar_account_id as "registrarAccountId", status, state, wanted_state as wanted, attempts,
  next_attempt_at as "nextAttemptAt", last_answer as "lastAnswer", wanted_at as "wantedAt",
  acknowledged_at as "acknowledgedAt", claimed_until as "claimedUntil"`;

/**
 * Registrations in the order of their identifiers. Each account and status, or state, is looked up in the index by
 * itself with a limit, so that a page of a hundred thousand costs no more than one of a hundred.
 */
export async function listQueue(
  db: Db,
  filter: QueueFilter,
  page: { after: string; limit: number },
): Promise<QueuedRegistration[]> {
  const { rows } = await sql<QueuedRegistration>`
    select queued.* from (${keysOf(filter)}) as key
    cross join lateral (
      select ${shown} from registrations
      where ${matches(filter)} and pid > ${page.after} order by pid limit ${page.limit}
    ) as queued
    order by pid limit ${page.limit}`.execute(db);
  return rows;
}

/** What the index is asked for one by one: states where only those are named, since the index of what is open is small. */
function keysOf({ accountIds, statuses, states }: QueueFilter) {
  const values = isByState({ statuses, states }) ? (states ?? []) : (statuses ?? []);
  return sql`
    select account_id, value from unnest(${textArray(accountIds)}::uuid[]) as account_id
    cross join unnest(${textArray(values)}) as value`;
}

function isByState({ statuses }: Pick<QueueFilter, 'statuses' | 'states'>): boolean {
  return statuses === null;
}

function matches(filter: QueueFilter) {
  const ofAccount = sql`registrar_account_id = key.account_id`;
  if (isByState(filter)) return sql`${ofAccount} and state = key.value and state <> 'acknowledged'`;
  const ofState = filter.states === null ? sql`true` : sql`state = any(${textArray(filter.states)})`;
  return sql`${ofAccount} and status = key.value and ${ofState}`;
}

/** Several registrations by the names of their identifiers; those that are not there are left out. */
export async function readQueued(db: Db, pids: readonly string[]): Promise<QueuedRegistration[]> {
  if (pids.length === 0) return [];
  const { rows } = await sql<QueuedRegistration>`
    select ${shown} from registrations where pid = any(${textArray(pids)})`.execute(db);
  return rows;
}

/** How many registrations accounts have, by status, and how many of those are refused. */
export async function countQueue(
  db: Db,
  accountIds: readonly string[],
): Promise<{ accountId: string; status: RegistrationStatus | 'refused'; count: number }[]> {
  const accounts = sql`any(${textArray(accountIds)}::uuid[])`;
  const { rows } = await sql<{ accountId: string; status: RegistrationStatus | 'refused'; count: number }>`
    select registrar_account_id as "accountId", status, count(*)::integer as count
    from registrations where registrar_account_id = ${accounts} group by 1, 2
    union all
    select registrar_account_id, 'refused', count(*)::integer
    from registrations where registrar_account_id = ${accounts} and state = 'refused' group by 1`.execute(db);
  return rows;
}

/** How many registrations of all accounts have each of these statuses, read from the index alone. */
export async function countOpen(
  db: Db,
  statuses: readonly RegistrationStatus[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ status: string; count: number }>`
    select wish.status, sum(count)::integer as count
    from registrar_accounts cross join unnest(${textArray(statuses)}) as wish (status)
    cross join lateral (
      select count(*) as count from registrations
      where registrar_account_id = registrar_accounts.id and registrations.status = wish.status
    ) as counted
    group by wish.status`.execute(db);
  return new Map(rows.map(({ status, count }) => [status, count]));
}

/** When the first registration of each account is due. */
export async function readNextAttemptsOf(db: Db, accountIds: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ accountId: string; next: Date }>`
    select account_id as "accountId", min(next_attempt_at) as next
    from unnest(${textArray(accountIds)}::uuid[]) as account_id
    cross join unnest(${textArray(WISHES_BY_URGENCY)}) as wish
    cross join lateral (
      select next_attempt_at from registrations
      where registrar_account_id = account_id and wanted_state = wish and state = 'pending'
      order by next_attempt_at limit 1
    ) as first
    group by account_id`.execute(db);
  return new Map(rows.map(({ accountId, next }) => [accountId, next]));
}

/** How many of an account are refused beside one, counted up to a limit. */
export async function countRefused(
  db: Db,
  accountId: string,
  but: { pid: string; limit: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from registrations
      where registrar_account_id = ${accountId} and state = 'refused' and pid <> ${but.pid} limit ${but.limit}
    ) as refused`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How many of an account wait, counted up to a limit. */
export async function countWaiting(db: Db, accountId: string, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from registrations where registrar_account_id = ${accountId} and state = 'pending' limit ${limit}
    ) as waiting`.execute(db);
  return rows[0]?.count ?? 0;
}

export type Requeued = { pid: string; status: RegistrationStatus };

/**
 * Makes registrations due at once, attempts counted anew: those refused, those that wait, and with `force` those
 * acknowledged, which are sent again though nothing changed. One that is being attempted is left alone, and one that is
 * locked, too: whoever changes it makes it due, and to wait for many of them would be a circle sooner or later.
 */
export async function requeueNamed(
  tx: Tx,
  pids: readonly string[],
  options: { force: boolean; now: Date },
): Promise<Requeued[]> {
  const { force, now } = options;
  const { rows } = await sql<Requeued>`
    with chosen as (
      select pid from registrations
      where pid = any(${textArray(pids)}) and (claimed_until is null or claimed_until <= ${now})
        and (state <> 'acknowledged' or ${force})
      order by pid for update skip locked
    )
    update registrations set
      state = 'pending', next_attempt_at = ${now}, attempts = 0,
      acknowledged_hash = case when state = 'acknowledged' then null else acknowledged_hash end
    from chosen where registrations.pid = chosen.pid
    returning registrations.pid, status`.execute(tx);
  return rows;
}

/** What of a filter can wait at all. */
export function openOnly(filter: QueueFilter): QueueFilter {
  const { statuses, states } = filter;
  const isOpen = (state: Registration['state']) => state !== 'acknowledged';
  return {
    ...filter,
    statuses: statuses?.filter((status) => !settledStatuses.includes(status)) ?? null,
    states: states?.filter(isOpen) ?? (statuses === null ? ['pending', 'refused'] : null),
  };
}
