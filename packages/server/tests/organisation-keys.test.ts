import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation, readFirstOrganisation } from '../src/modules/accounts/index.ts';
import { type Answer, type Api, createApi, type ProblemBody } from './support/api.ts';
import { dumpDatabase } from './support/database.ts';
import { anchorPath, describeCores, openScheme, register, wishLink } from './support/links.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { findSecrets, type Place } from './support/secrets.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { type Ask, openStewardDesk } from './support/stewards.ts';

const DAY_MS = 86_400_000;
const KEYS = '/organisations/default/keys';

type KeyBody = {
  id: string;
  name: string;
  key: string;
  createdBy: { name: string | null; orcid: string } | null;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

let system: System;
let admin: Api;
let operator: Api;
let ask: Ask;
let firstId: string;
let secondId: string;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  system = await startSystem({ env: { SIGN_UP: 'closed' } });
  closers.push(() => system.close());
  await setRole(system, JOSIAH, 'admin');
  await setRole(system, LAURE, 'member');
  firstId = (await readFirstOrganisation(system.ctx.db)).id;
  system.clock.advance(1000);
  secondId = await ensureOrganisation(system.ctx, { slug: 'second', name: 'Second Example Organisation' });
  operator = createApi(system, TEST_ADMIN_TOKEN);
  await renewAdmin();
  const desk = await openStewardDesk(system.ctx);
  closers.push(desk.close);
  ask = desk.ask;
});
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
});

/** Tests move the clock on, and access tokens do not live for ever. */
async function renewAdmin(): Promise<void> {
  admin = createApi(system, (await signIn(system, JOSIAH)).token);
}

async function makeKey(wish: Record<string, unknown> = {}, path = KEYS, by = admin): Promise<KeyBody> {
  const made = await by.post<KeyBody>(path, { name: 'resolver of the store', ...wish });
  expect(made.status).toBe(201);
  return made.body;
}

async function findListed(id: string): Promise<KeyBody | undefined> {
  const { body } = await admin.get<{ items: KeyBody[] }>(`${KEYS}?limit=200`);
  return body.items.find((each) => each.id === id);
}

const withKey = (key: string) => ({ ...createApi(system, key), token: key });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe("the life of an organisation's key", () => {
  test('an administrator makes it, it says whose it is, and its secret is shown once', async () => {
    const made = await admin.post<KeyBody>(KEYS, { name: '  resolver of the store ', expiresInDays: 30 });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { key, ...shown } = made.body;
    expect(key).toMatch(/^mmk_[\w-]{43}$/);
    expect(shown).toMatchObject({
      name: 'resolver of the store',
      createdBy: { name: 'Josiah Carberry', orcid: JOSIAH },
      expiresAt: new Date(system.clock.now().getTime() + 30 * DAY_MS).toISOString(),
      lastUsedAt: null,
      revokedAt: null,
    });
    expect((await withKey(key).get('/me')).body).toEqual({
      account: null,
      operator: false,
      organisations: [],
      scopes: [],
      token: null,
      organisationKey: {
        id: shown.id,
        name: 'resolver of the store',
        organisation: { slug: 'default', name: expect.any(String) },
        expiresAt: shown.expiresAt,
      },
    });
    const list = await admin.get(KEYS);
    expect(JSON.stringify(list.body)).toContain(shown.id);
    expect(JSON.stringify(list.body)).not.toContain('mmk_');
  });

  test('its last use is noted, at most once a minute', async () => {
    const { id, key } = await makeKey();
    expect((await findListed(id))?.lastUsedAt).toBeNull();
    await withKey(key).get('/me');
    const first = system.clock.now().toISOString();
    expect((await findListed(id))?.lastUsedAt).toBe(first);
    system.clock.advance(59_000);
    await withKey(key).get('/me');
    expect((await findListed(id))?.lastUsedAt).toBe(first);
    system.clock.advance(2000);
    await withKey(key).get('/me');
    expect((await findListed(id))?.lastUsedAt).toBe(system.clock.now().toISOString());
  });

  test('it stops working when its time is over; one without an end goes on', async () => {
    const short = await makeKey({ expiresInDays: 1 });
    const endless = await makeKey();
    expect(endless.expiresAt).toBeNull();
    system.clock.advance(DAY_MS - 1);
    expect((await withKey(short.key).get('/me')).status).toBe(200);
    system.clock.advance(1);
    expect((await withKey(short.key).get('/me')).status).toBe(401);
    system.clock.advance(4000 * DAY_MS);
    expect((await withKey(endless.key).get('/me')).status).toBe(200);
    await renewAdmin();
  });

  test('it is replaced by the next without a pause: both work until the old one is revoked', async () => {
    const [old, next] = [await makeKey({ name: 'old' }), await makeKey({ name: 'next' })];
    expect((await withKey(old.key).get('/me')).status).toBe(200);
    expect((await withKey(next.key).get('/me')).status).toBe(200);
    expect((await admin.delete(`${KEYS}/${old.id}`)).status).toBe(204);
    expect((await withKey(old.key).get('/me')).status).toBe(401);
    expect((await withKey(next.key).get('/me')).status).toBe(200);
  });

  test('revoking it twice is harmless', async () => {
    const { id } = await makeKey();
    expect((await admin.delete(`${KEYS}/${id}`)).status).toBe(204);
    const revokedAt = (await findListed(id))?.revokedAt;
    expect(revokedAt).toBe(system.clock.now().toISOString());
    system.clock.advance(5000);
    expect((await admin.delete(`${KEYS}/${id}`)).status).toBe(204);
    expect((await findListed(id))?.revokedAt).toBe(revokedAt);
  });

  test('it outlives the membership of whoever made it: it belongs to the organisation', async () => {
    await setRole(system, SOFIA, 'admin');
    const sofia = createApi(system, (await signIn(system, SOFIA)).token);
    const { key } = await makeKey({}, KEYS, sofia);
    await operator.delete(`/organisations/default/members/${SOFIA}`);
    expect((await withKey(key).get('/me')).status).toBe(200);
  });

  test('making and revoking it is in the history, once each', async () => {
    const { id, key } = await makeKey({ expiresInDays: 7 });
    await admin.delete(`${KEYS}/${id}`);
    await admin.delete(`${KEYS}/${id}`);
    const events = await system.ctx.db
      .selectFrom('events')
      .select(['action', 'actor', 'before', 'after'])
      .where('subject_type', '=', 'organisation-key')
      .where('subject_id', '=', id)
      .orderBy('id')
      .execute();
    expect(events).toMatchObject([
      {
        action: 'create',
        actor: { kind: 'person', orcid: JOSIAH },
        after: { organisation: firstId, name: 'resolver of the store' },
      },
      { action: 'revoke', before: { organisation: firstId, name: 'resolver of the store' } },
    ]);
    expect(JSON.stringify(events)).not.toContain(key.slice(4));
  });

  test('lists come in pages, newest first', async () => {
    const path = '/organisations/second/keys';
    const names = ['one', 'two', 'three'];
    for (const name of names) {
      await makeKey({ name }, path, operator);
      system.clock.advance(1000);
    }
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const query: string = next === '' ? '' : `&cursor=${next}`;
      const { body }: Answer<{ items: KeyBody[]; next: string | null }> = await operator.get(
        `${path}?limit=2${query}`,
      );
      seen.push(...body.items.map((each) => each.name));
      expect(body.items.every((each) => each.createdBy === null)).toBe(true);
      next = body.next;
    }
    expect(seen).toEqual(names.toReversed());
  });
});

describe("who makes and revokes an organisation's keys", () => {
  test('members and curators do not', async () => {
    const { id } = await makeKey();
    for (const role of ['member', 'curator']) {
      await setRole(system, LAURE, role);
      const laure = createApi(system, (await signIn(system, LAURE)).token);
      expect((await laure.get(KEYS)).status).toBe(403);
      expect((await laure.post(KEYS, { name: 'mine' })).status).toBe(403);
      expect((await laure.delete(`${KEYS}/${id}`)).status).toBe(403);
    }
    expect((await findListed(id))?.revokedAt).toBeNull();
  });

  test('an administrator with a token that lacks org:admin does not', async () => {
    const weak = createApi(system, (await signIn(system, JOSIAH, ['pid:read', 'pid:publish'])).token);
    expect((await weak.get(KEYS)).status).toBe(403);
    expect((await weak.post(KEYS, { name: 'mine' })).status).toBe(403);
  });

  test('to a stranger the organisation looks like one that does not exist', async () => {
    const real = '/organisations/second/keys';
    const invented = '/organisations/invented/keys';
    for (const answers of [
      [await admin.get(real), await admin.get(invented)],
      [await admin.post(real, { name: 'mine' }), await admin.post(invented, { name: 'mine' })],
      [await admin.delete(`${real}/${randomUUID()}`), await admin.delete(`${invented}/${randomUUID()}`)],
    ]) {
      expect(answers.map((each) => each.status)).toEqual([404, 404]);
      expect(answers[0]?.body).toEqual(answers[1]?.body);
    }
  });

  test('a key of another organisation is not there, and stays as it is', async () => {
    const other = await makeKey({}, '/organisations/second/keys', operator);
    expect((await admin.delete(`${KEYS}/${other.id}`)).status).toBe(404);
    expect((await withKey(other.key).get('/me')).status).toBe(200);
  });

  test('a key makes and revokes none: whoever stole it would keep access after it is revoked', async () => {
    const { id, key } = await makeKey();
    expect((await withKey(key).get(KEYS)).status).toBe(403);
    expect((await withKey(key).post(KEYS, { name: 'more' })).status).toBe(403);
    expect((await withKey(key).delete(`${KEYS}/${id}`)).status).toBe(403);
  });

  test.each([
    ['no name', {}, '/name'],
    ['an empty name', { name: '' }, '/name'],
    ['a blank name', { name: ' \t' }, '/name'],
    ['a long name', { name: 'x'.repeat(101) }, '/name'],
    ['a name with NUL', { name: 'a\u0000b' }, '/name'],
    ['half a surrogate pair', { name: 'a\ud800' }, '/name'],
    ['a list as name', { name: ['a'] }, '/name'],
    ['no days at all', { name: 'a', expiresInDays: 0 }, '/expiresInDays'],
    ['more than ten years', { name: 'a', expiresInDays: 3654 }, '/expiresInDays'],
    ['half a day', { name: 'a', expiresInDays: 1.5 }, '/expiresInDays'],
    ['a secret of their choice', { name: 'a', key: 'mmk_mine' }, '/key'],
  ])('what cannot be meant is refused: %s', async (_what, wish, pointer) => {
    const answer = await admin.post<ProblemBody>(KEYS, wish);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
  });

  test.each(['x', '%00', '..%2f..', `${randomUUID()}'--`])(
    'an address of a key that is none: %s',
    async (id) => {
      const answer = await admin.delete(`${KEYS}/${id}`);
      expect(answer.status).toBe(400);
    },
  );
});

describe('what a key is good for', () => {
  test("everything with schemes and links of its organisation, as the organisation's machine", async () => {
    const { id, key } = await makeKey({ name: 'warehouse' });
    const own = [firstId];
    expect((await ask('/steward', bearer(key))).json()).toEqual({
      event: { kind: 'organisation-key', keyId: id, name: 'warehouse', organisationId: firstId },
      key: `organisation-key:${id}`,
      schemes: own,
      links: own,
      reads: own,
      defaultOrganisationId: firstId,
    });
  });

  test('it registers a scheme and links, and the history says which key it was', async () => {
    const api = withKey((await makeKey({ name: 'warehouse' })).key);
    const scheme = await fetch(`${system.url}/api/v1/schemes/keyed`, {
      method: 'PUT',
      headers: { ...bearer(api.token), 'content-type': 'application/json' },
      body: JSON.stringify(describeCores('keyed')),
    });
    expect([scheme.status, await scheme.json()]).toMatchObject([
      201,
      { namespace: 'keyed', organisation: 'Default organisation' },
    ]);
    const registered = await register(api, 'keyed/1/AB0001', [wishLink()]);
    expect(registered).toMatchObject({ created: true, organisation: 'Default organisation' });
    for (const path of ['/schemes/keyed', `${anchorPath('keyed/1/AB0001')}`]) {
      const { body } = await admin.get<{ items: { actor: unknown }[] }>(`${path}/history`);
      expect(body.items[0]?.actor).toEqual({ kind: 'organisation-key', name: 'warehouse', orcid: null });
    }
    const { body } = await api.get<{ items: unknown[] }>('/schemes');
    expect(body.items.length).toBeGreaterThan(0);
  });

  test("it changes no scheme and no link of another organisation's", async () => {
    await openScheme(system, 'shared-cores');
    const first = withKey((await makeKey()).key);
    const second = withKey((await makeKey({}, '/organisations/second/keys', operator)).key);
    const anchor = 'shared-cores/1/AB0002';
    const { links } = await register(first, anchor, [wishLink()]);
    expect((await second.post('/links', { anchor, links: [wishLink()] })).status).toBe(409);
    expect((await second.delete(`/links/${links[0]?.id}`)).status).toBe(403);
    const answer = await fetch(`${system.url}/api/v1/schemes/shared-cores`, {
      method: 'DELETE',
      headers: bearer(second.token),
    });
    expect(answer.status).toBe(403);
    expect((await admin.get(anchorPath(anchor))).status).toBe(200);
    expect((await admin.get('/schemes/shared-cores')).status).toBe(200);
  });

  test("a person's token needs its scopes there as everywhere", async () => {
    const weak = createApi(system, (await signIn(system, JOSIAH, ['pid:mint'])).token);
    expect((await weak.get('/schemes')).status).toBe(403);
    expect((await weak.get('/vocabularies')).status).toBe(403);
  });

  test('nothing that belongs to people, and no identifiers', async () => {
    const api = withKey((await makeKey()).key);
    for (const path of [
      '/tokens',
      '/authorizations',
      '/oauth-clients',
      '/organisations',
      '/organisations/default/members',
      '/organisations/default/access-roles',
      '/pids',
      '/shoulders',
      '/notices',
    ]) {
      const answer = await api.get<ProblemBody>(path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.body.detail).toContain("organisation's key");
    }
    const shoulders = await operator.get<{ items: { id: string }[] }>('/shoulders');
    const shoulder = shoulders.body.items[0]?.id;
    expect((await api.post('/pids', { shoulder, state: 'reserved' })).status).toBe(403);
    expect((await api.post('/tokens', { name: 'a', scopes: ['pid:read'], expiresInDays: 1 })).status).toBe(
      403,
    );
    const iSamples = await fetch(`${system.url}/manage/mint_noidy_identifiers`, {
      method: 'POST',
      headers: bearer((await makeKey()).key),
    });
    expect(iSamples.status).toBe(401);
  });

  test('each key has its own share of requests', async () => {
    const small = await startSystem({ env: { REQUESTS_PER_MINUTE: '20' } });
    closers.push(() => small.close());
    const boss = createApi(small, TEST_ADMIN_TOKEN);
    const busy = createApi(small, (await boss.post<KeyBody>(KEYS, { name: 'busy' })).body.key);
    const quiet = createApi(small, (await boss.post<KeyBody>(KEYS, { name: 'quiet' })).body.key);
    let last = await busy.get('/me');
    for (let count = 0; count < 25 && last.status === 200; count += 1) last = await busy.get('/me');
    expect(last.status).toBe(429);
    expect((await quiet.get('/me')).status).toBe(200);
    expect((await boss.get('/me')).status).toBe(200);
  });
});

describe('what is not a key', () => {
  test.each([
    ['only the mark', () => 'mmk_'],
    ['made up', () => `mmk_${'A'.repeat(43)}`],
    ['too short', (key: string) => key.slice(0, -1)],
    ['too long', (key: string) => `${key}A`],
    ['in capitals', (key: string) => key.toUpperCase()],
    ['one letter off', (key: string) => key.slice(0, 10) + (key[10] === 'A' ? 'B' : 'A') + key.slice(11)],
    ['without the mark', (key: string) => key.slice(4)],
    ['with the mark of a token', (key: string) => key.replace('mmk_', 'mm_')],
    ['10 kB', () => `mmk_${'A'.repeat(10_000)}`],
    ['with a quotation mark', (key: string) => `${key}'`],
  ])('%s is refused, and what is wrong with it is not told', async (_what, change) => {
    const { key } = await makeKey();
    const answer = await withKey(change(key)).get<ProblemBody>('/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(answer.body.detail).toMatch(/is unknown, has expired or was revoked/);
  });

  test('a key counts as a bearer token in the header only', async () => {
    const { key } = await makeKey();
    for (const [path, headers] of [
      ['/me', { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }],
      ['/me', { authorization: key }],
      ['/me', { 'x-api-key': key }],
      ['/me', { cookie: `mintmark_session=${key}` }],
      [`/me?api_key=${key}`, {}],
    ] as const) {
      expect((await fetch(`${system.url}/api/v1${path}`, { headers })).status).toBe(401);
    }
  });
});

describe('what people may do with schemes and links', () => {
  async function stewardFor(orcid: string, scopes?: string[]): Promise<Record<string, unknown>> {
    const { token } = await signIn(system, orcid, scopes);
    return (await ask('/steward', bearer(token))).json();
  }

  test('administrators both, curators links; members read', async () => {
    const own = [firstId];
    const expected = {
      admin: { schemes: own, links: own, reads: own, defaultOrganisationId: firstId },
      curator: { schemes: [], links: own, reads: own, defaultOrganisationId: firstId },
      member: { schemes: [], links: [], reads: own, defaultOrganisationId: null },
    };
    for (const [role, rights] of Object.entries(expected)) {
      await setRole(system, LAURE, role);
      expect(await stewardFor(LAURE)).toMatchObject({ event: { kind: 'person', orcid: LAURE }, ...rights });
    }
  });

  test.each([
    [['pid:read'], { schemes: 0, links: 0, reads: 1 }],
    [['pid:publish'], { schemes: 0, links: 1, reads: 0 }],
    [['org:admin'], { schemes: 1, links: 0, reads: 0 }],
    [['pid:mint'], { schemes: 0, links: 0, reads: 0 }],
  ])('a token of an administrator with %j does what its scopes say', async (scopes, rights) => {
    const steward = (await stewardFor(JOSIAH, scopes)) as Record<keyof typeof rights, string[]>;
    const { schemes, links, reads } = steward;
    expect({ schemes: schemes.length, links: links.length, reads: reads.length }).toEqual(rights);
  });

  test('who manages several organisations must say which one is meant', async () => {
    await setRole(system, SOFIA, 'curator');
    const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' };
    const path = `${system.url}/api/v1/organisations/second/members/${SOFIA}`;
    await fetch(path, { method: 'PUT', headers, body: JSON.stringify({ role: 'admin' }) });
    const steward = await stewardFor(SOFIA);
    expect(steward).toMatchObject({ schemes: [secondId], defaultOrganisationId: null });
    expect(new Set(steward.links as string[])).toEqual(new Set([firstId, secondId]));
  });

  test("the operator's token may do all, for the first organisation where none is named", async () => {
    expect((await ask('/steward', bearer(TEST_ADMIN_TOKEN))).json()).toEqual({
      event: { kind: 'operator' },
      key: 'operator',
      schemes: 'all',
      links: 'all',
      reads: 'all',
      defaultOrganisationId: firstId,
    });
  });

  test("another site's page cannot use the session of a visitor; a key needs no page", async () => {
    const { cookie } = await signIn(system, JOSIAH);
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.org' };
    expect((await ask('/steward', { cookie, 'sec-fetch-site': 'same-origin' }, 'POST')).statusCode).toBe(200);
    const refused = await ask('/steward', { cookie, ...elsewhere }, 'POST');
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ type: expect.stringContaining('#cross-site') });
    const { key } = await makeKey();
    expect((await ask('/steward', { ...bearer(key), ...elsewhere }, 'POST')).statusCode).toBe(200);
  });

  test('a stranger is asked to sign in, and a bad credential is refused', async () => {
    expect((await ask('/steward')).statusCode).toBe(401);
    const refused = await ask('/steward', bearer(`mmk_${'A'.repeat(43)}`));
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toContain('error="invalid_token"');
  });
});

test('no key is found in any table, log line, header or answer but the one that shows it', async () => {
  const secrets = new Map<string, string>();
  const places: Place[] = [];
  const keep = (what: string, answer: Answer<unknown>) =>
    places.push({ place: what, text: JSON.stringify([answer.body, [...answer.headers]]) });

  const made = await admin.post<KeyBody>(KEYS, { name: 'canary' });
  const { id, key } = made.body;
  secrets.set('key', key).set('key without its mark', key.slice(4));
  places.push({ place: 'the headers of the answer that shows it', text: JSON.stringify([...made.headers]) });
  const wrong = `${key.slice(0, -6)}canary`;
  secrets.set('wrong key', wrong);
  keep('/me', await withKey(key).get('/me'));
  keep('a refusal', await withKey(key).get('/pids'));
  keep('a wrong key', await withKey(wrong).get('/me'));
  keep('a malformed one', await withKey(`${key}x`).get('/me'));
  keep('a body with it', await withKey(key).post('/pids', { shoulder: 'x' }));
  keep('the list', await admin.get(KEYS));
  for (const path of ['/steward', '/roles'] as const) {
    for (const each of [key, wrong]) {
      const { body, headers } = await ask(path, bearer(each));
      places.push({ place: path, text: JSON.stringify([body, headers]) });
    }
  }
  keep('revoking', await admin.delete(`${KEYS}/${id}`));
  keep('a revoked key', await withKey(key).get('/me'));

  places.push({ place: 'the log', text: system.logged() });
  for (const [table, rows] of await dumpDatabase(system)) {
    places.push({ place: `table ${table}`, text: rows.join('\n') });
  }
  expect(places.find((each) => each.place === 'table public.organisation_keys')?.text).toContain(id);
  expect(findSecrets(secrets, places)).toEqual([]);
});
