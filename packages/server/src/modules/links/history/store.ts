import { type Selectable, sql } from 'kysely';
import type { Db, Tables } from '../../../db/index.ts';
import type { AnchorFacts, LinkState } from '../link.ts';

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

export type LinkAt = { id: string; version: number; state: LinkState; heldFrom: Date };

/** Links as they were at an instant, but are no more. */
export async function listPastLinksAt(db: Db, anchorId: number, at: Date): Promise<LinkAt[]> {
  const { rows } = await sql<Selectable<Tables['link_versions']>>`
    select * from link_versions
    where anchor_id = ${anchorId} and held_from <= ${at}::timestamptz and ${at}::timestamptz < held_until
    order by link_id`.execute(db);
  return rows.map((row) => ({
    id: row.link_id,
    version: row.version,
    state: row.document as LinkState,
    heldFrom: row.held_from,
  }));
}
