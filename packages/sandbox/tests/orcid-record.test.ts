import { describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA, readJson, UNNAMED, useOrcidStandIn } from './orcid-caller.ts';

const { baseUrl, getTokens, readRecord } = useOrcidStandIn();

describe('OpenID Connect', () => {
  test('discovery states this stand-in as the issuer', async () => {
    const document = await readJson(await fetch(`${baseUrl()}/.well-known/openid-configuration`));
    expect(document).toMatchObject({
      issuer: baseUrl(),
      token_endpoint: `${baseUrl()}/oauth/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    });
    expect(document).not.toHaveProperty('code_challenge_methods_supported');
  });

  test('userinfo names the person, and keeps nulls', async () => {
    const info = async (token: string | undefined) =>
      (await fetch(`${baseUrl()}/oauth/userinfo`, { headers: { authorization: `Bearer ${token}` } })).json();
    expect(await info((await getTokens()).access_token)).toEqual({
      id: `${baseUrl()}/${CARBERRY}`,
      sub: CARBERRY,
      name: 'Josiah Carberry',
      family_name: 'Carberry',
      given_name: 'Josiah',
    });
    expect(await info((await getTokens('/authenticate', UNNAMED)).access_token)).toMatchObject({
      sub: UNNAMED,
      name: null,
      family_name: null,
    });
  });

  test('every failure of userinfo is the same 403', async () => {
    const { access_token: noScope = '' } = await getTokens('/read-limited');
    for (const headers of [{}, { authorization: 'Bearer no' }, { authorization: `Bearer ${noScope}` }]) {
      const response = await fetch(`${baseUrl()}/oauth/userinfo`, { headers });
      expect(response.status).toBe(403);
      expect(await response.text()).toBe(
        '{"error":"access_denied","error-description":"access_token is invalid"}',
      );
    }
  });
});

describe('reading records', () => {
  test('a public record is read without a token, in the shape of ORCID', async () => {
    const response = await readRecord(CARBERRY);
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    const record = await readJson(response);
    expect(Object.keys(record)).toEqual([
      'orcid-identifier',
      'preferences',
      'history',
      'person',
      'activities-summary',
      'path',
    ]);
    expect(record['orcid-identifier']).toEqual({
      uri: `${baseUrl()}/${CARBERRY}`,
      path: CARBERRY,
      host: new URL(baseUrl()).host,
    });
    expect(record).toMatchObject({
      person: { name: { 'credit-name': { value: 'Josiah Carberry' } } },
      'activities-summary': { works: { 'last-modified-date': null, group: [], path: `/${CARBERRY}/works` } },
    });
    const person = await fetch(`${baseUrl()}/v3.0/${UNNAMED}/person`, {
      headers: { accept: 'application/vnd.orcid+json' },
    });
    expect(await readJson(person)).toMatchObject({ name: null, path: `/${UNNAMED}/person` });
  });

  test('a bad token is a 401 that repeats the token', async () => {
    const response = await readRecord(CARBERRY, 'not-a-token');
    expect(response.status).toBe(401);
    expect(await readJson(response)).toEqual({
      error: 'invalid_token',
      error_description: 'Invalid access token: not-a-token',
    });
  });

  test('the token of one person does not open the record of another', async () => {
    const { access_token: token } = await getTokens('/read-limited');
    const response = await readRecord(GARCIA, token);
    expect(response.status).toBe(401);
    expect(await readJson(response)).toMatchObject({ 'response-code': 401, 'error-code': 9017 });
  });

  test('a token that may only write does not read', async () => {
    const { access_token: token } = await getTokens('/activities/update');
    const response = await readRecord(CARBERRY, token);
    expect(response.status).toBe(403);
    expect(await readJson(response)).toMatchObject({ 'error-code': 9038 });
  });

  test('an unknown iD is 404 with error 9016', async () => {
    const response = await readRecord('0000-0002-9079-593X');
    expect(response.status).toBe(404);
    expect(Object.keys(await readJson(response))).toEqual([
      'response-code',
      'developer-message',
      'user-message',
      'error-code',
      'more-info',
    ]);
  });

  test('a caller that does not say what it wants gets XML', async () => {
    const response = await readRecord(CARBERRY, undefined, '*/*');
    expect(response.headers.get('content-type')).toBe('application/vnd.orcid+xml;charset=UTF-8');
    expect(await response.text()).toContain('<record:record');
  });

  test('every iD has a page, and only known ones', async () => {
    const page = await fetch(`${baseUrl()}/${CARBERRY}`);
    expect(await page.text()).toContain('Josiah Carberry');
    expect((await fetch(`${baseUrl()}/0000-0002-9079-593X`)).status).toBe(404);
  });
});
