import { answerSignIn } from '@mintmark/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { getRawJwt, openManage, startWithAdministrator } from './support/isamples.ts';
import { JOSIAH, LAURE, type SignedIn } from './support/people.ts';
import type { System } from './support/start-system.ts';

let system: System;
let admin: SignedIn;

beforeAll(async () => {
  ({ system, admin } = await startWithAdministrator());
});
afterAll(() => system?.close());

const NOIDY = { shoulder: '99999/fk4', num_identifiers: 1 };

describe('what iSamples’ own tests ask', () => {
  test('login leads to ORCID with 302', async () => {
    const answer = await openManage(system, null).get('/login');
    expect(answer.status).toBe(302);
    const url = new URL(answer.headers.get('location') ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(`${system.orcid.url}/oauth/authorize`);
    expect(url.searchParams.get('scope')).toBe('openid');
    expect(url.searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
  });

  test('logout answers 307, whatever the token', async () => {
    expect((await openManage(system, '123456').get('/logout')).status).toBe(307);
    expect((await openManage(system, null).get('/logout')).status).toBe(307);
  });

  test('userinfo answers 400 without a header, 401 with a wrong token, 404 without a session', async () => {
    const none = await openManage(system, null).get<{ detail: string }>('/userinfo');
    expect(none.status).toBe(400);
    expect(none.body.detail).toContain('"authorization" header');
    expect((await openManage(system, '123456').get('/userinfo')).status).toBe(401);
    const basic = await openManage(system, null).get('/userinfo', { authorization: 'Basic eDp5' });
    expect(basic.status).toBe(400);
    expect((await openManage(system, admin.token).get('/userinfo')).status).toBe(404);
  });
});

describe('the command line flow of the seed', () => {
  test('a token shown in the browser mints from the command line, for the person whom ORCID authenticated', async () => {
    const jwt = await getRawJwt(system, LAURE);
    expect(jwt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const minted = await openManage(system, jwt).post<string[]>('/mint_noidy_identifiers', NOIDY);
    expect(minted.status).toBe(200);
    const [ark = ''] = minted.body;
    const pid = await fetch(`${system.url}/api/v1/pids/${encodeURIComponent(ark)}`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(await pid.json()).toMatchObject({ owner: { orcid: LAURE }, state: 'reserved' });
  });

  test('the token is plain text, kept by nobody on the way', async () => {
    const browser = openBrowser(system);
    await getRawJwt(system, JOSIAH, browser);
    const shown = await browser.open('/manage/auth?raw_jwt=true');
    expect(shown.headers.get('content-type')).toMatch('text/plain');
    expect(shown.headers.get('cache-control')).toBe('no-store');
  });

  test('an access token of ours works in its place', async () => {
    const minted = await openManage(system, admin.token).post<string[]>('/mint_noidy_identifiers', NOIDY);
    expect(minted.status).toBe(200);
    expect(minted.body).toHaveLength(1);
  });

  test('someone who never signed in here mints nothing with a token of ORCID', async () => {
    const jwt = await getRawJwt(system, LAURE);
    const [header = '', claims = ''] = jwt.split('.');
    const other = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: '0000-0002-1694-233X' };
    const forged = `${header}.${Buffer.from(JSON.stringify(other)).toString('base64url')}.${jwt.split('.')[2]}`;
    expect((await openManage(system, forged).post('/mint_noidy_identifiers', NOIDY)).status).toBe(401);
  });
});

test('a token is not called wrong while the keys of ORCID cannot be had', async () => {
  const fresh = await startWithAdministrator();
  try {
    const jwt = await getRawJwt(fresh.system);
    const ordered = await fetch(`${fresh.system.orcid.url}/_control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'unavailable', match: { pathPrefix: '/oauth/jwks' } }),
    });
    expect(ordered.status).toBe(201);
    const answer = await openManage(fresh.system, jwt).post<{ detail: string }>(
      '/mint_noidy_identifiers',
      NOIDY,
    );
    expect(answer.status).toBe(503);
    expect(answer.body.detail).toContain('keys of ORCID');
  } finally {
    await fresh.system.close();
  }
});

describe('faults of the original that are absent', () => {
  test('fault 1: whose token it is says its signature, not what the client claims', async () => {
    const jwt = await getRawJwt(system, LAURE);
    const minted = await openManage(system, jwt).post<string[]>('/mint_noidy_identifiers', {
      ...NOIDY,
      orcid_id: JOSIAH,
    });
    const pid = await fetch(`${system.url}/api/v1/pids/${encodeURIComponent(minted.body[0] ?? '')}`, {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    expect(await pid.json()).toMatchObject({ owner: { orcid: LAURE } });
  });

  test('fault 6: after logging out the id_token is refused, although ORCID’s date has not come', async () => {
    const browser = openBrowser(system);
    const jwt = await getRawJwt(system, LAURE, browser);
    const manage = openManage(system, jwt);
    expect((await manage.post('/mint_noidy_identifiers', NOIDY)).status).toBe(200);
    expect((await browser.open('/manage/logout')).status).toBe(307);
    const refused = await manage.post<{ detail: string }>('/mint_noidy_identifiers', NOIDY);
    expect(refused.status).toBe(401);
    expect(refused.body.detail).toContain('signed out');
    expect((await browser.open('/manage/userinfo')).status).toBe(400);
  });

  test('fault 6: a program that logs out with its id_token ends that token', async () => {
    const manage = openManage(system, await getRawJwt(system, LAURE));
    expect((await manage.get('/logout')).status).toBe(307);
    expect((await manage.post('/mint_noidy_identifiers', NOIDY)).status).toBe(401);
  });

  test('fault 6: signing in once more leaves earlier tokens alone, and logging out ends them all', async () => {
    const browser = openBrowser(system);
    const first = openManage(system, await getRawJwt(system, LAURE, browser));
    const second = openManage(system, await getRawJwt(system, LAURE, browser));
    expect((await first.post('/mint_noidy_identifiers', NOIDY)).status).toBe(200);
    await browser.send('/auth/logout', {});
    expect((await first.post('/mint_noidy_identifiers', NOIDY)).status).toBe(401);
    expect((await second.post('/mint_noidy_identifiers', NOIDY)).status).toBe(401);
  });

  test('fault 6: no token of ORCID stands in an address or in the cookie', async () => {
    const browser = openBrowser(system);
    const begin = await browser.open('/manage/login?annotation=true');
    const callback = await answerSignIn(begin.location ?? '', { orcid: LAURE, decision: 'grant' });
    const back = await browser.open(callback);
    const end = await browser.open('/manage/auth?annotation=true');
    expect(end.status).toBe(302);
    for (const location of [back.location, end.location]) expect(location).not.toContain('access_token');
    const issued = (await (await fetch(`${system.orcid.url}/_control/tokens`)).json()) as {
      items: { accessToken: string }[];
    };
    const info = await browser.open('/manage/userinfo');
    for (const { accessToken } of issued.items) {
      expect(browser.cookieHeader()).not.toContain(accessToken);
      expect(info.body).not.toContain(accessToken);
    }
  });
});

describe('the session of the browser', () => {
  test('userinfo has the members that iSamples’ page shows, and no access token of ORCID', async () => {
    const browser = openBrowser(system);
    const jwt = await getRawJwt(system, LAURE, browser);
    const info = JSON.parse((await browser.open('/manage/userinfo')).body) as Record<string, unknown>;
    expect(Object.keys(info)).toEqual([
      'name',
      'orcid',
      'id_token',
      'expires_at',
      'auth_time',
      'access_token',
    ]);
    expect(info).toMatchObject({ orcid: LAURE, id_token: jwt, access_token: null });
    expect(info.expires_at).toBeGreaterThan(Number(info.auth_time));
  });

  test('a thing to look at is kept through the sign-in', async () => {
    const browser = openBrowser(system);
    const thing = 'ark:/99999/fk44w2s';
    const begin = await browser.open(`/manage/login?thing=${encodeURIComponent(thing)}`);
    const callback = await answerSignIn(begin.location ?? '', { orcid: JOSIAH, decision: 'grant' });
    const back = await browser.open(callback);
    const end = await browser.open(back.location ?? '');
    expect(end.location).toBe(`${system.url}/ark:99999/fk44w2s`);
  });

  test('auth leads nowhere else than to this service', async () => {
    const browser = openBrowser(system);
    await getRawJwt(system, JOSIAH, browser);
    const end = await browser.open('/manage/auth?thing=https://evil.example.org/');
    expect(end.location).toBe(`${system.url}/app`);
  });

  test('auth without a sign-in is refused', async () => {
    expect((await openManage(system, null).get('/auth?raw_jwt=true')).status).toBe(400);
  });

  test('a page of another site can use a token, and never the cookie', async () => {
    const browser = openBrowser(system);
    await getRawJwt(system, JOSIAH, browser);
    const headers = {
      cookie: browser.cookieHeader(),
      origin: 'https://elsewhere.example.org',
      'sec-fetch-site': 'cross-site',
    };
    const none = openManage(system, null);
    expect((await none.post('/mint_noidy_identifiers', NOIDY, headers)).status).toBe(401);
    const get = await none.get(`/add_orcid_id?orcid_id=${LAURE}`, headers);
    expect(get.status).toBe(401);
    const info = await none.get('/userinfo', headers);
    // A browser hides this answer from the page: no credentials are allowed with the asterisk.
    expect(info.headers.get('access-control-allow-origin')).toBe('*');
    expect(info.headers.has('access-control-allow-credentials')).toBe(false);
    const preflight = await fetch(`${system.url}/manage/mint_noidy_identifiers`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('hypothesis_jwt is plainly not offered', async () => {
    const answer = await openManage(system, null).post<{ detail: string }>('/hypothesis_jwt', {});
    expect(answer.status).toBe(404);
    expect(answer.body.detail).toContain('Hypothesis');
  });

  test('an unknown address and a wrong method are refused in FastAPI’s shape', async () => {
    const unknown = await openManage(system, admin.token).get<{ detail: string }>('/nothing');
    expect([unknown.status, unknown.body]).toEqual([404, { detail: 'Not Found' }]);
    const wrong = await openManage(system, admin.token).get<{ detail: string }>('/mint_noidy_identifiers');
    expect(wrong.status).toBe(405);
    expect(wrong.body.detail).toContain('POST');
  });
});
