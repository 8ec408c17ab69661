import type { Selectable } from 'kysely';
import type { Db, Tables, Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { Connection, ConnectionState, Preference, RecordState } from './connection.ts';

function toConnection(row: Selectable<Tables['orcid_connections']>): Connection {
  return {
    id: row.id,
    seq: row.seq,
    organisationId: row.organisation_id,
    orcidClientId: row.orcid_client_id,
    environment: row.environment as OrcidEnvironmentName,
    orcid: row.orcid,
    name: row.name,
    accountId: row.account_id,
    state: row.state as ConnectionState,
    recordState: row.record_state as RecordState,
    mergedInto: row.merged_into,
    preference: row.preference as Preference,
    language: row.language,
    connectedAt: row.connected_at,
    endedAt: row.ended_at,
    endedDetail: row.ended_detail,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function readConnection(db: Db, id: string): Promise<Connection | null> {
  const row = await db.selectFrom('orcid_connections').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toConnection(row);
}

/** The same, locked until the transaction ends; after its client, before its grants and deposits. */
export async function lockConnection(tx: Tx, id: string): Promise<Connection | null> {
  const row = await tx
    .selectFrom('orcid_connections')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toConnection(row);
}

/** The connection of an iD with a client, locked until the transaction ends, or null. */
export async function lockConnectionOf(tx: Tx, clientId: string, orcid: string): Promise<Connection | null> {
  const row = await tx
    .selectFrom('orcid_connections')
    .selectAll()
    .where('orcid_client_id', '=', clientId)
    .where('orcid', '=', orcid)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toConnection(row);
}

/** The same as it is, for those who only look. */
export async function findConnectionOfClient(
  db: Db,
  clientId: string,
  orcid: string,
): Promise<Connection | null> {
  const row = await db
    .selectFrom('orcid_connections')
    .selectAll()
    .where('orcid_client_id', '=', clientId)
    .where('orcid', '=', orcid)
    .executeTakeFirst();
  return row === undefined ? null : toConnection(row);
}

/**
 * Connections of people with an organisation, by their iDs, or by those whose records were merged into theirs; an iD counts
 * in its own registry alone.
 */
export async function findConnectionsOf(
  db: Db,
  people: { environment: OrcidEnvironmentName; orcids: readonly string[]; organisationId: string },
): Promise<Connection[]> {
  if (people.orcids.length === 0) return [];
  const orcids = [...new Set(people.orcids)];
  const rows = await db
    .selectFrom('orcid_connections')
    .selectAll()
    .where('organisation_id', '=', people.organisationId)
    .where('environment', '=', people.environment)
    .where((row) =>
      row.or([
        row('orcid', 'in', orcids),
        row(
          'id',
          'in',
          db
            .selectFrom('orcid_former_ids')
            .select('connection_id')
            .where('organisation_id', '=', people.organisationId)
            .where('environment', '=', people.environment)
            .where('orcid', 'in', orcids),
        ),
      ]),
    )
    .orderBy('seq')
    .execute();
  return rows.map(toConnection);
}

/** What one account is connected with, the oldest first. */
export async function listConnectionsOfAccount(db: Db, accountId: string): Promise<Connection[]> {
  const rows = await db
    .selectFrom('orcid_connections')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('seq')
    .execute();
  return rows.map(toConnection);
}

/** Writes a connection that was not there. Its number comes from the database. */
export async function insertConnection(tx: Tx, connection: Omit<Connection, 'seq'>): Promise<Connection> {
  const row = await tx
    .insertInto('orcid_connections')
    .values({
      id: connection.id,
      organisation_id: connection.organisationId,
      orcid_client_id: connection.orcidClientId,
      environment: connection.environment,
      orcid: connection.orcid,
      name: connection.name,
      account_id: connection.accountId,
      state: connection.state,
      record_state: connection.recordState,
      merged_into: connection.mergedInto,
      preference: connection.preference,
      language: connection.language,
      connected_at: connection.connectedAt,
      ended_at: connection.endedAt,
      ended_detail: connection.endedDetail,
      version: connection.version,
      created_at: connection.createdAt,
      updated_at: connection.updatedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toConnection(row);
}

/** Writes what changes about a connection that this transaction has locked. */
export async function updateConnection(
  tx: Tx,
  connection: Connection,
  recheckAt: Date | null,
): Promise<void> {
  await tx
    .updateTable('orcid_connections')
    .set({
      orcid: connection.orcid,
      name: connection.name,
      account_id: connection.accountId,
      state: connection.state,
      record_state: connection.recordState,
      merged_into: connection.mergedInto,
      recheck_at: recheckAt,
      preference: connection.preference,
      language: connection.language,
      connected_at: connection.connectedAt,
      ended_at: connection.endedAt,
      ended_detail: connection.endedDetail,
      version: connection.version,
      updated_at: connection.updatedAt,
    })
    .where('id', '=', connection.id)
    .execute();
}

/** The connections of a client that hold a permission, locked until the transaction ends. */
export async function listLiveConnectionsOfClient(tx: Tx, clientId: string): Promise<Connection[]> {
  const rows = await tx
    .selectFrom('orcid_connections')
    .selectAll()
    .where('orcid_client_id', '=', clientId)
    .where('state', 'in', ['connected', 'imported'])
    .orderBy('seq')
    .forUpdate()
    .execute();
  return rows.map(toConnection);
}

/** Connections of an organisation in their order, those after `after` only. */
export async function listConnectionsInOrder(
  db: Db,
  organisationId: string,
  page: { limit: number; after: number },
): Promise<Connection[]> {
  const rows = await db
    .selectFrom('orcid_connections')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
  return rows.map(toConnection);
}

/** Takes the next connection whose record may be active again; `nextAt` is when it is asked about after that. */
export async function takeDueRecheck(
  tx: Tx,
  attempt: { now: Date; nextAt: Date },
): Promise<Connection | null> {
  const due = await tx
    .selectFrom('orcid_connections')
    .select('id')
    .where('recheck_at', '<=', attempt.now)
    .orderBy('recheck_at')
    .orderBy('seq')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (due === undefined) return null;
  const row = await tx
    .updateTable('orcid_connections')
    .set({ recheck_at: attempt.nextAt })
    .where('id', '=', due.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toConnection(row);
}

/** Brings the next look at a record forward, unless it has been set anew meanwhile. */
export async function advanceRecheck(
  tx: Tx,
  connectionId: string,
  { from, to }: { from: Date; to: Date },
): Promise<void> {
  await tx
    .updateTable('orcid_connections')
    .set({ recheck_at: to })
    .where('id', '=', connectionId)
    .where('recheck_at', '=', from)
    .execute();
}

/** Which connections of an organisation are listed. */
export type ConnectionFilter = {
  organisationId: string;
  state?: ConnectionState;
  /** A part of the name, or of the iD. */
  text?: string;
};

/** Connections of an organisation, the newest first, before the number `before`. */
export async function listConnections(
  db: Db,
  filter: ConnectionFilter,
  page: { limit: number; before: number | null },
): Promise<Connection[]> {
  let query = db
    .selectFrom('orcid_connections')
    .selectAll()
    .where('organisation_id', '=', filter.organisationId);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.text !== undefined && filter.text !== '') {
    const pattern = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((row) => row.or([row('name', 'ilike', pattern), row('orcid', 'ilike', pattern)]));
  }
  if (page.before !== null) query = query.where('seq', '<', page.before);
  const rows = await query.orderBy('seq', 'desc').limit(page.limit).execute();
  return rows.map(toConnection);
}

/** How many connections of an organisation there are in each state. */
export async function countConnections(
  db: Db,
  organisationId: string,
): Promise<Map<ConnectionState, number>> {
  const rows = await db
    .selectFrom('orcid_connections')
    .select((row) => ['state', row.fn.countAll().as('count')])
    .where('organisation_id', '=', organisationId)
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state as ConnectionState, Number(row.count)]));
}

/** How many connections a client ever had, and how many of them hold a permission. */
export async function countConnectionsOfClient(
  db: Db,
  clientId: string,
): Promise<{ all: number; live: number }> {
  const rows = await db
    .selectFrom('orcid_connections')
    .select('state')
    .where('orcid_client_id', '=', clientId)
    .execute();
  const live = rows.filter(({ state }) => state === 'connected' || state === 'imported').length;
  return { all: rows.length, live };
}

/** Takes the iD off a connection: what is left of it is a number. */
export async function wipeConnection(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('orcid_connections')
    .set({ orcid: `erased ${id}`, merged_into: null, connected_at: null })
    .where('id', '=', id)
    .execute();
}
