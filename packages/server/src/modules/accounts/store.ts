import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../db/index.ts';
import type { Membership, Scope } from '../../http/actor.ts';
import type { OrcidEnvironmentName } from '../../orcid-environment.ts';

/** A person's account with everything that decides what they may do. */
export type AccountRow = {
  accountId: string;
  name: string | null;
  orcid: string;
  orcidEnvironment: OrcidEnvironmentName;
  operator: boolean;
  memberships: Membership[];
};

/**
 * Columns of an AccountRow. Memberships come in the same statement: every request needs them, and one round trip
 * is what signing in may cost it.
 */
export const accountColumns: RawBuilder<unknown> = sql`
  accounts.id as "accountId", accounts.name, accounts.orcid, accounts.orcid_environment as "orcidEnvironment",
  accounts.operator,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'organisationId', organisations.id, 'slug', organisations.slug,
      'organisationName', organisations.name, 'role', memberships.role
    ))
    from memberships join organisations on organisations.id = memberships.organisation_id
    where memberships.orcid_environment = accounts.orcid_environment and memberships.orcid = accounts.orcid
  ), '[]'::jsonb) as memberships`;

/** The account that an iD of one ORCID environment leads to, or null; one that was merged leads to where it went. */
export async function findAccountByOrcid(
  db: Db,
  environment: OrcidEnvironmentName,
  orcid: string,
): Promise<AccountRow | null> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from accounts as named
    join accounts on accounts.id = coalesce(named.merged_into, named.id)
    where named.orcid_environment = ${environment} and named.orcid = ${orcid}`.execute(db);
  return rows[0] ?? null;
}

/** The id of the account that an iD leads to, or null. */
export async function findAccountId(
  db: Db,
  environment: OrcidEnvironmentName,
  orcid: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('accounts')
    .select(['id', 'merged_into'])
    .where('orcid_environment', '=', environment)
    .where('orcid', '=', orcid)
    .executeTakeFirst();
  return row?.merged_into ?? row?.id ?? null;
}

/** The live session with this secret, and whose it is. Sessions of another ORCID environment do not count. */
export async function findSession(
  db: Db,
  secretHash: Buffer,
  environment: OrcidEnvironmentName,
  now: Date,
): Promise<(AccountRow & { sessionId: string }) | null> {
  const { rows } = await sql<AccountRow & { sessionId: string }>`
    select sessions.id as "sessionId", ${accountColumns}
    from sessions join accounts on accounts.id = sessions.account_id
    where sessions.secret_hash = ${secretHash} and sessions.revoked_at is null and sessions.expires_at > ${now}
      and accounts.orcid_environment = ${environment}`.execute(db);
  return rows[0] ?? null;
}

export type TokenOwner = AccountRow & {
  tokenId: string;
  tokenName: string;
  scopes: Scope[];
  expiresAt: Date;
  lastUsedAt: Date | null;
};

/**
 * The live access tokens with these secrets, by the hexadecimal form of their hashes, and whose they are. Accounts of
 * another ORCID environment do not count.
 */
export async function findAccessTokens(
  db: Db,
  secretHashes: readonly string[],
  environment: OrcidEnvironmentName,
  now: Date,
): Promise<Map<string, TokenOwner>> {
  const { rows } = await sql<TokenOwner & { secretHash: string }>`
    select encode(access_tokens.secret_hash, 'hex') as "secretHash", access_tokens.id as "tokenId",
      access_tokens.name as "tokenName", access_tokens.scopes, access_tokens.expires_at as "expiresAt",
      access_tokens.last_used_at as "lastUsedAt", ${accountColumns}
    from access_tokens join accounts on accounts.id = access_tokens.account_id
    where access_tokens.secret_hash in (select decode(hash, 'hex') from unnest(${secretHashes}::text[]) as hash)
      and access_tokens.revoked_at is null
      and access_tokens.expires_at > ${now} and accounts.orcid_environment = ${environment}`.execute(db);
  return new Map(rows.map(({ secretHash, ...owner }) => [secretHash, owner]));
}

/** The account with an id and all that decides what its person may do. Accounts of another ORCID environment do not count. */
export async function findAccount(
  db: Db,
  accountId: string,
  environment: OrcidEnvironmentName,
): Promise<AccountRow | null> {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from accounts
    where accounts.id = ${accountId} and accounts.orcid_environment = ${environment}`.execute(db);
  return rows[0] ?? null;
}

/** What an account may in which organisations. */
export async function readMemberships(
  db: Db,
  accountId: string,
  environment: OrcidEnvironmentName,
): Promise<Membership[]> {
  return (await findAccount(db, accountId, environment))?.memberships ?? [];
}

/** Notes that a token was used, unless that was noted after `unlessSince` already. */
export async function touchAccessToken(tx: Tx, id: string, now: Date, unlessSince: Date): Promise<void> {
  await tx
    .updateTable('access_tokens')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<', unlessSince)]))
    .execute();
}

export async function insertSession(
  tx: Tx,
  session: { id: string; accountId: string; secretHash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      account_id: session.accountId,
      secret_hash: session.secretHash,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** Ends a session; one that has ended stays as it is. */
export async function revokeSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Forgets sessions that can no longer be used. What was done in them is in the events. */
export async function deleteEndedSessions(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where((row) => row.or([row('expires_at', '<=', now), row('revoked_at', 'is not', null)]))
    .execute();
}

/** Which of these iDs people of this service have signed in with, each with the environment it is from. */
export async function readAuthenticatedOrcids(
  db: Db,
  environment: OrcidEnvironmentName,
  orcids: readonly string[],
): Promise<ReadonlyMap<string, OrcidEnvironmentName>> {
  if (orcids.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .select('orcid')
    .where('orcid_environment', '=', environment)
    .where('orcid', 'in', orcids)
    .where('unproved_since', 'is', null)
    .union(
      db
        .selectFrom('account_former_ids')
        .select('orcid')
        .where('orcid_environment', '=', environment)
        .where('orcid', 'in', orcids)
        .where('proved', '=', true),
    )
    .execute();
  return new Map(rows.map((row) => [row.orcid, environment]));
}

/** Who the accounts with these ids are; ids that no account has are left out. */
export async function readAccountNames(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string | null; orcid: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'orcid'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
