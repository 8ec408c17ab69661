import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';
import type { Scope } from '../../../http/actor.ts';

export type NewAccessToken = {
  id: string;
  accountId: string;
  name: string;
  secretHash: Buffer;
  scopes: readonly Scope[];
  createdAt: Date;
  expiresAt: Date;
};

export async function insertAccessToken(tx: Tx, token: NewAccessToken): Promise<void> {
  await tx
    .insertInto('access_tokens')
    .values({
      id: token.id,
      account_id: token.accountId,
      name: token.name,
      secret_hash: token.secretHash,
      scopes: textArray(token.scopes),
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** An access token as it may be shown: without its secret, which is not kept. */
export type AccessToken = {
  id: string;
  name: string;
  scopes: readonly Scope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Tokens of one account, newest first, `limit` at most, after the token that `after` names. */
export async function listAccessTokens(
  db: Db,
  accountId: string,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<AccessToken[]> {
  const after =
    page.after === null
      ? sql`true`
      : sql`(created_at, id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<AccessToken>`
    select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from access_tokens where account_id = ${accountId} and ${after}
    order by created_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Locks one token of one account. @returns null when the account has no such token */
export async function lockAccessToken(
  tx: Tx,
  accountId: string,
  id: string,
): Promise<{ name: string; revokedAt: Date | null } | null> {
  const row = await tx
    .selectFrom('access_tokens')
    .select(['name', 'revoked_at as revokedAt'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function markAccessTokenRevoked(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('access_tokens').set({ revoked_at: now }).where('id', '=', id).execute();
}
