import type { ItemKind } from '@mintmark/orcid';
import { type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import type { OrcidProfile } from './profile.ts';
import type { Reading } from './reading.ts';

function toReading(row: Selectable<Tables['orcid_readings']>): Reading {
  return {
    connectionId: row.connection_id,
    dueAt: row.due_at,
    asked: row.asked,
    readAt: row.read_at,
    attempts: row.attempts,
    claim: row.claim,
    claimedUntil: row.claimed_until,
    recordModifiedAt: row.record_modified_at,
    compared: row.compared,
    // Written by this module alone.
    profile: row.profile as OrcidProfile | null,
    detail: row.detail,
  };
}

/** What was read of the record of a connection; null: it never held a permission. */
export async function readReading(db: Db, connectionId: string): Promise<Reading | null> {
  const row = await db
    .selectFrom('orcid_readings')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row === undefined ? null : toReading(row);
}

/** The same, locked until the transaction ends; after its connection, before its deposits. */
export async function lockReading(tx: Tx, connectionId: string): Promise<Reading | null> {
  const row = await tx
    .selectFrom('orcid_readings')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toReading(row);
}

/** A record is to be read from a moment on, whatever was known of it. */
export async function startReading(tx: Tx, connectionId: string, dueAt: Date): Promise<void> {
  await sql`
    insert into orcid_readings (connection_id, due_at) values (${connectionId}, ${dueAt})
    on conflict (connection_id) do update set
      due_at = excluded.due_at, asked = orcid_readings.asked + 1, attempts = 0, compared = null, detail = null`.execute(
    tx,
  );
}

/** A record is not read any more. @param forget what was read of it goes, too */
export async function stopReading(
  tx: Tx,
  connectionId: string,
  { forget }: { forget: boolean },
): Promise<void> {
  await tx
    .updateTable('orcid_readings')
    .set((row) => ({
      due_at: null,
      asked: row('asked', '+', 1),
      ...(forget ? { profile: null, record_modified_at: null, compared: null } : {}),
    }))
    .where('connection_id', '=', connectionId)
    .execute();
}

/** Nothing of a reading is kept. */
export async function deleteReading(tx: Tx, connectionId: string): Promise<void> {
  await tx.deleteFrom('orcid_readings').where('connection_id', '=', connectionId).execute();
}

/**
 * Asks for a reading: at once, but no sooner than `spacingMs` after the last. What is due already stays so, and costs no
 * write, unless a reading is under way.
 * @param ask.whole to compare even where ORCID says that nothing changed
 * @returns whether the record is read at all
 */
export async function askForReading(
  tx: Tx,
  connectionId: string,
  ask: { now: Date; spacingMs: number; whole: boolean },
): Promise<boolean> {
  const reading = await readReading(tx, connectionId);
  if (reading === null || reading.dueAt === null) return false;
  const soonest = new Date(Math.max(ask.now.getTime(), (reading.readAt?.getTime() ?? 0) + ask.spacingMs));
  const isUnderWay = reading.claimedUntil !== null && reading.claimedUntil > ask.now;
  const isWhole = !ask.whole || reading.compared === null;
  if (reading.dueAt <= soonest && !isUnderWay && isWhole) return true;
  await sql`
    update orcid_readings set due_at = least(due_at, ${soonest}::timestamptz), asked = asked + 1
      ${ask.whole ? sql`, compared = null` : sql``}
    where connection_id = ${connectionId} and due_at is not null`.execute(tx);
  return true;
}

/** Takes the next record that is due, and that nobody reads at the moment. */
export async function claimDueReading(
  tx: Tx,
  { now, claim, claimedUntil }: { now: Date; claim: string; claimedUntil: Date },
): Promise<Reading | null> {
  const { rows } = await sql<Selectable<Tables['orcid_readings']>>`
    with next as (
      select reading.connection_id from orcid_readings as reading
      join orcid_connections as connection on connection.id = reading.connection_id
      join orcid_clients as client on client.id = connection.orcid_client_id
      left join orcid_paces as pace on pace.orcid_client_id = client.id
      where reading.due_at <= ${now} and (reading.claimed_until is null or reading.claimed_until <= ${now})
        and client.refused_at is null and (pace.blocked_until is null or pace.blocked_until <= ${now})
      order by reading.due_at, reading.connection_id limit 1
      for update of reading skip locked
    )
    update orcid_readings set claim = ${claim}, claimed_until = ${claimedUntil}, attempts = attempts + 1
    from next where orcid_readings.connection_id = next.connection_id
    returning orcid_readings.*`.execute(tx);
  return rows[0] === undefined ? null : toReading(rows[0]);
}

/** Writes what came of a reading that this transaction has locked. */
export async function updateReading(tx: Tx, reading: Reading): Promise<void> {
  await tx
    .updateTable('orcid_readings')
    .set({
      due_at: reading.dueAt,
      read_at: reading.readAt,
      attempts: reading.attempts,
      claim: reading.claim,
      claimed_until: reading.claimedUntil,
      record_modified_at: reading.recordModifiedAt,
      compared: reading.compared,
      profile: reading.profile === null ? null : jsonb<unknown>(reading.profile),
      detail: reading.detail,
    })
    .where('connection_id', '=', reading.connectionId)
    .execute();
}

/** Gives back every claim, whoever holds it; for a process that knows itself to be the only one. */
export async function releaseReadingClaims(tx: Tx): Promise<void> {
  await tx
    .updateTable('orcid_readings')
    .set({ claim: null, claimed_until: null })
    .where('claimed_until', 'is not', null)
    .execute();
}

/** A deposit as far as a comparison must know whether it stood still meanwhile. */
export type DepositStamp = {
  id: string;
  kind: ItemKind;
  version: number;
  attempts: number;
  state: string;
  putCode: number | null;
  isClaimed: boolean;
};

/** The deposits of a connection in the order of their ids. */
export async function readStamps(db: Db, connectionId: string): Promise<DepositStamp[]> {
  const { rows } = await sql<DepositStamp>`
    select id, kind, version, attempts, state, put_code as "putCode", claim is not null as "isClaimed"
    from orcid_deposits where connection_id = ${connectionId} order by id`.execute(db);
  return rows;
}

/** A profile, with whose record it was read from. */
type ProfileOfPerson = {
  connectionId: string;
  orcid: string;
  readAt: Date | null;
  profile: OrcidProfile;
};

/** What somebody's own ORCID record says, as it was read last; null: none was read. */
export type FindOrcidProfile = (accountId: string) => Promise<ProfileOfPerson | null>;

/** Whose record was read: connections of an account that hold a profile, the one read last first. */
export async function findNewestProfile(db: Db, accountId: string): Promise<ProfileOfPerson | null> {
  const row = await db
    .selectFrom('orcid_readings as reading')
    .innerJoin('orcid_connections as connection', 'connection.id', 'reading.connection_id')
    .select(['connection.id', 'connection.orcid', 'reading.read_at', 'reading.profile'])
    .where('connection.account_id', '=', accountId)
    .where('connection.state', '=', 'connected')
    .where('reading.profile', 'is not', null)
    .orderBy('reading.read_at', 'desc')
    .orderBy('connection.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    connectionId: row.id,
    orcid: row.orcid,
    readAt: row.read_at,
    profile: row.profile as OrcidProfile,
  };
}
