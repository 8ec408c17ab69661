import { jsonb, type Tx } from '../../../db/index.ts';
import { describeSealedColumn, type SealedValue } from '../../../db/sealed-columns.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import {
  type GrantBinding,
  grantSealContext,
  grantSealContextOf,
  tokenColumns,
} from '../grants/seal-context.ts';
import { sealContext } from './seal-context.ts';

export const sealedSignIns = describeSealedColumn(
  { table: 'sign_ins', column: 'sealed', key: [{ column: 'state_hash', type: 'bytea' }] },
  { contextOf: ({ key: [stateHash = ''] }) => sealContext(Buffer.from(stateHash, 'hex')) },
);

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

export type SignInRow = {
  browserHash: Buffer;
  orcidEnvironment: string;
  sealed: string;
  returnTo: string;
  expiresAt: Date;
};

export async function insertSignIn(
  tx: Tx,
  signIn: SignInRow & { stateHash: Buffer; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('sign_ins')
    .values({
      state_hash: signIn.stateHash,
      browser_hash: signIn.browserHash,
      orcid_environment: signIn.orcidEnvironment,
      sealed: signIn.sealed,
      return_to: signIn.returnTo,
      created_at: signIn.createdAt,
      expires_at: signIn.expiresAt,
    })
    .execute();
}

/** Takes a sign-in away in one statement: of two callbacks with one state, one gets it. */
export async function deleteSignIn(tx: Tx, stateHash: Buffer): Promise<SignInRow | null> {
  const row = await tx
    .deleteFrom('sign_ins')
    .where('state_hash', '=', stateHash)
    .returning([
      'browser_hash as browserHash',
      'orcid_environment as orcidEnvironment',
      'sealed',
      'return_to as returnTo',
      'expires_at as expiresAt',
    ])
    .executeTakeFirst();
  return row === undefined ? null : { ...row, browserHash: Buffer.from(row.browserHash) };
}

/** Forgets sign-ins that were begun and never finished. @returns how many */
export async function deleteExpiredSignIns(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('sign_ins').where('expires_at', '<=', now).execute();
}

/** Makes an account, or brings name and time of the one with this iD up to date. */
export async function upsertAccount(
  tx: Tx,
  account: {
    id: string;
    orcidEnvironment: OrcidEnvironmentName;
    orcid: string;
    name: string | null;
    now: Date;
  },
): Promise<{ id: string; created: boolean }> {
  const row = await tx
    .insertInto('accounts')
    .values({
      id: account.id,
      orcid_environment: account.orcidEnvironment,
      orcid: account.orcid,
      name: account.name,
      created_at: account.now,
      last_signed_in_at: account.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['orcid_environment', 'orcid']).doUpdateSet((excluded) => ({
        name: excluded.ref('excluded.name'),
        last_signed_in_at: excluded.ref('excluded.last_signed_in_at'),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: row.id, created: row.id === account.id };
}

export type NewGrant = {
  id: string;
  accountId: string;
  organisationId: string;
  orcidEnvironment: OrcidEnvironmentName;
  clientId: string;
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
      organisation_id: grant.organisationId,
      orcid_environment: grant.orcidEnvironment,
      client_id: grant.clientId,
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

async function hasGrant(tx: Tx, accessTokenMacs: readonly Buffer[]): Promise<boolean> {
  const row = await tx
    .selectFrom('grants')
    .select('id')
    .where('access_token_mac', 'in', accessTokenMacs)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
