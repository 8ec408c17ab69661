import type { ItemKind } from '@mintmark/orcid';
import { type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx, textArray } from '../../../db/index.ts';
import type { ConnectionState, Preference, RecordState } from '../connections/connection.ts';
import type { Deposit, DepositProblem, DepositState, DepositThing } from './deposit.ts';
import type { ConnectionFacts } from './moves.ts';

export type DepositRow = Selectable<Tables['orcid_deposits']>;

export function toDeposit(row: DepositRow): Deposit {
  return {
    id: row.id,
    seq: row.seq,
    organisationId: row.organisation_id,
    connectionId: row.connection_id,
    orcidClientId: row.orcid_client_id,
    // Written by this module alone, here and below.
    kind: row.kind as ItemKind,
    thing: { type: row.thing_type as DepositThing['type'], id: row.thing_id },
    title: row.title,
    wanted: row.wanted as Deposit['wanted'],
    wantedHash: row.wanted_hash,
    acknowledged: row.acknowledged as Deposit['acknowledged'],
    acknowledgedHash: row.acknowledged_hash,
    acknowledgedAt: row.acknowledged_at,
    putCode: row.put_code,
    groupId: row.group_id,
    state: row.state as DepositState,
    consent: row.consent as Deposit['consent'],
    reason: row.reason,
    detail: row.detail,
    problems: row.problems as DepositProblem[],
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    claim: row.claim,
    claimedUntil: row.claimed_until,
    postedAt: row.posted_at,
    posted: row.posted as Deposit['posted'],
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** @param id a uuid */
export async function readDeposit(db: Db, id: string): Promise<Deposit | null> {
  const row = await db.selectFrom('orcid_deposits').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toDeposit(row);
}

/** The same, locked until the transaction ends. Connections are locked before deposits. */
export async function lockDeposit(tx: Tx, id: string): Promise<Deposit | null> {
  const row = await tx
    .selectFrom('orcid_deposits')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toDeposit(row);
}

/** What one record is to hold of one thing, locked; null: nobody has wished for it yet. */
export async function lockDepositOf(
  tx: Tx,
  key: { connectionId: string; thing: DepositThing; kind: ItemKind },
): Promise<Deposit | null> {
  const row = await tx
    .selectFrom('orcid_deposits')
    .selectAll()
    .where('connection_id', '=', key.connectionId)
    .where('thing_type', '=', key.thing.type)
    .where('thing_id', '=', key.thing.id)
    .where('kind', '=', key.kind)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toDeposit(row);
}

/** Deposits of a connection in their order, locked. */
export async function lockDepositsOfConnection(tx: Tx, connectionId: string): Promise<Deposit[]> {
  const rows = await tx
    .selectFrom('orcid_deposits')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .orderBy('seq')
    .forUpdate()
    .execute();
  return rows.map(toDeposit);
}

/** Every deposit of things of one type, on whichever records. */
export async function readDepositsOfThings(
  db: Db,
  type: DepositThing['type'],
  ids: readonly string[],
): Promise<Deposit[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('orcid_deposits')
    .selectAll()
    .where('thing_type', '=', type)
    .where('thing_id', '=', sql<string>`any(${textArray(ids)}::uuid[])`)
    .orderBy('seq')
    .execute();
  return rows.map(toDeposit);
}

/** The deposit of a connection that has a put code; null: none has. */
export async function findByPutCode(
  db: Db,
  key: { connectionId: string; kind: ItemKind; putCode: number },
): Promise<Deposit | null> {
  const row = await db
    .selectFrom('orcid_deposits')
    .selectAll()
    .where('connection_id', '=', key.connectionId)
    .where('kind', '=', key.kind)
    .where('put_code', '=', key.putCode)
    .executeTakeFirst();
  return row === undefined ? null : toDeposit(row);
}

/** The put codes that our deposits of one kind have on one record. */
export async function readPutCodes(db: Db, connectionId: string, kind: ItemKind): Promise<Set<number>> {
  const rows = await db
    .selectFrom('orcid_deposits')
    .select('put_code')
    .where('connection_id', '=', connectionId)
    .where('kind', '=', kind)
    .where('put_code', 'is not', null)
    .execute();
  return new Set(rows.flatMap(({ put_code }) => (put_code === null ? [] : [put_code])));
}

type Written = Omit<Deposit, 'seq'>;

function toRow(deposit: Written) {
  return {
    thing_type: deposit.thing.type,
    thing_id: deposit.thing.id,
    title: deposit.title,
    wanted: deposit.wanted === null ? null : jsonb<unknown>(deposit.wanted),
    wanted_hash: deposit.wantedHash,
    acknowledged: deposit.acknowledged === null ? null : jsonb<unknown>(deposit.acknowledged),
    acknowledged_hash: deposit.acknowledgedHash,
    acknowledged_at: deposit.acknowledgedAt,
    put_code: deposit.putCode,
    group_id: deposit.groupId,
    state: deposit.state,
    consent: deposit.consent,
    reason: deposit.reason,
    detail: deposit.detail,
    problems: jsonb<unknown>(deposit.problems),
    attempts: deposit.attempts,
    next_attempt_at: deposit.nextAttemptAt,
    claim: deposit.claim,
    claimed_until: deposit.claimedUntil,
    posted_at: deposit.postedAt,
    posted: deposit.posted === null ? null : jsonb<unknown>(deposit.posted),
    version: deposit.version,
    updated_at: deposit.updatedAt,
  };
}

/** @returns false where somebody else has just written the same */
export async function insertDeposit(tx: Tx, deposit: Written): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('orcid_deposits')
    .values({
      ...toRow(deposit),
      id: deposit.id,
      organisation_id: deposit.organisationId,
      connection_id: deposit.connectionId,
      orcid_client_id: deposit.orcidClientId,
      kind: deposit.kind,
      created_at: deposit.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function updateDepositRow(tx: Tx, deposit: Written): Promise<void> {
  await tx.updateTable('orcid_deposits').set(toRow(deposit)).where('id', '=', deposit.id).execute();
}

/** What a connection says about its deposits. */
export type DepositConnection = ConnectionFacts & {
  id: string;
  organisationId: string;
  orcidClientId: string;
};

/**
 * Connections as they are, kept so until the transaction ends: else what is written of a deposit could follow from a
 * permission that has just come or gone. In the order of their ids.
 */
export async function keepConnections(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, DepositConnection>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    organisationId: string;
    orcidClientId: string;
    state: ConnectionState;
    recordState: RecordState;
    preference: Preference;
    api: 'public' | 'member';
  }>`
    select connection.id, connection.organisation_id as "organisationId",
      connection.orcid_client_id as "orcidClientId", connection.state,
      connection.record_state as "recordState", connection.preference, client.api
    from orcid_connections as connection join orcid_clients as client on client.id = connection.orcid_client_id
    where connection.id = any(${textArray(ids)}::uuid[])
    order by connection.id for share of connection`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A connection with deposits that do not stand as the API of its client has it; null: there is none. */
export async function findConnectionBehindClient(db: Db): Promise<string | null> {
  const { rows } = await sql<{ connectionId: string }>`
    (select deposit.connection_id as "connectionId" from orcid_deposits as deposit
      join orcid_clients as client on client.id = deposit.orcid_client_id
      where deposit.state = 'held' and deposit.reason = 'read-only' and client.api = 'member' limit 1)
    union all
    (select deposit.connection_id from orcid_clients as client
      join orcid_deposits as deposit on deposit.orcid_client_id = client.id
      where client.api = 'public' and deposit.state in ('due', 'asking') limit 1)
    limit 1`.execute(db);
  return rows[0]?.connectionId ?? null;
}

/** Every deposit of these connections, the oldest first. */
export async function listDepositsOfConnections(
  db: Db,
  connectionIds: readonly string[],
): Promise<Deposit[]> {
  if (connectionIds.length === 0) return [];
  const rows = await db
    .selectFrom('orcid_deposits')
    .selectAll()
    .where('connection_id', 'in', connectionIds)
    .orderBy('seq')
    .execute();
  return rows.map(toDeposit);
}

/** Lets a deposit be of another connection of the same client. */
export async function moveDepositRow(tx: Tx, id: string, connectionId: string): Promise<void> {
  await tx.updateTable('orcid_deposits').set({ connection_id: connectionId }).where('id', '=', id).execute();
}

export async function deleteDeposit(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('orcid_deposits').where('id', '=', id).execute();
}

/** Whether anything of these connections is being sent; locks their deposits, so that nothing begins to be. */
export async function isAnyClaimed(tx: Tx, connectionIds: readonly string[], now: Date): Promise<boolean> {
  const rows = await tx
    .selectFrom('orcid_deposits')
    .select('claimed_until')
    .where('connection_id', 'in', connectionIds)
    .orderBy('connection_id')
    .orderBy('seq')
    .forUpdate()
    .execute();
  return rows.some((row) => row.claimed_until !== null && row.claimed_until > now);
}

/** Deletes what was kept of a connection's deposits. */
export async function deleteDepositsOfConnection(tx: Tx, connectionId: string): Promise<void> {
  await tx.deleteFrom('orcid_deposits').where('connection_id', '=', connectionId).execute();
}
