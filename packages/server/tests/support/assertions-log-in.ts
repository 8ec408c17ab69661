import { expect } from 'vitest';
import type { Assertions } from './assertions.ts';
import { expectHal, expectRefusal, PASSWORD } from './dspace.ts';
import { createDspaceClient, type DspaceAnswer, type DspaceClient } from './dspace-client.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Status = {
  okay: boolean;
  authenticated: boolean;
  authenticationMethod?: string;
  type: string;
  _links: { eperson?: { href: string } };
  _embedded?: { eperson?: { email: string; type: string } };
};

async function open(root: string, name: string | null = 'script@example.org'): Promise<DspaceClient> {
  const client = createDspaceClient(root);
  await client.begin();
  if (name !== null) expect((await client.logIn(name, PASSWORD)).status).toBe(200);
  return client;
}

async function isLoggedIn(client: DspaceClient, authorization?: string): Promise<boolean> {
  const answer = await client.get('/authn/status', authorization === undefined ? {} : { authorization });
  expect(answer.status).toBe(200);
  return answer.body<Status>().authenticated;
}

const csrfCookieOf = (answer: DspaceAnswer): string | null => {
  const lines = answer.headers.getSetCookie().filter((line) => line.startsWith('DSPACE-XSRF-COOKIE='));
  return lines.at(-1)?.split(';')[0]?.split('=')[1] ?? null;
};

/** A new token in header and cookie. */
function expectNewToken(answer: DspaceAnswer, before: string | null): void {
  const token = answer.headers.get('dspace-xsrf-token');
  expect(token).toMatch(UUID);
  expect(token).not.toBe(before);
  expect(csrfCookieOf(answer)).toMatch(/./);
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

export const logInAssertions: Assertions = {
  async 'CsrfRestControllerIT getCsrf'({ callers: { anonymous } }) {
    const client = createDspaceClient(anonymous.root);
    const first = await client.get('/security/csrf', { cookie: null });
    expect([first.status, first.text]).toEqual([204, '']);
    expectNewToken(first, null);
    const second = await client.get('/security/csrf', { cookie: null });
    expectNewToken(second, first.headers.get('dspace-xsrf-token'));
  },
  async 'AuthenticationRestControllerIT testStatusAuthenticatedAsAdmin'({ callers: { admin } }) {
    const answer = await admin.get('/authn/status?projection=full');
    expectHal(answer);
    const status = answer.body<Status>();
    expect(status).toMatchObject({
      okay: true,
      authenticated: true,
      authenticationMethod: 'password',
      type: 'status',
      _embedded: { eperson: { type: 'eperson' } },
    });
    expect(status._links.eperson?.href.startsWith(admin.root)).toBe(true);
    const eperson = await admin.get(status._links.eperson?.href ?? '');
    expect([eperson.status, eperson.body<{ type: string }>().type]).toEqual([200, 'eperson']);
  },
  async 'AuthenticationRestControllerIT testStatusNotAuthenticated'({ callers: { anonymous } }) {
    const answer = await anonymous.get('/authn/status');
    expect(answer.status).toBe(200);
    expect(answer.body()).toMatchObject({ okay: true, authenticated: false, type: 'status' });
  },
  async 'AuthenticationRestControllerIT testTamperingWithToken'({ callers: { admin } }) {
    const [header = '', , signature = ''] = (admin.session.authorization ?? '').split('.');
    const claims = Buffer.from(JSON.stringify({ eid: 'admin', sg: [], exp: 4_102_444_800 })).toString(
      'base64url',
    );
    expect(await isLoggedIn(admin, `${header}.${claims}.${signature}`)).toBe(false);
    expect(await isLoggedIn(admin)).toBe(true);
  },
  async 'AuthenticationRestControllerIT testLogout'({ callers: { anonymous } }) {
    const client = await open(anonymous.root);
    const answer = await client.get('/authn/logout');
    expectRefusal(answer, 405);
    expect([answer.headers.get('dspace-xsrf-token'), csrfCookieOf(answer)]).toEqual([null, null]);
    expect(await isLoggedIn(client)).toBe(true);
  },
  async 'AuthenticationRestControllerIT testLogout #2'({ callers: { anonymous } }) {
    const client = await open(anonymous.root);
    const before = client.session.csrf;
    const answer = await client.send('POST', '/authn/logout');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expectNewToken(answer, before);
    expect(await isLoggedIn(client)).toBe(false);
  },
  async 'AuthenticationRestControllerIT testLogoutInvalidatesAllTokens'({
    repository,
    callers: { anonymous },
  }) {
    const one = await open(anonymous.root);
    repository.system.clock.advance(1000);
    const other = await open(anonymous.root);
    await one.send('POST', '/authn/logout');
    expect([await isLoggedIn(one), await isLoggedIn(other)]).toEqual([false, false]);
  },
  async 'AuthenticationRestControllerIT testRefreshToken'({ repository, callers: { anonymous } }) {
    const client = await open(anonymous.root);
    const { authorization: before, csrf } = client.session;
    repository.system.clock.advance(1000);
    const answer = await client.send('POST', '/authn/login', { headers: form });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get('authorization')).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    expect(answer.headers.get('authorization')).not.toBe(before);
    expectNewToken(answer, csrf);
    expect(await isLoggedIn(client)).toBe(true);
  },
  async 'AuthenticationRestControllerIT testRefreshTokenWithInvalidCSRF'({ callers: { anonymous } }) {
    const client = await open(anonymous.root);
    const { csrf } = client.session;
    const answer = await client.send('POST', '/authn/login', { headers: form, csrf: 'wrong' });
    expectRefusal(answer, 403);
    expect(answer.body<{ message: string }>().message).toContain('Invalid CSRF token');
    expectNewToken(answer, csrf);
  },
  async 'AuthenticationRestControllerIT testLoginChangesCSRFToken'({ callers: { anonymous } }) {
    const client = await open(anonymous.root, null);
    const { csrf } = client.session;
    const answer = await client.logIn('script@example.org', PASSWORD);
    expect(answer.status).toBe(200);
    expectNewToken(answer, csrf);
  },
  async 'AuthenticationRestControllerIT testFailedLoginResponseCode'({ callers: { anonymous } }) {
    const client = await open(anonymous.root, null);
    const answer = await client.logIn('script@example.org', 'not this one');
    expectRefusal(answer, 401);
    expect(answer.headers.get('www-authenticate')).toContain('password');
    expect(answer.headers.get('authorization')).toBeNull();
  },
  async 'AuthenticationRestControllerIT testLoginEmptyRequest'({ callers: { anonymous } }) {
    const client = await open(anonymous.root, null);
    const answer = await client.send('POST', '/authn/login');
    expectRefusal(answer, 401);
    expect(answer.body<{ message: string }>().message).toContain('Authentication failed');
  },
  async 'AuthenticationRestControllerIT testLoginGetRequest'({ callers: { anonymous } }) {
    expectRefusal(await anonymous.get('/authn/login'), 405);
  },
};
