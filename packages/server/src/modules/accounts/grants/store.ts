import type { Selectable } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import { describeSealedColumn, type SealedValue } from '../../../db/sealed-columns.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { Grant } from './grant.ts';
import { type GrantBinding, grantSealContext, grantSealContextOf, tokenColumns } from './seal-context.ts';

export const sealedGrantTokens = tokenColumns.map((column) =>
  describeSealedColumn(
    {
      table: 'grants',
      column,
      key: [{ column: 'id', type: 'uuid' }],
      bound: ['organisation_id', 'orcid_environment', 'client_id', 'orcid'],
      ...(column === 'access_token' ? { macColumn: 'access_token_mac' } : {}),
    },
    {
      contextOf: (value) => grantSealContextOf(readBinding(value), column, value.sealed),
      contextFor: (value) => grantSealContext(readBinding(value), column),
    },
  ),
);

function readBinding({ key: [id = ''], bound }: SealedValue): GrantBinding {
  return {
    id,
    organisationId: bound.organisation_id ?? '',
    orcidEnvironment: bound.orcid_environment ?? '',
    clientId: bound.client_id ?? '',
    orcid: bound.orcid ?? '',
  };
}

export type NewGrant = {
  id: string;
  accountId: string | null;
  connectionId: string | null;
  organisationId: string;
  orcidEnvironment: OrcidEnvironmentName;
  clientId: string;
  refreshedFrom: string | null;
  orcid: string;
  name: string | null;
  tokenType: string;
  scope: string;
  sealedAccessToken: string;
  /** The first is kept; by any of them the token is there already. */
  accessTokenMacs: readonly Buffer[];
  sealedRefreshToken: string | null;
  sealedIdToken: string | null;
  expiresIn: number | null;
  issuedAt: Date;
  expiresAt: Date | null;
  otherMembers: Record<string, unknown>;
};

/** Writes a token into the ledger; one that is there already stays as it is. */
export async function insertGrant(tx: Tx, grant: NewGrant): Promise<void> {
  const [accessTokenMac, ...earlier] = grant.accessTokenMacs;
  if (accessTokenMac === undefined) throw new Error('a token needs a digest');
  if (earlier.length > 0 && (await hasGrant(tx, earlier))) return;
  await tx
    .insertInto('grants')
    .values({
      id: grant.id,
      account_id: grant.accountId,
      connection_id: grant.connectionId,
      organisation_id: grant.organisationId,
      orcid_environment: grant.orcidEnvironment,
      client_id: grant.clientId,
      refreshed_from: grant.refreshedFrom,
      orcid: grant.orcid,
      name: grant.name,
      token_type: grant.tokenType,
      scope: grant.scope,
      access_token: grant.sealedAccessToken,
      access_token_mac: accessTokenMac,
      refresh_token: grant.sealedRefreshToken,
      id_token: grant.sealedIdToken,
      expires_in: grant.expiresIn,
      issued_at: grant.issuedAt,
      expires_at: grant.expiresAt,
      other_members: jsonb(grant.otherMembers),
    })
    .onConflict((conflict) => conflict.column('access_token_mac').doNothing())
    .execute();
}

async function hasGrant(db: Db, accessTokenMacs: readonly Buffer[]): Promise<boolean> {
  const row = await db
    .selectFrom('grants')
    .select('id')
    .where('access_token_mac', 'in', accessTokenMacs)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function toGrant(row: Selectable<Tables['grants']>): Grant {
  return {
    id: row.id,
    accountId: row.account_id,
    connectionId: row.connection_id,
    organisationId: row.organisation_id,
    orcidEnvironment: row.orcid_environment as OrcidEnvironmentName,
    clientId: row.client_id,
    orcid: row.orcid,
    scope: row.scope,
    sealedAccessToken: row.access_token,
    sealedRefreshToken: row.refresh_token,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    revokeWantedAt: row.revoke_wanted_at,
    revokedAt: row.revoked_at,
    revokeAttempts: row.revoke_attempts,
    revokeDetail: row.revoke_detail,
    renewAfter: row.renew_after,
    refusedAt: row.refused_at,
    refusedDetail: row.refused_detail,
  };
}

/** Every grant of a connection, the newest first. */
export async function listGrantsOfConnection(db: Db, connectionId: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(toGrant);
}

/** A grant with what else the token response said. */
export type LedgerGrant = Grant & { tokenType: string; expiresIn: number | null };

/** Every grant of these connections, the oldest first. */
export async function listLedger(db: Db, connectionIds: readonly string[]): Promise<LedgerGrant[]> {
  if (connectionIds.length === 0) return [];
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('connection_id', 'in', connectionIds)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    ...toGrant(row),
    tokenType: row.token_type,
    expiresIn: row.expires_in === null ? null : Number(row.expires_in),
  }));
}

/** Which of these digests tokens of the ledger have. */
export async function findKnownTokens(db: Db, macs: readonly Buffer[]): Promise<boolean> {
  if (macs.length === 0) return false;
  return hasGrant(db, macs);
}

/** Deletes the grants of a connection, tokens and all. */
export async function deleteGrantsOfConnection(tx: Tx, connectionId: string): Promise<void> {
  await tx
    .updateTable('grants')
    .set({ refreshed_from: null })
    .where('connection_id', '=', connectionId)
    .execute();
  await tx.deleteFrom('grants').where('connection_id', '=', connectionId).execute();
}

/** Lets the grants of a connection belong to another one, where they are kept and never used: they name another iD. */
export async function moveGrants(tx: Tx, fromConnectionId: string, toConnectionId: string): Promise<void> {
  await tx
    .updateTable('grants')
    .set({ connection_id: toConnectionId })
    .where('connection_id', '=', fromConnectionId)
    .execute();
}

/** The registry takes a token no more; the first that was noted stays. */
export async function markGrantRefused(
  tx: Tx,
  id: string,
  refusal: { detail: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('grants')
    .set({ refused_at: refusal.now, refused_detail: refusal.detail })
    .where('id', '=', id)
    .where('refused_at', 'is', null)
    .execute();
}

/**
 * Every grant that an organisation's client has of an iD, those of signing in among them, the newest first. The client id
 * alone does not say whose they are: anybody may claim that of another organisation.
 */
export async function listGrantsOfOrcid(
  db: Db,
  of: { organisationId: string; orcidEnvironment: OrcidEnvironmentName; clientId: string; orcid: string },
): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('organisation_id', '=', of.organisationId)
    .where('orcid_environment', '=', of.orcidEnvironment)
    .where('client_id', '=', of.clientId)
    .where('orcid', '=', of.orcid)
    .orderBy('seq', 'desc')
    .execute();
  return rows.map(toGrant);
}

/** Lets a token that could not be renewed be, until a moment. */
export async function postponeRenewal(tx: Tx, id: string, renewAfter: Date): Promise<void> {
  await tx.updateTable('grants').set({ renew_after: renewAfter }).where('id', '=', id).execute();
}
