import { createHash } from 'node:crypto';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { OrcidClient } from './client.ts';
import { hearIssuedToken } from './issued-token.ts';
import { classifyOauthFailure } from './oauth-failure.ts';
import { type OrcidTokens, readTokenResponse } from './token-response.ts';

/** Languages of ORCID's sign-in page. */
export type OrcidLanguage =
  | 'ar'
  | 'cs'
  | 'en'
  | 'es'
  | 'fr'
  | 'de'
  | 'it'
  | 'ja'
  | 'ko'
  | 'pl'
  | 'pt'
  | 'ru'
  | 'tr'
  | 'zh_CN'
  | 'zh_TW';

export type SignInRequest = {
  /** Scopes separated by spaces; `openid` must be among them. */
  scope: string;
  /** Default: 256 random bits. At most 2,000 characters. */
  state?: string;
  lang?: OrcidLanguage;
  /** `none`: answer without showing a page; `login`: ask for the password again. */
  prompt?: 'none' | 'login';
  /** What to fill in for the person. Of `orcid` and `email`, ORCID's advice is to send the iD; the e-mail is then left out. */
  prefill?: { givenNames?: string; familyNames?: string; email?: string; orcid?: string };
};

/** Where to send the browser, and what to keep in its session, for one use, until it comes back. */
export type StartedSignIn = { url: string; state: string; nonce: string; codeVerifier: string };

export type SignIn = Omit<OrcidTokens, 'orcid'> & {
  ok: true;
  /** Canonical iD, authenticated. */
  orcid: string;
  idTokenClaims: Record<string, unknown>;
};

/**
 * `denied`: the person said no. `state`: the callback belongs to no sign-in of this session. `expired-code`: the
 * code is used or too old. `id-token`: who signed in is not proven. `unreachable`: ORCID gave no usable answer.
 * `refused`: ORCID refused the request, for good.
 */
export type SignInFailure = {
  ok: false;
  reason: 'denied' | 'state' | 'expired-code' | 'id-token' | 'unreachable' | 'refused';
  /** OAuth error code, such as `login_required`, or null. */
  error: string | null;
  /** A sentence for a log; free of secrets. */
  detail: string;
  /**
   * The token that ORCID gave all the same, which whoever does not keep it has revoked; null: there is none. A secret, and so
   * a function: the failure can be logged whole.
   */
  givenToken: () => string | null;
};

const STATE_LIMIT = 2000;

/**
 * Starts a sign-in: OpenID Connect authorization code flow with state, nonce and PKCE S256 (RFC 7636), each 256
 * random bits. ORCID documents no PKCE and ignores it where it does not know it; state, nonce and the client's secret
 * hold without it. Throws `TypeError` when the scope lacks `openid` or the state is too long.
 */
export async function startSignIn(client: OrcidClient, request: SignInRequest): Promise<StartedSignIn> {
  if (!request.scope.split(' ').includes('openid')) {
    throw new TypeError('Signing in needs the scope openid.');
  }
  const state = request.state ?? randomState();
  if (state === '' || state.length > STATE_LIMIT) {
    throw new TypeError(`The state must have 1 to ${STATE_LIMIT} characters.`);
  }
  const nonce = randomNonce();
  const codeVerifier = randomPKCECodeVerifier();
  const { givenNames, familyNames, email, orcid } = request.prefill ?? {};
  const optional = {
    lang: request.lang,
    prompt: request.prompt,
    given_names: givenNames,
    family_names: familyNames,
    email: orcid === undefined ? email : undefined,
    orcid,
  };
  const url = buildAuthorizationUrl(client.configuration, {
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: request.scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...Object.fromEntries(
      Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
  return { url: url.href, state, nonce, codeVerifier };
}

/**
 * Finishes a sign-in at the callback: checks the state, exchanges the code at once, and verifies the id_token
 * (OpenID Connect Core section 3.1.3.7: RS256, signature, iss, aud, exp, nonce; at_hash where present; sub equal to
 * the iD of the token response). `callbackUrl` is absolute, with the parameters in its query; ORCID sends some
 * errors in the fragment, so a fragment is read where the query says nothing.
 */
export async function finishSignIn(
  client: OrcidClient,
  callbackUrl: string | URL,
  kept: { state: string; nonce: string; codeVerifier: string },
): Promise<SignIn | SignInFailure> {
  const answer = readCallback(new URL(callbackUrl));
  const states = answer.getAll('state');
  if (states.length > 1 || (states[0] !== undefined && states[0] !== kept.state)) {
    return fail('state', null, 'The state is not the one of this session');
  }
  const error = answer.get('error');
  if (error !== null) return failCallback(error);
  if (states[0] === undefined) return fail('state', null, 'The callback has no state');
  const codes = answer.getAll('code');
  if (codes.length !== 1) return fail('refused', null, 'The callback has no code, or several');

  // The redirect URI is the configured one, whatever address the callback had behind a proxy.
  const url = new URL(client.redirectUri);
  url.search = answer.toString();
  const { outcome, accessToken } = await hearIssuedToken(() =>
    authorizationCodeGrant(client.configuration, url, {
      expectedState: kept.state,
      expectedNonce: kept.nonce,
      pkceCodeVerifier: kept.codeVerifier,
    }),
  );
  if (!outcome.ok) {
    const failure = classifyOauthFailure(outcome.thrown);
    const reason = failure.reason === 'invalid-grant' ? 'expired-code' : failure.reason;
    return fail(reason, failure.error, failure.detail, accessToken);
  }
  const response = outcome.value;
  const tokens = readTokenResponse(response);
  const unproven = (detail: string) => fail('id-token', null, detail, tokens.accessToken);
  const claims = response.claims();
  if (claims === undefined) return unproven('The id_token is missing');
  if (!provesAccessToken(claims, tokens.accessToken))
    return unproven('The id_token has an unexpected at_hash');
  if (tokens.orcid === null || claims.sub !== tokens.orcid) {
    return unproven('The id_token and the token response name different iDs, or no good one');
  }
  return { ok: true, ...tokens, orcid: tokens.orcid, idTokenClaims: { ...claims } };
}

/** The parameters of a callback; a bare fragment such as `#login_required` is read as an error. */
function readCallback(url: URL): URLSearchParams {
  if (url.searchParams.has('code') || url.searchParams.has('error') || url.hash.length < 2) {
    return url.searchParams;
  }
  const fragment = url.hash.slice(1);
  return new URLSearchParams(fragment.includes('=') ? fragment : { error: fragment });
}

function failCallback(error: string): SignInFailure {
  if (error === 'access_denied') return fail('denied', error, 'The person denied access');
  // Anyone can write an error into the address of the callback: only what looks like a code is passed on.
  const known = /^[a-z_]{1,40}$/.test(error) ? error : null;
  return fail('refused', known, `ORCID refused the sign-in${known === null ? '' : ` with ${known}`}`);
}

function fail(
  reason: SignInFailure['reason'],
  error: string | null,
  detail: string,
  accessToken: string | null = null,
): SignInFailure {
  return { ok: false, reason, error, detail, givenToken: () => accessToken };
}

/** OpenID Connect Core section 3.1.3.6 for RS256: at_hash is the left half of the SHA-256 of the access token. */
function provesAccessToken(claims: IDToken, accessToken: string): boolean {
  if (claims.at_hash === undefined) return true;
  const digest = createHash('sha256').update(accessToken).digest();
  return claims.at_hash === digest.subarray(0, digest.length / 2).toString('base64url');
}
