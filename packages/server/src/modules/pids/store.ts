import type { DataciteMetadata } from '@mintmark/datacite';
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx, textArray } from '../../db/index.ts';
import type { Holder, HolderWithHandle, Pid, ResolutionDocument, StoredPid } from './pid.ts';
import type { PidState, PidType } from './states.ts';

/** What is read of an identifier. */
export const columns = [
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
  'block_id',
  'expires_at',
  'holder_type',
  'holder_id',
  'register_on_archive',
  'seq',
] as const;

type PidRow = Pick<Selectable<Tables['pids']>, (typeof columns)[number]>;

export function toPid(row: PidRow): StoredPid {
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
    blockId: row.block_id,
    expiresAt: row.expires_at,
    holder:
      row.holder_type === null || row.holder_id === null
        ? null
        : { type: row.holder_type as Holder['type'], id: row.holder_id },
    registerOnArchive: row.register_on_archive,
    seq: row.seq,
  };
}

/** The identifier with a canonical name, or null. */
export async function readPid(db: Db, pid: string): Promise<StoredPid | null> {
  const row = await db.selectFrom('pids').select(columns).where('pid', '=', pid).executeTakeFirst();
  return row === undefined ? null : toPid(row);
}

/** The same, locked until the transaction ends. */
export async function lockPid(tx: Tx, pid: string): Promise<StoredPid | null> {
  const row = await tx
    .selectFrom('pids')
    .select(columns)
    .where('pid', '=', pid)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toPid(row);
}

/** Identifiers with these canonical names; those that are not there are left out. */
export async function readPids(db: Db, names: readonly string[]): Promise<StoredPid[]> {
  if (names.length === 0) return [];
  const rows = await db
    .selectFrom('pids')
    .select(columns)
    .where('pid', '=', sql<string>`any(${names}::text[])`)
    .execute();
  return rows.map(toPid);
}

/** What identifiers with these canonical names are the names of; those that nothing holds are left out. */
export async function readHolders(db: Db, names: readonly string[]): Promise<Map<string, HolderWithHandle>> {
  if (names.length === 0) return new Map();
  const { rows } = await sql<{ pid: string; type: Holder['type']; id: string; handle: string | null }>`
    select pids.pid, pids.holder_type as type, pids.holder_id as id, handle.pid as handle
    from pids left join lateral (
      select pid from pids as held where held.holder_id = pids.holder_id and held.type = 'handle'
      order by created_at, pid limit 1
    ) as handle on true
    where pids.pid = any(${textArray(names)}) and pids.holder_id is not null`.execute(db);
  return new Map(rows.map(({ pid, ...holder }) => [pid, holder]));
}

/** Which of these names identifiers have already, in whatever state. */
export async function findTakenNames(db: Db, names: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('pids')
    .select('pid')
    .where('pid', '=', sql<string>`any(${names}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.pid));
}

/** Whether a shoulder has any identifier, whatever became of it. */
export async function hasPids(db: Db, shoulderId: string): Promise<boolean> {
  const row = await db
    .selectFrom('pids')
    .select('seq')
    .where('shoulder_id', '=', shoulderId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many identifiers of a shoulder are in each state. Looks at each of them. */
export async function countPidsByState(db: Db, shoulderId: string): Promise<Record<PidState, number>> {
  const rows = await db
    .selectFrom('pids')
    .select((row) => ['state', row.fn.countAll<string>().as('count')])
    .where('shoulder_id', '=', shoulderId)
    .groupBy('state')
    .execute();
  const counts: Record<PidState, number> = {
    reserved: 0,
    registered: 0,
    public: 0,
    withdrawn: 0,
    released: 0,
  };
  for (const { state, count } of rows) counts[state as PidState] = Number(count);
  return counts;
}

/** What a resolution says beside the record that it is of. */
export type Surrounded = Omit<ResolutionDocument, 'metadata'>;

/**
 * Writes new identifiers, and the rows that the resolver answers from, in one statement, so that the records, which are
 * most of it, go to the database once.
 * @param made.document what the resolution says beside the record; null: the identifier is to have none
 * @returns the names written; the others are taken
 */
export async function insertPids(
  tx: Tx,
  made: readonly { pid: Pid; document: Surrounded | null }[],
): Promise<Set<string>> {
  const rows = made.map(({ pid, document }) => ({
    document,
    pid: pid.pid,
    type: pid.type,
    state: pid.state,
    organisation_id: pid.organisationId,
    shoulder_id: pid.shoulderId,
    owner_id: pid.ownerId,
    target: pid.target,
    metadata: pid.metadata,
    title: titleOf(pid),
    orcids: pid.orcids,
    reason: pid.reason,
    version: pid.version,
    created_at: pid.createdAt,
    updated_at: pid.updatedAt,
    block_id: pid.blockId,
    expires_at: pid.expiresAt,
    holder_type: pid.holder?.type ?? null,
    holder_id: pid.holder?.id ?? null,
    register_on_archive: pid.registerOnArchive,
  }));
  const written = await sql<{ pid: string }>`
    with row as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
        pid text, type text, state text, organisation_id uuid, shoulder_id uuid, owner_id uuid, target text,
        metadata jsonb, title text, orcids text[], reason text, version integer, created_at timestamptz,
        updated_at timestamptz, block_id uuid, expires_at timestamptz, holder_type text,
        holder_id uuid, register_on_archive boolean, document jsonb)
    ), written as (
      insert into pids (pid, type, state, organisation_id, shoulder_id, owner_id, target, metadata, title, orcids, reason,
        version, created_at, updated_at, block_id, expires_at, holder_type, holder_id, register_on_archive)
      select pid, type, state, organisation_id, shoulder_id, owner_id, target, metadata, title, orcids, reason,
        version, created_at, updated_at, block_id, expires_at, holder_type, holder_id, register_on_archive from row
      on conflict (pid) do nothing returning pid
    ), shown as (
      insert into resolutions (pid, type, state, target, document, updated_at)
      select pid, type, state, target, document || jsonb_build_object('metadata', metadata), updated_at
      from row where jsonb_typeof(document) = 'object' and pid in (select pid from written)
    )
    select pid from written`.execute(tx);
  return new Set(written.rows.map((row) => row.pid));
}

/** What identifiers that are reserved together share. */
export type ReservedPids = Pick<
  Pid,
  'type' | 'organisationId' | 'shoulderId' | 'ownerId' | 'expiresAt' | 'metadata' | 'orcids'
> & {
  blockId: string;
  createdAt: Date;
};

/**
 * Writes reserved identifiers that share one record, or have none. The record goes to the database once.
 * @param targets where each name leads, in the order of the names; null when none leads anywhere
 * @returns how many were written; the others are taken
 */
export async function insertReservedPids(
  tx: Tx,
  names: readonly string[],
  targets: readonly string[] | null,
  shared: ReservedPids,
): Promise<number> {
  const { metadata } = shared;
  const rows =
    targets === null
      ? sql`unnest(${names}::text[], null::text[]) as row (name, target)`
      : sql`unnest(${names}::text[], ${targets}::text[]) as row (name, target)`;
  const result = await sql`
    insert into pids (pid, type, state, organisation_id, shoulder_id, owner_id, target, metadata, title, orcids,
      created_at, updated_at, block_id, expires_at)
    select name, ${shared.type}, 'reserved', ${shared.organisationId}::uuid, ${shared.shoulderId}::uuid,
      ${shared.ownerId}::uuid, target, ${metadata === null ? null : JSON.stringify(metadata)}::jsonb, ${titleOf(shared)},
      ${shared.orcids}::text[], ${shared.createdAt}::timestamptz, ${shared.createdAt}::timestamptz,
      ${shared.blockId}::uuid, ${shared.expiresAt}::timestamptz
    from ${rows}
    on conflict (pid) do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Which of these names a block holds. */
export async function findNamesOfBlock(
  db: Db,
  blockId: string,
  names: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('pids')
    .select('pid')
    .where('pid', '=', sql<string>`any(${names}::text[])`)
    .where('block_id', '=', blockId)
    .execute();
  return new Set(rows.map((row) => row.pid));
}

export async function updatePidRow(tx: Tx, pid: Pid): Promise<void> {
  await tx
    .updateTable('pids')
    .set({
      state: pid.state,
      owner_id: pid.ownerId,
      target: pid.target,
      metadata: pid.metadata === null ? null : jsonb(pid.metadata),
      title: titleOf(pid),
      orcids: textArray(pid.orcids),
      reason: pid.reason,
      version: pid.version,
      updated_at: pid.updatedAt,
      block_id: pid.blockId,
      expires_at: pid.expiresAt,
      holder_type: pid.holder?.type ?? null,
      holder_id: pid.holder?.id ?? null,
      register_on_archive: pid.registerOnArchive,
    })
    .where('pid', '=', pid.pid)
    .execute();
}

export function titleOf(pid: Pick<Pid, 'metadata'>): string | null {
  return pid.metadata?.titles?.[0]?.title ?? null;
}

/** Rebuilds the rows that the resolver answers from, in one statement. */
export async function upsertResolutions(
  tx: Tx,
  resolutions: readonly { pid: Pid; document: ResolutionDocument }[],
): Promise<void> {
  if (resolutions.length === 0) return;
  const rows = resolutions.map(({ pid, document }) => ({
    pid: pid.pid,
    type: pid.type,
    state: pid.state,
    target: pid.target,
    document,
    updated_at: pid.updatedAt,
  }));
  await sql`
    insert into resolutions (pid, type, state, target, document, updated_at)
    select pid, type, state, target, document, updated_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      pid text, type text, state text, target text, document jsonb, updated_at timestamptz)
    on conflict (pid) do update set
      state = excluded.state,
      target = excluded.target,
      document = excluded.document,
      changed = pg_current_xact_id(),
      updated_at = excluded.updated_at`.execute(tx);
}

/** What the resolver says of a shoulder's names as a whole. */
export async function upsertShoulderResolution(
  tx: Tx,
  shoulder: {
    type: PidType;
    prefix: string;
    shoulder: string;
    template: string | null;
    organisation: string;
    title: string | null;
    persistence: string | null;
    open: boolean;
    updatedAt: Date;
  },
): Promise<void> {
  const { updatedAt, ...rest } = shoulder;
  await tx
    .insertInto('shoulder_resolutions')
    .values({ ...rest, updated_at: updatedAt })
    .onConflict((conflict) =>
      conflict.columns(['type', 'prefix', 'shoulder']).doUpdateSet({
        template: rest.template,
        organisation: rest.organisation,
        title: rest.title,
        persistence: rest.persistence,
        open: rest.open,
        updated_at: updatedAt,
      }),
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
    | {
        everything: false;
        organisationIds: readonly string[];
        ownerId: string | null;
        memberOf: readonly string[];
      };
  state?: PidState;
  type?: PidType;
  shoulderId?: string;
  ownerId?: string;
  blockId?: string;
  text?: string;
};

/** Where a page starts: after the row with this number and, by the sort, this time or name. */
export type PidCursor = { key: string; seq: number };

/** One page of identifiers, `limit` rows at most, after the row that `after` names. */
export async function listPids(
  db: Db,
  filter: PidFilter,
  page: { sort: PidSort; limit: number; after: PidCursor | null },
): Promise<StoredPid[]> {
  const descending = page.sort.startsWith('-');
  const key = (descending ? page.sort.slice(1) : page.sort) as 'created' | 'updated' | 'pid';
  const direction = descending ? 'desc' : 'asc';
  let query = applyFilter(db.selectFrom('pids').select(columns), filter);
  if (page.after !== null) {
    const operator = sql.raw(descending ? '<' : '>');
    query = query.where(
      {
        created: sql<boolean>`seq ${operator} ${page.after.seq}`,
        updated: sql<boolean>`(updated_at, seq) ${operator} (${page.after.key}::timestamptz, ${page.after.seq})`,
        pid: sql<boolean>`pid ${operator} ${page.after.key}`,
      }[key],
    );
  }
  if (key === 'pid') query = query.orderBy('pid', direction);
  if (key === 'updated') query = query.orderBy('updated_at', direction);
  if (key !== 'pid') query = query.orderBy('seq', direction);
  const rows = await query.limit(page.limit).execute();
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
  if (filter.blockId !== undefined) result = result.where('block_id', '=', filter.blockId);
  if (filter.text !== undefined) {
    const pattern = `%${filter.text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
    result = result.where((row) => row.or([row('pid', 'ilike', pattern), row('title', 'ilike', pattern)]));
  }
  return result;
}
