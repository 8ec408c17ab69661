import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser } from './support/browser.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const DAY_MS = 86_400_000;

let system: System;
let josiah: Browser;
let laure: Browser;
beforeAll(async () => {
  system = await startSystem();
  josiah = openBrowser(system);
  laure = openBrowser(system);
  await signInBoth();
});
afterAll(() => system.close());

async function signInBoth(): Promise<void> {
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
}

type TokenBody = {
  id: string;
  name: string;
  scopes: string[];
  token: string;
  expiresAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

/** Calls the API as a page of ours in this browser would. */
async function callFrom(
  browser: Browser,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const response = await fetch(`${system.url}/api/v1${path}`, {
    method,
    headers: {
      cookie: browser.cookieHeader(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

async function makeToken(
  browser: Browser,
  wish: { name?: string; scopes?: string[]; expiresInDays?: number } = {},
): Promise<TokenBody> {
  const body = { name: 'laptop', scopes: ['pid:read'], expiresInDays: 30, ...wish };
  const made = await callFrom(browser, 'POST', '/tokens', body);
  expect(made.status).toBe(201);
  return made.body as TokenBody;
}

async function findToken(browser: Browser, id: string): Promise<TokenBody | undefined> {
  const { body } = await callFrom(browser, 'GET', '/tokens?limit=200');
  return (body.items as TokenBody[]).find((each) => each.id === id);
}

async function authorize(
  authorization: string,
): Promise<{ status: number; challenge: string | null; detail: string }> {
  const response = await fetch(`${system.url}/api/v1/me`, { headers: { authorization } });
  const { detail } = (await response.json()) as { detail: string };
  return { status: response.status, challenge: response.headers.get('www-authenticate'), detail };
}

describe('the life of an access token', () => {
  test('it is made in the browser, works for what it may, and its secret is shown once', async () => {
    const made = await makeToken(josiah, { name: '  field laptop ', scopes: ['pid:read', 'pid:mint'] });
    expect(made.token).toMatch(/^mm_[\w-]{43}$/);
    expect(made.name).toBe('field laptop');
    const me = await createApi(system, made.token).get('/me');
    expect(me.body).toMatchObject({
      account: { orcid: JOSIAH, name: 'Josiah Carberry', orcidUrl: `${system.orcid.url}/${JOSIAH}` },
      operator: false,
      organisations: [{ slug: 'default', role: 'member' }],
      scopes: ['pid:read', 'pid:mint'],
      token: { id: made.id, name: 'field laptop', expiresAt: made.expiresAt },
    });
    const list = await callFrom(josiah, 'GET', '/tokens');
    expect(JSON.stringify(list.body)).not.toContain(made.token);
    expect(JSON.stringify(list.body)).not.toContain('mm_');
  });

  test('only the hash of its secret is stored', async () => {
    const made = await makeToken(josiah);
    const rows = await system.ctx.db.selectFrom('access_tokens').selectAll().execute();
    const stored = JSON.stringify(
      rows.map((row) => ({ ...row, secret_hash: Buffer.from(row.secret_hash).toString() })),
    );
    expect(stored).toContain(made.id);
    expect(stored).not.toContain(made.token.slice(3));
  });

  test('its last use is noted, at most once a minute', async () => {
    const made = await makeToken(josiah);
    expect((await findToken(josiah, made.id))?.lastUsedAt).toBeNull();
    const api = createApi(system, made.token);
    await api.get('/me');
    const first = system.clock.now().toISOString();
    expect((await findToken(josiah, made.id))?.lastUsedAt).toBe(first);
    system.clock.advance(59_000);
    await api.get('/me');
    expect((await findToken(josiah, made.id))?.lastUsedAt).toBe(first);
    system.clock.advance(2000);
    await api.get('/me');
    expect((await findToken(josiah, made.id))?.lastUsedAt).toBe(system.clock.now().toISOString());
  });

  test('it stops working when its time is over', async () => {
    const made = await makeToken(josiah, { expiresInDays: 1 });
    system.clock.advance(DAY_MS - 1);
    expect((await authorize(`Bearer ${made.token}`)).status).toBe(200);
    system.clock.advance(1);
    expect((await authorize(`Bearer ${made.token}`)).status).toBe(401);
    await signInBoth();
  });

  test('it can be revoked in the browser, and revoking it twice is harmless', async () => {
    const made = await makeToken(josiah);
    expect((await callFrom(josiah, 'DELETE', `/tokens/${made.id}`)).status).toBe(204);
    expect((await authorize(`Bearer ${made.token}`)).status).toBe(401);
    const revokedAt = (await findToken(josiah, made.id))?.revokedAt;
    system.clock.advance(5000);
    expect((await callFrom(josiah, 'DELETE', `/tokens/${made.id}`)).status).toBe(204);
    expect((await findToken(josiah, made.id))?.revokedAt).toBe(revokedAt);
  });

  test('a program revokes the token that it uses, as mintmark logout does', async () => {
    const made = await makeToken(josiah);
    expect((await createApi(system, made.token).delete('/tokens/current')).status).toBe(204);
    expect((await authorize(`Bearer ${made.token}`)).status).toBe(401);
  });

  test('making and revoking it is in the history, without its secret', async () => {
    const made = await makeToken(josiah);
    await callFrom(josiah, 'DELETE', `/tokens/${made.id}`);
    const events = await system.ctx.db
      .selectFrom('events')
      .select(['action', 'actor', 'after'])
      .where('subject_id', '=', made.id)
      .orderBy('id')
      .execute();
    expect(events.map((event) => event.action)).toEqual(['create', 'revoke']);
    expect(events[0]?.actor).toMatchObject({ kind: 'person', orcid: JOSIAH });
    expect(JSON.stringify(events)).not.toContain(made.token.slice(3));
  });

  test('lists come in pages, newest first', async () => {
    const browser = openBrowser(system);
    await browser.signIn('0000-0001-2345-6789');
    const names = ['one', 'two', 'three'];
    for (const name of names) {
      await makeToken(browser, { name });
      system.clock.advance(1000);
    }
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const query: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await callFrom(browser, 'GET', `/tokens?limit=2${query}`);
      seen.push(...(body.items as TokenBody[]).map((each) => each.name));
      next = body.next as string | null;
    }
    expect(seen).toEqual(names.toReversed());
  });

  test.each([
    [Buffer.from('["x","y"]').toString('base64url')],
    [Buffer.from('["1","00000000-0000-4000-8000-000000000000"]').toString('base64url')],
    [
      Buffer.from('["2026-13-41T99:00:00.000Z","00000000-0000-4000-8000-000000000000"]').toString(
        'base64url',
      ),
    ],
    ['nonsense'],
  ])('a cursor that no list gave out is refused: %s', async (cursor) => {
    expect((await callFrom(josiah, 'GET', `/tokens?cursor=${cursor}`)).status).toBe(400);
  });
});

describe('what an access token cannot do', () => {
  test('it cannot make others: whoever stole it would keep access after it is revoked', async () => {
    const made = await makeToken(josiah, { scopes: ['pid:read', 'org:admin'] });
    const answer = await createApi(system, made.token).post('/tokens', {
      name: 'more',
      scopes: ['pid:read'],
      expiresInDays: 1,
    });
    expect(answer.status).toBe(403);
  });

  test('it cannot revoke others', async () => {
    const [one, other] = [await makeToken(josiah), await makeToken(josiah)];
    expect((await createApi(system, one.token).delete(`/tokens/${other.id}`)).status).toBe(403);
    expect((await authorize(`Bearer ${other.token}`)).status).toBe(200);
  });

  test("nobody revokes someone else's, nor learns that it is there", async () => {
    const made = await makeToken(josiah);
    const theirs = await callFrom(laure, 'DELETE', `/tokens/${made.id}`);
    const nobodys = await callFrom(laure, 'DELETE', '/tokens/00000000-0000-4000-8000-000000000000');
    expect(theirs.status).toBe(404);
    expect(theirs.body).toEqual(nobodys.body);
    expect((await authorize(`Bearer ${made.token}`)).status).toBe(200);
  });

  test('a session is no token to revoke', async () => {
    expect((await callFrom(josiah, 'DELETE', '/tokens/current')).status).toBe(403);
  });

  test.each([
    [{ name: '', scopes: ['pid:read'], expiresInDays: 1 }, '/name'],
    [{ name: '   ', scopes: ['pid:read'], expiresInDays: 1 }, '/name'],
    [{ name: 'a'.repeat(101), scopes: ['pid:read'], expiresInDays: 1 }, '/name'],
    [{ name: 'a', scopes: [], expiresInDays: 1 }, '/scopes'],
    [{ name: 'a', scopes: ['pid:everything'], expiresInDays: 1 }, '/scopes/0'],
    [{ name: 'a', scopes: ['pid:read', 'pid:read'], expiresInDays: 1 }, '/scopes'],
    [{ name: 'a', scopes: ['pid:read'], expiresInDays: 0 }, '/expiresInDays'],
    [{ name: 'a', scopes: ['pid:read'], expiresInDays: 367 }, '/expiresInDays'],
    [{ name: 'a', scopes: ['pid:read'], expiresInDays: '7' }, '/expiresInDays'],
    [{ name: 'a', scopes: ['pid:read'] }, '/expiresInDays'],
    [{ name: 'a', scopes: ['pid:read'], expiresInDays: 1, admin: true }, '/admin'],
  ])('a wish with mistakes is refused where they are: %j', async (wish, pointer) => {
    const answer = await callFrom(josiah, 'POST', '/tokens', wish);
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { pointer: string }[]).map((each) => each.pointer)).toContain(pointer);
  });
});

describe('who a request is from', () => {
  test('the operator token has every right and no account', async () => {
    const me = await createApi(system, TEST_ADMIN_TOKEN).get('/me');
    expect(me.body).toEqual({
      account: null,
      operator: true,
      organisations: [],
      scopes: [
        'pid:read',
        'pid:mint',
        'pid:publish',
        'data:read',
        'data:write',
        'orcid:read',
        'orcid:write',
        'org:admin',
      ],
      token: null,
      organisationKey: null,
    });
    expect((await createApi(system, TEST_ADMIN_TOKEN).get('/tokens')).status).toBe(403);
  });

  test('unknown, expired and revoked tokens are refused in the same words', async () => {
    const revoked = await makeToken(josiah);
    await callFrom(josiah, 'DELETE', `/tokens/${revoked.id}`);
    const unknown = await authorize(`Bearer mm_${'A'.repeat(43)}`);
    expect(unknown).toMatchObject({
      status: 401,
      challenge: 'Bearer realm="Mintmark", error="invalid_token"',
    });
    expect(await authorize(`Bearer ${revoked.token}`)).toEqual(unknown);
    expect(await authorize(`Bearer ${TEST_ADMIN_TOKEN}x`)).toEqual(unknown);
    expect(await authorize(`Bearer ${TEST_ADMIN_TOKEN.slice(0, -1)}`)).toEqual(unknown);
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer ', 'Bearer a b', 'mm_abc', 'Bearer \u00e9', ''])(
    'a malformed Authorization header is refused, and no session stands in for it: %j',
    async (authorization) => {
      const answer = await system.app.inject({
        url: '/api/v1/me',
        headers: { authorization, cookie: josiah.cookieHeader() },
      });
      expect(answer.statusCode).toBe(401);
    },
  );

  test('a stranger is asked to sign in', async () => {
    const answer = await createApi(system, null).get('/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Mintmark"');
  });

  test.each([['mintmark_session=x'], [`mintmark_session=${'A'.repeat(43)}`], ['mintmark_session=%00']])(
    'an invented session is nobody: %s',
    async (cookie) => {
      const answer = await fetch(`${system.url}/api/v1/me`, { headers: { cookie } });
      expect(answer.status).toBe(401);
    },
  );
});

describe('other sites', () => {
  const wish = { name: 'theft', scopes: ['pid:read'], expiresInDays: 1 };

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example.org' }],
    [{ origin: 'null' }],
    [{}],
  ] as Record<string, string>[][])('cannot use the session of a visitor: %j', async (headers) => {
    const answer = await callFrom(josiah, 'POST', '/tokens', wish, headers);
    expect(answer.status).toBe(403);
    expect(String(answer.body.type)).toContain('#cross-site');
  });

  test('our own pages can, also in browsers that send the origin alone', async () => {
    expect((await callFrom(josiah, 'POST', '/tokens', wish, { origin: system.url })).status).toBe(201);
  });

  test('a program with a token need not say where it comes from', async () => {
    const made = await makeToken(josiah);
    const answer = await fetch(`${system.url}/api/v1/tokens/current`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${made.token}`, 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(204);
  });
});

describe('the token page', () => {
  async function readFormToken(browser: Browser): Promise<string> {
    const { body } = await browser.open('/app/tokens');
    return /name="form_token" value="([^"]+)"/.exec(body)?.[1] ?? '';
  }

  test('sends strangers to ORCID and back', async () => {
    const answer = await openBrowser(system).open('/app/tokens');
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('/auth/orcid/login?return_to=%2Fapp%2Ftokens');
  });

  test('makes a token, shows it once with the command to use it, then lists it', async () => {
    const answer = await josiah.send('/app/tokens', {
      form_token: await readFormToken(josiah),
      name: 'from the <page>',
      scopes: ['pid:read', 'pid:mint'],
      expires_in_days: '30',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const token = /mintmark login --token (mm_[\w-]{43})</.exec(answer.body)?.[1];
    expect((await authorize(`Bearer ${token}`)).status).toBe(200);
    const list = await josiah.open('/app/tokens');
    expect(list.body).toContain('from the &lt;page&gt;');
    expect(list.body).not.toContain('<page>');
    expect(list.body).not.toContain('mm_');
  });

  test('revokes a token', async () => {
    const made = await makeToken(josiah);
    const answer = await josiah.send(`/app/tokens/${made.id}/revoke`, {
      form_token: await readFormToken(josiah),
    });
    expect(answer).toMatchObject({ status: 303, location: `${system.url}/app/tokens` });
    expect((await authorize(`Bearer ${made.token}`)).status).toBe(401);
  });

  test('says at the fields what is wrong, and keeps what was typed', async () => {
    const answer = await josiah.send('/app/tokens', {
      form_token: await readFormToken(josiah),
      name: '',
      scopes: 'pid:mint',
      expires_in_days: '100000',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Give it a name');
    expect(answer.body).toContain('Choose one of the times offered');
    expect(answer.body).toMatch(/value="pid:mint" checked/);
    expect(answer.body).not.toMatch(/value="pid:read" checked/);
  });

  test('takes no form from another site, from another session or without its token', async () => {
    const form = { name: 'theft', scopes: 'pid:read', expires_in_days: '30' };
    const mine = await readFormToken(josiah);
    const others = await readFormToken(laure);
    expect(others).not.toBe(mine);
    const made = await makeToken(josiah);
    for (const [form_token, headers] of [
      [mine, { 'sec-fetch-site': 'cross-site' }],
      [mine, {}],
      [others, { 'sec-fetch-site': 'same-origin' }],
      ['', { 'sec-fetch-site': 'same-origin' }],
    ] as [string, Record<string, string>][]) {
      expect((await josiah.send('/app/tokens', { ...form, form_token }, headers)).status).toBe(403);
      expect((await josiah.send(`/app/tokens/${made.id}/revoke`, { form_token }, headers)).status).toBe(403);
    }
    expect((await findToken(josiah, made.id))?.revokedAt).toBeNull();
  });

  test("shows the refusal as a page when the token is nobody's or someone else's", async () => {
    const form_token = await readFormToken(laure);
    const made = await makeToken(josiah);
    for (const id of [made.id, '00000000-0000-4000-8000-000000000000', 'nonsense']) {
      const answer = await laure.send(`/app/tokens/${id}/revoke`, { form_token });
      expect(answer.status).toBe(404);
      expect(answer.body).toContain('You have no such access token');
    }
  });
});
