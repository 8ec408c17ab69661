import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../db/index.ts';
import type { Level } from '../node.ts';
import { includesLevel } from '../policy.ts';
import type { ReaderFacts } from '../reader-facts.ts';
import { granted } from '../store.ts';

/** No tree is deeper; a circle would end here. */
const DEPTH_LIMIT = 200;

/**
 * The folders below one, itself with an empty path, as a recursive table `below (id, prefix, depth)`; a prefix ends with
 * a slash. What is in the trash is left out.
 * @param from those whose files all come before this path are passed by; null: none
 */
export function foldersBelow(folderId: string, from: string | null = null): RawBuilder<unknown> {
  // Everything in a folder has a path from `prefix` up to what the character after the slash begins.
  const passedBy =
    from === null ? sql`true` : sql`(prefix || nodes.name || '0') collate "C" > ${from} collate "C"`;
  return sql`recursive below (id, prefix, depth) as (
    select id, ''::text collate "C", 0 from nodes where id = ${folderId}
    union all
    select nodes.id, prefix || nodes.name || '/', depth + 1 from below
      join nodes on nodes.parent_id = below.id and nodes.kind = 'folder' and nodes.deleted_at is null
    where depth < ${DEPTH_LIMIT} and ${passedBy}
  )`;
}

/** The files in those, as `files (path, bytes, sha256)`; paths compare by their bytes. */
export function filesBelow(folderId: string): RawBuilder<unknown> {
  return sql`${foldersBelow(folderId)}, files (path, bytes, sha256) as (
    select (prefix || nodes.name) collate "C", contents.bytes, contents.sha256 from below
      join nodes on nodes.parent_id = below.id and nodes.kind = 'file' and nodes.deleted_at is null
      join contents on contents.id = nodes.content_id
  )`;
}

export type BelowPage = { after: string | null; limit: number };

/** Who reads, and what they may do with the folder itself: what is below inherits it. */
export type BelowReader = { facts: ReaderFacts; level: Level | null; sealed: boolean };

/** A file somewhere below a folder; `path` starts below it. */
export type FileBelow = {
  path: string;
  id: string;
  name: string;
  mediaType: string | null;
  modifiedAt: Date;
  content: { id: string; bytes: number; sha256: string; problem: string | null };
};

type FileRow = Omit<FileBelow, 'content'> & {
  contentId: string;
  bytes: number | string;
  sha256: string;
  problem: string | null;
};

const fileColumns = sql`nodes.id, nodes.name, nodes.media_type as "mediaType", nodes.modified_at as "modifiedAt",
  contents.id as "contentId", contents.bytes, contents.sha256, contents.problem`;

/** Files in the order of their paths' bytes, those that a reader may read or, without one, all. */
export async function selectFilesBelow(
  db: Db,
  folderId: string,
  page: BelowPage,
  reader: BelowReader | null,
): Promise<FileBelow[]> {
  const folders =
    reader === null ? foldersBelow(folderId, page.after) : readableBelow(folderId, reader, page.after);
  const readable =
    reader === null
      ? { join: sql``, where: sql`true` }
      : {
          join: granted(reader.facts),
          where: sql`(case when below.sealed then below.level
            else greatest(granted.open, case when nodes.inherits then below.level end) end) is not null`,
        };
  const { rows } = await sql<FileRow>`
    with ${folders}
    select (prefix || nodes.name) as path, ${fileColumns} from below
      join nodes on nodes.parent_id = below.id and nodes.kind = 'file' and nodes.deleted_at is null
      join contents on contents.id = nodes.content_id ${readable.join}
    where ${readable.where}
      and ${page.after === null ? sql`true` : sql`(prefix || nodes.name) collate "C" > ${page.after} collate "C"`}
    order by (prefix || nodes.name) collate "C" limit ${page.limit}`.execute(db);
  return rows.map(({ contentId, bytes, sha256, problem, ...file }) => ({
    ...file,
    content: { id: contentId, bytes: Number(bytes), sha256, problem },
  }));
}

/** Folders in the order of their paths' bytes, as above. */
export async function selectFoldersBelow(
  db: Db,
  folderId: string,
  page: BelowPage,
  reader: BelowReader | null,
): Promise<{ id: string; path: string }[]> {
  const folders = reader === null ? foldersBelow(folderId) : readableBelow(folderId, reader, null);
  const path = sql`rtrim(prefix, '/') collate "C"`;
  const { rows } = await sql<{ id: string; path: string }>`
    with ${folders}
    select id, ${path} as path from below
    where depth > 0 and ${reader === null ? sql`true` : sql`level is not null`}
      and ${page.after === null ? sql`true` : sql`${path} > ${page.after} collate "C"`}
    order by 2 limit ${page.limit}`.execute(db);
  return rows;
}

/**
 * The folders below one with the rank that a reader has in each (null: none), as `below (id, prefix, depth, level,
 * sealed)`. Under a seal its level stays; elsewhere it is the higher of what is granted there and what is inherited.
 */
function readableBelow(
  folderId: string,
  { facts, level, sealed }: BelowReader,
  from: string | null,
): RawBuilder<unknown> {
  const rank =
    level === null ? null : includesLevel(level, 'own') ? 3 : includesLevel(level, 'write') ? 2 : 1;
  // An operator owns everything everywhere, as everything under one seal has one level.
  const settled = sealed || facts.operator;
  const passedBy =
    from === null ? sql`true` : sql`(prefix || nodes.name || '0') collate "C" > ${from} collate "C"`;
  return sql`recursive below (id, prefix, depth, level, sealed) as (
    select id, ''::text collate "C", 0, ${rank}::integer, ${settled}::boolean from nodes where id = ${folderId}
    union all
    select nodes.id, prefix || nodes.name || '/', depth + 1,
      case when below.sealed then below.level when nodes.seal is not null then granted.sealed
        else greatest(granted.open, case when nodes.inherits then below.level end) end,
      below.sealed or nodes.seal is not null
    from below
      join nodes on nodes.parent_id = below.id and nodes.kind = 'folder' and nodes.deleted_at is null
      ${granted(facts)}
    where depth < ${DEPTH_LIMIT} and ${passedBy}
  )`;
}

/** All that is below a folder, whoever may read it; what is in the trash does not count. */
export async function countBelow(
  db: Db,
  folderId: string,
): Promise<{ files: number; folders: number; bytes: number }> {
  const { rows } = await sql<{ files: number | string; folders: number | string; bytes: number | string }>`
    with ${filesBelow(folderId)}
    select count(*) as files, coalesce(sum(bytes), 0) as bytes, (select count(*) - 1 from below) as folders
    from files`.execute(db);
  return {
    files: Number(rows[0]?.files ?? 0),
    folders: Math.max(Number(rows[0]?.folders ?? 0), 0),
    bytes: Number(rows[0]?.bytes ?? 0),
  };
}

/** Folders and files below a folder that inherit nothing from above: whoever owns the folder need not own them. */
export async function selectApartBelow(db: Db, folderId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with ${foldersBelow(folderId)}
    select nodes.id from below
      join nodes on nodes.parent_id = below.id and nodes.deleted_at is null and not nodes.inherits
    order by nodes.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
