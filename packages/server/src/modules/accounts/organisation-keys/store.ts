import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { OrganisationKey } from '../../../http/actor.ts';

export type NewKey = {
  id: string;
  organisationId: string;
  name: string;
  secretHash: Buffer;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
};

export async function insertKey(tx: Tx, key: NewKey): Promise<void> {
  await tx
    .insertInto('organisation_keys')
    .values({
      id: key.id,
      organisation_id: key.organisationId,
      name: key.name,
      secret_hash: key.secretHash,
      created_by: key.createdBy,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .execute();
}

/** A key as it may be shown: without its secret, which is not kept. */
export type ListedKey = {
  id: string;
  name: string;
  /** Null: made with the operator's token. */
  createdBy: { name: string | null; orcid: string } | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Keys of one organisation, newest first, `limit` at most, after the key that `after` names. */
export async function listKeys(
  db: Db,
  organisationId: string,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<ListedKey[]> {
  const after =
    page.after === null
      ? sql`true`
      : sql`(keys.created_at, keys.id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<ListedKey>`
    select keys.id, keys.name, keys.created_at as "createdAt", keys.expires_at as "expiresAt",
      keys.last_used_at as "lastUsedAt", keys.revoked_at as "revokedAt",
      case when accounts.id is not null then jsonb_build_object('name', accounts.name, 'orcid', accounts.orcid) end
        as "createdBy"
    from organisation_keys as keys left join accounts on accounts.id = keys.created_by
    where keys.organisation_id = ${organisationId} and ${after}
    order by keys.created_at desc, keys.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** The live key with this secret, and whose it is. */
export async function findKey(
  db: Db,
  secretHash: Buffer,
  now: Date,
): Promise<(OrganisationKey & { lastUsedAt: Date | null }) | null> {
  const row = await db
    .selectFrom('organisation_keys as keys')
    .innerJoin('organisations', 'organisations.id', 'keys.organisation_id')
    .select([
      'keys.id',
      'keys.name',
      'keys.organisation_id as organisationId',
      'organisations.slug',
      'organisations.name as organisationName',
      'keys.expires_at as expiresAt',
      'keys.last_used_at as lastUsedAt',
    ])
    .where('keys.secret_hash', '=', secretHash)
    .where('keys.revoked_at', 'is', null)
    .where((key) => key.or([key('keys.expires_at', 'is', null), key('keys.expires_at', '>', now)]))
    .executeTakeFirst();
  return row ?? null;
}

/** Notes that a key was used, unless that was noted after `unlessSince` already. */
export async function touchKey(tx: Tx, id: string, now: Date, unlessSince: Date): Promise<void> {
  await tx
    .updateTable('organisation_keys')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((key) => key.or([key('last_used_at', 'is', null), key('last_used_at', '<', unlessSince)]))
    .execute();
}

/** Locks one key of one organisation. @returns null when the organisation has no such key */
export async function lockKey(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<{ name: string; revokedAt: Date | null } | null> {
  const row = await tx
    .selectFrom('organisation_keys')
    .select(['name', 'revoked_at as revokedAt'])
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function markKeyRevoked(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('organisation_keys').set({ revoked_at: now }).where('id', '=', id).execute();
}
