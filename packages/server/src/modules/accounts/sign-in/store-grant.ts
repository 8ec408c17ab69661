import { randomUUID } from 'node:crypto';
import type { SignIn } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { grantSealContext, type TokenColumn } from '../grants/seal-context.ts';
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

/**
 * Writes the whole token response into the ledger, as ORCID asks of its members: tokens encrypted, each bound to its
 * row and its person; members that ORCID may add one day as they came.
 */
export async function storeGrant(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'secrets'>,
  signIn: SignIn,
  owner: { accountId: string; organisationId: string; now: Date },
): Promise<void> {
  const id = randomUUID();
  const binding = {
    id,
    organisationId: owner.organisationId,
    orcidEnvironment: ctx.config.orcid.environment,
    clientId: ctx.config.orcid.clientId,
    orcid: signIn.orcid,
  };
  const seal = (column: TokenColumn, token: string): string =>
    ctx.secrets.seal(token, grantSealContext(binding, column));
  const { tokenResponse, expiresInSeconds } = signIn;
  const { id_token: idToken, token_type: tokenType } = tokenResponse;
  await insertGrant(tx, {
    ...binding,
    accountId: owner.accountId,
    name: signIn.name,
    tokenType: typeof tokenType === 'string' ? tokenType : 'bearer',
    scope: signIn.scope,
    sealedAccessToken: seal('access_token', signIn.accessToken),
    accessTokenMacs: ctx.secrets.macs(signIn.accessToken),
    sealedRefreshToken: signIn.refreshToken === null ? null : seal('refresh_token', signIn.refreshToken),
    sealedIdToken: typeof idToken === 'string' ? seal('id_token', idToken) : null,
    expiresIn: expiresInSeconds,
    issuedAt: owner.now,
    expiresAt: expiresInSeconds === null ? null : new Date(owner.now.getTime() + expiresInSeconds * 1000),
    otherMembers: Object.fromEntries(
      Object.entries(tokenResponse).filter(([name]) => !KNOWN_MEMBERS.has(name)),
    ),
  });
}
