import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { openDspaceSession } from './support/dspace-session.ts';
import { openOrganisation, SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const ACCOUNTS = '/organisations/default/service-accounts';

type AccountBody = {
  id: string;
  name: string;
  title: string | null;
  role: string;
  version: number;
  password: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
  // The first organisation, which people join by signing in, is the oldest.
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'second', name: 'Second Example Organisation' });
});
afterAll(() => system?.close());

let count = 0;
async function make(wish: Record<string, unknown> = {}): Promise<AccountBody> {
  count += 1;
  const made = await admin.post<AccountBody>(ACCOUNTS, { name: `program-${count}`, ...wish });
  expect(made.status).toBe(201);
  return made.body;
}

async function canLogIn(name: string, password: string | null): Promise<boolean> {
  const { status } = await openDspaceSession(system).logIn(name, password ?? '');
  return status === 200;
}

async function eventsOf(id: string): Promise<{ action: string; text: string }[]> {
  const rows = await system.ctx.db
    .selectFrom('events')
    .selectAll()
    .where('subject_type', '=', 'service-account')
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ action: row.action, text: JSON.stringify(row) }));
}

describe('making a service account', () => {
  test('gives a password that is shown once, and the program can log in', async () => {
    const made = await admin.post<AccountBody>(ACCOUNTS, {
      name: ' Harvester@Example.ORG ',
      title: 'Harvester of the library',
      role: 'curator',
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.headers.get('etag')).toBe('"1"');
    const { id, password, ...shown } = made.body;
    expect(shown).toMatchObject({
      name: 'harvester@example.org',
      title: 'Harvester of the library',
      role: 'curator',
      version: 1,
      lastUsedAt: null,
      revokedAt: null,
    });
    expect(password).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await canLogIn('HARVESTER@example.org', password)).toBe(true);
    const list = await admin.get<{ items: AccountBody[] }>(ACCOUNTS);
    const listed = list.body.items.find((each) => each.id === id);
    expect(listed).toMatchObject({ lastUsedAt: system.clock.now().toISOString() });
    expect(JSON.stringify(list.body)).not.toContain(password);
    expect(JSON.stringify(list.body)).not.toContain('argon2');
    expect(await eventsOf(id)).toMatchObject([{ action: 'create' }]);
  });

  test('a password that is chosen is not shown again', async () => {
    const password = 'four words and some';
    const made = await make({ password });
    expect(made.password).toBeNull();
    expect(await canLogIn(made.name, password)).toBe(true);
  });

  test('its role is member unless another is said', async () => {
    expect((await make()).role).toBe('member');
  });

  test.each([
    ['shorter than twelve characters', 'elevenchars'],
    ['longer than 256', 'ab1x5'.repeat(52)],
    ['that would be taken for an access token', `mm_${'a1B2c'.repeat(4)}`],
    ['with its name in it', 'x9-weak-name-42'],
    ['of the same letters', 'abababababababab'],
  ])('a password %s is refused', async (_what, password) => {
    const refused = await admin.post<ProblemBody>(ACCOUNTS, { name: 'weak-name', password });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.[0]?.pointer).toBe('/password');
    expect(JSON.stringify(refused.body)).not.toContain(password);
  });

  test.each(['', ' ', 'with space', 'ü', '-first', 'a\u0000b', '<script>', "a'b", 'x'.repeat(255), 'a/b'])(
    'the name %j is refused',
    async (name) => {
      const refused = await admin.post<ProblemBody>(ACCOUNTS, { name });
      expect(refused.status).toBe(400);
    },
  );

  test('a name is given out once, in any case and for ever', async () => {
    const { id, name } = await make();
    const taken = await admin.post<ProblemBody>(ACCOUNTS, { name: name.toUpperCase() });
    expect(taken.status).toBe(409);
    expect(taken.body.type).toContain('already-exists');
    await admin.delete(`${ACCOUNTS}/${id}`);
    expect((await admin.post(ACCOUNTS, { name })).status).toBe(409);
    expect((await operator.post('/organisations/second/service-accounts', { name })).status).toBe(409);
  });

  test('of many at once with one name one is made', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin.post(ACCOUNTS, { name: 'wanted-by-many' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
  });
});

describe('changing a service account', () => {
  test('a new password ends the old one and the log-ins', async () => {
    const made = await make();
    const session = openDspaceSession(system);
    await session.logIn(made.name, made.password ?? '');
    const changed = await admin.patch<AccountBody>(`${ACCOUNTS}/${made.id}`, { password: null });
    expect(changed.status).toBe(200);
    expect(changed.body.password).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(changed.body.password).not.toBe(made.password);
    expect(changed.headers.get('etag')).toBe('"2"');
    expect(changed.headers.get('cache-control')).toBe('no-store');
    expect((await session.get('/authn/status')).body.authenticated).toBe(false);
    expect(await canLogIn(made.name, made.password)).toBe(false);
    expect(await canLogIn(made.name, changed.body.password)).toBe(true);
    const events = await eventsOf(made.id);
    expect(events.map(({ action }) => action)).toEqual(['create', 'change']);
    expect(events[1]?.text).toContain('"newPassword":true');
  });

  test('a new title leaves log-ins alone, a new role ends them', async () => {
    const made = await make({ role: 'admin' });
    const session = openDspaceSession(system);
    await session.logIn(made.name, made.password ?? '');
    const path = `${ACCOUNTS}/${made.id}`;
    expect((await admin.patch<AccountBody>(path, { title: 'Reader' })).body.title).toBe('Reader');
    expect((await session.get('/authn/status')).body.authenticated).toBe(true);
    expect((await admin.patch<AccountBody>(path, { role: 'member' })).body).toMatchObject({
      role: 'member',
      title: 'Reader',
      password: null,
      version: 3,
    });
    expect((await session.get('/authn/status')).body.authenticated).toBe(false);
    expect((await admin.patch<AccountBody>(path, { title: null })).body.title).toBeNull();
    const same = await admin.patch<AccountBody>(path, { role: 'member' });
    expect(same.body.version).toBe(4);
    expect(await eventsOf(made.id)).toHaveLength(4);
  });

  test('starts from the version that If-Match names', async () => {
    const { id } = await make();
    const path = `${ACCOUNTS}/${id}`;
    expect((await admin.patch(path, { title: 'One' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await admin.patch(path, { title: 'Two' }, { 'if-match': '"1"' })).status).toBe(412);
  });

  test('an empty change, an unknown member and a revoked account are refused', async () => {
    const { id } = await make();
    const path = `${ACCOUNTS}/${id}`;
    expect((await admin.patch(path, {})).status).toBe(400);
    expect((await admin.patch(path, { name: 'another' })).status).toBe(400);
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.patch<ProblemBody>(path, { password: null })).status).toBe(409);
  });
});

describe('revoking a service account', () => {
  test('ends it and its log-ins at once, and twice is harmless', async () => {
    const made = await make();
    const session = openDspaceSession(system);
    await session.logIn(made.name, made.password ?? '');
    const path = `${ACCOUNTS}/${made.id}`;
    expect((await admin.delete(path)).status).toBe(204);
    expect((await session.get('/authn/status')).body.authenticated).toBe(false);
    expect((await session.post('/authn/login')).status).toBe(401);
    expect(await canLogIn(made.name, made.password)).toBe(false);
    expect((await admin.delete(path)).status).toBe(204);
    expect((await eventsOf(made.id)).map(({ action }) => action)).toEqual(['create', 'revoke']);
  });
});

describe('who may', () => {
  test('administrators and operators; members are told so, and strangers nothing', async () => {
    const { id } = await make();
    const path = `${ACCOUNTS}/${id}`;
    const { token } = await signIn(system, JOSIAH, ['pid:read', 'pid:mint', 'pid:publish']);
    await setRole(system, SOFIA, 'curator');
    const curator = createApi(system, (await signIn(system, SOFIA)).token);
    for (const [by, status] of [
      [member, 403],
      [curator, 403],
      [createApi(system, token), 403],
      [createApi(system, null), 401],
    ] as const) {
      expect((await by.get(ACCOUNTS)).status).toBe(status);
      expect((await by.post(ACCOUNTS, { name: 'mine' })).status).toBe(status);
      expect((await by.patch(path, { password: null })).status).toBe(status);
      expect((await by.delete(path)).status).toBe(status);
    }
    expect((await operator.patch(path, { title: 'By the operator' })).status).toBe(200);
  });

  test("another organisation's accounts look as if there were none", async () => {
    const { id } = await make();
    expect((await admin.get('/organisations/second/service-accounts')).status).toBe(404);
    expect((await admin.delete(`/organisations/second/service-accounts/${id}`)).status).toBe(404);
    expect((await operator.delete(`/organisations/second/service-accounts/${id}`)).status).toBe(404);
    expect(
      (await operator.patch(`/organisations/second/service-accounts/${id}`, { title: 'x' })).status,
    ).toBe(404);
    expect((await admin.delete(`${ACCOUNTS}/not-a-uuid`)).status).toBe(400);
  });

  test('a service account cannot make others: its password opens nothing at our own API', async () => {
    const made = await make({ role: 'admin' });
    const session = openDspaceSession(system);
    await session.logIn(made.name, made.password ?? '');
    const jwt = session.authorization?.replace('Bearer ', '') ?? '';
    for (const token of [jwt, made.password ?? '']) {
      expect((await createApi(system, token).get(ACCOUNTS)).status).toBe(401);
    }
    const basic = Buffer.from(`${made.name}:${made.password}`).toString('base64');
    const answer = await fetch(`${system.url}/api/v1${ACCOUNTS}`, {
      headers: { authorization: `Basic ${basic}` },
    });
    expect(answer.status).toBe(401);
  });
});

test('a list goes on page by page', async () => {
  const found: string[] = [];
  let path = `${ACCOUNTS}?limit=3`;
  for (let next: string | null = ''; next !== null; ) {
    const { body } = await admin.get<{ items: AccountBody[]; next: string | null }>(path);
    found.push(...body.items.map(({ id }) => id));
    next = body.next;
    path = `${ACCOUNTS}?limit=3&cursor=${next}`;
  }
  const whole = await createApi(system, TEST_ADMIN_TOKEN).get<{ items: AccountBody[] }>(
    `${ACCOUNTS}?limit=200`,
  );
  expect(found).toEqual(whole.body.items.map(({ id }) => id));
  expect(found.length).toBeGreaterThan(6);
});
