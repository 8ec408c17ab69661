import { createHash, createHmac, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { loadSigningKey, type SigningKey } from './keys.ts';
import type { Person } from './people.ts';
import type { AuthorizationCode, IssuedToken, OrcidClient, OrcidState } from './state.ts';

/** Ways of getting an id_token wrong, each a fault kind; a relying party must refuse every one. */
export const ID_TOKEN_FAULTS = [
  'id-token-missing',
  'id-token-other-sub',
  'id-token-other-aud',
  'id-token-other-iss',
  'id-token-expired',
  'id-token-wrong-nonce',
  'id-token-wrong-at-hash',
  'id-token-alg-none',
  'id-token-alg-hs256',
  'id-token-unknown-key',
  'id-token-forged-signature',
] as const;

export type IdTokenFault = (typeof ID_TOKEN_FAULTS)[number];

/** ORCID's sources differ between ten minutes and twenty years; a day is what its latest document shows. */
const LIFE_SECONDS = 24 * 60 * 60;

type Claims = Record<string, string | number>;

/**
 * Makes the id_token of a sign-in, signed with RS256, or a wrong one when a fault is given. Null for the fault
 * that leaves it out.
 */
export async function makeIdToken(
  state: OrcidState,
  key: SigningKey,
  grant: { client: OrcidClient; person: Person; code: AuthorizationCode; token: IssuedToken },
  fault: IdTokenFault | null,
): Promise<string | null> {
  const claims = makeClaims(state, grant);
  switch (fault) {
    case null:
      return sign(claims, key);
    case 'id-token-missing':
      return null;
    case 'id-token-other-sub': {
      const other = [...state.people.keys()].find((orcid) => orcid !== grant.person.orcid);
      return sign({ ...claims, sub: other ?? '' }, key);
    }
    case 'id-token-other-aud':
      return sign({ ...claims, aud: 'APP-0000000000000000' }, key);
    case 'id-token-other-iss':
      return sign({ ...claims, iss: 'https://orcid.example.org' }, key);
    case 'id-token-expired':
      return sign({ ...claims, iat: toSeconds(state.now()) - 7200, exp: toSeconds(state.now()) - 3600 }, key);
    case 'id-token-wrong-nonce':
      return sign({ ...claims, nonce: randomUUID() }, key);
    case 'id-token-wrong-at-hash':
      return sign({ ...claims, at_hash: hashAccessToken(randomUUID()) }, key);
    case 'id-token-alg-none':
      return `${encode({ alg: 'none' })}.${encode(claims)}.`;
    case 'id-token-alg-hs256': {
      // The attack on a verifier that takes the algorithm from the token: it would use what it knows as the secret.
      const signed = `${encode({ kid: key.kid, alg: 'HS256' })}.${encode(claims)}`;
      return `${signed}.${createHmac('sha256', grant.client.secret).update(signed).digest('base64url')}`;
    }
    case 'id-token-unknown-key':
      return sign(claims, await loadSigningKey(null));
    case 'id-token-forged-signature':
      return sign(claims, { ...(await loadSigningKey(null)), kid: key.kid });
    default:
      return fault satisfies never;
  }
}

/** The claims in ORCID's order; those without a value are left out. */
function makeClaims(
  state: OrcidState,
  grant: { client: OrcidClient; person: Person; code: AuthorizationCode; token: IssuedToken },
): Claims {
  const { client, person, code, token } = grant;
  const issuedAt = toSeconds(state.now());
  const claims: Record<string, string | number | null> = {
    aud: client.id,
    sub: person.orcid,
    auth_time: toSeconds(code.signedInAt),
    // A string, against OpenID Connect Core section 2, and for member clients only.
    amr: client.kind === 'public' ? null : 'pwd',
    iss: state.issuer,
    exp: issuedAt + LIFE_SECONDS,
    iat: issuedAt,
    nonce: code.request.nonce,
    jti: randomUUID(),
    at_hash: hashAccessToken(token.accessToken),
    given_name: person.givenName,
    family_name: person.familyName,
    name: person.name,
  };
  return Object.fromEntries(
    Object.entries(claims).filter((claim): claim is [string, string | number] => claim[1] !== null),
  );
}

function sign(claims: Claims, key: SigningKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(key.privateKey);
}

/** OpenID Connect Core section 3.1.3.6 for RS256: left half of the SHA-256. */
function hashAccessToken(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
