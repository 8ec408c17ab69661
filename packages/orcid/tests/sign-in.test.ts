import { describe, expect, test } from 'vitest';
import { finishSignIn, startSignIn } from '../src/index.ts';
import { CALLBACK, CARBERRY, CREDENTIALS, UNNAMED, useStandIn } from './stand-in-caller.ts';

const { baseUrl, getClient, getCalls, makeClient, comeBack, signIn, order } = useStandIn();

describe('signing in', () => {
  test('a person who grants is known by their iD, with the whole token response', async () => {
    const result = await signIn('openid /read-limited');
    expect(result).toMatchObject({
      ok: true,
      orcid: CARBERRY,
      name: 'Josiah Carberry',
      scope: 'openid /read-limited',
      expiresInSeconds: 631138518,
      idTokenClaims: { sub: CARBERRY, iss: baseUrl(), aud: CREDENTIALS.clientId },
    });
    expect(Object.keys(result.tokenResponse)).toEqual([
      'access_token',
      'token_type',
      'refresh_token',
      'expires_in',
      'scope',
      'name',
      'orcid',
      'id_token',
    ]);
    expect(result.tokenResponse.access_token).toBe(result.accessToken);
    expect(result.tokenResponse.refresh_token).toBe(result.refreshToken);
  });

  test('someone whose name is not public signs in without a name', async () => {
    expect(await signIn('openid', UNNAMED)).toMatchObject({ orcid: UNNAMED, name: null });
  });

  test('starting needs no network, and nothing in the address but what ORCID is to know', async () => {
    const started = await startSignIn(getClient(), {
      scope: 'openid',
      lang: 'de',
      prompt: 'login',
      prefill: { givenNames: 'Josiah', email: 'josiah@example.org', orcid: CARBERRY },
    });
    expect(getCalls()).toEqual([]);
    const query = Object.fromEntries(new URL(started.url).searchParams);
    expect(query).toEqual({
      client_id: CREDENTIALS.clientId,
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: started.state,
      nonce: started.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      lang: 'de',
      prompt: 'login',
      given_names: 'Josiah',
      orcid: CARBERRY,
    });
    expect(started.url).not.toContain(started.codeVerifier);
    for (const random of [started.state, started.nonce, started.codeVerifier]) {
      expect(Buffer.from(random, 'base64url')).toHaveLength(32);
    }
  });

  test('a sign-in without openid, or with a state that ORCID would cut, is a mistake of the caller', async () => {
    await expect(startSignIn(getClient(), { scope: '/authenticate' })).rejects.toThrow(TypeError);
    await expect(startSignIn(getClient(), { scope: 'openid', state: 'x'.repeat(2001) })).rejects.toThrow(
      TypeError,
    );
  });

  test('a person who denies is told apart from every failure', async () => {
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const result = await finishSignIn(getClient(), await comeBack(started, 'deny'), started);
    expect(result).toMatchObject({ ok: false, reason: 'denied', error: 'access_denied' });
    expect(getCalls()).toEqual([]);
  });

  test('a callback for another browser session is refused before anything is sent to ORCID', async () => {
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const other = await startSignIn(getClient(), { scope: 'openid' });
    const back = await comeBack(started);
    expect(await finishSignIn(getClient(), back, other)).toMatchObject({ ok: false, reason: 'state' });
    const withoutState = back.replace(/&state=.*/, '');
    expect(await finishSignIn(getClient(), withoutState, started)).toMatchObject({
      ok: false,
      reason: 'state',
    });
    const twoStates = `${back}&state=${other.state}`;
    expect(await finishSignIn(getClient(), twoStates, started)).toMatchObject({ ok: false, reason: 'state' });
    expect(getCalls()).toEqual([]);
  });

  test('a code that was used is expired', async () => {
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const back = await comeBack(started);
    expect((await finishSignIn(getClient(), back, started)).ok).toBe(true);
    expect(await finishSignIn(getClient(), back, started)).toMatchObject({
      ok: false,
      reason: 'expired-code',
      error: 'invalid_grant',
    });
  });

  test('a code that was stolen is worth nothing without the verifier of the session it belongs to', async () => {
    const victim = await startSignIn(getClient(), { scope: 'openid' });
    const thief = await startSignIn(getClient(), { scope: 'openid' });
    const code = new URL(await comeBack(victim)).searchParams.get('code');
    const forged = `${CALLBACK}?code=${code}&state=${thief.state}`;
    expect(await finishSignIn(getClient(), forged, thief)).toMatchObject({
      ok: false,
      reason: 'expired-code',
    });
  });

  test('behind a proxy, the configured redirect URI is the one that counts', async () => {
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const inner = (await comeBack(started)).replace(CALLBACK, 'http://10.0.0.7:8080/internal');
    expect((await finishSignIn(getClient(), inner, started)).ok).toBe(true);
  });

  test.each([
    ['#error=invalid_scope', 'invalid_scope'],
    ['#login_required', 'login_required'],
    ['?error=server_error', 'server_error'],
    ['?error=%3Cscript%3E', null],
  ])('the error in %s is understood as a refusal', async (tail, error) => {
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const result = await finishSignIn(getClient(), `${CALLBACK}${tail}`, started);
    expect(result).toMatchObject({ ok: false, reason: 'refused', error });
  });

  test('a wrong client secret is a refusal', async () => {
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const wrong = makeClient({ clientSecret: 'wrong' });
    const result = await finishSignIn(wrong, await comeBack(started), started);
    expect(result).toMatchObject({ ok: false, reason: 'refused', error: 'invalid_client' });
  });
});

describe('an id_token that proves nothing signs nobody in', () => {
  test.each([
    ['id-token-missing', /missing/],
    ['id-token-other-sub', /different iDs/],
    ['id-token-other-aud', /unexpected aud/],
    ['id-token-other-iss', /unexpected iss/],
    ['id-token-expired', /expired/],
    ['id-token-wrong-nonce', /unexpected nonce/],
    ['id-token-wrong-at-hash', /unexpected at_hash/],
    ['id-token-alg-none', /signed|read/],
    ['id-token-alg-hs256', /signed/],
    ['id-token-unknown-key', /does not publish/],
    ['id-token-forged-signature', /not signed by ORCID/],
  ])('%s', async (kind, detail) => {
    await order({ kind });
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const result = await finishSignIn(getClient(), await comeBack(started), started);
    expect(result).toMatchObject({ ok: false, reason: 'id-token', detail: expect.stringMatching(detail) });
    // The fault struck, and it alone was in the way.
    expect((await signIn()).orcid).toBe(CARBERRY);
  });
});
