import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser, startSystemToday } from './support/browser.ts';
import {
  authorize,
  authorizeUrl,
  CLI,
  createPkce,
  decide,
  exchange,
  follow,
  LOOPBACK,
  openConsent,
  post,
  readForm,
  readTokens,
  refresh,
} from './support/oauth.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let system: System;
let josiah: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
});
// Lists are by time.
beforeEach(() => system.clock.advance(1000));
afterAll(() => system?.close());

const statusOf = async (token: string): Promise<number> => (await createApi(system, token).get('/me')).status;

describe('where the authorization server is', () => {
  test('programs find its addresses and what it can do', async () => {
    const answer = await fetch(`${system.url}/.well-known/oauth-authorization-server`);
    expect(await answer.json()).toMatchObject({
      issuer: system.url,
      authorization_endpoint: `${system.url}/oauth/authorize`,
      token_endpoint: `${system.url}/oauth/token`,
      device_authorization_endpoint: `${system.url}/oauth/device/auth`,
      revocation_endpoint: `${system.url}/oauth/revoke`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
    });
    for (const path of ['token/introspection', 'reg', 'jwks', 'me', 'session/end', 'backchannel']) {
      expect((await fetch(`${system.url}/oauth/${path}`, { method: 'POST' })).status, path).toBe(405);
      expect((await fetch(`${system.url}/oauth/${path}`)).status, path).toBe(404);
    }
  });

  test('it is at PUBLIC_URL whatever a caller or a proxy says in its headers', async () => {
    const answer = await fetch(authorizeUrl(system, {}), {
      redirect: 'manual',
      headers: { 'x-forwarded-host': 'evil.example.org', 'x-forwarded-proto': 'https' },
    });
    expect(answer.headers.get('location')).toMatch(`${system.url}/oauth/interaction/`);
    const device = await post(
      system,
      '/oauth/device/auth',
      { client_id: CLI, scope: 'pid:read' },
      { 'x-forwarded-host': 'evil.example.org' },
    );
    expect(device.body.verification_uri).toBe(`${system.url}/oauth/device`);
  });

  test('at an https address its cookies are for https only', async () => {
    const secure = await startSystemToday({ env: { PUBLIC_URL: 'https://pids.example.org' } });
    try {
      const answer = await secure.app.inject({
        url: '/oauth/authorize?response_type=code&client_id=mintmark-cli&scope=pid:read',
      });
      expect(answer.statusCode).toBeLessThan(500);
      const port = new URL(`http://127.0.0.1:${secure.config.port}`);
      const url = new URL(authorizeUrl({ url: port.origin }, {}));
      const begun = await fetch(url, { redirect: 'manual' });
      expect(begun.headers.get('location')).toMatch(/^https:\/\/pids\.example\.org\/oauth\/interaction\//);
      const cookies = begun.headers.getSetCookie();
      expect(cookies.length).toBeGreaterThan(0);
      for (const cookie of cookies) expect(cookie).toMatch(/; secure; httponly/i);
    } finally {
      await secure.close();
    }
  });
});

describe('a program on this computer', () => {
  test('gets tokens of a person who allows it, and acts for them within the scopes', async () => {
    const pkce = createPkce();
    const page = await openConsent(josiah, system, { challenge: pkce.challenge });
    expect(page.status).toBe(200);
    for (const text of [
      'Mintmark command line',
      '127.0.0.1:53412',
      'Josiah Carberry',
      JOSIAH,
      'reserve identifiers',
    ]) {
      expect(page.body).toContain(text);
    }
    expect(page.body).not.toContain('pid:publish');
    const back = await decide(josiah, system, page, 'allow');
    expect(back.origin + back.pathname).toBe(LOOPBACK);
    expect(back.searchParams.get('state')).toBe('state-of-the-program');
    expect(back.searchParams.get('iss')).toBe(system.url);
    const tokens = readTokens(await exchange(system, back.searchParams.get('code') ?? '', pkce));
    expect(tokens.access).toMatch(/^mmo_[A-Za-z0-9_-]{43}$/);
    expect(tokens).toMatchObject({ scope: 'pid:read pid:mint', expiresIn: 3600 });
    const api = createApi(system, tokens.access);
    expect((await api.get('/me')).body).toMatchObject({
      account: { orcid: JOSIAH },
      scopes: ['pid:read', 'pid:mint'],
      token: { name: 'Mintmark command line' },
    });
    expect((await api.get('/pids')).status).toBe(200);
    expect((await api.post('/pids/10.5072%2Fnothing/publish', {})).status).toBe(403);
    expect((await api.post('/tokens', { name: 'x', scopes: ['pid:read'], expiresInDays: 1 })).status).toBe(
      403,
    );
  });

  test('is listed where the person can end it, and ended there with all of its tokens', async () => {
    const tokens = await authorize(josiah, system);
    const page = await josiah.open('/app/tokens');
    expect(page.body).toContain('Programs that you allowed');
    const me = createApi(system, tokens.access);
    const { items } = (
      await me.get<{ items: { id: string; lastUsedAt: string; client: object }[] }>('/authorizations')
    ).body;
    expect(items[0]).toMatchObject({
      client: { id: CLI, name: 'Mintmark command line' },
      scopes: ['pid:read', 'pid:mint'],
      lastUsedAt: expect.any(String),
    });
    const token = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const ended = await josiah.send(`/app/authorizations/${items[0]?.id}/revoke`, { form_token: token });
    expect(ended.status).toBe(303);
    expect(await statusOf(tokens.access)).toBe(401);
    expect((await refresh(system, tokens.refresh)).body.error).toBe('invalid_grant');
  });

  test('ends only its own authorization over the API, and nobody else can', async () => {
    const one = await authorize(josiah, system);
    system.clock.advance(1000);
    const other = await authorize(josiah, system);
    const list = await createApi(system, one.access).get<{ items: { id: string }[] }>('/authorizations');
    const [idOfOther, idOfOne] = list.body.items.map(({ id }) => id);
    const laure = await signIn(system, LAURE);
    const asLaure = await fetch(`${system.url}/api/v1/authorizations/${idOfOne}`, {
      method: 'DELETE',
      headers: { cookie: laure.cookie, origin: system.url },
    });
    expect(asLaure.status).toBe(404);
    expect((await createApi(system, one.access).delete(`/authorizations/${idOfOther}`)).status).toBe(403);
    expect((await createApi(system, one.access).delete(`/authorizations/${idOfOne}`)).status).toBe(204);
    expect(await statusOf(one.access)).toBe(401);
    expect((await createApi(system, other.access).delete('/tokens/current')).status).toBe(204);
    expect(await statusOf(other.access)).toBe(401);
  });

  test('is told when the person does not allow it', async () => {
    const back = await decide(josiah, system, await openConsent(josiah, system), 'deny');
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('state-of-the-program');
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('gets only the scopes that the person left on, and at least one is needed', async () => {
    const pkce = createPkce();
    const page = await openConsent(josiah, system, {
      challenge: pkce.challenge,
      scope: 'pid:read pid:mint pid:publish',
    });
    const { action, fields } = readForm(page);
    const none = await josiah.send(action, { ...fields, decision: 'allow', scopes: [] });
    expect(none.status).toBe(400);
    expect(none.body).toContain('at least one');
    // A scope that was not asked for cannot be added to the form either.
    const back = await decide(josiah, system, page, 'allow', { scopes: ['pid:read', 'org:admin'] });
    const tokens = readTokens(await exchange(system, back.searchParams.get('code') ?? '', pkce));
    expect(tokens.scope).toBe('pid:read');
  });

  test('is offered the rights of administrators only by one', async () => {
    const page = await openConsent(josiah, system, { scope: 'pid:read org:admin' });
    expect(readForm(page).fields.scopes).toEqual(['pid:read']);
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    const path = `/api/v1/organisations/default/members/${LAURE}`;
    await fetch(`${system.url}${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'admin' }),
    });
    const laure = openBrowser(system);
    await laure.signIn(LAURE);
    const tokens = await authorize(laure, system, { scope: 'pid:read org:admin' });
    const api = createApi(system, tokens.access);
    expect((await api.get('/organisations/default/members')).status).toBe(200);
    // Rights are read when they are used.
    await operator.delete(`/organisations/default/members/${LAURE}`);
    expect((await api.get('/organisations/default/members')).status).toBe(404);
  });

  test('offers a person without an organisation nothing that only members can do', async () => {
    const closed = await startSystemToday({ env: { SIGN_UP: 'closed' } });
    try {
      const stranger = openBrowser(closed);
      await stranger.signIn(JOSIAH);
      const some = await openConsent(stranger, closed, { scope: 'pid:read pid:mint pid:publish' });
      expect(readForm(some).fields.scopes).toEqual(['pid:read']);
      const none = await openConsent(stranger, closed, { scope: 'pid:mint' });
      expect(none.body).toContain('there is nothing to allow');
      const { action, fields } = readForm(none);
      const forged = await stranger.send(action, { ...fields, decision: 'allow', scopes: ['pid:mint'] });
      expect(forged.status).toBe(400);
      const back = await decide(stranger, closed, none, 'deny');
      expect(back.searchParams.get('error')).toBe('access_denied');
    } finally {
      await closed.close();
    }
  });

  test('that asks for an id_token gets none, and what else it asks for', async () => {
    const pkce = createPkce();
    const page = await openConsent(josiah, system, {
      challenge: pkce.challenge,
      scope: 'openid offline_access pid:read unknown:scope',
    });
    const back = await decide(josiah, system, page, 'allow');
    const { body } = await exchange(system, back.searchParams.get('code') ?? '', pkce);
    expect(body).toMatchObject({ scope: 'pid:read', token_type: 'Bearer' });
    expect(body).not.toHaveProperty('id_token');
  });

  test('may insist on the question that is asked anyway', async () => {
    const page = await openConsent(josiah, system, { prompt: 'login consent' });
    expect((await decide(josiah, system, page, 'allow')).searchParams.has('code')).toBe(true);
  });

  test('sends people without a session to ORCID first, and they come back to the question', async () => {
    const browser = openBrowser(system);
    const begun = await browser.open(authorizeUrl(system, {}));
    const question = await browser.open(begun.location ?? '');
    const toOrcid = new URL(question.location ?? '');
    expect(toOrcid.pathname).toBe('/auth/orcid/login');
    const returnTo = toOrcid.searchParams.get('return_to') ?? '';
    const back = await browser.signIn(JOSIAH, { returnTo });
    const page = await follow(browser, system, back);
    expect(page.body).toContain('Allow Mintmark command line?');
    expect((await decide(browser, system, page, 'allow')).searchParams.has('code')).toBe(true);
  });
});

describe('tokens', () => {
  test('what one process begins, another goes on with', async () => {
    const other = await createApp(system.ctx);
    try {
      const pkce = createPkce();
      const begun = await other.inject(
        authorizeUrl(system, { challenge: pkce.challenge }).slice(system.url.length),
      );
      for (const cookie of begun.cookies) {
        josiah.cookies.set(cookie.name, { value: cookie.value, attributes: '' });
      }
      const page = await follow(josiah, system, await josiah.open(String(begun.headers.location)));
      const back = await decide(josiah, system, page, 'allow');
      const form = {
        grant_type: 'authorization_code',
        client_id: CLI,
        redirect_uri: LOOPBACK,
        code: back.searchParams.get('code') ?? '',
        code_verifier: pkce.verifier,
      };
      const exchanged = await other.inject({
        method: 'POST',
        url: '/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(form).toString(),
      });
      const tokens = readTokens({
        status: exchanged.statusCode,
        body: exchanged.json(),
        headers: new Headers(),
      });
      expect(await statusOf(tokens.access)).toBe(200);
      expect((await refresh(system, tokens.refresh)).status).toBe(200);
    } finally {
      await other.close();
    }
  });

  test('an access token ends after an hour; the refresh token gives new ones for the same scopes', async () => {
    const tokens = await authorize(josiah, system);
    system.clock.advance(HOUR_MS);
    expect(await statusOf(tokens.access)).toBe(401);
    const renewed = readTokens(await refresh(system, tokens.refresh));
    expect(renewed.refresh).not.toBe(tokens.refresh);
    expect(renewed.scope).toBe('pid:read pid:mint');
    expect(await statusOf(renewed.access)).toBe(200);
  });

  test('a refresh token that is used twice ends everything that came of it', async () => {
    const tokens = await authorize(josiah, system);
    const renewed = readTokens(await refresh(system, tokens.refresh));
    const again = await refresh(system, tokens.refresh);
    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await statusOf(renewed.access)).toBe(401);
    expect((await refresh(system, renewed.refresh)).body.error).toBe('invalid_grant');
  });

  test('of two uses of one refresh token at the same moment at most one has success, and both end', async () => {
    const tokens = await authorize(josiah, system);
    const answers = await Promise.all([refresh(system, tokens.refresh), refresh(system, tokens.refresh)]);
    const given = answers.filter(({ status }) => status === 200).map(readTokens);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const { access } of given) expect(await statusOf(access)).toBe(401);
    expect(await statusOf(tokens.access)).toBe(401);
  });

  test('a code that is used twice ends the tokens that it gave', async () => {
    const tokens = await authorize(josiah, system);
    const again = await exchange(system, tokens.code, tokens.pkce);
    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await statusOf(tokens.access)).toBe(401);
    expect((await refresh(system, tokens.refresh)).body.error).toBe('invalid_grant');
  });

  test('a code is good for a minute', async () => {
    const pkce = createPkce();
    const page = await openConsent(josiah, system, { challenge: pkce.challenge });
    const back = await decide(josiah, system, page, 'allow');
    system.clock.advance(61_000);
    const late = await exchange(system, back.searchParams.get('code') ?? '', pkce);
    expect(late.body.error).toBe('invalid_grant');
  });

  test('a program gives its tokens back, by either of them, and everything ends', async () => {
    for (const which of ['access', 'refresh'] as const) {
      const tokens = await authorize(josiah, system);
      const stranger = await post(system, '/oauth/revoke', { client_id: 'unknown', token: tokens[which] });
      expect(stranger.status).toBe(401);
      expect(await statusOf(tokens.access)).toBe(200);
      const revoked = await post(system, '/oauth/revoke', { client_id: CLI, token: tokens[which] });
      expect(revoked.status).toBe(200);
      expect(await statusOf(tokens.access)).toBe(401);
      expect((await refresh(system, tokens.refresh)).body.error).toBe('invalid_grant');
      // What is unknown is gone already (RFC 7009 section 2.2).
      expect((await post(system, '/oauth/revoke', { client_id: CLI, token: 'mmo_none' })).status).toBe(200);
    }
  });

  test('no refresh widens the scopes', async () => {
    const tokens = await authorize(josiah, system, { scope: 'pid:read pid:mint' });
    const wider = await refresh(system, tokens.refresh, { scope: 'pid:read org:admin' });
    expect(wider).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    const narrower = readTokens(await refresh(system, tokens.refresh, { scope: 'pid:read' }));
    const me = await createApi(system, narrower.access).get('/me');
    expect(me.body.scopes).toEqual(['pid:read']);
  });

  test('a refresh token unused for 30 days has ended, and a year ends any authorization', async () => {
    const unused = await authorize(josiah, system);
    let used = await authorize(josiah, system);
    system.clock.advance(20 * DAY_MS);
    used = { ...used, ...readTokens(await refresh(system, used.refresh)) };
    system.clock.advance(11 * DAY_MS);
    expect((await refresh(system, unused.refresh)).body.error).toBe('invalid_grant');
    for (let day = 31; day < 360; day += 25) {
      used = { ...used, ...readTokens(await refresh(system, used.refresh)) };
      system.clock.advance(25 * DAY_MS);
    }
    system.clock.advance(DAY_MS);
    expect((await refresh(system, used.refresh)).body.error).toBe('invalid_grant');
    expect(await statusOf(used.access)).toBe(401);
    system.clock.advance(Date.now() - system.clock.now().getTime());
  });

  test.each(['mmo_', 'mmo_x', `mmo_${'A'.repeat(43)}`, `mmo_${'A'.repeat(4000)}`])(
    '%s is as unknown as any other',
    async (token) => {
      const answer = await createApi(system, token).get('/me');
      expect(answer.status).toBe(401);
      expect(answer.body.detail).toContain('unknown, has expired or was revoked');
    },
  );
});

describe('programs that an operator registers', () => {
  const register = (body: Record<string, unknown>) =>
    createApi(system, TEST_ADMIN_TOKEN).post<{ id: string; secret: string | null }>('/oauth-clients', body);

  test('a confidential one proves itself with its secret, in either way, and PKCE is asked of it as well', async () => {
    const redirectUri = 'https://lims.example.org/oauth/callback';
    const made = await register({
      name: 'Sample database',
      type: 'confidential',
      redirectUris: [redirectUri],
    });
    expect(made.status).toBe(201);
    const { id, secret } = made.body;
    const pkce = createPkce();
    const ask = { clientId: id, redirectUri, challenge: pkce.challenge };
    const page = await openConsent(josiah, system, ask);
    expect(page.body).toContain('Sample database');
    expect(page.body).toContain('lims.example.org');
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://lims.example.org;",
    );
    const back = await decide(josiah, system, page, 'allow');
    expect(back.origin + back.pathname).toBe(redirectUri);
    const form = { client_id: id, redirect_uri: redirectUri };
    const code = back.searchParams.get('code') ?? '';
    expect((await exchange(system, code, pkce, form)).status).toBe(401);
    expect((await exchange(system, code, pkce, { ...form, client_secret: 'mmc_wrong' })).status).toBe(401);
    const tokens = readTokens(await exchange(system, code, pkce, { ...form, client_secret: secret ?? '' }));
    const basic = Buffer.from(`${id}:${secret}`).toString('base64');
    const renewed = await post(
      system,
      '/oauth/token',
      { grant_type: 'refresh_token', refresh_token: tokens.refresh },
      { authorization: `Basic ${basic}` },
    );
    expect(renewed.status).toBe(200);
    const plain = await josiah.open(authorizeUrl(system, { ...ask, challenge: null, method: null }));
    expect(new URL(plain.location ?? '').searchParams.get('error')).toBe('invalid_request');
  });

  test('when one is ended, everything that people allowed it is over', async () => {
    const { body } = await register({
      name: 'Old tool',
      type: 'public',
      redirectUris: ['http://127.0.0.1/back'],
    });
    const pkce = createPkce();
    const redirectUri = 'http://127.0.0.1:4711/back';
    const page = await openConsent(josiah, system, {
      clientId: body.id,
      redirectUri,
      challenge: pkce.challenge,
    });
    const back = await decide(josiah, system, page, 'allow');
    const form = { client_id: body.id, redirect_uri: redirectUri };
    const tokens = readTokens(await exchange(system, back.searchParams.get('code') ?? '', pkce, form));
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    expect((await operator.delete(`/oauth-clients/${body.id}`)).status).toBe(204);
    expect(await statusOf(tokens.access)).toBe(401);
    expect((await refresh(system, tokens.refresh, { client_id: body.id })).status).toBe(401);
    expect((await operator.delete(`/oauth-clients/${body.id}`)).status).toBe(404);
    const { items } = (await operator.get<{ items: { id: string }[] }>('/oauth-clients')).body;
    expect(items.map(({ id }) => id)).not.toContain(body.id);
  });

  test.each([
    'http://lims.example.org/callback',
    'https://lims.example.org/callback#x',
    'https://user@lims.example.org/callback',
    'https://localhost/callback',
    'myapp://callback',
    'javascript:alert(1)',
    'https:lims.example.org',
  ])('%s is refused as an address to call back', async (uri) => {
    const answer = await register({ name: 'x', type: 'public', redirectUris: [uri] });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer: '/redirectUris/0' }] });
  });

  test('only an operator registers them', async () => {
    const { token } = await signIn(system);
    const answer = await createApi(system, token).post('/oauth-clients', {
      name: 'x',
      type: 'public',
      redirectUris: ['https://x.example.org/'],
    });
    expect(answer.status).toBe(403);
  });
});
