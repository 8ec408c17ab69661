import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DspaceSession, form, makeServiceAccount, openDspaceSession } from './support/dspace-session.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let program: { id: string; name: string; password: string };

beforeAll(async () => {
  system = await startSystem();
  program = await makeServiceAccount(system, TEST_ADMIN_TOKEN, {
    name: 'Harvester@Example.org',
    title: 'Harvester',
    role: 'curator',
  });
});
afterAll(() => system?.close());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function logInProgram(prefix?: string): Promise<DspaceSession> {
  const session = openDspaceSession(system, prefix);
  const answer = await session.logIn(program.name, program.password);
  expect(answer.status).toBe(200);
  return session;
}

/** Whether a Bearer token is somebody's, as authn/status says it. */
async function isAuthenticated(authorization: string | null): Promise<unknown> {
  const session = openDspaceSession(system);
  session.authorization = authorization;
  const { status, body } = await session.get('/authn/status');
  expect(status).toBe(200);
  return body.authenticated;
}

function claimsOf(session: DspaceSession): Record<string, unknown> {
  const [, payload = ''] = session.authorization?.split('.') ?? [];
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

describe('AuthenticationRestControllerIT', () => {
  test('testStatusAuthenticatedAsAdmin: who is logged in, with their account', async () => {
    const session = await logInProgram();
    const answer = await session.get<{ _links: Record<string, { href: string }> }>(
      '/authn/status?projection=full',
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/hal+json;charset=UTF-8');
    expect(answer.body).toMatchObject({
      okay: true,
      authenticated: true,
      authenticationMethod: 'password',
      type: 'status',
      _embedded: { eperson: { uuid: program.id, email: 'harvester@example.org', type: 'eperson' } },
    });
    expect(answer.body._links.eperson?.href).toBe(`${system.url}/server/api/eperson/epersons/${program.id}`);
    expect((await session.get('/authn/status')).body._embedded).toBeUndefined();
    expect((await session.get('/authn/status?embed=eperson')).body._embedded).toBeDefined();
  });

  test('testStatusNotAuthenticated', async () => {
    const answer = await openDspaceSession(system).get('/authn/status');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ okay: true, authenticated: false, type: 'status' });
    expect(answer.headers.get('www-authenticate')).toMatch(/^password realm=/);
  });

  test('testTamperingWithToken', async () => {
    const { authorization } = await logInProgram();
    expect(await isAuthenticated(authorization)).toBe(true);
    expect(await isAuthenticated(`${authorization}A`)).toBe(false);
  });

  test('testLogout: a GET is refused and ends nothing', async () => {
    const session = await logInProgram();
    const answer = await session.get('/authn/logout');
    expect(answer.status).toBe(405);
    expect(answer.cookies).toEqual([]);
    expect(answer.headers.has('dspace-xsrf-token')).toBe(false);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(answer.body.message).toBe('Method is not allowed or supported');
    expect(await isAuthenticated(session.authorization)).toBe(true);
  });

  test('testLogout #2: a POST ends the log-in and changes the CSRF token', async () => {
    const session = await logInProgram();
    const before = session.csrf;
    const answer = await session.post('/authn/logout');
    expect(answer.status).toBe(204);
    expect(session.csrf).toMatch(UUID);
    expect(session.csrf).not.toBe(before);
    expect(session.cookie).toBe(session.csrf);
    expect(await isAuthenticated(session.authorization)).toBe(false);
  });

  test('testLogoutInvalidatesAllTokens', async () => {
    const [one, two] = [await logInProgram(), await logInProgram('/rest/api')];
    expect(one.authorization).not.toBe(two.authorization);
    expect((await one.post('/authn/logout')).status).toBe(204);
    expect(await isAuthenticated(one.authorization)).toBe(false);
    expect(await isAuthenticated(two.authorization)).toBe(false);
    expect((await logInProgram()).authorization).not.toBeNull();
  });

  test('testRefreshToken: a log-in is renewed before it is over, with another CSRF token', async () => {
    const session = await logInProgram();
    const { authorization: before, csrf } = session;
    system.clock.advance(29 * 60 * 1000);
    const answer = await session.post('/authn/login');
    expect(answer.status).toBe(200);
    expect(session.authorization).toMatch(/^Bearer ey/);
    expect(session.authorization).not.toBe(before);
    expect(session.csrf).toMatch(UUID);
    expect(session.csrf).not.toBe(csrf);
    expect(session.cookie).toBe(session.csrf);
    system.clock.advance(5 * 60 * 1000);
    expect(await isAuthenticated(before)).toBe(false);
    expect(await isAuthenticated(session.authorization)).toBe(true);
  });

  test('testRefreshTokenWithInvalidCSRF', async () => {
    const session = await logInProgram();
    const answer = await session.post('/authn/login', {
      headers: { 'x-xsrf-token': '00000000-0000-4000-8000-000000000000' },
    });
    expect(answer.status).toBe(403);
    expect(answer.body.message).toContain('Invalid CSRF token');
    expect(answer.headers.get('dspace-xsrf-token')).toMatch(UUID);
    expect(answer.cookies.join()).toContain('DSPACE-XSRF-COOKIE=');
    expect(answer.headers.has('authorization')).toBe(false);
  });

  test('testLoginChangesCSRFToken', async () => {
    const session = openDspaceSession(system);
    await session.get('/security/csrf');
    const before = session.csrf;
    const answer = await session.logIn(program.name, program.password);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('dspace-xsrf-token')).toMatch(UUID);
    expect(session.csrf).not.toBe(before);
    expect(session.cookie).toBe(session.csrf);
  });

  test('testFailedLoginResponseCode', async () => {
    const session = openDspaceSession(system);
    for (const [name, password] of [
      [program.name, 'not the password'],
      ['nobody@example.org', program.password],
      ['', program.password],
      [program.name, ''],
      [program.name, 'x'.repeat(10_000)],
      ['n'.repeat(10_000), program.password],
    ] as const) {
      const answer = await session.logIn(name, password);
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({
        status: 401,
        error: 'Unauthorized',
        message: 'Authentication failed!',
      });
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.headers.get('www-authenticate')).toMatch(/^password realm=/);
      expect(answer.headers.has('authorization')).toBe(false);
    }
  });

  test('testLoginEmptyRequest', async () => {
    const session = openDspaceSession(system);
    await session.get('/security/csrf');
    for (const options of [
      {},
      form({}),
      {
        body: JSON.stringify({ user: program.name, password: program.password }),
        headers: { 'content-type': 'application/json' },
      },
    ]) {
      const answer = await session.post('/authn/login', options);
      expect(answer.status).toBe(401);
      expect(answer.body.message).toContain('Authentication failed');
    }
    const query = new URLSearchParams({ user: program.name, password: program.password });
    expect((await session.post(`/authn/login?${query}`)).status).toBe(401);
  });

  test('testLoginGetRequest', async () => {
    const session = openDspaceSession(system);
    const answer = await session.get('/authn/login?user=a&password=b');
    expect(answer.status).toBe(405);
    expect(answer.headers.has('dspace-xsrf-token')).toBe(false);
  });
});

test('the first log-in without a CSRF token gets 403 with what its retry needs, and the retry logs in', async () => {
  const session = openDspaceSession(system);
  const fields = form({ user: program.name, password: program.password });
  const first = await session.post('/authn/login', fields);
  expect(first.status).toBe(403);
  expect(first.headers.get('content-type')).toMatch(/^application\/json/);
  expect(first.body.message).toBe('Access is denied. Invalid CSRF token.');
  expect(session.csrf).toMatch(UUID);
  expect(first.cookies).toEqual([`DSPACE-XSRF-COOKIE=${session.csrf}; Path=/server; HttpOnly; SameSite=Lax`]);
  const second = await session.post('/authn/login', fields);
  expect(second.status).toBe(200);
  expect(second.headers.get('authorization')).toMatch(/^Bearer ey[\w-]+\.[\w-]+\.[\w-]+$/);
  expect((await session.get('/authn/status')).body.authenticated).toBe(true);
});

describe('what a log-in says and may do', () => {
  test('it names the account and ends half an hour later', async () => {
    const session = await logInProgram();
    const { eid, iat, exp } = claimsOf(session);
    expect(eid).toBe(program.id);
    expect(Number(exp) - Number(iat)).toBe(1800);
    expect(Number(iat)).toBe(Math.floor(system.clock.now().getTime() / 1000));
    system.clock.advance(1_801_000);
    expect(await isAuthenticated(session.authorization)).toBe(false);
    expect((await session.post('/authn/login')).status).toBe(401);
  });

  test('it is worth nothing at our own API, nor anywhere else', async () => {
    const { authorization } = await logInProgram();
    const headers = { authorization: authorization ?? '' };
    for (const path of ['/api/v1/me', '/api/v1/pids', '/api/v4/identifiers', '/manage/mint/datacite']) {
      expect((await fetch(`${system.url}${path}`, { headers })).status).toBeGreaterThanOrEqual(400);
    }
    expect((await fetch(`${system.url}/api/v1/me`, { headers })).status).toBe(401);
  });

  test('a person logs in with any name and an access token, and can do what the token can until it is revoked', async () => {
    const { token } = await signIn(system, JOSIAH, ['pid:read']);
    const session = openDspaceSession(system);
    expect((await session.logIn('whoever', token)).status).toBe(200);
    const { body } = await session.get<{ _embedded: { eperson: Record<string, unknown> } }>(
      '/authn/status?embed=eperson',
    );
    expect(body).toMatchObject({ authenticated: true });
    expect(body._embedded.eperson.metadata).toMatchObject({ 'eperson.orcid': [{ value: JOSIAH }] });
    const revoked = await fetch(`${system.url}/api/v1/tokens/current`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(revoked.status).toBe(204);
    expect(await isAuthenticated(session.authorization)).toBe(false);
    expect((await session.logIn('whoever', token)).status).toBe(401);
  });

  test("the operator logs in with the operator's token", async () => {
    const session = openDspaceSession(system);
    expect((await session.logIn('admin', TEST_ADMIN_TOKEN)).status).toBe(200);
    expect((await session.get('/authn/status')).body.authenticated).toBe(true);
    expect((await session.post('/authn/logout')).status).toBe(204);
    expect(await isAuthenticated(session.authorization)).toBe(false);
  });

  test('an access token of ours needs no log-in and no CSRF token', async () => {
    const { token } = await signIn(system, JOSIAH);
    const headers = { authorization: `Bearer ${token}` };
    const session = openDspaceSession(system);
    expect((await session.get('/authn/status', { headers })).body.authenticated).toBe(true);
    expect((await session.post('/authn/shortlivedtokens', { headers, remember: false })).status).toBe(200);
    expect((await session.post('/authn/login', { headers, remember: false })).status).toBe(200);
  });

  test('the session of a browser is nobody here', async () => {
    const { cookie } = await signIn(system, JOSIAH);
    const { body } = await openDspaceSession(system).get('/authn/status', { headers: { cookie } });
    expect(body.authenticated).toBe(false);
  });

  test('to act on behalf of somebody else is refused and not passed over', async () => {
    const session = await logInProgram();
    const answer = await session.get('/authn/status', { headers: { 'x-on-behalf-of': program.id } });
    expect(answer.status).toBe(400);
  });
});

describe('what is no log-in', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signWith = (key: string | Buffer, header: object, payload: object): string => {
    const text = `${part(header)}.${part(payload)}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };

  test.each<[string, (jwt: string, claims: Record<string, unknown>) => string]>([
    ['without a signature', (jwt) => jwt.split('.').slice(0, 2).join('.')],
    ['with an empty signature', (jwt) => `${jwt.split('.').slice(0, 2).join('.')}.`],
    ['with the algorithm none', (_jwt, claims) => `${part({ alg: 'none' })}.${part(claims)}.`],
    ['signed with another key', (_jwt, claims) => signWith('another key', { alg: 'HS256' }, claims)],
    ['signed with an empty key', (_jwt, claims) => signWith('', { alg: 'HS256' }, claims)],
    ['of HS512 by its header', (jwt) => `${part({ alg: 'HS512' })}.${jwt.split('.').slice(1).join('.')}`],
    ['of RS256 by its header', (jwt) => `${part({ alg: 'RS256' })}.${jwt.split('.').slice(1).join('.')}`],
    [
      'that says another account',
      (jwt, claims) => {
        const [header, , signature] = jwt.split('.');
        return `${header}.${part({ ...claims, eid: '00000000-0000-4000-8000-000000000001' })}.${signature}`;
      },
    ],
    [
      'that says it never ends',
      (jwt, { exp: _exp, ...claims }) => {
        const [header, , signature] = jwt.split('.');
        return `${header}.${part(claims)}.${signature}`;
      },
    ],
    ['of 12 kB', (jwt) => `${jwt}${'A'.repeat(12_000)}`],
    ['that is no JSON', () => 'ey.ey.ey'],
    ['that is empty', () => '.'],
    [
      'with an id that is none',
      (_jwt, claims) => signWith('x', { alg: 'HS256' }, { ...claims, eid: "' or 1=1" }),
    ],
  ])('a token %s is a stranger, who gets 401 where one is needed', async (_what, change) => {
    const session = await logInProgram();
    const jwt = session.authorization?.replace('Bearer ', '') ?? '';
    session.authorization = `Bearer ${change(jwt, claimsOf(session))}`;
    expect((await session.get('/authn/status')).body.authenticated).toBe(false);
    const refused = await session.post('/authn/shortlivedtokens');
    expect(refused.status).toBe(401);
    expect(refused.body).toMatchObject({ status: 401, message: 'Authentication is required' });
    expect((await session.post('/authn/login')).status).toBe(401);
  });

  test('a log-in of a service with another key', async () => {
    const other = await startSystem({ env: { SECRET_KEY: 'another secret key for tests only' } });
    try {
      const { authorization } = await logInProgram();
      const session = openDspaceSession(other);
      session.authorization = authorization;
      expect((await session.get('/authn/status')).body.authenticated).toBe(false);
    } finally {
      await other.close();
    }
  });
});

describe('short-lived tokens', () => {
  test('open an address for two seconds, for reading and for nothing else', async () => {
    const session = await logInProgram();
    const made = await session.post<{ token: string; type: string }>('/authn/shortlivedtokens');
    expect(made.status).toBe(200);
    expect(made.body.type).toBe('shortlivedtoken');
    const { token } = made.body;
    const ask = async (method: string, path: string, headers: Record<string, string> = {}) =>
      openDspaceSession(system).call(method, path, { headers });

    expect((await ask('GET', `/authn/status?authentication-token=${token}`)).body.authenticated).toBe(true);
    expect(await isAuthenticated(`Bearer ${token}`)).toBe(false);
    const stranger = openDspaceSession(system);
    await stranger.get('/security/csrf');
    expect((await stranger.post(`/authn/shortlivedtokens?authentication-token=${token}`)).status).toBe(401);
    expect((await stranger.post(`/authn/login?authentication-token=${token}`)).status).toBe(401);
    const jwt = session.authorization?.replace('Bearer ', '') ?? '';
    expect((await ask('GET', `/authn/status?authentication-token=${jwt}`)).body.authenticated).toBe(false);

    system.clock.advance(3000);
    expect((await ask('GET', `/authn/status?authentication-token=${token}`)).body.authenticated).toBe(false);
  });

  test('end with the log-in', async () => {
    const session = await logInProgram();
    const { token } = (await session.post<{ token: string }>('/authn/shortlivedtokens')).body;
    await session.post('/authn/logout');
    const answer = await openDspaceSession(system).get(`/authn/status?authentication-token=${token}`);
    expect(answer.body.authenticated).toBe(false);
  });

  test('strangers get none', async () => {
    const session = openDspaceSession(system);
    await session.get('/security/csrf');
    expect((await session.post('/authn/shortlivedtokens')).status).toBe(401);
  });
});

describe('people of the contract', () => {
  test('one sees oneself, and nobody else', async () => {
    const session = await logInProgram();
    const own = await session.get(`/eperson/epersons/${program.id}`);
    expect(own.status).toBe(200);
    expect(own.body).toMatchObject({ id: program.id, name: 'Harvester', type: 'eperson', canLogIn: true });
    const groups = await session.get(`/eperson/epersons/${program.id}/groups`);
    expect(groups.body).toMatchObject({ page: { totalElements: 0, size: 20, number: 0, totalPages: 0 } });
    expect(groups.body._embedded).toBeUndefined();
    const other = '00000000-0000-4000-8000-000000000001';
    expect((await session.get(`/eperson/epersons/${other}`)).status).toBe(403);
    expect((await session.get('/eperson/epersons/nonsense')).status).toBe(403);
    expect((await session.get('/eperson/epersons')).status).toBe(403);
    expect((await openDspaceSession(system).get(`/eperson/epersons/${program.id}`)).status).toBe(401);
    const operator = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
    expect((await session.get(`/eperson/epersons/${other}`, { headers: operator })).status).toBe(404);
  });
});
