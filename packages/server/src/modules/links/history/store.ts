import { type Selectable, sql } from 'kysely';
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
