import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { MembershipRole } from '../../../http/actor.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { accountColumns, type TokenOwner } from '../store.ts';

const SALT_BYTES = 32;

/** A live service account with what its log-ins need. */
export type LogInAccount = {
  id: string;
  name: string;
  title: string | null;
  role: MembershipRole;
  organisationId: string;
  slug: string;
  organisationName: string;
  passwordHash: string;
};

const serviceAccountColumns = sql`
  service.id, service.name, service.title, service.role, service.password_hash as "passwordHash",
  organisations.id as "organisationId", organisations.slug, organisations.name as "organisationName"`;

/** The live service account with a name, which is in lower case. */
export async function findByName(db: Db, name: string): Promise<LogInAccount | null> {
  const { rows } = await sql<LogInAccount>`
    select ${serviceAccountColumns}
    from service_accounts as service join organisations on organisations.id = service.organisation_id
    where service.name = ${name} and service.revoked_at is null`.execute(db);
  return rows[0] ?? null;
}

/** The live service account with an id, and the salt of its log-ins. */
export async function findServiceLogIn(
  db: Db,
  id: string,
  subject: string,
): Promise<(LogInAccount & { salt: Uint8Array }) | null> {
  const { rows } = await sql<LogInAccount & { salt: Uint8Array }>`
    select ${serviceAccountColumns}, login_salts.salt
    from service_accounts as service join organisations on organisations.id = service.organisation_id
    join login_salts on login_salts.subject = ${subject}
    where service.id = ${id} and service.revoked_at is null`.execute(db);
  return rows[0] ?? null;
}

/** The live access token with an id, whose it is, and the salt of their log-ins. */
export async function findTokenLogIn(
  db: Db,
  tokenId: string,
  subject: string,
  environment: OrcidEnvironmentName,
  now: Date,
): Promise<(TokenOwner & { salt: Uint8Array }) | null> {
  const { rows } = await sql<TokenOwner & { salt: Uint8Array }>`
    select access_tokens.id as "tokenId", access_tokens.name as "tokenName", access_tokens.scopes,
      access_tokens.expires_at as "expiresAt", access_tokens.last_used_at as "lastUsedAt", login_salts.salt,
      ${accountColumns}
    from access_tokens join accounts on accounts.id = access_tokens.account_id
    join login_salts on login_salts.subject = ${subject}
    where access_tokens.id = ${tokenId} and access_tokens.revoked_at is null and access_tokens.expires_at > ${now}
      and accounts.orcid_environment = ${environment}`.execute(db);
  return rows[0] ?? null;
}

export async function findSalt(db: Db, subject: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('login_salts')
    .select('salt')
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.salt ?? null;
}

/** Makes the salt of somebody's log-ins unless there is one. @returns the one that is there */
export async function ensureSalt(tx: Tx, subject: string, now: Date): Promise<Uint8Array> {
  await tx
    .insertInto('login_salts')
    .values({ subject, salt: randomBytes(SALT_BYTES), changed_at: now })
    .onConflict((conflict) => conflict.column('subject').doNothing())
    .execute();
  const row = await tx
    .selectFrom('login_salts')
    .select('salt')
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow();
  return row.salt;
}

/** Ends all log-ins of somebody: what they were signed with is gone. */
export async function renewSalt(tx: Tx, subject: string, now: Date): Promise<void> {
  await tx
    .updateTable('login_salts')
    .set({ salt: randomBytes(SALT_BYTES), changed_at: now })
    .where('subject', '=', subject)
    .execute();
}

/**
 * Notes that a service account logged in with the password of a hash. Its row is locked by that, so that a change of the
 * password comes before, and is seen here, or after, and ends the log-in.
 * @returns false where the account was revoked or has another password by now
 */
export async function noteServiceLogIn(
  tx: Tx,
  account: Pick<LogInAccount, 'id' | 'passwordHash'>,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('service_accounts')
    .set({ last_used_at: now })
    .where('id', '=', account.id)
    .where('password_hash', '=', account.passwordHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
