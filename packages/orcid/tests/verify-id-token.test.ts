import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createIdTokenVerifier, createOrcidClient, standInEnvironment, startSignIn } from '../src/index.ts';
import { CALLBACK, CARBERRY, CREDENTIALS, HAAK, UNNAMED, useStandIn } from './stand-in-caller.ts';

const { baseUrl, getClient, getCalls, makeClient, comeBack, order } = useStandIn();

/** The id_token of a sign-in as ORCID sends it, whatever is wrong with it. */
async function getIdToken(orcid = CARBERRY): Promise<string> {
  const started = await startSignIn(getClient(), { scope: 'openid' });
  const callback = new URL(await comeBack(started, 'grant', orcid));
  const response = await fetch(`${baseUrl()}/oauth/token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      client_id: CREDENTIALS.clientId,
      client_secret: CREDENTIALS.clientSecret,
      code_verifier: started.codeVerifier,
    }),
  });
  const { id_token: token } = (await response.json()) as { id_token?: string };
  if (token === undefined) throw new Error(`no id_token with status ${response.status}`);
  return token;
}

afterEach(() => vi.useRealTimers());

const jwksCalls = () => getCalls().filter((path) => path === '/oauth/jwks').length;

describe('an id_token that somebody brings', () => {
  test('names the person whom ORCID authenticated, and until when', async () => {
    const result = await createIdTokenVerifier(makeClient()).verify(await getIdToken());
    expect(result).toMatchObject({ ok: true, orcid: CARBERRY, name: 'Josiah Carberry' });
    const { expiresAt } = result as { expiresAt: Date };
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  });

  test('of someone whose name is not public has no name', async () => {
    const result = await createIdTokenVerifier(makeClient()).verify(await getIdToken(UNNAMED));
    expect(result).toMatchObject({ ok: true, orcid: UNNAMED, name: null });
  });

  test.each([
    'id-token-other-aud',
    'id-token-other-iss',
    'id-token-expired',
    'id-token-alg-none',
    'id-token-alg-hs256',
    'id-token-unknown-key',
    'id-token-forged-signature',
  ])('is refused with the fault %s', async (kind) => {
    await order({ kind });
    const token = await getIdToken();
    expect(await createIdTokenVerifier(makeClient()).verify(token)).toMatchObject({
      ok: false,
      reason: 'invalid',
    });
  });

  test('cannot be given to another person by changing what it says', async () => {
    const [header = '', claims = '', signature = ''] = (await getIdToken()).split('.');
    const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: HAAK };
    const forged = [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    expect(await createIdTokenVerifier(makeClient()).verify(forged)).toMatchObject({
      ok: false,
      reason: 'invalid',
    });
  });

  test.each(['', 'abc', '..', 'a.b.c', 'e30.e30.e30', `e30.${'e'.repeat(9000)}.e30`])(
    'that is none (%#) costs no call to ORCID',
    async (token) => {
      expect(await createIdTokenVerifier(makeClient()).verify(token)).toMatchObject({ ok: false });
      expect(jwksCalls()).toBe(0);
    },
  );

  test('is checked with keys that are fetched once, by however many at the same time', async () => {
    const verifier = createIdTokenVerifier(makeClient());
    const token = await getIdToken();
    const before = jwksCalls();
    const results = await Promise.all(Array.from({ length: 8 }, () => verifier.verify(token)));
    expect(results.every((each) => each.ok)).toBe(true);
    await verifier.verify(token);
    expect(jwksCalls() - before).toBe(1);
  });

  test('with an unknown key does not make us ask ORCID again and again', async () => {
    const verifier = createIdTokenVerifier(makeClient());
    expect(await verifier.verify(await getIdToken())).toMatchObject({ ok: true });
    await order({ kind: 'id-token-unknown-key' });
    const token = await getIdToken();
    const before = jwksCalls();
    for (let count = 0; count < 5; count += 1) await verifier.verify(token);
    expect(jwksCalls() - before).toBe(0);
  });

  test('is not called wrong while the keys cannot be had, and ORCID is left in peace for a moment', async () => {
    const verifier = createIdTokenVerifier(makeClient());
    const token = await getIdToken();
    await order({ kind: 'unavailable', match: { pathPrefix: '/oauth/jwks' } });
    const before = jwksCalls();
    expect(await verifier.verify(token)).toMatchObject({ ok: false, reason: 'unreachable' });
    expect(await verifier.verify(token)).toMatchObject({ ok: false, reason: 'unreachable' });
    expect(jwksCalls() - before).toBe(1);
  });

  test('is good a minute after ORCID has changed its key', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const issuer = 'http://127.0.0.1:9';
    let published = makeKey('first');
    const client = createOrcidClient({
      environment: standInEnvironment(issuer),
      ...CREDENTIALS,
      fetch: async () => Response.json({ keys: [published.jwk] }),
    });
    const verifier = createIdTokenVerifier(client);
    expect(await verifier.verify(signClaims(published, issuer))).toMatchObject({ ok: true });
    published = makeKey('second');
    const token = signClaims(published, issuer);
    expect(await verifier.verify(token)).toMatchObject({ ok: false, reason: 'invalid' });
    vi.setSystemTime(Date.now() + 61_000);
    expect(await verifier.verify(token)).toMatchObject({ ok: true });
  });
});

type Key = { kid: string; privateKey: KeyObject; jwk: object };

function makeKey(kid: string): Key {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), use: 'sig', kid } };
}

function signClaims({ kid, privateKey }: Key, iss: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss, aud: CREDENTIALS.clientId, sub: CARBERRY, nonce: 'n', iat: now, exp: now + 3600 };
  const signed = [{ alg: 'RS256', kid }, claims]
    .map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'))
    .join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}
