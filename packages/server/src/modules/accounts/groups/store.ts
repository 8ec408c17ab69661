import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

export type Group = {
  id: string;
  organisationId: string;
  name: string;
  title: string | null;
  version: number;
  createdAt: Date;
};

export type GroupMember = { accountId: string; orcid: string; name: string | null; addedAt: Date };

const columns = [
  'id',
  'organisation_id as organisationId',
  'name',
  'title',
  'version',
  'created_at as createdAt',
] as const;

/**
 * A subquery of the ids, as text, of the groups that an account is in; for statements that ask more than that, so that
 * looking up a permission stays one round trip.
 */
export function groupIdsOf(accountId: string): RawBuilder<unknown> {
  return sql`select group_id::text from group_members where account_id = ${accountId}::uuid`;
}

export async function findGroup(db: Db, organisationId: string, name: string): Promise<Group | null> {
  const row = await db
    .selectFrom('groups')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockGroup(tx: Tx, organisationId: string, name: string): Promise<Group | null> {
  const row = await tx
    .selectFrom('groups')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Groups of an organisation in the order of their names, after the name `after`. */
export async function listGroups(
  db: Db,
  organisationId: string,
  page: { limit: number; after: string | null },
): Promise<Group[]> {
  return db
    .selectFrom('groups')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('name', '>', page.after ?? '')
    .orderBy('name')
    .limit(page.limit)
    .execute();
}

/** The names of groups by id; ids that no group has are left out. */
export async function readGroupNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from groups where id::text = any(${ids}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Makes a group unless its name is taken. @returns whether it was made */
export async function insertGroup(tx: Tx, group: Omit<Group, 'version'>): Promise<boolean> {
  const result = await tx
    .insertInto('groups')
    .values({
      id: group.id,
      organisation_id: group.organisationId,
      name: group.name,
      title: group.title,
      created_at: group.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'name']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

export async function updateGroupTitle(tx: Tx, id: string, title: string | null): Promise<void> {
  await tx
    .updateTable('groups')
    .set((row) => ({ title, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function deleteGroupRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('groups').where('id', '=', id).execute();
}

/** Members in the order of their iDs, after the iD `after`. */
export async function listGroupMembers(
  db: Db,
  groupId: string,
  page: { limit: number; after: string | null },
): Promise<GroupMember[]> {
  const { rows } = await sql<GroupMember>`
    select accounts.id as "accountId", accounts.orcid, accounts.name, group_members.added_at as "addedAt"
    from group_members join accounts on accounts.id = group_members.account_id
    where group_id = ${groupId} and accounts.orcid > ${page.after ?? ''}
    order by accounts.orcid limit ${page.limit}`.execute(db);
  return rows;
}

/** Puts somebody into a group. @returns since when they are in it, and whether they were not before */
export async function insertGroupMember(
  tx: Tx,
  groupId: string,
  accountId: string,
  now: Date,
): Promise<{ addedAt: Date; added: boolean }> {
  const { rows } = await sql<{ addedAt: Date; added: boolean }>`
    insert into group_members (group_id, account_id, added_at) values (${groupId}, ${accountId}, ${now})
    on conflict (group_id, account_id) do update set added_at = group_members.added_at
    returning added_at as "addedAt", xmax = 0 as added`.execute(tx);
  if (rows[0] === undefined) throw new Error('a member of a group was not written');
  return rows[0];
}

/** @returns whether they were in it */
export async function deleteGroupMember(tx: Tx, groupId: string, accountId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('group_members')
    .where('group_id', '=', groupId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}
