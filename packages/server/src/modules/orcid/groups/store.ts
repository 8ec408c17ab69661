import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { Group } from './group.ts';

const columns: RawBuilder<unknown> = sql`
  id, seq, orcid_client_id as "orcidClientId", group_id as "groupId", name, description, type,
  put_code as "putCode", created_at as "createdAt"`;

/** Notes a group that a registry has; once is enough. @returns whether it was not known */
export async function noteGroup(tx: Tx, group: Omit<Group, 'seq'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('orcid_groups')
    .values({
      id: group.id,
      orcid_client_id: group.orcidClientId,
      group_id: group.groupId,
      name: group.name,
      description: group.description,
      type: group.type,
      put_code: group.putCode,
      created_at: group.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/** A group that is known to be there, by its id in whatever case. */
export async function findGroup(db: Db, orcidClientId: string, groupId: string): Promise<Group | null> {
  const { rows } = await sql<Group>`
    select ${columns} from orcid_groups
    where orcid_client_id = ${orcidClientId} and lower(group_id) = lower(${groupId})`.execute(db);
  return rows[0] ?? null;
}

/** Groups that an organisation's clients know, newest first. @param page.before the `seq` of the last one seen */
export async function listGroups(
  db: Db,
  organisationId: string,
  page: { limit: number; before: number | null },
): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select ${columns} from orcid_groups
    where orcid_client_id in (select id from orcid_clients where organisation_id = ${organisationId})
      and ${page.before === null ? sql`true` : sql`seq < ${page.before}`}
    order by seq desc limit ${page.limit}`.execute(db);
  return rows;
}
