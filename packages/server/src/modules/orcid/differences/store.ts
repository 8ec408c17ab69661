import type { ItemKind } from '@mintmark/orcid';
import { type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import type { Difference, DifferenceSort, DifferenceState, Facts } from './difference.ts';

type Row = Selectable<Tables['orcid_differences']>;

function toDifference(row: Row): Difference {
  return {
    id: row.id,
    seq: row.seq,
    organisationId: row.organisation_id,
    connectionId: row.connection_id,
    key: row.key,
    // Written by this module alone, here and below.
    sort: row.sort as DifferenceSort,
    kind: row.kind as ItemKind,
    title: row.title,
    depositId: row.deposit_id,
    putCode: row.put_code,
    source: row.source,
    there: row.there as Facts | null,
    here: row.here as Facts | null,
    thereItem: row.there_item as Record<string, unknown> | null,
    itemId: row.item_id,
    contentHash: row.content_hash,
    state: row.state as DifferenceState,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every difference that a connection ever had, locked; after its deposits. */
export async function lockDifferences(tx: Tx, connectionId: string): Promise<Difference[]> {
  const rows = await tx
    .selectFrom('orcid_differences')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .orderBy('seq')
    .forUpdate()
    .execute();
  return rows.map(toDifference);
}

/** One, locked; after its deposit. */
export async function lockDifference(tx: Tx, id: string): Promise<Difference | null> {
  const row = await tx
    .selectFrom('orcid_differences')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toDifference(row);
}

export async function insertDifference(tx: Tx, difference: Omit<Difference, 'seq'>): Promise<void> {
  await tx
    .insertInto('orcid_differences')
    .values({
      id: difference.id,
      organisation_id: difference.organisationId,
      connection_id: difference.connectionId,
      key: difference.key,
      created_at: difference.createdAt,
      ...toValues(difference),
    })
    .execute();
}

export async function updateDifference(tx: Tx, difference: Difference): Promise<void> {
  await tx
    .updateTable('orcid_differences')
    .set(toValues(difference))
    .where('id', '=', difference.id)
    .execute();
}

function toValues(difference: Omit<Difference, 'seq'>) {
  const { there, here, thereItem } = difference;
  return {
    sort: difference.sort,
    kind: difference.kind,
    title: difference.title,
    deposit_id: difference.depositId,
    put_code: difference.putCode,
    source: difference.source,
    there: there === null ? null : jsonb<unknown>(there),
    here: here === null ? null : jsonb<unknown>(here),
    there_item: thereItem === null ? null : jsonb<unknown>(thereItem),
    item_id: difference.itemId,
    content_hash: difference.contentHash,
    state: difference.state,
    decided_by: difference.decidedBy,
    decided_at: difference.decidedAt,
    updated_at: difference.updatedAt,
  };
}

/** The permission has ended: nobody can tell any more what differs, and what the record said goes. */
export async function settleDifferences(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await sql`
    update orcid_differences set state = case when state = 'open' then 'settled' else state end,
      there = null, there_item = null, updated_at = ${now}
    where connection_id = ${connectionId} and (state = 'open' or there is not null)`.execute(tx);
}

/** Nothing of them is kept. */
export async function deleteDifferences(tx: Tx, connectionId: string): Promise<void> {
  await tx.deleteFrom('orcid_differences').where('connection_id', '=', connectionId).execute();
}

/** What a list of differences is narrowed to. */
export type DifferenceFilter = {
  organisationId?: string;
  /** Of the connections of one person. */
  accountId?: string;
  connectionId?: string;
  state?: DifferenceState | undefined;
  sort?: DifferenceSort | undefined;
  orcid?: string | undefined;
};

/** A difference with the record that it is about. */
export type ListedDifference = Difference & {
  orcid: string;
  personName: string | null;
  /** Null: nobody here has that iD. */
  accountId: string | null;
  /** What of ours it is about; null: nothing. */
  thingType: string | null;
  depositState: string | null;
};

/** Newest first. @param page.before the `seq` of the last one seen; null: from the start */
export async function listDifferences(
  db: Db,
  filter: DifferenceFilter,
  page: { limit: number; before: number | null },
): Promise<ListedDifference[]> {
  let query = selectListed(db).orderBy('difference.seq', 'desc').limit(page.limit);
  const { organisationId, accountId, connectionId, state, sort, orcid } = filter;
  if (organisationId !== undefined) query = query.where('difference.organisation_id', '=', organisationId);
  if (accountId !== undefined) query = query.where('connection.account_id', '=', accountId);
  if (connectionId !== undefined) query = query.where('difference.connection_id', '=', connectionId);
  if (state !== undefined) query = query.where('difference.state', '=', state);
  if (sort !== undefined) query = query.where('difference.sort', '=', sort);
  if (orcid !== undefined) query = query.where('connection.orcid', '=', orcid);
  if (page.before !== null) query = query.where('difference.seq', '<', page.before);
  return (await query.execute()).map(toListed);
}

/** @param id a uuid */
export async function readListedDifference(db: Db, id: string): Promise<ListedDifference | null> {
  const row = await selectListed(db).where('difference.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toListed(row);
}

/** How many there are of a connection that nobody has decided on. */
export async function countOpenDifferences(db: Db, connectionId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from orcid_differences
    where connection_id = ${connectionId} and state = 'open'`.execute(db);
  return rows[0]?.count ?? 0;
}

function selectListed(db: Db) {
  return db
    .selectFrom('orcid_differences as difference')
    .innerJoin('orcid_connections as connection', 'connection.id', 'difference.connection_id')
    .leftJoin('orcid_deposits as deposit', 'deposit.id', 'difference.deposit_id')
    .selectAll('difference')
    .select([
      'connection.orcid',
      'connection.name as person_name',
      'connection.account_id',
      'deposit.thing_type',
      'deposit.state as deposit_state',
    ]);
}

function toListed(
  row: Row & {
    orcid: string;
    person_name: string | null;
    account_id: string | null;
    thing_type: string | null;
    deposit_state: string | null;
  },
): ListedDifference {
  return {
    ...toDifference(row),
    orcid: row.orcid,
    personName: row.person_name,
    accountId: row.account_id,
    thingType: row.thing_type,
    depositState: row.deposit_state,
  };
}
