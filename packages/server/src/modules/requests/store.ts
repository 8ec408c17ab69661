import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { HistoryEntry } from './history.ts';
import type { PermanentIdRequest, PipelineState, RequestState, RequestType } from './request.ts';

export function toRequest(row: Selectable<Tables['requests']>): PermanentIdRequest {
  return {
    id: row.id,
    seq: row.seq,
    organisationId: row.organisation_id,
    // Written by this module alone, here and below.
    type: row.type as RequestType,
    requesterId: row.requester_id,
    requestedBy: row.requested_by as EventActor,
    folderId: row.folder_id,
    originalPath: row.original_path,
    originalParentId: row.original_parent_id,
    originalName: row.original_name,
    state: row.state as RequestState,
    failedIn: row.failed_in as PipelineState | null,
    label: row.label,
    assigneeId: row.assignee_id,
    itemId: row.item_id,
    permanentId: row.permanent_id,
    publishedAt: row.published_at,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by as EventActor,
  };
}

export async function readRequest(db: Db, id: string): Promise<PermanentIdRequest | null> {
  const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

/** The same, locked until the transaction ends. Requests are locked before anything else. */
export async function lockRequest(tx: Tx, id: string): Promise<PermanentIdRequest | null> {
  const row = await tx.selectFrom('requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

/** The requests of a folder that are open or published. */
export async function readRequestsOfFolder(db: Db, folderId: string): Promise<PermanentIdRequest[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('folder_id', '=', folderId)
    .where('state', 'not in', ['rejected', 'withdrawn'])
    .orderBy('seq')
    .execute();
  return rows.map(toRequest);
}

/** Somebody's requests of a time that were neither withdrawn nor rejected. @param wish.before a `seq`; null: all */
export async function countEarlierRequests(
  db: Db,
  wish: { organisationId: string; requesterId: string; from: Date; until: Date; before: number | null },
): Promise<number> {
  const { organisationId, requesterId, from, until, before } = wish;
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from requests
    where organisation_id = ${organisationId} and requester_id = ${requesterId}
      and created_at >= ${from} and created_at < ${until} and state not in ('rejected', 'withdrawn')
      and (${before}::bigint is null or seq < ${before}::bigint)`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Requests whose folder need not be in an area of the service: on its way there, or back. */
export async function listRequestsOnTheWay(db: Db, organisationId: string): Promise<PermanentIdRequest[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['staging', 'rejecting', 'withdrawing', 'failed'])
    .orderBy('seq')
    .execute();
  return rows.map(toRequest);
}

/** @returns null where the folder has a request that stands in the way */
export async function insertRequest(
  tx: Tx,
  request: Omit<PermanentIdRequest, 'seq'>,
): Promise<PermanentIdRequest | null> {
  const row = await tx
    .insertInto('requests')
    .values({
      id: request.id,
      organisation_id: request.organisationId,
      type: request.type,
      requester_id: request.requesterId,
      requested_by: jsonb<unknown>(request.requestedBy),
      folder_id: request.folderId,
      original_path: request.originalPath,
      original_parent_id: request.originalParentId,
      original_name: request.originalName,
      ...toChangingColumns(request),
      created_at: request.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

export async function updateRequestRow(tx: Tx, request: PermanentIdRequest): Promise<void> {
  await tx.updateTable('requests').set(toChangingColumns(request)).where('id', '=', request.id).execute();
}

function toChangingColumns(request: Omit<PermanentIdRequest, 'seq'>) {
  return {
    state: request.state,
    failed_in: request.failedIn,
    label: request.label,
    assignee_id: request.assigneeId,
    item_id: request.itemId,
    permanent_id: request.permanentId,
    published_at: request.publishedAt,
    version: request.version,
    updated_at: request.updatedAt,
    updated_by: jsonb<unknown>(request.updatedBy),
  };
}

/**
 * Reserves the name that a folder has in staging and among the published ones.
 * @returns whether it was free, or this request's already
 */
export async function reserveFolderName(
  tx: Tx,
  wish: { organisationId: string; name: string; requestId: string },
): Promise<boolean> {
  const { rows } = await sql<{ holder: string }>`
    with reserved as (
      insert into reserved_folder_names (organisation_id, name, request_id)
      values (${wish.organisationId}, ${wish.name}, ${wish.requestId})
      on conflict do nothing returning request_id)
    select request_id as holder from reserved
    union all
    select request_id from reserved_folder_names
    where organisation_id = ${wish.organisationId} and name = ${wish.name}`.execute(tx);
  return rows.some(({ holder }) => holder === wish.requestId);
}

export async function releaseFolderName(tx: Tx, requestId: string): Promise<void> {
  await tx.deleteFrom('reserved_folder_names').where('request_id', '=', requestId).execute();
}

/** The request that has reserved a name, or null. */
export async function readNameHolder(
  db: Db,
  organisationId: string,
  name: string,
): Promise<PermanentIdRequest | null> {
  const row = await db
    .selectFrom('reserved_folder_names')
    .innerJoin('requests', 'requests.id', 'reserved_folder_names.request_id')
    .selectAll('requests')
    .where('reserved_folder_names.organisation_id', '=', organisationId)
    .where('reserved_folder_names.name', '=', name)
    .executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

export async function insertHistoryEntry(
  tx: Tx,
  entry: Omit<HistoryEntry, 'id'> & { requestId: string },
): Promise<void> {
  await tx
    .insertInto('request_history')
    .values({
      request_id: entry.requestId,
      at: entry.at,
      action: entry.action,
      state: entry.state,
      label: entry.label,
      comment: entry.comment,
      internal: entry.internal,
      actor: jsonb<unknown>(entry.actor),
    })
    .execute();
}

/** Oldest first. @param internal whether those are wanted that a requester is not shown */
export async function listHistory(db: Db, requestId: string, internal: boolean): Promise<HistoryEntry[]> {
  let query = db
    .selectFrom('request_history')
    .select(['id', 'at', 'action', 'state', 'label', 'comment', 'internal', 'actor'])
    .where('request_id', '=', requestId);
  if (!internal) query = query.where('internal', '=', false);
  const rows = await query.orderBy('id').execute();
  return rows.map((row) => ({
    ...row,
    id: Number(row.id),
    state: row.state as RequestState,
    actor: row.actor as EventActor,
  }));
}

/** Whether the identifier of a request was announced, so that it may be public. */
export async function readMayBePublic(db: Db, requestId: string): Promise<boolean> {
  const { rows } = await sql<{ public: boolean }>`
    select exists (
      select from request_steps where request_id = ${requestId} and pipeline = 'publishing' and step = 'publish'
        and state = 'done'
    ) as public`.execute(db);
  return rows[0]?.public === true;
}

/** Who was assigned to requests of a person most recently, by the history of assignments. */
export async function readPreviousCuratorId(
  db: Db,
  of: { organisationId: string; requesterId: string; exceptRequestId: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('requests')
    .select('assignee_id')
    .where('organisation_id', '=', of.organisationId)
    .where('requester_id', '=', of.requesterId)
    .where('id', '<>', of.exceptRequestId)
    .where('assignee_id', 'is not', null)
    .orderBy('updated_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.assignee_id ?? null;
}

/** Which requests are meant; what is left out or null does not narrow. */
export type RequestSelection = {
  /** Those that this account requested, and those of these organisations; `anyOrganisation`: all. */
  visible: { requesterId: string | null; organisationIds: readonly string[]; anyOrganisation: boolean };
  organisationId?: string | undefined;
  states?: readonly RequestState[] | undefined;
  labels?: readonly string[] | undefined;
  types?: readonly RequestType[] | undefined;
  requesterId?: string | undefined;
  folderId?: string | undefined;
  assigneeId?: string | null | undefined;
};

function whereSelected({ visible, ...filter }: RequestSelection): RawBuilder<unknown> {
  const seen = visible.anyOrganisation
    ? sql`true`
    : sql`(requester_id = ${visible.requesterId}::uuid or organisation_id = any(${visible.organisationIds}::uuid[]))`;
  const conditions = [seen];
  if (filter.organisationId !== undefined) conditions.push(sql`organisation_id = ${filter.organisationId}`);
  if (filter.states !== undefined) conditions.push(sql`state = any(${filter.states}::text[])`);
  if (filter.labels !== undefined) conditions.push(sql`label = any(${filter.labels}::text[])`);
  if (filter.types !== undefined) conditions.push(sql`type = any(${filter.types}::text[])`);
  if (filter.requesterId !== undefined) conditions.push(sql`requester_id = ${filter.requesterId}`);
  if (filter.folderId !== undefined) conditions.push(sql`folder_id = ${filter.folderId}`);
  if (filter.assigneeId !== undefined)
    conditions.push(sql`assignee_id is not distinct from ${filter.assigneeId}::uuid`);
  return sql.join(conditions, sql` and `);
}

/** Newest first, before the one with this `seq`. */
export async function listRequestRows(
  db: Db,
  selection: RequestSelection,
  page: { limit: number; before: number | null },
): Promise<PermanentIdRequest[]> {
  const { rows } = await sql<Selectable<Tables['requests']>>`
    select * from requests
    where ${whereSelected(selection)} and (${page.before}::bigint is null or seq < ${page.before})
    order by seq desc limit ${page.limit}`.execute(db);
  return rows.map(toRequest);
}

/** By which column a list is ordered; a bounded choice, since columns cannot be parameters. */
const sortColumns = {
  type: sql`type`,
  label: sql`label`,
  requester: sql`requested_by->>'orcid'`,
  createdAt: sql`created_at`,
  updatedAt: sql`updated_at`,
  updatedBy: sql`updated_by->>'orcid'`,
};
export type SortField = keyof typeof sortColumns;

export async function searchRequestRows(
  db: Db,
  selection: RequestSelection,
  page: { limit: number | null; offset: number; sort: { field: SortField; direction: 'asc' | 'desc' } },
): Promise<{ requests: PermanentIdRequest[]; total: number }> {
  const direction = page.sort.direction === 'asc' ? sql`asc` : sql`desc`;
  const { rows } = await sql<Selectable<Tables['requests']> & { total: string | number }>`
    select *, count(*) over () as total from requests
    where ${whereSelected(selection)}
    order by ${sortColumns[page.sort.field]} ${direction}, seq ${direction}
    limit ${page.limit} offset ${page.offset}`.execute(db);
  return { requests: rows.map(toRequest), total: Number(rows[0]?.total ?? 0) };
}
