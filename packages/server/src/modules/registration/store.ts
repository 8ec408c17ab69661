import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx, textArray } from '../../db/index.ts';
import { toRegistrarAccount } from './accounts/store.ts';
import type { LastAnswer, RegistrarAccount, Registration, RegistrationState } from './registration.ts';
import { type Wanted, WISHES_BY_URGENCY } from './wanted.ts';

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
  'sent_at',
  'claimed_until',
  'status',
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
    sentAt: row.sent_at,
    claimedUntil: row.claimed_until,
    status: row.status as Registration['status'],
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

/**
 * Which of the identifiers a registrar is to have a draft of: those whose present wish is a draft, whether or not it was
 * sent yet. One that is announced, or whose draft is to be taken away, is not among them.
 */
export async function readDrafts(db: Db, pids: readonly string[]): Promise<Set<string>> {
  if (pids.length === 0) return new Set();
  const rows = await db
    .selectFrom('registrations')
    .select('pid')
    .where('pid', '=', sql<string>`any(${textArray(pids)})`)
    .where('wanted_state', '=', 'draft')
    .execute();
  return new Set(rows.map((row) => row.pid));
}

/** Which of the identifiers a registrar was asked to announce, whether or not it has done so yet. */
export async function readAnnounced(db: Db, pids: readonly string[]): Promise<Set<string>> {
  if (pids.length === 0) return new Set();
  const rows = await db
    .selectFrom('registrations')
    .select('pid')
    .where('pid', '=', sql<string>`any(${textArray(pids)})`)
    .where('wanted_state', 'in', ['registered', 'findable'])
    .execute();
  return new Set(rows.map((row) => row.pid));
}

/**
 * Sets what the registrar should know, to be sent at once; what it is known to hold already is not sent. A claim stays:
 * who works on the older wish finishes first.
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
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      pid text, registrar_account_id uuid, wanted jsonb, wanted_hash text)
    on conflict (pid) do update set
      wanted = excluded.wanted,
      wanted_hash = excluded.wanted_hash,
      wanted_at = excluded.wanted_at,
      state = case when registrations.acknowledged_hash = excluded.wanted_hash then 'acknowledged' else 'pending' end,
      next_attempt_at = case when registrations.acknowledged_hash = excluded.wanted_hash then null else excluded.next_attempt_at end,
      attempts = 0,
      -- Nothing of ours but a draft is there, registration was asked for before, and now differs.
      changed_before_registration =
        registrations.acknowledged_hash is distinct from excluded.wanted_hash
        and excluded.wanted->>'state' in ('findable', 'registered')
        and registrations.wanted_state in ('findable', 'registered')
        and coalesce(registrations.acknowledged_state = 'draft', true)
        and (registrations.changed_before_registration or registrations.wanted_hash <> excluded.wanted_hash)`.execute(
    tx,
  );
}

/**
 * Accounts that have something to send at this moment, and may send. Each wish is looked up in the index by itself, with a limit, so
 * that a long queue costs no more than a short one, whatever the planner knows of it.
 */
export async function listDueAccounts(db: Db, now: Date): Promise<RegistrarAccount[]> {
  const { rows } = await sql<Selectable<Tables['registrar_accounts']>>`
    select * from registrar_accounts where paused_at is null and outage_since is null and exists (
      select from unnest(${textArray(WISHES_BY_URGENCY)}) as wish
      cross join lateral (
        select 1 from registrations
        where registrar_account_id = registrar_accounts.id and wanted_state = wish
          and state = 'pending' and next_attempt_at <= ${now}
          and (claimed_until is null or claimed_until <= ${now})
        order by next_attempt_at limit 1
      ) as due
    )`.execute(db);
  return rows.map(toRegistrarAccount);
}

/**
 * Takes due registrations for this process, what people wait for first; a claim that is not given back ends by itself.
 * From here on nobody knows what the registrar holds, until the outcome is recorded.
 * @returns each with the `sentAt` that it had before
 */
export async function claimDue(
  tx: Tx,
  accountId: string,
  options: { now: Date; claimedUntil: Date; limit: number },
): Promise<Registration[]> {
  const { now, limit } = options;
  return claim(
    tx,
    options,
    sql`
      select each.pid, each.sent_at
      from unnest(${textArray(WISHES_BY_URGENCY)}) with ordinality as wish (state, urgency)
      cross join lateral (
        select pid, sent_at, next_attempt_at from registrations
        where registrar_account_id = ${accountId} and wanted_state = wish.state
          and state = 'pending' and next_attempt_at <= ${now}
          and (claimed_until is null or claimed_until <= ${now})
        order by next_attempt_at limit ${limit} for update skip locked
      ) as each
      order by wish.urgency, each.next_attempt_at limit ${limit}`,
  );
}

/**
 * Takes one registration, due or not, refused or not, unless it is acknowledged or somebody works on it.
 * @returns null when there is nothing to take
 */
export async function claimNamed(
  tx: Tx,
  accountId: string,
  pid: string,
  options: { now: Date; claimedUntil: Date },
): Promise<Registration | null> {
  const [claimed] = await claim(
    tx,
    options,
    sql`
      select pid, sent_at from registrations
      where pid = ${pid} and registrar_account_id = ${accountId} and state <> 'acknowledged'
        and (claimed_until is null or claimed_until <= ${options.now})
      for update skip locked`,
  );
  return claimed ?? null;
}

/** A claim that is lost leaves its registration due: what was refused until now as well. */
async function claim(
  tx: Tx,
  { now, claimedUntil }: { now: Date; claimedUntil: Date },
  due: RawBuilder<unknown>,
): Promise<Registration[]> {
  const claimed = columns.filter((column) => column !== 'sent_at');
  const { rows } = await sql<Row>`
    with due as (${due})
    update registrations set
      claimed_until = ${claimedUntil}, attempts = attempts + 1, acknowledged_hash = null,
      state = 'pending', next_attempt_at = coalesce(next_attempt_at, ${now}::timestamptz),
      sent_at = coalesce(due.sent_at, ${now}::timestamptz)
    from due where registrations.pid = due.pid
    returning ${sql.join(claimed.map((column) => sql.ref(`registrations.${column}`)))}, due.sent_at`.execute(
    tx,
  );
  return rows.map(toRegistration);
}

/** How many registrations wait, by wish. */
export async function countPending(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('registrations')
    .select(['wanted_state', (row) => row.fn.countAll<string>().as('count')])
    .where('state', '=', 'pending')
    .groupBy('wanted_state')
    .execute();
  return new Map(rows.map((row) => [row.wanted_state, Number(row.count)]));
}

/** When the first registration of each wish is due, over all accounts. */
export async function readNextAttempts(db: Db): Promise<Map<string, Date>> {
  const { rows } = await sql<{ wish: string; next: Date }>`
    select wish, min(next_attempt_at) as next
    from registrar_accounts cross join unnest(${textArray(WISHES_BY_URGENCY)}) as wish
    cross join lateral (
      select next_attempt_at from registrations
      where registrar_account_id = registrar_accounts.id and wanted_state = wish and state = 'pending'
      order by next_attempt_at limit 1
    ) as first
    group by wish`.execute(db);
  return new Map(rows.map(({ wish, next }) => [wish, next]));
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
 * pending, due at once. Where the claim had run out and somebody else took over, nobody knows whose write came last:
 * the registration is due again, and nothing else is written.
 * @param ours whether anything of ours may be at the registrar now
 * @returns whether the claim still held
 */
export async function recordOutcome(
  tx: Tx,
  attempt: Registration,
  outcome: Outcome & { ours: boolean },
  now: Date,
): Promise<boolean> {
  const acknowledged = outcome.state === 'acknowledged';
  const nextAttemptAt = outcome.state === 'pending' ? outcome.nextAttemptAt : null;
  const { state } = attempt.wanted;
  const acknowledgedState = state === 'absent' ? null : state;
  const recorded = await sql`
    update registrations set
      claimed_until = null,
      last_answer = ${jsonb(outcome.answer)},
      sent_at = case when ${outcome.ours} then sent_at end,
      acknowledged_hash = case when ${acknowledged} then ${attempt.wantedHash} end,
      acknowledged_at = case when ${acknowledged} then ${now}::timestamptz else acknowledged_at end,
      acknowledged_state = case
        when ${acknowledged} then ${acknowledgedState}::text
        when ${outcome.ours} then acknowledged_state end,
      changed_before_registration = changed_before_registration and not (${acknowledged} and ${state !== 'draft'}),
      state = case when wanted_hash = ${attempt.wantedHash} then ${outcome.state} else state end,
      next_attempt_at = case
        when wanted_hash = ${attempt.wantedHash} then ${nextAttemptAt}::timestamptz else next_attempt_at end
    where pid = ${attempt.pid} and claimed_until = ${attempt.claimedUntil}`.execute(tx);
  if (Number(recorded.numAffectedRows ?? 0) > 0) return true;
  await sql`
    update registrations set
      state = 'pending', next_attempt_at = ${now}, acknowledged_hash = null,
      sent_at = case when ${outcome.ours} then coalesce(sent_at, ${now}::timestamptz) else sent_at end
    where pid = ${attempt.pid}`.execute(tx);
  return false;
}

/**
 * Writes that the registrar holds as a draft what is to be registered: that is due now. Where the wish changed meanwhile,
 * the draft is not up to date again.
 * @returns whether the claim still held
 */
export async function recordDraftUpdate(
  tx: Tx,
  attempt: Registration,
  answer: LastAnswer,
  now: Date,
): Promise<boolean> {
  const recorded = await sql`
    update registrations set
      claimed_until = null, last_answer = ${jsonb(answer)}, next_attempt_at = ${now},
      acknowledged_state = 'draft', acknowledged_at = ${now},
      changed_before_registration = changed_before_registration and wanted_hash <> ${attempt.wantedHash}
    where pid = ${attempt.pid} and claimed_until = ${attempt.claimedUntil}`.execute(tx);
  return Number(recorded.numAffectedRows ?? 0) > 0;
}

/**
 * Makes due what failed without an answer, or with an error of the registrar's own, since a moment. What somebody works on,
 * or is locked, is left alone.
 */
export async function makeFailedDue(
  tx: Tx,
  accountId: string,
  { since, now }: { since: Date; now: Date },
): Promise<void> {
  await sql`
    with failed as (
      select pid from registrations
      where registrar_account_id = ${accountId} and state = 'pending' and next_attempt_at > ${now}
        and (claimed_until is null or claimed_until <= ${now})
        and coalesce((last_answer->>'status')::integer, 500) >= 500
        and (last_answer->>'at')::timestamptz >= ${since}
      for update skip locked
    )
    update registrations set next_attempt_at = ${now} from failed where registrations.pid = failed.pid`.execute(
    tx,
  );
}

/** Makes due, with fresh attempts, what a registrar has not acknowledged: somebody says that it will do so now. */
export async function makeDueAgain(tx: Tx, pid: string, now: Date): Promise<void> {
  await sql`
    update registrations set state = 'pending', next_attempt_at = ${now}, attempts = 0
    where pid = ${pid} and state <> 'acknowledged'`.execute(tx);
}

/** Makes due what a registrar has acknowledged already: what may be shared with it has changed, and the wish has not. */
export async function makeSharedAnew(tx: Tx, pid: string, now: Date): Promise<void> {
  await sql`
    update registrations set state = 'pending', acknowledged_hash = null, next_attempt_at = ${now}, attempts = 0
    where pid = ${pid} and state = 'acknowledged' and wanted_state in ('findable', 'registered')`.execute(tx);
}

/** Makes everything due that points at our own pages: their address has changed. */
export async function makeOwnPagesDue(tx: Tx, now: Date): Promise<number> {
  const result = await sql`
    update registrations set state = 'pending', acknowledged_hash = null, next_attempt_at = ${now}, attempts = 0
    where wanted->'target' = 'null'::jsonb and wanted_state in ('findable', 'registered')`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
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
