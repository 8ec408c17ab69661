import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, makeServiceAccount, openDspaceSession } from './support/dspace-session.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let program: { name: string; password: string };

beforeAll(async () => {
  system = await startSystem({ env: { DSPACE_UI_URL: 'https://repository.example.org/ui' } });
  program = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'harvester' });
});
afterAll(() => system?.close());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UI = 'https://repository.example.org';
const OTHER = 'https://evil.example.org';
const REFUSED = 'Access is denied. Invalid CSRF token.';

test('CsrfRestControllerIT getCsrf: a token each time, another each time', async () => {
  const tokens = new Set<string>();
  const session = openDspaceSession(system);
  for (let count = 0; count < 3; count += 1) {
    const answer = await session.get('/security/csrf', { remember: count === 2 });
    expect(answer.status).toBe(204);
    const token = answer.headers.get('dspace-xsrf-token') ?? '';
    expect(token).toMatch(UUID);
    expect(answer.cookies).toEqual([`DSPACE-XSRF-COOKIE=${token}; Path=/server; HttpOnly; SameSite=Lax`]);
    tokens.add(token);
  }
  // With a cookie, too.
  tokens.add((await session.get('/security/csrf')).headers.get('dspace-xsrf-token') ?? '');
  expect(tokens.size).toBe(4);
});

test.each([
  ['/server/api', '/server'],
  ['/rest/api', '/rest'],
  ['/api', '/api'],
])('the cookie of %s is for %s', async (prefix, path) => {
  const answer = await openDspaceSession(system, prefix).get('/security/csrf');
  expect(answer.cookies.join()).toContain(`; Path=${path}; HttpOnly; SameSite=Lax`);
  expect(answer.cookies.join()).not.toContain('Secure');
});

test('on https the cookie goes to a UI on another site, and over https only', async () => {
  const secure = await startSystem({ env: { PUBLIC_URL: 'https://pid.example.org' } });
  try {
    const answer = await openDspaceSession(secure).get('/security/csrf');
    expect(answer.cookies.join()).toMatch(/; Path=\/server; HttpOnly; Secure; SameSite=None$/);
  } finally {
    await secure.close();
  }
});

describe('a first token', () => {
  test('comes with the first answer to who has no cookie, and not with the next', async () => {
    const session = openDspaceSession(system);
    expect((await session.get('')).headers.get('dspace-xsrf-token')).toMatch(UUID);
    expect((await session.get('')).headers.has('dspace-xsrf-token')).toBe(false);
  });

  test.each(['/authn/status', '/authn', '/authn/login', '/authn/logout'])(
    'does not come with GET %s',
    async (path) => {
      const session = openDspaceSession(system);
      for (let count = 0; count < 2; count += 1) {
        const answer = await session.get(path);
        expect(answer.cookies).toEqual([]);
        expect(answer.headers.has('dspace-xsrf-token')).toBe(false);
        await session.get('/security/csrf');
      }
    },
  );

  test('is not pressed upon who brings an access token', async () => {
    const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
    expect((await openDspaceSession(system).get('', { headers })).cookies).toEqual([]);
  });
});

describe('what changes something', () => {
  test.each([
    ['POST', '/authn/login'],
    ['POST', '/authn/logout'],
    ['POST', '/authn/shortlivedtokens'],
    ['PUT', '/authn/status'],
    ['DELETE', '/no/such/thing'],
    ['PATCH', '/security/csrf'],
  ])('%s %s needs the token, whoever asks and whatever is there', async (method, path) => {
    const each: Record<string, string>[] = [
      {},
      { authorization: 'Bearer ey.ey.ey' },
      { 'content-type': 'application/json' },
    ];
    for (const headers of each) {
      const answer = await openDspaceSession(system).call(method, path, { headers });
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ status: 403, error: 'Forbidden', message: REFUSED });
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.headers.get('dspace-xsrf-token')).toMatch(UUID);
    }
  });

  const some = '11111111-2222-4333-8444-555555555555';
  const other = '11111111-2222-4333-8444-555555555556';
  test.each<[string, Record<string, string>]>([
    ['only the cookie', { cookie: `DSPACE-XSRF-COOKIE=${some}` }],
    ['only the header', { 'x-xsrf-token': some }],
    ['two that differ', { cookie: `DSPACE-XSRF-COOKIE=${some}`, 'x-xsrf-token': other }],
    ['two empty ones', { cookie: 'DSPACE-XSRF-COOKIE=', 'x-xsrf-token': '' }],
    ['two that are no tokens', { cookie: 'DSPACE-XSRF-COOKIE=x', 'x-xsrf-token': 'x' }],
    ['one that is longer', { cookie: `DSPACE-XSRF-COOKIE=${some}`, 'x-xsrf-token': `${some}0` }],
    ['the token in the wrong cookie', { cookie: `XSRF-TOKEN=${some}`, 'x-xsrf-token': some }],
  ])('%s will not do', async (_what, headers) => {
    const answer = await openDspaceSession(system).post('/authn/logout', { headers });
    expect(answer.status).toBe(403);
    expect(answer.body.message).toBe(REFUSED);
  });

  test('the token comes as a header in any case, as a parameter of the address, or in a form; then another is given', async () => {
    const session = openDspaceSession(system);
    await session.get('/security/csrf');
    const token = session.csrf ?? '';
    const cookie = { cookie: `DSPACE-XSRF-COOKIE=${token}` };
    const asHeader = await session.post('/authn/login', {
      remember: false,
      headers: { ...cookie, 'X-Xsrf-Token': token },
    });
    expect(asHeader.status).toBe(401);
    expect(asHeader.headers.has('dspace-xsrf-token')).toBe(false);

    const asParameter = await session.post(`/authn/login?_csrf=${token}`, {
      remember: false,
      headers: cookie,
    });
    expect(asParameter.status).toBe(401);
    expect(asParameter.headers.get('dspace-xsrf-token')).toMatch(UUID);
    expect(asParameter.headers.get('dspace-xsrf-token')).not.toBe(token);

    const { body, headers } = form({ user: program.name, password: program.password, _csrf: token });
    const inForm = { remember: false, body, headers: { ...headers, ...cookie } };
    expect((await session.post('/authn/login', inForm)).status).toBe(200);
    const wrong = form({ user: program.name, password: program.password, _csrf: some });
    const refused = { remember: false, body: wrong.body, headers: { ...headers, ...cookie } };
    expect((await session.post('/authn/login', refused)).status).toBe(403);
    const twice = { ...inForm, body: `${body}&_csrf=${token}` };
    expect((await session.post('/authn/login', twice)).status).toBe(403);
  });

  test('a log-in does not stand in for the token; an access token of ours does', async () => {
    const session = openDspaceSession(system);
    await session.logIn(program.name, program.password);
    const headers = { authorization: session.authorization ?? '' };
    expect((await session.post('/authn/shortlivedtokens', { remember: false, headers })).status).toBe(403);
    const { token } = await signIn(system, JOSIAH);
    for (const each of [token, TEST_ADMIN_TOKEN]) {
      const own = { authorization: `Bearer ${each}` };
      expect((await session.post('/authn/shortlivedtokens', { remember: false, headers: own })).status).toBe(
        200,
      );
    }
    // Unknown, and so nobody's; no browser would have sent it by itself either.
    const wrong = { authorization: `Bearer mm_${'A'.repeat(43)}` };
    expect((await session.post('/authn/shortlivedtokens', { remember: false, headers: wrong })).status).toBe(
      401,
    );
  });

  test('logging in and out gives a token that nobody knew before', async () => {
    const session = openDspaceSession(system);
    const seen = new Set<string | null>();
    await session.get('/security/csrf');
    seen.add(session.csrf);
    await session.logIn(program.name, program.password);
    seen.add(session.csrf);
    await session.post('/authn/login');
    seen.add(session.csrf);
    await session.post('/authn/logout');
    seen.add(session.csrf);
    expect(seen.size).toBe(4);
    expect(session.cookie).toBe(session.csrf);
  });
});

describe('pages of other sites', () => {
  const planted = '11111111-2222-4333-8444-555555555555';
  const known = { cookie: `DSPACE-XSRF-COOKIE=${planted}`, 'x-xsrf-token': planted };

  test.each<[string, Record<string, string>]>([
    ['another site', { origin: OTHER }],
    ['a sandbox', { origin: 'null' }],
    ['a sibling domain', { origin: 'https://www.repository.example.org' }],
    ['the same host without TLS', { origin: 'http://repository.example.org' }],
    ['a site by its fetch metadata', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling by its fetch metadata', { 'sec-fetch-site': 'same-site' }],
  ])('%s cannot send a form even with a cookie that it planted', async (_what, headers) => {
    const answer = await openDspaceSession(system).post('/authn/logout', {
      headers: { ...known, ...headers },
    });
    expect(answer.status).toBe(403);
    expect(answer.body.message).toBe(REFUSED);
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
  });

  test('our own pages, those of the UI, and programs can', async () => {
    const ours: Record<string, string>[] = [
      { origin: system.url },
      { origin: UI },
      { 'sec-fetch-site': 'same-origin' },
      {},
    ];
    for (const headers of ours) {
      const answer = await openDspaceSession(system).post('/authn/logout', {
        headers: { ...known, ...headers },
      });
      expect(answer.status).toBe(204);
    }
  });

  test('the UI may read what answers say to it, with cookies; others may not', async () => {
    const session = openDspaceSession(system);
    const answer = await session.get('/security/csrf', { headers: { origin: UI } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(UI);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(answer.headers.get('vary')).toContain('Origin');
    const exposed = answer.headers.get('access-control-expose-headers') ?? '';
    for (const name of ['Authorization', 'DSPACE-XSRF-TOKEN', 'Location', 'WWW-Authenticate']) {
      expect(exposed.split(', ')).toContain(name);
    }
    const refused = await session.post('/authn/login', { headers: { origin: UI }, remember: false });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-origin')).toBe(UI);
    for (const origin of [OTHER, 'null', `${UI}.evil.example.org`]) {
      const other = await session.get('', { headers: { origin } });
      expect(other.headers.has('access-control-allow-origin')).toBe(false);
      expect(other.headers.has('access-control-allow-credentials')).toBe(false);
    }
  });

  test('a browser that asks before it sends is told who may', async () => {
    const ask = (origin: string, path = '/pid/identifiers') =>
      openDspaceSession(system).call('OPTIONS', path, {
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-xsrf-token',
        },
      });
    const allowed = await ask(UI);
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PATCH');
    const headers = allowed.headers.get('access-control-allow-headers')?.toLowerCase().split(', ');
    expect(headers).toEqual(expect.arrayContaining(['authorization', 'content-type', 'x-xsrf-token']));
    expect((await ask(OTHER)).status).toBe(403);
    expect((await ask(UI, '/no/such/thing')).status).toBe(200);
  });
});
