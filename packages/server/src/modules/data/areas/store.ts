import { sql } from 'kysely';
import type { Db } from '../../../db/index.ts';
import type { Area, Node } from '../node.ts';
import { selectNode } from '../store.ts';

/** What the store keeps of an organisation. */
export async function readArea(
  db: Db,
  organisationId: string,
  area: Exclude<Area, 'home'>,
): Promise<Node | null> {
  return selectNode(db, sql`nodes.organisation_id = ${organisationId} and nodes.area = ${area}`);
}

/** The home of a person. */
export async function readHome(db: Db, organisationId: string, accountId: string): Promise<Node | null> {
  return selectNode(
    db,
    sql`nodes.organisation_id = ${organisationId} and nodes.owner_id = ${accountId} and nodes.area = 'home'`,
  );
}
