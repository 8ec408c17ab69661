import { type Selectable, sql } from 'kysely';
import { ANONYMOUS_ROLE } from '../../../anchors/access-role.ts';
import type { Db, Tables } from '../../../db/index.ts';
import type { AnchorFacts, Link, LinkState } from '../link.ts';

/** What an anchor said at an instant; null when it was not there yet. */
export async function readFactsAt(
  db: Db,
  anchorId: number,
  at: Date,
): Promise<{ facts: AnchorFacts; version: number } | null> {
  const { rows } = await sql<Selectable<Tables['anchor_versions']>>`
    select * from anchor_versions
    where anchor_id = ${anchorId} and held_from <= ${at}::timestamptz and ${at}::timestamptz < held_until
    order by version desc limit 1`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { facts: row.document as AnchorFacts, version: row.version };
}

/** Links as they were at an instant, but are no more. */
export async function listPastLinksAt(db: Db, anchorId: number, at: Date): Promise<Link[]> {
  const { rows } = await sql<Selectable<Tables['link_versions']>>`
    select * from link_versions
    where anchor_id = ${anchorId} and held_from <= ${at}::timestamptz and ${at}::timestamptz < held_until
    order by seq`.execute(db);
  return rows.map((row) => ({
    ...(row.document as LinkState),
    id: row.link_id,
    seq: row.seq,
    predecessors: [],
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.held_from,
  }));
}

/** Ids of an anchor's links that not everyone may see now, or might not when they were deleted. */
export async function listClosedLinks(db: Db, anchorId: number): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, to_jsonb(access_roles) as roles from links where anchor_id = ${anchorId}
      union all
      select * from (
        select distinct on (link_id) link_id, document -> 'accessRoles' from link_versions
        where anchor_id = ${anchorId} and link_id not in (select id from links where anchor_id = ${anchorId})
        order by link_id, version desc
      ) as deleted
    ) as latest
    where roles <> '[]' and not roles @> ${JSON.stringify([ANONYMOUS_ROLE])}::jsonb`.execute(db);
  return new Set(rows.map((row) => row.id));
}
