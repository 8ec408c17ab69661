import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createRecordApi, finishSignIn, refreshTokens, revokeToken, startSignIn } from '../src/index.ts';
import { CARBERRY, useStandIn } from './stand-in-caller.ts';

const { baseUrl, getClient, getCalls, makeClient, comeBack, signIn, order } = useStandIn();

describe('ORCID in trouble', () => {
  test.each([
    { kind: 'rate-limited' },
    { kind: 'unavailable' },
    { kind: 'bad-gateway-html' },
    { kind: 'error-500' },
    { kind: 'reset' },
    { kind: 'unavailable', body: '{"error":"temporarily_unavailable"}', contentType: 'application/json' },
  ])('%j at the token endpoint is unreachable', async (fault) => {
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const back = await comeBack(started);
    await order({ ...fault, match: { pathPrefix: '/oauth/token' } });
    expect(await finishSignIn(getClient(), back, started)).toMatchObject({
      ok: false,
      reason: 'unreachable',
    });
  });

  test('signing keys that cannot be fetched are unreachable, and fetched at the next sign-in', async () => {
    await order({ kind: 'bad-gateway-html', match: { pathPrefix: '/oauth/jwks' } });
    const started = await startSignIn(getClient(), { scope: 'openid' });
    const result = await finishSignIn(getClient(), await comeBack(started), started);
    expect(result).toMatchObject({ ok: false, reason: 'unreachable' });
    expect((await signIn()).ok).toBe(true);
    expect(getCalls().filter((path) => path === '/oauth/jwks')).toHaveLength(2);
    await signIn();
    expect(getCalls().filter((path) => path === '/oauth/jwks')).toHaveLength(2);
  });

  test('an ORCID that never answers is given up after the time-out', async () => {
    const impatient = makeClient({ timeoutMs: 100 });
    const started = await startSignIn(impatient, { scope: 'openid' });
    const back = await comeBack(started);
    await order({ kind: 'hang', match: { pathPrefix: '/oauth/token' } });
    expect(await finishSignIn(impatient, back, started)).toMatchObject({
      reason: 'unreachable',
      detail: 'ORCID did not answer in time',
    });
    await order({ kind: 'hang', match: { pathPrefix: '/v3.0/' } });
    expect(
      await createRecordApi(impatient, { api: 'public', accessToken: null }).readRecord(CARBERRY),
    ).toMatchObject({
      ok: false,
      problem: { kind: 'later', status: null },
    });
  });
});

test('no secret shows in a failure, in a problem, or in the client itself', async () => {
  const results: unknown[] = [getClient()];
  const started = await startSignIn(getClient(), { scope: 'openid' });
  const back = await comeBack(started);
  const signedIn = await finishSignIn(getClient(), back, started);
  if (!signedIn.ok) throw new Error(signedIn.detail);
  results.push(await finishSignIn(getClient(), back, started));
  for (const kind of [
    'id-token-other-sub',
    'id-token-alg-none',
    'id-token-wrong-nonce',
    'id-token-missing',
  ]) {
    await order({ kind });
    const again = await startSignIn(getClient(), { scope: 'openid' });
    results.push(await finishSignIn(getClient(), await comeBack(again), again));
  }
  const { items } = (await (await fetch(`${baseUrl()}/_control/tokens`)).json()) as {
    items: { accessToken: string; refreshToken: string }[];
  };
  results.push(
    await createRecordApi(getClient(), { api: 'public', accessToken: 'canary-access-token' }).readRecord(
      CARBERRY,
    ),
  );
  results.push(
    await createRecordApi(getClient(), { api: 'public', accessToken: signedIn.accessToken }).readRecord(
      CARBERRY,
    ),
  );
  await order({ kind: 'error-500', body: 'no luck with canary-access-token' });
  results.push(
    await createRecordApi(getClient(), { api: 'public', accessToken: 'canary-access-token' }).readRecord(
      CARBERRY,
    ),
  );
  results.push(await refreshTokens(getClient(), 'canary-refresh-token'));
  results.push(await revokeToken(makeClient({ clientSecret: 'canary-wrong-secret' }), 'canary-token'));

  const shown = inspect(results, { depth: 20, showHidden: true }) + JSON.stringify(results);
  const code = new URL(back).searchParams.get('code') ?? '';
  const secrets = [
    code,
    started.codeVerifier,
    ...items.flatMap((item) => [item.accessToken, item.refreshToken]),
  ];
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  expect(shown).not.toMatch(/canary/);
});
