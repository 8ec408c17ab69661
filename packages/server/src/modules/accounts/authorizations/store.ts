import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';
import type { Scope } from '../../../http/actor.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { type AccountRow, accountColumns } from '../store.ts';

export type NewAuthorization = {
  id: string;
  accountId: string;
  clientId: string;
  scopes: readonly Scope[];
  createdAt: Date;
  expiresAt: Date;
};

export async function insertAuthorization(tx: Tx, authorization: NewAuthorization): Promise<void> {
  await tx
    .insertInto('authorizations')
    .values({
      id: authorization.id,
      account_id: authorization.accountId,
      client_id: authorization.clientId,
      scopes: textArray(authorization.scopes),
      created_at: authorization.createdAt,
      expires_at: authorization.expiresAt,
    })
    .execute();
}

/** What a person allowed a program. `clientName` is null for a client that has no row: one of our own. */
export type Authorization = NewAuthorization & { clientName: string | null; lastUsedAt: Date | null };

/**
 * What a person allows at this time, newest first, after the authorization that `after` names. One of which no code or
 * token is left is over: its program cannot do anything with it any more.
 */
export async function listAuthorizations(
  db: Db,
  accountId: string,
  now: Date,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<Authorization[]> {
  const after =
    page.after === null
      ? sql`true`
      : sql`(authorizations.created_at, authorizations.id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<Authorization>`
    select authorizations.id, authorizations.account_id as "accountId", authorizations.client_id as "clientId",
      oauth_clients.name as "clientName", authorizations.scopes, authorizations.created_at as "createdAt",
      authorizations.expires_at as "expiresAt", authorizations.last_used_at as "lastUsedAt"
    from authorizations left join oauth_clients on oauth_clients.id = authorizations.client_id
    where authorizations.account_id = ${accountId} and authorizations.revoked_at is null
      and authorizations.expires_at > ${now} and oauth_clients.ended_at is null and ${after}
      and exists (
        select from oauth_artifacts
        where authorization_id = authorizations.id and oauth_artifacts.expires_at > ${now}
      )
    order by authorizations.created_at desc, authorizations.id desc limit ${page.limit}`.execute(db);
  return rows;
}

export type LiveAuthorization = {
  id: string;
  accountId: string;
  clientId: string;
  scopes: Scope[];
  expiresAt: Date;
};

/** An authorization that nobody has ended; its time may be over. */
export async function readAuthorization(db: Db, id: string): Promise<LiveAuthorization | null> {
  const { rows } = await sql<LiveAuthorization>`
    select id, account_id as "accountId", client_id as "clientId", scopes, expires_at as "expiresAt"
    from authorizations where id = ${id} and revoked_at is null`.execute(db);
  return rows[0] ?? null;
}

/** Keeps an authorization from being ended until the transaction is over. @returns false when it has ended */
export async function holdAuthorization(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from authorizations where id = ${id} and revoked_at is null and expires_at > ${now} for share`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Marks an authorization as ended. @returns whose it was, or null when it had ended before or never was */
export async function markAuthorizationRevoked(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ accountId: string; clientId: string } | null> {
  const row = await tx
    .updateTable('authorizations')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(['account_id as accountId', 'client_id as clientId'])
    .executeTakeFirst();
  return row ?? null;
}

/** Whose authorization this is, ended or not. */
export async function readAuthorizationOwner(db: Db, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('authorizations')
    .select('account_id as accountId')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.accountId ?? null;
}

type TokenUser = AccountRow & {
  authorizationId: string;
  clientId: string;
  clientName: string | null;
  scopes: Scope[];
  expiresAt: Date;
  lastUsedAt: Date | null;
};

/** The live access token of a program with this hash, and who allowed it, in one round trip. */
export async function findProgramToken(
  db: Db,
  tokenHash: Buffer,
  environment: OrcidEnvironmentName,
  now: Date,
): Promise<TokenUser | null> {
  const { rows } = await sql<TokenUser>`
    select authorizations.id as "authorizationId", authorizations.client_id as "clientId",
      oauth_clients.name as "clientName", oauth_artifacts.scopes, oauth_artifacts.expires_at as "expiresAt",
      authorizations.last_used_at as "lastUsedAt", ${accountColumns}
    from oauth_artifacts
    join authorizations on authorizations.id = oauth_artifacts.authorization_id
    join accounts on accounts.id = authorizations.account_id
    left join oauth_clients on oauth_clients.id = authorizations.client_id
    where oauth_artifacts.kind = 'AccessToken' and oauth_artifacts.value_hash = ${tokenHash}
      and oauth_artifacts.expires_at > ${now} and authorizations.revoked_at is null
      and authorizations.expires_at > ${now} and oauth_clients.ended_at is null
      and accounts.orcid_environment = ${environment}`.execute(db);
  return rows[0] ?? null;
}

/** Notes that an authorization was used, unless that was noted after `unlessSince` already. */
export async function touchAuthorization(tx: Tx, id: string, now: Date, unlessSince: Date): Promise<void> {
  await tx
    .updateTable('authorizations')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<', unlessSince)]))
    .execute();
}

/** Whether this account exists in this ORCID environment. */
export async function hasAccount(db: Db, id: string, environment: OrcidEnvironmentName): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', id)
    .where('orcid_environment', '=', environment)
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets authorizations that are over since `before`. What was allowed and ended is in the events. */
export async function deleteAuthorizationsEndedBefore(tx: Tx, before: Date): Promise<void> {
  await sql`
    delete from authorizations
    where created_at <= ${before} and (
      expires_at <= ${before} or revoked_at <= ${before}
      or not exists (select from oauth_artifacts where authorization_id = authorizations.id)
    )`.execute(tx);
}
