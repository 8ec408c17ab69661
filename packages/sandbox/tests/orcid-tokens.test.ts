import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  CALLBACK,
  CARBERRY,
  CREDENTIALS,
  GARCIA,
  MEMBER,
  PUBLIC,
  readJson,
  UNNAMED,
  useOrcidStandIn,
} from './orcid-caller.ts';

const { baseUrl, clock, setClock, getCode, post, exchange, getTokens, readRecord } = useOrcidStandIn();

describe('exchanging a code', () => {
  test('the token response has the members of ORCID in the order of ORCID', async () => {
    const { status, body } = await exchange(await getCode({ scope: 'openid /read-limited' }, GARCIA));
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      'access_token',
      'token_type',
      'refresh_token',
      'expires_in',
      'scope',
      'name',
      'orcid',
      'id_token',
    ]);
    expect(body).toMatchObject({
      token_type: 'bearer',
      expires_in: 631138518,
      scope: 'openid /read-limited',
      name: 'Sofia Garcia',
      orcid: GARCIA,
    });
    expect(body.access_token).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
  });

  test('the id_token verifies against the published key and has the claims in the order of ORCID', async () => {
    const { body } = await exchange(await getCode({ nonce: 'n-1' }));
    const jwks = await readJson<JSONWebKeySet>(await fetch(`${baseUrl()}/oauth/jwks`));
    const { payload } = await jwtVerify(body.id_token ?? '', createLocalJWKSet(jwks), {
      algorithms: ['RS256'],
      currentDate: clock(),
    });
    expect(Object.keys(payload)).toEqual([
      'aud',
      'sub',
      'auth_time',
      'amr',
      'iss',
      'exp',
      'iat',
      'nonce',
      'jti',
      'at_hash',
      'given_name',
      'family_name',
      'name',
    ]);
    const seconds = clock().getTime() / 1000;
    expect(payload).toMatchObject({
      aud: MEMBER.id,
      sub: CARBERRY,
      iss: baseUrl(),
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 86400,
      nonce: 'n-1',
      at_hash: createHash('sha256')
        .update(body.access_token ?? '')
        .digest()
        .subarray(0, 16)
        .toString('base64url'),
    });
    expect(decodeProtectedHeader(body.id_token ?? '')).toEqual({
      kid: expect.stringMatching(/^orcid-stand-in-/),
      alg: 'RS256',
    });
    expect(Object.keys(jwks.keys[0] ?? {})).toEqual(['kty', 'e', 'use', 'kid', 'n']);
  });

  test('without openid there is no id_token', async () => {
    expect(await getTokens('/authenticate')).not.toHaveProperty('id_token');
  });

  test('the name of someone who keeps it from the public is null, and absent in the id_token', async () => {
    const body = await getTokens('openid', UNNAMED);
    expect(body.name).toBeNull();
    const claims = JSON.parse(Buffer.from(body.id_token?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).not.toHaveProperty('name');
    expect(claims.sub).toBe(UNNAMED);
  });

  test('a code works once; using it again is refused and disables the tokens that came from it', async () => {
    const code = await getCode({ scope: '/read-limited' });
    const first = (await exchange(code)).body;
    const refreshed = await post('/oauth/token', {
      ...CREDENTIALS,
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token ?? '',
      revoke_old: 'false',
    });
    const again = await exchange(code);
    expect(again.status).toBe(400);
    expect(again.body).toEqual({
      error: 'invalid_grant',
      error_description: `Reused authorization code: ${code}`,
    });
    expect((await readRecord(CARBERRY, first.access_token)).status).toBe(401);
    expect((await readRecord(CARBERRY, refreshed.body.access_token)).status).toBe(401);
  });

  test('of two exchanges at the same moment, one is refused', async () => {
    const code = await getCode();
    const both = await Promise.all([exchange(code), exchange(code)]);
    expect(both.map((each) => each.status).sort()).toEqual([200, 400]);
  });

  test('a code of ten minutes ago is refused', async () => {
    const code = await getCode();
    setClock('2026-11-21T10:10:00Z');
    expect((await exchange(code)).body.error).toBe('invalid_grant');
  });

  test('a code is good for its own client and its own redirect_uri only', async () => {
    const stolen = { client_id: PUBLIC.id, client_secret: PUBLIC.secret };
    const code = await getCode();
    expect((await exchange(code, stolen)).body.error).toBe('invalid_grant');
    expect((await exchange(code, { redirect_uri: `${CALLBACK}/other` })).body.error).toBe('invalid_grant');
  });

  test('PKCE is verified: the right verifier passes; a wrong, missing or unasked one is refused', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const wrong = randomBytes(32).toString('base64url');
    expect((await exchange(await getCode(challenge), { code_verifier: verifier })).status).toBe(200);
    expect((await exchange(await getCode(challenge), { code_verifier: wrong })).body.error).toBe(
      'invalid_grant',
    );
    expect((await exchange(await getCode(challenge))).body.error).toBe('invalid_grant');
    expect((await exchange(await getCode(), { code_verifier: verifier })).body.error).toBe('invalid_grant');
  });

  test.each([
    ['a wrong secret', { ...CREDENTIALS, client_secret: 'no', grant_type: 'authorization_code' }],
    ['no client', { grant_type: 'authorization_code' }],
  ])('%s is a 401 with the body of ORCID', async (_what, form) => {
    const { status, text } = await post('/oauth/token', form);
    expect(status).toBe(401);
    expect(text).toBe('{"error_description":"Client authentication failed","error":"invalid_client"}');
  });

  test('credentials in a Basic header are not taken', async () => {
    const response = await fetch(`${baseUrl()}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${MEMBER.id}:${MEMBER.secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: '/read-public' }),
    });
    expect(response.status).toBe(401);
  });

  test.each(['application/json', 'text/plain', 'application/xml'])('a body of %s is a 415', async (type) => {
    const response = await fetch(`${baseUrl()}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });

  test('a missing grant type is unsupported_grant_type', async () => {
    const { status, body } = await post('/oauth/token', CREDENTIALS);
    expect(status).toBe(400);
    expect(body.error).toBe('unsupported_grant_type');
  });
});

describe('refreshing, client credentials, revoking', () => {
  function refresh(refreshToken: string | undefined, more: Record<string, string> = {}) {
    return post('/oauth/token', {
      ...CREDENTIALS,
      grant_type: 'refresh_token',
      refresh_token: refreshToken ?? '',
      ...more,
    });
  }

  test('refreshing replaces the pair, and the old pair stops working', async () => {
    const old = await getTokens('/read-limited');
    const { status, body } = await refresh(old.refresh_token);
    expect(status).toBe(200);
    expect(body).toMatchObject({ scope: '/read-limited', orcid: CARBERRY });
    expect((await readRecord(CARBERRY, body.access_token)).status).toBe(200);
    expect((await readRecord(CARBERRY, old.access_token)).status).toBe(401);
    const again = await refresh(old.refresh_token);
    expect(again.status).toBe(401);
    expect(again.body.error_description).toBe('Parent token is disabled');
  });

  test('with revoke_old=false both pairs work, and the new one may be narrower and shorter', async () => {
    const old = await getTokens('/read-limited /activities/update');
    const { body } = await refresh(old.refresh_token, {
      revoke_old: 'false',
      scope: '/activities/read-limited',
      expires_in: '3600',
    });
    expect(body).toMatchObject({ scope: '/activities/read-limited', expires_in: 3600 });
    expect((await readRecord(CARBERRY, old.access_token)).status).toBe(200);
    setClock('2026-11-21T11:00:01Z');
    expect((await readRecord(CARBERRY, body.access_token)).status).toBe(401);
  });

  test('a scope never grows, and neither does a life', async () => {
    const tokens = await getTokens('/read-limited');
    const wider = await refresh(tokens.refresh_token, { scope: '/read-limited /activities/update' });
    expect(wider.body.error).toBe('invalid_scope');
    const longer = await refresh(tokens.refresh_token, { expires_in: '999999999' });
    expect(longer.body.error).toBe('invalid_request');
    expect((await refresh(tokens.refresh_token)).status).toBe(200);
  });

  test('a client gets a token for itself, which names nobody', async () => {
    const form = { ...CREDENTIALS, grant_type: 'client_credentials' };
    const { body } = await post('/oauth/token', { ...form, scope: '/read-public' });
    expect(Object.keys(body)).toEqual([
      'access_token',
      'token_type',
      'refresh_token',
      'expires_in',
      'scope',
      'orcid',
    ]);
    expect(body.orcid).toBeNull();
    expect((await readRecord(GARCIA, body.access_token)).status).toBe(200);
    const refused = await post('/oauth/token', { ...form, scope: '/read-limited' });
    expect(refused.body.error).toBe('invalid_scope');
  });

  test.each(['access_token', 'refresh_token'])('revoking the %s ends the pair', async (which) => {
    const tokens = await getTokens('/read-limited');
    const revoked = await post('/oauth/revoke', { ...CREDENTIALS, token: tokens[which] ?? '' });
    expect(revoked).toMatchObject({ status: 200, text: '' });
    expect((await readRecord(CARBERRY, tokens.access_token)).status).toBe(401);
    expect((await refresh(tokens.refresh_token)).status).toBe(401);
  });

  test('revoking an unknown token succeeds; the token of another client is left alone', async () => {
    const tokens = await getTokens('/read-limited');
    expect((await post('/oauth/revoke', { ...CREDENTIALS, token: 'unknown' })).status).toBe(200);
    const other = { client_id: PUBLIC.id, client_secret: PUBLIC.secret, token: tokens.access_token ?? '' };
    expect((await post('/oauth/revoke', other)).body.error).toBe('unauthorized_client');
    const wrong = { ...CREDENTIALS, client_secret: 'no', token: tokens.access_token ?? '' };
    expect((await post('/oauth/revoke', wrong)).status).toBe(401);
    expect((await readRecord(CARBERRY, tokens.access_token)).status).toBe(200);
  });
});
