import { describe, expect, test } from 'vitest';
import { createRecordApi, refreshTokens, revokeToken } from '../src/index.ts';
import { CARBERRY, HAAK, useStandIn } from './stand-in-caller.ts';

const { getClient, signIn, order } = useStandIn();

describe('tokens', () => {
  test('refreshing gives a new pair, narrower where asked, and ends the old one', async () => {
    const old = await signIn('openid /read-limited');
    const result = await refreshTokens(getClient(), old.refreshToken ?? '', { scope: '/read-limited' });
    expect(result).toMatchObject({ ok: true, orcid: CARBERRY, scope: '/read-limited' });
    if (!result.ok) throw new Error(result.detail);
    expect(
      (
        await createRecordApi(getClient(), { api: 'public', accessToken: result.accessToken }).readRecord(
          CARBERRY,
        )
      ).ok,
    ).toBe(true);
    expect(
      await createRecordApi(getClient(), { api: 'public', accessToken: old.accessToken }).readRecord(
        CARBERRY,
      ),
    ).toMatchObject({
      problem: { kind: 'grant-revoked', status: 401 },
    });
    expect(await refreshTokens(getClient(), old.refreshToken ?? '')).toMatchObject({
      ok: false,
      reason: 'grant-revoked',
    });
  });

  test('the old pair lives on where that is asked', async () => {
    const old = await signIn();
    const result = await refreshTokens(getClient(), old.refreshToken ?? '', {
      revokeOld: false,
      expiresInSeconds: 60,
    });
    expect(result).toMatchObject({ ok: true, expiresInSeconds: 60 });
    expect(
      (
        await createRecordApi(getClient(), { api: 'public', accessToken: old.accessToken }).readRecord(
          CARBERRY,
        )
      ).ok,
    ).toBe(true);
  });

  test('a wider scope is refused, which is not a revoked grant', async () => {
    const { refreshToken } = await signIn();
    expect(await refreshTokens(getClient(), refreshToken ?? '', { scope: '/person/update' })).toMatchObject({
      ok: false,
      reason: 'refused',
      error: 'invalid_scope',
    });
  });

  test('revoking ends the pair, and may be repeated', async () => {
    const { accessToken, refreshToken } = await signIn();
    expect(await revokeToken(getClient(), refreshToken ?? '')).toEqual({ ok: true });
    expect(await revokeToken(getClient(), refreshToken ?? '')).toEqual({ ok: true });
    expect(
      await createRecordApi(getClient(), { api: 'public', accessToken: accessToken }).readRecord(CARBERRY),
    ).toMatchObject({
      problem: { kind: 'grant-revoked' },
    });
    await order({ kind: 'unavailable' });
    expect(await revokeToken(getClient(), accessToken)).toMatchObject({ ok: false, reason: 'unreachable' });
  });
});

describe('reading a record', () => {
  test('a record is read with a token or without, whole or the person alone', async () => {
    const { accessToken } = await signIn();
    expect(
      await createRecordApi(getClient(), { api: 'public', accessToken: accessToken }).readRecord(CARBERRY),
    ).toMatchObject({
      ok: true,
      record: { path: `/${CARBERRY}`, person: { name: { 'credit-name': { value: 'Josiah Carberry' } } } },
    });
    expect(
      await createRecordApi(getClient(), { api: 'member', accessToken: null }).readPerson(HAAK),
    ).toMatchObject({
      ok: true,
      person: { path: `/${HAAK}/person` },
    });
  });

  test('each refusal is told apart', async () => {
    const { accessToken } = await signIn();
    expect(
      await createRecordApi(getClient(), { api: 'public', accessToken: accessToken }).readRecord(HAAK),
    ).toMatchObject({
      problem: { kind: 'token-of-other-record', code: 9017 },
    });
    expect(
      await createRecordApi(getClient(), { api: 'public', accessToken: null }).readRecord(
        '0000-0002-9079-593X',
      ),
    ).toMatchObject({
      problem: { kind: 'gone', code: 9016 },
    });
    await order({ kind: 'rate-limited', retryAfterSeconds: 3 });
    expect(
      await createRecordApi(getClient(), { api: 'public', accessToken: null }).readRecord(CARBERRY),
    ).toMatchObject({
      problem: { kind: 'later', status: 429, retryAfterMs: 3000 },
    });
    await expect(
      createRecordApi(getClient(), { api: 'public', accessToken: null }).readRecord('0000-0002-1825-0098'),
    ).rejects.toThrow();
  });
});
