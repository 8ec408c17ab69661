import { type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../db/index.ts';
import type { LastAnswer, RegistrarAccount, Registration, RegistrationState } from './registration.ts';
import type { Wanted } from './wanted.ts';

const columns = [
  'pid',
  'registrar_account_id',
  'wanted',
  'wanted_hash',
  'state',
  'attempts',
  'next_attempt_at',
  'acknowledged_hash',
  'acknowledged_at',
  'last_answer',
] as const;

type Row = Pick<Selectable<Tables['registrations']>, (typeof columns)[number]>;

function toRegistration(row: Row): Registration {
  return {
    pid: row.pid,
    registrarAccountId: row.registrar_account_id,
    wanted: row.wanted as Wanted,
    wantedHash: row.wanted_hash,
    state: row.state as Registration['state'],
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    acknowledgedHash: row.acknowledged_hash,
    acknowledgedAt: row.acknowledged_at,
    lastAnswer: row.last_answer as LastAnswer | null,
  };
}

export async function readRegistration(db: Db, pid: string): Promise<Registration | null> {
  const row = await db.selectFrom('registrations').select(columns).where('pid', '=', pid).executeTakeFirst();
  return row === undefined ? null : toRegistration(row);
}

/** States of several identifiers; those that no registrar must know about are left out. */
export async function readRegistrationStates(
  db: Db,
  pids: readonly string[],
): Promise<Map<string, RegistrationState>> {
  if (pids.length === 0) return new Map();
  const rows = await db
    .selectFrom('registrations')
    .select(['pid', 'state'])
    .where('pid', '=', sql<string>`any(${pids}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.pid, row.state as RegistrationState]));
}

/** Those of some names whose registrar is to have a draft of them. */
export async function findDrafts(db: Db, pids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ pid: string }>`
    select pid from registrations
    where pid = any(${pids}::text[]) and wanted->>'state' = 'draft'`.execute(db);
  return new Set(rows.map(({ pid }) => pid));
}

/**
 * Sets what the registrar should know. Attempts start anew, unless nothing was ever acknowledged: whether anything
 * was ever sent tells our own lost answers apart from somebody else's DOI.
 */
export async function upsertWanted(
  tx: Tx,
  wishes: readonly { pid: string; registrarAccountId: string; wanted: Wanted; hash: string }[],
  now: Date,
): Promise<void> {
  const rows = wishes.map(({ pid, registrarAccountId, wanted, hash }) => ({
    pid,
    registrar_account_id: registrarAccountId,
    wanted,
    wanted_hash: hash,
  }));
  await sql`
    insert into registrations (pid, registrar_account_id, wanted, wanted_hash, wanted_at, state, next_attempt_at)
    select pid, registrar_account_id, wanted, wanted_hash, ${now}::timestamptz, 'pending', ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (
      pid text, registrar_account_id uuid, wanted jsonb, wanted_hash text)
    on conflict (pid) do update set
      wanted = excluded.wanted,
      wanted_hash = excluded.wanted_hash,
      wanted_at = excluded.wanted_at,
      state = case when registrations.acknowledged_hash = excluded.wanted_hash then 'acknowledged' else 'pending' end,
      next_attempt_at = case when registrations.acknowledged_hash = excluded.wanted_hash then null else excluded.next_attempt_at end,
      attempts = case when registrations.acknowledged_hash is null then registrations.attempts else 0 end`.execute(
    tx,
  );
}

/** Accounts that have something to send at this moment. */
export async function listDueAccounts(db: Db, now: Date): Promise<RegistrarAccount[]> {
  const rows = await db
    .selectFrom('registrar_accounts')
    .selectAll()
    .where((row) =>
      row.exists(
        row
          .selectFrom('registrations')
          .select('pid')
          .whereRef('registrations.registrar_account_id', '=', 'registrar_accounts.id')
          .where('state', '=', 'pending')
          .where('next_attempt_at', '<=', now)
          .where((due) => due.or([due('claimed_until', 'is', null), due('claimed_until', '<=', now)])),
      ),
    )
    .execute();
  return rows.map(toRegistrarAccount);
}

/** Takes due registrations for this process; a claim that is not given back ends by itself. */
export async function claimDue(
  tx: Tx,
  accountId: string,
  options: { now: Date; claimedUntil: Date; limit: number },
): Promise<Registration[]> {
  const { rows } = await sql<Row>`
    update registrations set claimed_until = ${options.claimedUntil}, attempts = attempts + 1
    where pid in (
      select pid from registrations
      where registrar_account_id = ${accountId} and state = 'pending' and next_attempt_at <= ${options.now}
        and (claimed_until is null or claimed_until <= ${options.now})
      order by next_attempt_at limit ${options.limit} for update skip locked
    )
    returning ${sql.join(columns.map((column) => sql.ref(column)))}`.execute(tx);
  return rows.map(toRegistration);
}

/** Gives back every claim, whoever holds it; for a process that knows itself to be the only one. */
export async function releaseAllClaims(tx: Tx): Promise<void> {
  await tx
    .updateTable('registrations')
    .set({ claimed_until: null })
    .where('claimed_until', 'is not', null)
    .execute();
}

export type Outcome =
  | { state: 'acknowledged'; answer: LastAnswer }
  | { state: 'pending'; answer: LastAnswer; nextAttemptAt: Date }
  | { state: 'refused'; answer: LastAnswer };

/**
 * Writes what came of an attempt. Where the wish changed meanwhile, the answer is kept but the registration stays
 * pending, due at once.
 */
export async function recordOutcome(
  tx: Tx,
  attempt: Registration,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const acknowledged = outcome.state === 'acknowledged';
  const nextAttemptAt = outcome.state === 'pending' ? outcome.nextAttemptAt : null;
  await sql`
    update registrations set
      claimed_until = null,
      last_answer = ${jsonb(outcome.answer)},
      acknowledged_hash = case when ${acknowledged} then ${attempt.wantedHash} else acknowledged_hash end,
      acknowledged_at = case when ${acknowledged} then ${now}::timestamptz else acknowledged_at end,
      state = case when wanted_hash = ${attempt.wantedHash} then ${outcome.state} else state end,
      next_attempt_at = case
        when wanted_hash = ${attempt.wantedHash} then ${nextAttemptAt}::timestamptz else next_attempt_at end
    where pid = ${attempt.pid}`.execute(tx);
}

/** Makes everything due that points at our own pages: their address has changed. */
export async function makeOwnPagesDue(tx: Tx, now: Date): Promise<number> {
  const result = await sql`
    update registrations set state = 'pending', acknowledged_hash = null, next_attempt_at = ${now}, attempts = greatest(attempts, 1)
    where wanted->'target' = 'null'::jsonb`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

function toRegistrarAccount(row: Selectable<Tables['registrar_accounts']>): RegistrarAccount {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    registrar: 'datacite',
    url: row.url,
    repositoryId: row.repository_id,
    sealedPassword: row.password,
    requestsPerFiveMinutes: row.requests_per_five_minutes,
  };
}

export async function findRegistrarAccount(
  db: Db,
  organisationId: string,
  repositoryId: string,
): Promise<RegistrarAccount | null> {
  const row = await db
    .selectFrom('registrar_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('registrar', '=', 'datacite')
    .where('repository_id', '=', repositoryId)
    .executeTakeFirst();
  return row === undefined ? null : toRegistrarAccount(row);
}

export async function upsertRegistrarAccount(tx: Tx, account: RegistrarAccount, now: Date): Promise<void> {
  await tx
    .insertInto('registrar_accounts')
    .values({
      id: account.id,
      organisation_id: account.organisationId,
      registrar: account.registrar,
      url: account.url,
      repository_id: account.repositoryId,
      password: account.sealedPassword,
      requests_per_five_minutes: account.requestsPerFiveMinutes,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        url: account.url,
        password: account.sealedPassword,
        requests_per_five_minutes: account.requestsPerFiveMinutes,
        updated_at: now,
      }),
    )
    .execute();
}

/** The address that this database speaks for, or null before the first start. */
export async function readInstance(db: Db): Promise<{ publicUrl: string; confirmedAt: Date } | null> {
  const row = await db.selectFrom('instance').select(['public_url', 'confirmed_at']).executeTakeFirst();
  return row === undefined ? null : { publicUrl: row.public_url, confirmedAt: row.confirmed_at };
}

export async function insertInstanceOnce(tx: Tx, publicUrl: string, now: Date): Promise<void> {
  await tx
    .insertInto('instance')
    .values({ only_row: true, public_url: publicUrl, confirmed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function updateInstance(tx: Tx, publicUrl: string, now: Date): Promise<void> {
  await tx.updateTable('instance').set({ public_url: publicUrl, confirmed_at: now }).execute();
}

/** A token bucket in the database: one row for all processes that use the same credential. */
type Budget = { name: string; perFiveMinutes: number; now: Date };

/**
 * Locks a budget until the transaction ends.
 * @returns how many requests it holds at the moment, refilled evenly since it was last used; 0 while it is blocked
 */
export async function lockBudget(tx: Tx, budget: Budget): Promise<number> {
  const { name, perFiveMinutes, now } = budget;
  await sql`
    insert into rate_budgets (name, tokens, refilled_at) values (${name}, ${perFiveMinutes}, ${now})
    on conflict (name) do nothing`.execute(tx);
  const row = await tx
    .selectFrom('rate_budgets')
    .select(['tokens', 'refilled_at', 'blocked_until'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.blocked_until !== null && row.blocked_until > now) return 0;
  const elapsedMs = Math.max(0, now.getTime() - row.refilled_at.getTime());
  return Math.min(perFiveMinutes, row.tokens + (elapsedMs * perFiveMinutes) / 300_000);
}

/** Writes what is left of a budget that this transaction has locked. */
export async function setBudget(tx: Tx, budget: Budget, tokens: number): Promise<void> {
  await tx
    .updateTable('rate_budgets')
    .set({ tokens, refilled_at: budget.now })
    .where('name', '=', budget.name)
    .execute();
}

/** Stops all use of a budget until a moment: the outside system asked for silence. */
export async function blockBudget(tx: Tx, name: string, until: Date): Promise<void> {
  await sql`update rate_budgets set blocked_until = greatest(blocked_until, ${until}) where name = ${name}`.execute(
    tx,
  );
}
