import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Parameters, readParameters } from './form.ts';
import { type IdTokenFault, makeIdToken } from './id-token.ts';
import type { SigningKey } from './keys.ts';
import { authenticateClient, CLIENT_REFUSED, isForm, type OauthAnswer, refuse } from './oauth-request.ts';
import { chooseRenewal, type RenewalFault } from './renewal-faults.ts';
import { impliedScopes, mayAskAlone, splitScope } from './scopes.ts';
import {
  type AuthorizationCode,
  disableTokens,
  type IssuedToken,
  issueToken,
  type OrcidClient,
  type OrcidState,
} from './state.ts';

/**
 * Registers POST /oauth/token: grants authorization_code, refresh_token and client_credentials.
 * `strike` says whether the id_token, or the renewed token, that is due is to be wrong, and how.
 */
export function registerToken(
  app: FastifyInstance,
  state: OrcidState,
  key: SigningKey,
  strike: {
    idToken: (request: FastifyRequest) => IdTokenFault | null;
    renewal: (request: FastifyRequest) => RenewalFault | null;
  },
): void {
  app.post('/oauth/token', async (request, reply) => {
    const { status, body } = await answer(request);
    return reply.code(status).header('cache-control', 'no-store').header('pragma', 'no-cache').send(body);
  });

  async function answer(request: FastifyRequest): Promise<OauthAnswer> {
    if (!isForm(request)) return refuse(415, 'invalid_request', 'Only form-encoded requests are accepted');
    const form = readParameters(request.body);
    if (form === null) return refuse(400, 'invalid_request', 'A parameter is given twice');
    const client = authenticateClient(state, form);
    if (client === null) return CLIENT_REFUSED;
    const grantType = form.get('grant_type');
    switch (grantType) {
      case 'authorization_code': {
        const redeemed = redeemCode(state, client, form);
        if ('status' in redeemed) return redeemed;
        const { code, token } = redeemed;
        const person = state.people.get(code.orcid);
        if (person === undefined) return refuse(400, 'invalid_grant', 'This person has left');
        const body = presentToken(token, person.name);
        if (!token.scopes.includes('openid')) return { status: 200, body };
        const fault = strike.idToken(request);
        const idToken = await makeIdToken(state, key, { client, person, code, token }, fault);
        return { status: 200, body: idToken === null ? body : { ...body, id_token: idToken } };
      }
      case 'refresh_token':
        return refreshToken(state, client, form, () => strike.renewal(request));
      case 'client_credentials': {
        const scopes = splitScope(form.get('scope') ?? '');
        if (!mayAskAlone(scopes, client.kind ?? 'member'))
          return refuse(400, 'invalid_scope', 'Invalid scope');
        const { name: _none, ...body } = presentToken(
          issueToken(state, { clientId: client.id, orcid: null, scopes, code: null }),
          null,
        );
        return { status: 200, body };
      }
      case undefined:
        return refuse(400, 'unsupported_grant_type', 'Missing grant type');
      default:
        return refuse(400, 'unsupported_grant_type', `Unsupported grant type: ${grantType}`);
    }
  }
}

/** Uses up a code. Whatever is wrong after the code was recognised, the code is gone. */
function redeemCode(
  state: OrcidState,
  client: OrcidClient,
  form: Parameters,
): { code: AuthorizationCode; token: IssuedToken } | OauthAnswer {
  const text = form.get('code');
  if (text === undefined) return refuse(400, 'invalid_request', 'An authorization code must be supplied');
  const code = state.codes.get(text);
  if (code === undefined || code.request.clientId !== client.id) {
    return refuse(400, 'invalid_grant', `Invalid authorization code: ${text}`);
  }
  if (code.used) {
    disableTokens(state, 'code-reused', (token) => token.code === text);
    return refuse(400, 'invalid_grant', `Reused authorization code: ${text}`);
  }
  code.used = true;
  if (code.expiresAt <= state.now()) {
    return refuse(400, 'invalid_grant', `Invalid authorization code: ${text}`);
  }
  if (form.get('redirect_uri') !== code.request.redirectUri) {
    return refuse(400, 'invalid_grant', 'Redirect URI mismatch');
  }
  if (!verifiesChallenge(code.request.codeChallenge, form.get('code_verifier') ?? null)) {
    return refuse(400, 'invalid_grant', 'The code_verifier does not belong to the code_challenge');
  }
  const { orcid } = code;
  const token = issueToken(state, {
    clientId: client.id,
    orcid,
    scopes: code.request.scopes,
    code: text,
  });
  return { code, token };
}

/** RFC 7636 section 4.6, S256. A verifier without a challenge is refused too (RFC 9700 section 2.1.1). */
function verifiesChallenge(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null || verifier === null) return challenge === verifier;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** Refreshes as ORCID does: the parent dies unless revoke_old=false; the scope may shrink and never grow. */
function refreshToken(
  state: OrcidState,
  client: OrcidClient,
  form: Parameters,
  strike: () => RenewalFault | null,
): OauthAnswer {
  const parent = [...state.tokens.values()].find(
    (token) => token.refreshToken === form.get('refresh_token') && token.clientId === client.id,
  );
  if (parent === undefined) return refuse(400, 'invalid_grant', 'Invalid refresh token');
  // ORCID answers so where the person has taken the permission back, and 401 for other ends.
  if (parent.disabled === 'grant-revoked') return refuse(400, 'invalid_scope', 'Parent token is disabled');
  if (parent.disabled !== null) return refuse(401, 'invalid_token', 'Parent token is disabled');
  if (parent.expiresAt <= state.now()) return refuse(401, 'invalid_token', 'Parent token has expired');
  const scopes = form.has('scope') ? splitScope(form.get('scope') ?? '') : parent.scopes;
  const allowed = impliedScopes(parent.scopes);
  if (!scopes.every((scope) => allowed.has(scope))) {
    return refuse(400, 'invalid_scope', 'The scope is wider than that of the parent token');
  }
  const expiresAt = readExpiry(state, parent, form.get('expires_in'));
  if (expiresAt === null)
    return refuse(400, 'invalid_request', 'expires_in is not a time within the life of the parent token');
  const revokeOld = form.get('revoke_old') ?? 'true';
  if (revokeOld !== 'true' && revokeOld !== 'false') {
    return refuse(400, 'invalid_request', 'revoke_old is true or false');
  }
  if (revokeOld === 'true') disableTokens(state, 'refreshed', (token) => token === parent);
  const token = issueToken(state, {
    clientId: client.id,
    ...chooseRenewal(state, parent, scopes, strike()),
    code: parent.code,
    expiresAt,
  });
  const name = token.orcid === null ? null : (state.people.get(token.orcid)?.name ?? null);
  return { status: 200, body: presentToken(token, name) };
}

function readExpiry(state: OrcidState, parent: IssuedToken, expiresIn: string | undefined): Date | null {
  if (expiresIn === undefined) return parent.expiresAt;
  if (!/^[1-9]\d{0,9}$/.test(expiresIn)) return null;
  const expiresAt = new Date(state.now().getTime() + Number(expiresIn) * 1000);
  return expiresAt <= parent.expiresAt ? expiresAt : null;
}

/** The token response with ORCID's members in ORCID's order. `name` is null where it is not public. */
function presentToken(token: IssuedToken, name: string | null): Record<string, unknown> {
  return {
    access_token: token.accessToken,
    token_type: 'bearer',
    refresh_token: token.refreshToken,
    expires_in: Math.floor((token.expiresAt.getTime() - token.issuedAt.getTime()) / 1000),
    scope: token.scopes.join(' '),
    name,
    orcid: token.orcid,
  };
}
