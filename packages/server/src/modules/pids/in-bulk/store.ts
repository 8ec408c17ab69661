import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { Pid, StoredPid } from '../pid.ts';
import type { PidState, PidType } from '../states.ts';
import { columns, titleOf, toPid } from '../store.ts';

/** Identifiers with these canonical names, locked until the transaction ends, always in the same order. */
export async function lockPids(tx: Tx, names: readonly string[]): Promise<StoredPid[]> {
  const rows = await tx
    .selectFrom('pids')
    .select(columns)
    .where('pid', '=', sql<string>`any(${names}::text[])`)
    .orderBy('pid')
    .forUpdate()
    .execute();
  return rows.map(toPid);
}

/** Writes changed identifiers in one statement. */
export async function updatePidRows(tx: Tx, pids: readonly Pid[]): Promise<void> {
  const rows = pids.map((pid) => ({
    pid: pid.pid,
    state: pid.state,
    owner_id: pid.ownerId,
    target: pid.target,
    metadata: pid.metadata,
    title: titleOf(pid),
    orcids: pid.orcids,
    reason: pid.reason,
    version: pid.version,
    updated_at: pid.updatedAt,
    block_id: pid.blockId,
    expires_at: pid.expiresAt,
  }));
  await sql`
    update pids set state = row.state, owner_id = row.owner_id, target = row.target, metadata = row.metadata,
      title = row.title, orcids = row.orcids, reason = row.reason, version = row.version, updated_at = row.updated_at,
      block_id = row.block_id, expires_at = row.expires_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (
      pid text, state text, owner_id uuid, target text, metadata jsonb, title text, orcids text[], reason text,
      version integer, updated_at timestamptz, block_id uuid, expires_at timestamptz)
    where pids.pid = row.pid`.execute(tx);
}

/** What lists and labels show of an identifier of a block. */
export type BlockName = {
  pid: string;
  type: PidType;
  state: PidState;
  target: string | null;
  title: string | null;
  seq: number;
};

/** Identifiers of a block in the order in which they were made, `limit` at most, those in some states only. */
export async function listNamesOfBlock(
  db: Db,
  blockId: string,
  page: { afterSeq: number; limit: number; offset?: number; states: readonly PidState[] },
): Promise<BlockName[]> {
  const { rows } = await sql<BlockName>`
    select pid, type, state, target, title, seq from pids
    where block_id = ${blockId} and seq > ${page.afterSeq} and state = any(${page.states}::text[])
    order by seq limit ${page.limit} offset ${page.offset ?? 0}`.execute(db);
  return rows;
}

/** How many identifiers of each block are in which state. */
export async function countStates(
  db: Db,
  blockIds: readonly string[],
): Promise<Map<string, Partial<Record<PidState, number>>>> {
  const counts = new Map<string, Partial<Record<PidState, number>>>();
  if (blockIds.length === 0) return counts;
  const { rows } = await sql<{ blockId: string; state: PidState; count: number }>`
    select block_id as "blockId", state, count(*) as count from pids
    where block_id = any(${blockIds}::uuid[]) group by block_id, state`.execute(db);
  for (const { blockId, state, count } of rows) {
    counts.set(blockId, { ...counts.get(blockId), [state]: Number(count) });
  }
  return counts;
}

/** Reserved identifiers whose time is over, those due longest first. */
export async function listDueNames(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ pid: string; shoulderId: string; blockId: string | null }[]> {
  const { rows } = await sql<{ pid: string; shoulderId: string; blockId: string | null }>`
    select pid, shoulder_id as "shoulderId", block_id as "blockId" from pids
    where state = 'reserved' and expires_at <= ${now} order by expires_at, seq limit ${limit}`.execute(db);
  return rows;
}

/** Sets when what is still reserved of a block is released by itself. */
export async function updateExpiry(tx: Tx, blockId: string, expiresAt: Date | null): Promise<void> {
  await tx
    .updateTable('pids')
    .set({ expires_at: expiresAt })
    .where('block_id', '=', blockId)
    .where('state', '=', 'reserved')
    .execute();
}

/**
 * Releases those of some names that are reserved.
 * @param options.dueAt when not null, only those whose time is over by then
 */
export async function updateToReleased(
  tx: Tx,
  names: readonly string[],
  options: { state: PidState; now: Date; dueAt: Date | null },
): Promise<{ pid: string; version: number; shoulderId: string }[]> {
  const { state, now, dueAt } = options;
  const due = dueAt === null ? sql`true` : sql`expires_at <= ${dueAt}`;
  const { rows } = await sql<{ pid: string; version: number; shoulderId: string }>`
    with due as (
      select pid from pids where pid = any(${names}::text[]) and state = 'reserved' and ${due}
      order by pid for update
    )
    update pids set state = ${state}, version = version + 1, updated_at = ${now}, expires_at = null,
      holder_type = null, holder_id = null, register_on_archive = false
    from due where pids.pid = due.pid
    returning pids.pid, version, shoulder_id as "shoulderId"`.execute(tx);
  return rows;
}
