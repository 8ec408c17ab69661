import type { ItemKind } from '@mintmark/orcid';
import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx, textArray } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { findConnectionsOf } from '../connections/store.ts';
import type { DepositState } from '../deposits/deposit.ts';
import { acceptedAddresses } from '../invitations/store.ts';
import type { Entry, EntryPerson } from './entry.ts';

const columns: RawBuilder<unknown> = sql`
  entry.id, entry.seq, entry.organisation_id as "organisationId", entry.environment, entry.kind,
  entry.local_id as "localId", entry.orcid, entry.email, entry.connection_id as "connectionId", entry.title,
  entry.item, entry.group_record as "group", entry.batch_id as "batchId", entry.deleted_at as "deletedAt",
  entry.version, entry.created_at as "createdAt", entry.updated_at as "updatedAt"`;

/** What stands of an entry on the record of its person. */
export type EntryDeposit = {
  state: DepositState;
  reason: string | null;
  detail: string | null;
  problems: { pointer: string; detail: string }[];
  putCode: number | null;
  groupId: string | null;
  acknowledgedAt: Date | null;
};

/** An entry with its deposit; null: nothing was ever wanted of a record. */
export type ListedEntry = Entry & { deposit: EntryDeposit | null };

const depositColumns: RawBuilder<unknown> = sql`
  case when deposit.id is null then null else json_build_object(
    'state', deposit.state, 'reason', deposit.reason, 'detail', deposit.detail, 'problems', deposit.problems,
    'putCode', deposit.put_code, 'groupId', deposit.group_id, 'acknowledgedAt', deposit.acknowledged_at
  ) end as deposit`;
const depositOfEntry: RawBuilder<unknown> = sql`
  left join orcid_deposits as deposit on deposit.connection_id = entry.connection_id
    and deposit.thing_type = 'entry' and deposit.thing_id = entry.id and deposit.kind = entry.kind`;

type ListedRow = Entry & {
  deposit: (Omit<EntryDeposit, 'acknowledgedAt'> & { acknowledgedAt: string | null }) | null;
};

function toListed({ deposit, ...entry }: ListedRow): ListedEntry {
  if (deposit === null) return { ...entry, deposit: null };
  const { acknowledgedAt } = deposit;
  return {
    ...entry,
    deposit: { ...deposit, acknowledgedAt: acknowledgedAt === null ? null : new Date(acknowledgedAt) },
  };
}

/** What names an entry for its organisation. */
export type EntryKey = {
  organisationId: string;
  environment: OrcidEnvironmentName;
  kind: ItemKind;
  localId: string;
};

/** @returns false when there is one of that key already */
export async function insertEntry(tx: Tx, entry: Omit<Entry, 'seq'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('orcid_entries')
    .values({
      id: entry.id,
      organisation_id: entry.organisationId,
      environment: entry.environment,
      kind: entry.kind,
      local_id: entry.localId,
      created_at: entry.createdAt,
      ...toValues(entry),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function updateEntry(tx: Tx, entry: Entry): Promise<void> {
  await tx.updateTable('orcid_entries').set(toValues(entry)).where('id', '=', entry.id).execute();
}

function toValues(entry: Omit<Entry, 'seq'>) {
  return {
    orcid: entry.orcid,
    email: entry.email,
    connection_id: entry.connectionId,
    title: entry.title,
    item: jsonb<unknown>(entry.item),
    group_record: entry.group === null ? null : jsonb<unknown>(entry.group),
    batch_id: entry.batchId,
    deleted_at: entry.deletedAt,
    version: entry.version,
    updated_at: entry.updatedAt,
  };
}

/** The entry of a key, locked until the transaction ends; after its connection and before its deposit. */
export async function lockEntryOf(tx: Tx, key: EntryKey): Promise<Entry | null> {
  const { rows } = await sql<Entry>`
    select ${columns} from orcid_entries as entry
    where organisation_id = ${key.organisationId} and environment = ${key.environment} and kind = ${key.kind}
      and local_id = ${key.localId} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function lockEntry(tx: Tx, id: string): Promise<Entry | null> {
  const { rows } = await sql<Entry>`
    select ${columns} from orcid_entries as entry where id = ${id}::uuid for update`.execute(tx);
  return rows[0] ?? null;
}

/** The entry of a key, deleted or not; null: there was never one. */
export async function readEntryOf(db: Db, key: EntryKey): Promise<Entry | null> {
  const { rows } = await sql<Entry>`
    select ${columns} from orcid_entries as entry
    where organisation_id = ${key.organisationId} and environment = ${key.environment} and kind = ${key.kind}
      and local_id = ${key.localId}`.execute(db);
  return rows[0] ?? null;
}

/** The connections that entries are written through. */
export async function listConnectionsOfEntries(
  db: Db,
  { organisationId, environment }: Pick<EntryKey, 'organisationId' | 'environment'>,
  keys: readonly Pick<EntryKey, 'kind' | 'localId'>[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct connection_id as id from orcid_entries
    where organisation_id = ${organisationId} and environment = ${environment} and connection_id is not null
      and (kind, local_id) in (
        select kind, local_id from jsonb_to_recordset(${JSON.stringify(keys.map(({ kind, localId }) => ({ kind, local_id: localId })))}::jsonb)
          as key (kind text, local_id text))`.execute(db);
  return rows.map(({ id }) => id);
}

/** @param id a uuid */
export async function readEntry(db: Db, id: string): Promise<ListedEntry | null> {
  const { rows } = await sql<ListedRow>`
    select ${columns}, ${depositColumns} from orcid_entries as entry ${depositOfEntry}
    where entry.id = ${id}::uuid`.execute(db);
  return rows[0] === undefined ? null : toListed(rows[0]);
}

/** Several entries by their ids. */
export async function readEntries(db: Db, ids: readonly string[]): Promise<Map<string, ListedEntry>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<ListedRow>`
    select ${columns}, ${depositColumns} from orcid_entries as entry ${depositOfEntry}
    where entry.id = any(${textArray(ids)}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, toListed(row)]));
}

export type EntryFilter = {
  organisationId: string;
  kind?: ItemKind | undefined;
  orcid?: string | undefined;
  connectionId?: string | undefined;
  batchId?: string | undefined;
  localId?: string | undefined;
};

/** Entries that are not deleted, newest first. @param page.before the `seq` of the last one seen; null: from the start */
export async function listEntries(
  db: Db,
  { organisationId, kind, orcid, connectionId, batchId, localId }: EntryFilter,
  page: { limit: number; before: number | null },
): Promise<ListedEntry[]> {
  const { rows } = await sql<ListedRow>`
    select ${columns}, ${depositColumns} from orcid_entries as entry ${depositOfEntry}
    where entry.organisation_id = ${organisationId} and entry.deleted_at is null
      and ${kind === undefined ? sql`true` : sql`entry.kind = ${kind}`}
      and ${orcid === undefined ? sql`true` : sql`entry.orcid = ${orcid}`}
      and ${connectionId === undefined ? sql`true` : sql`entry.connection_id = ${connectionId}::uuid`}
      and ${batchId === undefined ? sql`true` : sql`entry.batch_id = ${batchId}::uuid`}
      and ${localId === undefined ? sql`true` : sql`entry.local_id = ${localId}`}
      and ${page.before === null ? sql`true` : sql`entry.seq < ${page.before}`}
    order by entry.seq desc limit ${page.limit}`.execute(db);
  return rows.map(toListed);
}

/**
 * The connection of a person with the organisation at a registry. An address counts once its invitation was accepted, and
 * as long as anything is said about it: invitations are forgotten before that.
 */
export async function findConnectionOf(
  db: Db,
  place: { organisationId: string; environment: OrcidEnvironmentName },
  person: EntryPerson,
): Promise<string | null> {
  if (person.email === null) {
    if (person.orcid === null) return null;
    const found = await findConnectionsOf(db, { ...place, orcids: [person.orcid] });
    return found.find(({ state }) => state !== 'erased')?.id ?? null;
  }
  const { rows } = await sql<{ id: string }>`
    select connection.id from orcid_connections as connection
    where connection.organisation_id = ${place.organisationId} and connection.environment = ${place.environment}
      and connection.state <> 'erased' and connection.id = coalesce((
        select accepted.connection_id from ${acceptedAddresses} as accepted
        where accepted.organisation_id = ${place.organisationId} and accepted.email = ${person.email}
        order by accepted.seq desc limit 1
      ), (
        select entry.connection_id from orcid_entries as entry
        where entry.organisation_id = ${place.organisationId} and entry.environment = ${place.environment}
          and entry.email = ${person.email} and entry.connection_id is not null
        order by entry.seq desc limit 1
      ))`.execute(db);
  return rows[0]?.id ?? null;
}

/** Entries that wait for a connection that is there by now: each with it. */
export async function findConnectedEntries(
  db: Db,
  limit: number,
): Promise<{ id: string; connectionId: string }[]> {
  const { rows } = await sql<{ id: string; connectionId: string }>`
    (select entry.id, known.connection_id as "connectionId"
    from orcid_entries as entry join (
      select organisation_id, environment, orcid, id as connection_id from orcid_connections
      union all select organisation_id, environment, orcid, connection_id from orcid_former_ids
    ) as known
      on known.organisation_id = entry.organisation_id and known.environment = entry.environment
      and known.orcid = entry.orcid
    join orcid_connections as connection on connection.id = known.connection_id
    where entry.connection_id is null and entry.deleted_at is null and connection.state <> 'erased'
    order by entry.seq limit ${limit})
    union all
    (select distinct on (entry.seq) entry.id, connection.id as "connectionId"
    from orcid_entries as entry join ${acceptedAddresses} as accepted
      on accepted.organisation_id = entry.organisation_id and accepted.email = entry.email
    join orcid_connections as connection
      on connection.id = accepted.connection_id and connection.environment = entry.environment
    where entry.connection_id is null and entry.deleted_at is null and connection.state <> 'erased'
    order by entry.seq, accepted.seq desc limit ${limit})`.execute(db);
  return rows;
}

/** Entries about a person, locked, in the order of their ids; not those that another person's connection writes. */
export async function lockEntriesAbout(
  tx: Tx,
  person: {
    organisationId: string;
    connectionId: string | null;
    orcid: string | null;
    /** In small letters. */
    addresses: readonly string[];
  },
): Promise<Pick<Entry, 'id' | 'email'>[]> {
  const { rows } = await sql<Pick<Entry, 'id' | 'email'>>`
    select entry.id, entry.email from orcid_entries as entry
    where entry.organisation_id = ${person.organisationId} and (
      entry.connection_id = ${person.connectionId}::uuid
      or (entry.connection_id is null
        and (entry.orcid = ${person.orcid}::text or entry.email = any(${textArray(person.addresses)}))))
    order by entry.id for update`.execute(tx);
  return rows;
}

export async function deleteEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from orcid_entries where id = any(${textArray(ids)}::uuid[])`.execute(tx);
}

/** The connections through which things are said about an address. @param address in small letters */
export async function listConnectionsOfAddress(
  db: Db,
  organisationId: string,
  address: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select accepted.connection_id as id from ${acceptedAddresses} as accepted
    where accepted.organisation_id = ${organisationId} and accepted.email = ${address}
    union
    select connection_id as id from orcid_entries
    where organisation_id = ${organisationId} and email = ${address} and connection_id is not null
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Locks the entries that are written through a connection, after it. */
export async function lockEntriesOfConnection(tx: Tx, connectionId: string): Promise<void> {
  await sql`
    select from orcid_entries where connection_id = ${connectionId}::uuid order by id for update`.execute(tx);
}

/** Lets the entries of a connection be written through another one. */
export async function moveEntries(tx: Tx, fromConnectionId: string, toConnectionId: string): Promise<void> {
  await sql`
    update orcid_entries set connection_id = ${toConnectionId}::uuid
    where connection_id = ${fromConnectionId}::uuid`.execute(tx);
}
