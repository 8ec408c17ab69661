import { clientCredentialsGrant, refreshTokenGrant, tokenRevocation } from 'openid-client';
import type { OrcidClient } from './client.ts';
import { classifyOauthFailure, type OauthFailure } from './oauth-failure.ts';
import { type OrcidTokens, readTokenResponse } from './token-response.ts';

/** `grant-revoked`: the person took the permission back, or the token was replaced; only a new sign-in helps. */
export type TokenFailure = {
  ok: false;
  reason: 'grant-revoked' | 'unreachable' | 'refused';
  error: string | null;
  /** A sentence for a log; free of secrets. */
  detail: string;
};

export type RefreshRequest = {
  /** A narrower scope, separated by spaces; default: the scope of the parent token. */
  scope?: string;
  /** Whether the parent token stops working; default true. */
  revokeOld?: boolean;
  /** A shorter life for the new token, in seconds. */
  expiresInSeconds?: number;
};

/**
 * Exchanges a refresh token for a new pair of tokens (RFC 6749 section 6, with ORCID's `revoke_old` and
 * `expires_in`). After `unreachable` the parent may or may not still work: ask again with the same token.
 */
export async function refreshTokens(
  client: OrcidClient,
  refreshToken: string,
  request: RefreshRequest = {},
): Promise<({ ok: true } & OrcidTokens) | TokenFailure> {
  const { scope, revokeOld = true, expiresInSeconds } = request;
  const parameters = new URLSearchParams({ revoke_old: String(revokeOld) });
  if (scope !== undefined) parameters.set('scope', scope);
  if (expiresInSeconds !== undefined) parameters.set('expires_in', String(expiresInSeconds));
  try {
    const response = await refreshTokenGrant(client.configuration, refreshToken, parameters);
    return { ok: true, ...readTokenResponse(response) };
  } catch (thrown) {
    const failure = classifyOauthFailure(thrown);
    return { ok: false, ...failure, reason: readRefreshReason(failure, scope !== undefined) };
  }
}

/**
 * Revokes a token at ORCID (RFC 7009); an access token and its refresh token die together, and a token that is
 * gone already is a success.
 */
export async function revokeToken(client: OrcidClient, token: string): Promise<{ ok: true } | TokenFailure> {
  try {
    await tokenRevocation(client.configuration, token);
    return { ok: true };
  } catch (thrown) {
    const failure = classifyOauthFailure(thrown);
    return { ok: false, ...failure, reason: failure.reason === 'unreachable' ? 'unreachable' : 'refused' };
  }
}

/**
 * Asks for a token of the client itself, without a person (RFC 6749 section 4.4), as group ids, webhooks and
 * notifications need.
 *
 * @param scope separated by spaces: /read-public, /webhook, /premium-notification, /group-id-record/read or
 *   /group-id-record/update.
 * @returns the token, whose `orcid` is null; or `unreachable`, or `refused` (wrong credentials, or a scope that this
 *   client may not have: `error` tells them apart). It is never `grant-revoked`.
 */
export async function requestClientToken(
  client: OrcidClient,
  scope: string,
): Promise<({ ok: true } & OrcidTokens) | TokenFailure> {
  try {
    const response = await clientCredentialsGrant(client.configuration, { scope });
    return { ok: true, ...readTokenResponse(response) };
  } catch (thrown) {
    const failure = classifyOauthFailure(thrown);
    return { ok: false, ...failure, reason: failure.reason === 'unreachable' ? 'unreachable' : 'refused' };
  }
}

function readRefreshReason(failure: OauthFailure, askedScope: boolean): TokenFailure['reason'] {
  switch (failure.reason) {
    case 'unreachable':
      return 'unreachable';
    case 'invalid-grant':
      return 'grant-revoked';
    case 'id-token':
      return 'refused';
    case 'refused':
      // ORCID answers a revoked grant with invalid_token or invalid_scope; where a scope was asked for, the
      // latter may as well mean that it was too wide.
      return failure.error === 'invalid_token' || (failure.error === 'invalid_scope' && !askedScope)
        ? 'grant-revoked'
        : 'refused';
    default:
      return failure.reason satisfies never;
  }
}
