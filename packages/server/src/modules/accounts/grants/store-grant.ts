import { randomUUID } from 'node:crypto';
import type { OrcidTokens } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { grantSealContext, type TokenColumn } from './seal-context.ts';
import { insertGrant } from './store.ts';

/** Members of a token response that have columns of their own. */
const KNOWN_MEMBERS = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'token_type',
  'scope',
  'expires_in',
  'name',
  'orcid',
]);

/** Whose grant it is, and which client got it where. */
export type GrantOwner = {
  accountId: string | null;
  /** Left out for a sign-in. */
  connectionId?: string;
  organisationId: string;
  orcidEnvironment: OrcidEnvironmentName;
  clientId: string;
  /** The grant that this one was refreshed from. */
  refreshedFrom?: string;
  now: Date;
};

/**
 * Writes the whole token response into the ledger, as ORCID asks of its members: tokens encrypted, each bound to its
 * row and its person; members that ORCID may add one day as they came.
 * @returns the id of the grant
 */
export async function storeGrant(
  tx: Tx,
  ctx: Pick<AppContext, 'secrets'>,
  tokens: OrcidTokens & { orcid: string },
  owner: GrantOwner,
): Promise<string> {
  const id = randomUUID();
  const binding = {
    id,
    organisationId: owner.organisationId,
    orcidEnvironment: owner.orcidEnvironment,
    clientId: owner.clientId,
    orcid: tokens.orcid,
  };
  const seal = (column: TokenColumn, token: string): string =>
    ctx.secrets.seal(token, grantSealContext(binding, column));
  const { tokenResponse, expiresInSeconds } = tokens;
  const { id_token: idToken, token_type: tokenType } = tokenResponse;
  await insertGrant(tx, {
    ...binding,
    accountId: owner.accountId,
    connectionId: owner.connectionId ?? null,
    refreshedFrom: owner.refreshedFrom ?? null,
    name: tokens.name,
    tokenType: typeof tokenType === 'string' ? tokenType : 'bearer',
    scope: tokens.scope,
    sealedAccessToken: seal('access_token', tokens.accessToken),
    accessTokenMacs: ctx.secrets.macs(tokens.accessToken),
    sealedRefreshToken: tokens.refreshToken === null ? null : seal('refresh_token', tokens.refreshToken),
    sealedIdToken: typeof idToken === 'string' ? seal('id_token', idToken) : null,
    expiresIn: expiresInSeconds,
    issuedAt: owner.now,
    expiresAt: expiresInSeconds === null ? null : new Date(owner.now.getTime() + expiresInSeconds * 1000),
    otherMembers: Object.fromEntries(
      Object.entries(tokenResponse).filter(([name]) => !KNOWN_MEMBERS.has(name)),
    ),
  });
  return id;
}
