import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { startOrcidStandIn } from '../src/orcid/index.ts';
import { CARBERRY, CREDENTIALS, GARCIA, MEMBER, readJson, useOrcidStandIn } from './orcid-caller.ts';

const { baseUrl, getCode, post, exchange, getTokens, control, readRecord } = useOrcidStandIn();

describe('control', () => {
  test('the tokens that were issued are listed with what became of them', async () => {
    const kept = await getTokens('openid', GARCIA);
    const revoked = await getTokens('/read-limited');
    await post('/oauth/revoke', { ...CREDENTIALS, token: revoked.access_token ?? '' });
    const { items } = await readJson(await control('GET', '/tokens'));
    expect(items).toMatchObject([
      { accessToken: kept.access_token, orcid: GARCIA, scope: 'openid', status: 'active' },
      { accessToken: revoked.access_token, orcid: CARBERRY, status: 'revoked' },
    ]);
  });

  test('a person can take back their grant, which ends their tokens and nobody else’s', async () => {
    const hers = await getTokens('openid', GARCIA);
    const his = await getTokens('openid');
    const response = await control('POST', '/grants/revoke', { orcid: GARCIA });
    expect(await readJson(response)).toEqual({ disabled: 1 });
    expect((await readRecord(GARCIA, hers.access_token)).status).toBe(401);
    expect((await readRecord(CARBERRY, his.access_token)).status).toBe(200);
    expect((await control('POST', '/grants/revoke', { orcid: 'nobody' })).status).toBe(400);
  });

  test('people can be added, with an iD whose check digit is right', async () => {
    const orcid = '0000-0002-9079-593X';
    const added = await control('POST', '/people', { orcid: `https://orcid.org/${orcid}`, name: null });
    expect(added.status).toBe(201);
    expect(await getTokens('openid', orcid)).toMatchObject({ orcid, name: null });
    expect((await control('POST', '/people', { orcid: '0000-0002-9079-5930' })).status).toBe(400);
  });

  test('reset forgets tokens and added people, and keeps the signing key', async () => {
    const keys = await readJson(await fetch(`${baseUrl()}/oauth/jwks`));
    await control('POST', '/people', { orcid: '0000-0002-9079-593X' });
    const { access_token: token } = await getTokens();
    expect((await control('POST', '/reset')).status).toBe(204);
    expect((await readRecord(CARBERRY, token)).status).toBe(401);
    expect((await readJson(await control('GET', '/people'))).items).toHaveLength(4);
    expect(await readJson(await fetch(`${baseUrl()}/oauth/jwks`))).toEqual(keys);
  });

  test('a fault strikes the token endpoint as often as it was asked, with Retry-After', async () => {
    await control('POST', '/faults', {
      kind: 'rate-limited',
      retryAfterSeconds: 7,
      match: { pathPrefix: '/oauth/token' },
    });
    const code = await getCode();
    const limited = await fetch(`${baseUrl()}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(CREDENTIALS),
    });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await exchange(code)).status).toBe(200);
  });

  test('an answer withheld after the work leaves a used code behind', async () => {
    await control('POST', '/faults', {
      kind: 'timeout-after-commit',
      delayMs: 0,
      match: { pathPrefix: '/oauth/token' },
    });
    const used = await getCode();
    await expect(exchange(used)).rejects.toThrow();
    expect((await exchange(used)).body.error_description).toBe(`Reused authorization code: ${used}`);
  });

  test('a fault can make the next id_token wrong', async () => {
    await control('POST', '/faults', { kind: 'id-token-alg-none' });
    const { id_token: wrong = '' } = await getTokens();
    expect(decodeProtectedHeader(wrong)).toEqual({ alg: 'none' });
    const { id_token: right = '' } = await getTokens();
    expect(decodeProtectedHeader(right).alg).toBe('RS256');
  });
});

test('a signing key kept in a file survives a restart', async () => {
  const directory = await mkdtemp(`${tmpdir()}/orcid-stand-in-`);
  const options = { clients: [MEMBER], signingKeyFile: `${directory}/key.json` };
  const readKeys = async () => {
    const started = await startOrcidStandIn(options);
    const keys = await readJson(await fetch(`${started.url}/oauth/jwks`));
    await started.close();
    return keys;
  };
  expect(await readKeys()).toEqual(await readKeys());
  await rm(directory, { recursive: true });
});
