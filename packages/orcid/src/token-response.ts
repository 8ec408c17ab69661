import { normalizeOrcid } from '@mintmark/identifiers';

/** What a token response says, read; `tokenResponse` is the whole of it as ORCID sent it. */
export type OrcidTokens = {
  tokenResponse: Record<string, unknown>;
  /** Canonical iD; null for a token without a person. */
  orcid: string | null;
  /** Null where the person keeps the name from the public. */
  name: string | null;
  /** Granted scopes, separated by spaces. */
  scope: string;
  accessToken: string;
  refreshToken: string | null;
  /** As sent, counted from now; null where ORCID said nothing. */
  expiresInSeconds: number | null;
};

/** Reads a token response that openid-client has checked. An iD with a wrong check digit is read as null. */
export function readTokenResponse(checked: { access_token: string }): OrcidTokens {
  // Through JSON, because openid-client adds functions to the object.
  const tokenResponse = JSON.parse(JSON.stringify(checked)) as Record<string, unknown>;
  const { orcid, name, scope, refresh_token: refreshToken, expires_in: expiresIn } = tokenResponse;
  return {
    tokenResponse,
    orcid: typeof orcid === 'string' ? normalizeOrcid(orcid) : null,
    name: typeof name === 'string' && name !== '' ? name : null,
    scope: typeof scope === 'string' ? scope : '',
    accessToken: checked.access_token,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : null,
    expiresInSeconds: typeof expiresIn === 'number' ? expiresIn : null,
  };
}
