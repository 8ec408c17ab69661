import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticateLogIn } from '../src/modules/accounts/index.ts';
import { type Api, createApi } from './support/api.ts';
import { dumpDatabase } from './support/database.ts';
import { form, makeServiceAccount, openDspaceSession } from './support/dspace-session.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { findSecrets, type Place } from './support/secrets.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const ACCOUNTS = '/organisations/default/service-accounts';

let system: System;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
});
afterAll(() => system?.close());

/** A log-in from an address, as a proxy in front says it. */
async function guess(name: string, password: string, address: string) {
  const session = openDspaceSession(system);
  await session.get('/security/csrf');
  const { body, headers } = form({ user: name, password });
  return session.post('/authn/login', { body, headers: { ...headers, 'x-forwarded-for': address } });
}

test('after ten wrong passwords the name is held up at that address, the right one too, and nowhere else', async () => {
  const { name, password } = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'guessed' });
  for (let count = 0; count < 10; count += 1) {
    expect((await guess(name, `wrong password ${count}`, '192.0.2.1')).status).toBe(401);
  }
  const held = await guess(name, password, '192.0.2.1');
  expect(held.status).toBe(429);
  expect(held.body).toMatchObject({ status: 429, error: 'Too Many Requests' });
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await guess('unknown', 'wrong password', '192.0.2.1')).status).toBe(401);
  expect((await guess(name, password, '192.0.2.2')).status).toBe(200);
  system.clock.advance(15 * 60 * 1000);
  expect((await guess(name, password, '192.0.2.1')).status).toBe(200);
});

test('an unknown name is held up just like a known one', async () => {
  const statuses: number[] = [];
  for (let count = 0; count < 11; count += 1) {
    statuses.push((await guess('no-such-name', 'wrong password', '192.0.2.3')).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
});

test('guesses at the same moment do not slip through together', async () => {
  const { name } = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'guessed-at-once' });
  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, count) => guess(name, `wrong password ${count}`, '192.0.2.4')),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
});

test('a log-in costs the same hash whether the name is known, revoked or not', async () => {
  const { name } = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'known' });
  const revoked = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'revoked' });
  await operator.delete(`${ACCOUNTS}/${revoked.id}`);
  const medians: number[] = [];
  for (const each of [name, 'unknown-one', revoked.name]) {
    const times: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      const start = performance.now();
      expect((await guess(each, 'wrong password', `198.51.100.${count}`)).status).toBe(401);
      times.push(performance.now() - start);
    }
    medians.push(times.toSorted((one, other) => one - other)[3] ?? 0);
  }
  // Without the hash an answer takes a tenth of the time; the machine is busy with other tests.
  expect(Math.min(...medians)).toBeGreaterThan(Math.max(...medians) / 4);
});

describe('what a log-in is signed with', () => {
  test('the database alone signs nothing: another salt, and the log-in is nobody’s', async () => {
    const { id, name, password } = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'salted' });
    const session = openDspaceSession(system);
    await session.logIn(name, password);
    const rows = await system.ctx.db
      .selectFrom('login_salts')
      .selectAll()
      .where('subject', '=', `service-account:${id}`)
      .execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.salt.length).toBe(32);
    await session.post('/authn/logout');
    const [after] = await system.ctx.db
      .selectFrom('login_salts')
      .selectAll()
      .where('subject', '=', `service-account:${id}`)
      .execute();
    expect(Buffer.from(after?.salt ?? '')).not.toEqual(Buffer.from(rows[0]?.salt ?? ''));
    expect((await session.get('/authn/status')).body.authenticated).toBe(false);
  });

  test("logging out ends one's own log-ins and nobody else's", async () => {
    const one = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'one' });
    const other = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'other' });
    const sessions = [openDspaceSession(system), openDspaceSession(system)] as const;
    await sessions[0].logIn(one.name, one.password);
    await sessions[1].logIn(other.name, other.password);
    expect((await sessions[0].post('/authn/logout')).status).toBe(204);
    expect((await sessions[0].get('/authn/status')).body.authenticated).toBe(false);
    expect((await sessions[1].get('/authn/status')).body.authenticated).toBe(true);
    const stranger = openDspaceSession(system);
    await stranger.get('/security/csrf');
    expect((await stranger.post('/authn/logout')).status).toBe(204);
    expect((await sessions[1].get('/authn/status')).body.authenticated).toBe(true);
  });

  test('a renewed log-in does not survive a log-out that came between', async () => {
    const { name, password } = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'racing' });
    for (let round = 0; round < 5; round += 1) {
      const session = openDspaceSession(system);
      await session.logIn(name, password);
      const headers = { authorization: session.authorization ?? '' };
      const [renewed] = await Promise.all([
        session.post('/authn/login', { headers }),
        session.post('/authn/logout', { headers }),
      ]);
      const authorization = renewed.headers.get('authorization');
      if (authorization === null) continue;
      const answer = await openDspaceSession(system).get('/authn/status', { headers: { authorization } });
      expect(answer.body.authenticated).toBe(false);
    }
  });

  test('a log-in with the old password does not survive a change of it that came between', async () => {
    const made = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: 'changing' });
    let { password } = made;
    for (let round = 0; round < 10; round += 1) {
      const path = `${ACCOUNTS}/${made.id}`;
      const [logged, changed] = await Promise.all([
        guess(made.name, password, `203.0.113.${round}`),
        operator.patch<{ password: string }>(path, { password: null }, { 'if-match': '*' }),
      ]);
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
      password = changed.body.password;
      const authorization = logged.headers.get('authorization');
      if (authorization === null) continue;
      const answer = await openDspaceSession(system).get('/authn/status', { headers: { authorization } });
      expect(answer.body.authenticated).toBe(false);
    }
  });

  test.each([
    ['member', ['pid:read', 'pid:mint']],
    ['curator', ['pid:read', 'pid:mint', 'pid:publish']],
    ['admin', ['pid:read', 'pid:mint', 'pid:publish', 'org:admin']],
  ])('the log-in of a %s has the rights of its role in its one organisation', async (role, scopes) => {
    const account = await makeServiceAccount(system, TEST_ADMIN_TOKEN, { name: `right-${role}`, role });
    const session = openDspaceSession(system);
    await session.logIn(account.name, account.password);
    const jwt = session.authorization?.replace('Bearer ', '') ?? '';
    const actor = await authenticateLogIn(system.ctx, jwt);
    expect(actor).toMatchObject({
      kind: 'service-account',
      id: account.id,
      operator: false,
      memberships: [{ slug: 'default', role }],
    });
    expect(actor?.kind === 'service-account' ? [...actor.scopes] : []).toEqual(scopes);
  });

  test('the log-in of a person has the scopes of the token it was made with', async () => {
    const { token } = await signIn(system, JOSIAH, ['pid:read', 'pid:publish']);
    const session = openDspaceSession(system);
    await session.logIn('me', token);
    const jwt = session.authorization?.replace('Bearer ', '') ?? '';
    const actor = await authenticateLogIn(system.ctx, jwt);
    expect(actor?.kind === 'person' ? [...actor.scopes].toSorted() : []).toEqual(['pid:publish', 'pid:read']);
  });

  test('a log-in of the operator ends with another ADMIN_TOKEN', async () => {
    const session = openDspaceSession(system);
    await session.logIn('admin', TEST_ADMIN_TOKEN);
    const jwt = session.authorization?.replace('Bearer ', '') ?? '';
    expect(await authenticateLogIn(system.ctx, jwt)).toEqual({ kind: 'operator' });
    for (const adminToken of ['another operator token', null]) {
      const ctx = { ...system.ctx, config: { ...system.ctx.config, adminToken } };
      expect(await authenticateLogIn(ctx, jwt)).toBeNull();
    }
  });

  test('a person who is no longer a member has no rights by a log-in either', async () => {
    const { token } = await signIn(system, JOSIAH);
    const session = openDspaceSession(system);
    await session.logIn('me', token);
    const actors = await Promise.all([
      session.get('/authn/status?embed=eperson'),
      operator.delete(`/organisations/default/members/${JOSIAH}`),
    ]);
    expect(actors[0].status).toBe(200);
    const jwt = session.authorization?.replace('Bearer ', '') ?? '';
    expect(await authenticateLogIn(system.ctx, jwt)).toMatchObject({ kind: 'person', memberships: [] });
  });
});

test('no password, log-in or salt is found in any log line, event, table or answer but the one that gives it', async () => {
  const secrets = new Map<string, string>();
  const places: Place[] = [];
  const made = await operator.post<{ id: string; password: string }>(ACCOUNTS, { name: 'canary' });
  const { id, password } = made.body;
  secrets.set('password', password);
  places.push({ place: 'the headers of the answer that shows it', text: JSON.stringify([...made.headers]) });
  const session = openDspaceSession(system);
  const keep = (place: string, answer: { headers: Headers; text: string }, without: string[] = []) => {
    const headers = [...answer.headers].filter(([name]) => !without.includes(name));
    places.push({ place, text: JSON.stringify([headers, answer.text]) });
  };
  keep('the log-in', await session.logIn('canary', password), ['authorization']);
  const jwt = session.authorization?.replace('Bearer ', '') ?? '';
  secrets.set('log-in', jwt).set('signature', jwt.split('.')[2] ?? '');
  const wrong = `${password.slice(0, -6)}canary`;
  secrets.set('wrong password', wrong);
  keep('a wrong password', await openDspaceSession(system).logIn('canary', wrong));
  keep('a status', await session.get('/authn/status?projection=full'));
  const short = await session.post<{ token: string }>('/authn/shortlivedtokens');
  secrets.set('short-lived token', short.body.token);
  keep(
    'a use of it',
    await openDspaceSession(system).get(
      `/authn/status?embed=eperson&authentication-token=${short.body.token}`,
    ),
  );
  keep('a refusal', await session.get('/eperson/epersons/x'));
  keep(
    'an altered one',
    await session.get('/eperson/epersons/x', { headers: { authorization: `Bearer ${jwt}x` } }),
  );
  const [row] = await system.ctx.db
    .selectFrom('login_salts')
    .selectAll()
    .where('subject', '=', `service-account:${id}`)
    .execute();
  const salt = Buffer.from(row?.salt ?? '');
  keep('a list', await fetchText(`${system.url}/api/v1${ACCOUNTS}`));
  await operator.patch(`${ACCOUNTS}/${id}`, { password: `${password}-chosen` });
  secrets.set('chosen password', `${password}-chosen`);
  keep('the log-out', await session.post('/authn/logout'));
  places.push({ place: 'the log', text: system.logged() });
  places.push({ place: 'the metrics', text: (await fetchText(`${system.url}/metrics`)).text });
  const tables = await dumpDatabase(system);
  for (const [table, rows] of tables) places.push({ place: `table ${table}`, text: rows.join('\n') });
  expect(tables.get('public.service_accounts')?.join()).toContain(id);
  expect(findSecrets(secrets, places)).toEqual([]);
  const salts = new Map([
    ['salt', salt.toString('hex')],
    ['salt as base64', salt.toString('base64url')],
  ]);
  expect(
    findSecrets(
      salts,
      places.filter(({ place }) => place !== 'table public.login_salts'),
    ),
  ).toEqual([]);
});

async function fetchText(url: string): Promise<{ headers: Headers; text: string }> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}` } });
  return { headers: answer.headers, text: await answer.text() };
}
