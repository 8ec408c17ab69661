import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { MembershipRole } from '../../../http/actor.ts';

/** A service account as it may be shown: without its password's hash. */
export type ServiceAccount = {
  id: string;
  organisationId: string;
  name: string;
  title: string | null;
  role: MembershipRole;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

const columns = [
  'id',
  'organisation_id as organisationId',
  'name',
  'title',
  'role',
  'version',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'last_used_at as lastUsedAt',
  'revoked_at as revokedAt',
] as const;

/** @returns false when the name is taken */
export async function insertServiceAccount(
  tx: Tx,
  account: ServiceAccount & { passwordHash: string },
): Promise<boolean> {
  const result = await tx
    .insertInto('service_accounts')
    .values({
      id: account.id,
      organisation_id: account.organisationId,
      name: account.name,
      title: account.title,
      password_hash: account.passwordHash,
      role: account.role,
      version: account.version,
      created_at: account.createdAt,
      updated_at: account.updatedAt,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

/** Service accounts of one organisation, newest first, `limit` at most, after the one that `after` names. */
export async function listServiceAccounts(
  db: Db,
  organisationId: string,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<ServiceAccount[]> {
  const { after } = page;
  const rows = await db
    .selectFrom('service_accounts')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where(
      after === null
        ? sql<boolean>`true`
        : sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(toServiceAccount);
}

export async function findServiceAccount(
  db: Db,
  organisationId: string,
  id: string,
): Promise<ServiceAccount | null> {
  const row = await selectOne(db, organisationId, id).executeTakeFirst();
  return row === undefined ? null : toServiceAccount(row);
}

/** Locks one service account of one organisation. @returns null when the organisation has no such account */
export async function lockServiceAccount(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<ServiceAccount | null> {
  const row = await selectOne(tx, organisationId, id).forUpdate().executeTakeFirst();
  return row === undefined ? null : toServiceAccount(row);
}

function selectOne(db: Db, organisationId: string, id: string) {
  return db
    .selectFrom('service_accounts')
    .select(columns)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id);
}

/** @param account.passwordHash null: the password stays */
export async function updateServiceAccount(
  tx: Tx,
  account: ServiceAccount & { passwordHash: string | null },
): Promise<void> {
  await tx
    .updateTable('service_accounts')
    .set({
      title: account.title,
      role: account.role,
      version: account.version,
      updated_at: account.updatedAt,
      revoked_at: account.revokedAt,
      ...(account.passwordHash === null ? {} : { password_hash: account.passwordHash }),
    })
    .where('id', '=', account.id)
    .execute();
}

function toServiceAccount(row: Omit<ServiceAccount, 'role'> & { role: string }): ServiceAccount {
  // The column's check allows no other.
  return { ...row, role: row.role as MembershipRole };
}
