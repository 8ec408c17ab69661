import { createHash } from 'node:crypto';
import { normalizeOrcid } from '@mintmark/identifiers';
import { type IDToken, implicitAuthentication, useIdTokenResponseType } from 'openid-client';
import type { OrcidClient } from './client.ts';
import { classifyOauthFailure } from './oauth-failure.ts';

/** An id_token that ORCID signed for our client, and whose it is. */
export type VerifiedIdToken = {
  ok: true;
  /** Canonical iD: the `sub` of the token. */
  orcid: string;
  /** Null where the person keeps the name from the public. */
  name: string | null;
  expiresAt: Date;
  /** When the person signed in; null where ORCID does not say. */
  signedInAt: Date | null;
  /** SHA-256 of what was signed: the same for every spelling of the signature. */
  digest: Buffer;
};

/** `unreachable`: ORCID's keys could not be had; the same token may be good later. */
export type IdTokenFailure = { ok: false; reason: 'invalid' | 'unreachable'; detail: string };

export type IdTokenVerifier = { verify(token: string): Promise<VerifiedIdToken | IdTokenFailure> };

const LENGTH_LIMIT = 8_192;
/** After ORCID's keys could not be had, nobody makes us ask again for this long. */
const PAUSE_MS = 5_000;

/**
 * Makes a verifier of id_tokens that come from elsewhere than the token endpoint (OpenID Connect Core section 3.1.3.7:
 * RS256, signature, iss, aud, azp, exp, iat). ORCID's keys are kept for five minutes; a key that is not among them makes
 * us ask again, at most once a minute. Which sign-in a token comes from, its nonce, is not asked.
 * @param client made for this alone; no sign-in may be done with it
 */
export function createIdTokenVerifier(client: OrcidClient): IdTokenVerifier {
  const { configuration, environment, clientId } = client;
  useIdTokenResponseType(configuration);
  let pausedUntil = 0;
  let asking: Promise<unknown> = Promise.resolve();
  let hasKeys = false;

  return {
    async verify(token) {
      const claims = token.length <= LENGTH_LIMIT ? readUnverified(token) : null;
      if (claims === null) return invalid('This is not an id_token of ORCID');
      // Told apart before anything is fetched: most of what is no token for us never costs a call.
      if (claims.iss !== environment.issuer || ![claims.aud].flat().includes(clientId)) {
        return invalid('The id_token was made by another issuer or for another client');
      }
      if (typeof claims.nonce !== 'string') return invalid('The id_token has no nonce');
      const { nonce } = claims;
      if (hasKeys) return checkUnlessPaused(token, nonce);
      // The first ones wait for each other, so that an empty cache is filled once.
      const turn = asking.then(() => checkUnlessPaused(token, nonce));
      asking = turn.catch(() => undefined);
      return turn;
    },
  };

  async function checkUnlessPaused(token: string, nonce: string): Promise<VerifiedIdToken | IdTokenFailure> {
    if (performance.now() < pausedUntil) return unreachable();
    const result = await checkToken(token, nonce);
    if (result.ok) hasKeys = true;
    else if (result.reason === 'unreachable') pausedUntil = performance.now() + PAUSE_MS;
    return result;
  }

  async function checkToken(token: string, nonce: string): Promise<VerifiedIdToken | IdTokenFailure> {
    const url = new URL(client.redirectUri);
    url.hash = new URLSearchParams({ id_token: token }).toString();
    try {
      return present(token, await implicitAuthentication(configuration, url, nonce));
    } catch (thrown) {
      const failure = classifyOauthFailure(thrown);
      // Anything but a finding about the token itself says that the keys could not be had.
      return failure.reason === 'id-token' ? invalid(failure.detail) : unreachable();
    }
  }
}

function present(token: string, claims: IDToken): VerifiedIdToken | IdTokenFailure {
  const orcid = normalizeOrcid(claims.sub);
  if (orcid === null) return invalid('The id_token names no ORCID iD');
  return {
    ok: true,
    orcid,
    name: typeof claims.name === 'string' && claims.name !== '' ? claims.name : null,
    expiresAt: new Date(claims.exp * 1000),
    signedInAt: typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1000) : null,
    digest: digestIdToken(token),
  };
}

/** What an id_token is recognised by when it is revoked: the SHA-256 of its signed part. */
export function digestIdToken(token: string): Buffer {
  return createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest();
}

/** The claims as they stand there; null unless it is a JWT that says it is signed with RS256. */
function readUnverified(token: string): Record<string, unknown> | null {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return null;
  const [header, claims] = parts.slice(0, 2).map(decodePart);
  return header?.alg === 'RS256' ? (claims ?? null) : null;
}

function decodePart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function invalid(detail: string): IdTokenFailure {
  return { ok: false, reason: 'invalid', detail };
}

function unreachable(): IdTokenFailure {
  return { ok: false, reason: 'unreachable', detail: 'The keys of ORCID cannot be had at the moment' };
}
