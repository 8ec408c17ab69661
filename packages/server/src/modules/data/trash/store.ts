import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** How far down a tree in the trash can go. */
const DEPTH_LIMIT = 200;

/** What was itself put into the trash, newest first. @param organisationIds null: of all organisations */
export async function selectTrashed(
  db: Db,
  organisationIds: readonly string[] | null,
  page: { after: { deletedAt: Date; id: string } | null; limit: number },
): Promise<{ id: string; deletedAt: Date }[]> {
  const { rows } = await sql<{ id: string; deletedAt: Date }>`
    select id, deleted_at as "deletedAt" from nodes
    where deleted_at is not null
      and ${organisationIds === null ? sql`true` : sql`organisation_id = any(${organisationIds}::uuid[])`}
      and ${page.after === null ? sql`true` : sql`(deleted_at, id) < (${page.after.deletedAt}, ${page.after.id}::uuid)`}
    order by deleted_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** The oldest that was put into the trash before a time; locked, and left out where another worker has it. */
export async function lockOldestTrashed(
  tx: Tx,
  before: Date,
): Promise<{ id: string; organisationId: string; kind: 'folder' | 'file' } | null> {
  const { rows } = await sql<{ id: string; organisationId: string; kind: 'folder' | 'file' }>`
    select id, organisation_id as "organisationId", kind from nodes
    where deleted_at < ${before} order by deleted_at limit 1 for update skip locked`.execute(tx);
  return rows[0] ?? null;
}

export type DeletedFile = { ownerId: string | null; contentId: string; bytes: number };

/**
 * Deletes the lowest of a tree for good, files first: as many rows as asked for, so that no transaction is long.
 * @returns the files deleted, and whether the tree is gone
 */
export async function deleteLowest(
  tx: Tx,
  rootId: string,
  limit: number,
): Promise<{ files: DeletedFile[]; gone: boolean }> {
  const { rows } = await sql<{ ownerId: string | null; contentId: string; bytes: number | string }>`
    with recursive below (id, kind, depth) as (
      select id, kind, 0 from nodes where id = ${rootId}
      union all
      select nodes.id, nodes.kind, depth + 1 from below join nodes on nodes.parent_id = below.id
      where depth < ${DEPTH_LIMIT}
    )
    delete from nodes using contents
    where contents.id = nodes.content_id
      and nodes.id in (select id from below where kind = 'file' order by id limit ${limit})
    returning nodes.owner_id as "ownerId", nodes.content_id as "contentId", contents.bytes`.execute(tx);
  const files = rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
  if (files.length === limit) return { files, gone: false };
  const folders = await sql`
    with recursive below (id, depth) as (
      select id, 0 from nodes where id = ${rootId}
      union all
      select nodes.id, depth + 1 from below join nodes on nodes.parent_id = below.id where depth < ${DEPTH_LIMIT}
    )
    delete from nodes where id in (
      select id from below where not exists (select from nodes as child where child.parent_id = below.id)
      order by depth desc limit ${limit})`.execute(tx);
  const left = await sql`select from nodes where id = ${rootId}`.execute(tx);
  return { files, gone: left.rows.length === 0 || Number(folders.numAffectedRows ?? 0) === 0 };
}
