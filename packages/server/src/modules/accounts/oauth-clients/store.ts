import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';

export type OauthClientType = 'public' | 'confidential';

/** A client that an operator registered. */
export type OauthClient = {
  id: string;
  name: string;
  type: OauthClientType;
  redirectUris: readonly string[];
  createdAt: Date;
};

export async function insertOauthClient(
  tx: Tx,
  client: OauthClient & { secretHash: Buffer | null },
): Promise<void> {
  await tx
    .insertInto('oauth_clients')
    .values({
      id: client.id,
      name: client.name,
      type: client.type,
      redirect_uris: textArray(client.redirectUris),
      secret_hash: client.secretHash,
      created_at: client.createdAt,
    })
    .execute();
}

/** A registered client that has not ended, with the hash of its secret. */
export async function readOauthClient(
  db: Db,
  id: string,
): Promise<(OauthClient & { secretHash: Buffer | null }) | null> {
  const { rows } = await sql<OauthClient & { secretHash: Uint8Array | null }>`
    select id, name, type, redirect_uris as "redirectUris", secret_hash as "secretHash", created_at as "createdAt"
    from oauth_clients where id = ${id} and ended_at is null`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return { ...row, secretHash: row.secretHash === null ? null : Buffer.from(row.secretHash) };
}

/** Registered clients that have not ended, newest first, after the one that `after` names. */
export async function listOauthClients(
  db: Db,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<OauthClient[]> {
  const after =
    page.after === null
      ? sql`true`
      : sql`(created_at, id) < (${page.after.createdAt}::timestamptz, ${page.after.id})`;
  const { rows } = await sql<OauthClient>`
    select id, name, type, redirect_uris as "redirectUris", created_at as "createdAt"
    from oauth_clients where ended_at is null and ${after}
    order by created_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Ends a client. @returns its name, or null when there is no such client */
export async function markOauthClientEnded(tx: Tx, id: string, now: Date): Promise<string | null> {
  const row = await tx
    .updateTable('oauth_clients')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('name')
    .executeTakeFirst();
  return row?.name ?? null;
}
