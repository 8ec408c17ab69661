import type { DataciteMetadata } from '@mintmark/datacite';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx, textArray } from '../../db/index.ts';
import type { Pid, ResolutionDocument } from './pid.ts';
import type { PidState, PidType } from './states.ts';

const columns = [
  'pid',
  'type',
  'state',
  'organisation_id',
  'shoulder_id',
  'owner_id',
  'target',
  'metadata',
  'orcids',
  'reason',
  'version',
  'created_at',
  'updated_at',
] as const;

type PidRow = Pick<Selectable<Tables['pids']>, (typeof columns)[number]>;

function toPid(row: PidRow): Pid {
  return {
    pid: row.pid,
    // Checked by the table's own constraints.
    type: row.type as PidType,
    state: row.state as PidState,
    organisationId: row.organisation_id,
    shoulderId: row.shoulder_id,
    ownerId: row.owner_id,
    target: row.target,
    metadata: row.metadata as DataciteMetadata | null,
    orcids: row.orcids,
    reason: row.reason,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The identifier with a canonical name, or null. */
export async function readPid(db: Db, pid: string): Promise<Pid | null> {
  const row = await db.selectFrom('pids').select(columns).where('pid', '=', pid).executeTakeFirst();
  return row === undefined ? null : toPid(row);
}

/** The same, locked until the transaction ends. */
export async function lockPid(tx: Tx, pid: string): Promise<Pid | null> {
  const row = await tx
    .selectFrom('pids')
    .select(columns)
    .where('pid', '=', pid)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toPid(row);
}

/** Writes a new identifier. @returns false when the name is taken */
export async function insertPid(tx: Tx, pid: Pid): Promise<boolean> {
  const result = await tx
    .insertInto('pids')
    .values({
      pid: pid.pid,
      type: pid.type,
      state: pid.state,
      organisation_id: pid.organisationId,
      shoulder_id: pid.shoulderId,
      owner_id: pid.ownerId,
      target: pid.target,
      metadata: pid.metadata === null ? null : jsonb(pid.metadata),
      title: titleOf(pid),
      orcids: textArray(pid.orcids),
      reason: pid.reason,
      version: pid.version,
      created_at: pid.createdAt,
      updated_at: pid.updatedAt,
    })
    .onConflict((conflict) => conflict.column('pid').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

export async function updatePidRow(tx: Tx, pid: Pid): Promise<void> {
  await tx
    .updateTable('pids')
    .set({
      state: pid.state,
      target: pid.target,
      metadata: pid.metadata === null ? null : jsonb(pid.metadata),
      title: titleOf(pid),
      orcids: textArray(pid.orcids),
      reason: pid.reason,
      version: pid.version,
      updated_at: pid.updatedAt,
    })
    .where('pid', '=', pid.pid)
    .execute();
}

function titleOf(pid: Pid): string | null {
  return pid.metadata?.titles?.[0]?.title ?? null;
}

/** Rebuilds the one row that the resolver answers from. */
export async function upsertResolution(tx: Tx, pid: Pid, document: ResolutionDocument): Promise<void> {
  await tx
    .insertInto('resolutions')
    .values({
      pid: pid.pid,
      type: pid.type,
      state: pid.state,
      target: pid.target,
      document: jsonb(document),
      updated_at: pid.updatedAt,
    })
    .onConflict((conflict) =>
      conflict.column('pid').doUpdateSet((row) => ({
        state: row.ref('excluded.state'),
        target: row.ref('excluded.target'),
        document: row.ref('excluded.document'),
        changed: sql`pg_current_xact_id()`,
        updated_at: row.ref('excluded.updated_at'),
      })),
    )
    .execute();
}

/** Names of announced identifiers whose metadata names an iD, after `afterPid` in order. */
export async function listPidsNamingOrcid(
  db: Db,
  orcid: string,
  afterPid: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('pids')
    .select('pid')
    .where(sql<boolean>`orcids @> ${textArray([orcid])} and orcids <> '{}'`)
    .where('state', '<>', 'reserved')
    .where('pid', '>', afterPid)
    .orderBy('pid')
    .limit(limit)
    .execute();
  return rows.map((row) => row.pid);
}

export type PidSort = 'created' | '-created' | 'updated' | '-updated' | 'pid' | '-pid';

export type PidFilter = {
  /** Whose identifiers may be seen: all of these organisations, and of the others one's own. */
  readable:
    | { everything: true }
    | { everything: false; organisationIds: readonly string[]; ownerId: string; memberOf: readonly string[] };
  state?: PidState;
  type?: PidType;
  shoulderId?: string;
  ownerId?: string;
  text?: string;
};

const sortColumns = { created: 'created_at', updated: 'updated_at', pid: 'pid' } as const;

/** One page of identifiers, `limit` rows at most, after the row that `after` names. */
export async function listPids(
  db: Db,
  filter: PidFilter,
  page: { sort: PidSort; limit: number; after: { key: string; pid: string } | null },
): Promise<Pid[]> {
  const descending = page.sort.startsWith('-');
  const column = sortColumns[(descending ? page.sort.slice(1) : page.sort) as keyof typeof sortColumns];
  let query = applyFilter(db.selectFrom('pids').select(columns), filter);
  if (page.after !== null) {
    const operator = sql.raw(descending ? '<' : '>');
    query = query.where(
      column === 'pid'
        ? sql<boolean>`pid ${operator} ${page.after.pid}`
        : sql<boolean>`(${sql.ref(column)}, pid) ${operator} (${page.after.key}::timestamptz, ${page.after.pid})`,
    );
  }
  const direction = descending ? 'desc' : 'asc';
  if (column !== 'pid') query = query.orderBy(column, direction);
  const rows = await query.orderBy('pid', direction).limit(page.limit).execute();
  return rows.map(toPid);
}

function applyFilter<O>(
  query: SelectQueryBuilder<Tables, 'pids', O>,
  filter: PidFilter,
): SelectQueryBuilder<Tables, 'pids', O> {
  let result = query;
  if (!filter.readable.everything) {
    const { organisationIds, ownerId, memberOf } = filter.readable;
    result = result.where((row) =>
      row.or([
        row('owner_id', '=', ownerId),
        row('organisation_id', '=', sql<string>`any(${organisationIds}::uuid[])`),
        row.and([
          row('organisation_id', '=', sql<string>`any(${memberOf}::uuid[])`),
          row('state', 'in', ['public', 'withdrawn']),
        ]),
      ]),
    );
  }
  if (filter.state !== undefined) result = result.where('state', '=', filter.state);
  if (filter.type !== undefined) result = result.where('type', '=', filter.type);
  if (filter.shoulderId !== undefined) result = result.where('shoulder_id', '=', filter.shoulderId);
  if (filter.ownerId !== undefined) result = result.where('owner_id', '=', filter.ownerId);
  if (filter.text !== undefined) {
    const pattern = `%${filter.text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
    result = result.where((row) => row.or([row('pid', 'ilike', pattern), row('title', 'ilike', pattern)]));
  }
  return result;
}
