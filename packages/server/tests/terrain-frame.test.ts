import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { sendBytes, writeRequest } from './support/raw-http.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { createTerrainClient, expectTerrainRefusal, type TerrainClient } from './support/terrain.ts';

let system: System;
let curator: TerrainClient;
let member: TerrainClient;
let stranger: TerrainClient;

const UNKNOWN = '5ad50035-ca22-4a4d-84ca-d5132f34f588';
const OWN = '/permanent-id-requests';
const ALL = '/admin/permanent-id-requests';

/** Every address and method that there is. */
const routes = [
  ['GET', OWN],
  ['POST', OWN],
  ['GET', `${OWN}/status-codes`],
  ['GET', `${OWN}/types`],
  ['GET', `${OWN}/${UNKNOWN}`],
  ['GET', ALL],
  ['GET', `${ALL}/${UNKNOWN}`],
  ['POST', `${ALL}/${UNKNOWN}/status`],
  ['POST', `${ALL}/${UNKNOWN}/doi`],
  ['POST', `${ALL}/${UNKNOWN}/ezid`],
  ['GET', `${ALL}/${UNKNOWN}/preview-submission`],
] as const;

beforeAll(async () => {
  system = await startSystem();
  const josiah = await signIn(system, JOSIAH);
  await setRole(system, JOSIAH, 'curator');
  curator = createTerrainClient(system, josiah.token);
  member = createTerrainClient(system, (await signIn(system, LAURE)).token);
  stranger = createTerrainClient(system, null);
});
afterAll(() => system?.close());

describe('who asks', () => {
  test.each(routes)('a stranger is told nothing at %s %s', async (method, path) => {
    const answer = await stranger.send(method, path);
    expectTerrainRefusal(answer, 401, 'ERR_NOT_AUTHORIZED');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test.each(routes)('a stranger with a wrong token is told the same at %s %s', async (method, path) => {
    const wrong = createTerrainClient(system, `mm_${'x'.repeat(43)}`);
    expectTerrainRefusal(await wrong.send(method, path), 401, 'ERR_NOT_AUTHORIZED');
  });

  test.each(routes.filter(([, path]) => path.startsWith('/admin')))(
    'a member who is no curator may not %s %s, whatever it names',
    async (method, path) => {
      expectTerrainRefusal(await member.send(method, path), 403, 'ERR_FORBIDDEN');
      const nonsense = path.replace(UNKNOWN, 'nonsense');
      expectTerrainRefusal(await member.send(method, nonsense), 403, 'ERR_FORBIDDEN');
    },
  );

  test.each(routes)('a token without the scope may not %s %s', async (method, path) => {
    const narrow = await signIn(system, JOSIAH, ['pid:read']);
    const body = method === 'POST' && path === OWN ? { type: 'DOI', folder: UNKNOWN } : {};
    const client = createTerrainClient(system, narrow.token);
    const answer = method === 'POST' ? await client.post(path, body) : await client.get(path);
    expectTerrainRefusal(answer, 403, 'ERR_FORBIDDEN', /scope/);
  });

  test('a curator who may only read changes nothing', async () => {
    const { token } = await signIn(system, JOSIAH, ['data:read']);
    const reader = createTerrainClient(system, token);
    expect((await reader.get(ALL)).status).toBe(200);
    for (const path of ['status', 'doi', 'ezid']) {
      expectTerrainRefusal(await reader.post(`${ALL}/${UNKNOWN}/${path}`, {}), 403, 'ERR_FORBIDDEN', /scope/);
    }
  });

  test('a session of the browser is taken, and only from pages of this service where something changes', async () => {
    const { cookie } = await signIn(system, LAURE);
    const types = await stranger.get(`${OWN}/types`, { cookie });
    expect(types.status).toBe(200);
    const body = { type: 'DOI', folder: UNKNOWN };
    const foreign = await stranger.post(OWN, body, { cookie, origin: 'https://example.org' });
    expectTerrainRefusal(foreign, 403, 'ERR_FORBIDDEN');
    const own = await stranger.post(OWN, body, { cookie, origin: system.url });
    expectTerrainRefusal(own, 404, 'ERR_NOT_FOUND', /no such folder/);
  });

  test("the operator's token reads what there is, and has no requests of its own", async () => {
    const operator = createTerrainClient(system, TEST_ADMIN_TOKEN);
    expect((await operator.get(ALL)).body).toEqual({ requests: [], total: 0 });
    expectTerrainRefusal(await operator.get(OWN), 403, 'ERR_FORBIDDEN');
  });

  test('pages elsewhere may bring a token, and no cookie', async () => {
    const asked = await stranger.send('OPTIONS', OWN, {
      headers: {
        origin: 'https://example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
  });
});

describe('what is there without any request', () => {
  test('the types are DOI and ARK', async () => {
    const { status, body } = await member.get(`${OWN}/types`);
    expect(status).toBe(200);
    expect(body).toEqual({
      request_types: [
        { id: expect.any(String), type: 'DOI', description: 'Data Object Identifier' },
        { id: expect.any(String), type: 'ARK', description: 'Archival Resource Key' },
      ],
    });
  });

  test.each([
    ['own requests', OWN],
    ['all requests', ALL],
  ])('there are no %s', async (_name, path) => {
    const { status, body } = await curator.get(path);
    expect(status).toBe(200);
    expect(body).toEqual({ requests: [], total: 0 });
  });
});

describe('what cannot be read', () => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e3', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['limit=9999999999999999999999', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=x', 'offset'],
    ['offset=', 'offset'],
    ['sort-field=folder', 'sort-field'],
    ['sort-field=', 'sort-field'],
    ['sort-field=type&sort-field=status', 'sort-field'],
    ['sort-field=__proto__', 'sort-field'],
    ['sort-field=date_submitted&sort-dir=asc', 'sort-dir'],
    ['sort-dir=UP', 'sort-dir'],
    [`statuses=${'x'.repeat(65)}`, 'statuses'],
    [Array(101).fill('statuses=a').join('&'), 'statuses'],
  ])('a list with ?%.40s is refused', async (query, name) => {
    for (const path of [OWN, ALL]) {
      const answer = await curator.get(`${path}?${query}`);
      expectTerrainRefusal(answer, 400, 'ERR_ILLEGAL_ARGUMENT');
      expect(Object.keys(answer.body.reason as object)).toContain(name);
    }
  });

  test('parameters that nobody knows are passed over, as in CyVerse', async () => {
    expect((await curator.get(`${ALL}?colour=blue&limit=5`)).status).toBe(200);
  });

  test.each([
    ['no type', { folder: UNKNOWN }, 'type'],
    ['no folder', { type: 'DOI' }, 'folder'],
    ['a path for a folder', { type: 'DOI', folder: '/default/home/x' }, 'folder'],
    ['a number for a type', { type: 7, folder: UNKNOWN }, 'type'],
    ['more than there is', { type: 'DOI', folder: UNKNOWN, user: 'x' }, 'user'],
    ['a type of 10,000 characters', { type: 'x'.repeat(10_000), folder: UNKNOWN }, 'type'],
  ])('a request with %s is refused', async (_name, body, field) => {
    const answer = await member.post(OWN, body);
    expectTerrainRefusal(answer, 400, 'ERR_ILLEGAL_ARGUMENT');
    expect(Object.keys(answer.body.reason as object)).toContain(field);
  });

  test.each([
    ['no JSON', '{', 400, 'ERR_INVALID_JSON'],
    ['no UTF-8', '{"type":"\xff"', 400, 'ERR_INVALID_JSON'],
    ['nothing', '', 400, 'ERR_ILLEGAL_ARGUMENT'],
    ['a list', '[]', 400, 'ERR_ILLEGAL_ARGUMENT'],
    ['a prototype', '{"__proto__":{}}', 400, 'ERR_INVALID_JSON'],
    ['a member twice', `{"type":"DOI","type":"ARK","folder":"${UNKNOWN}"}`, 400, 'ERR_ILLEGAL_ARGUMENT'],
    ['half of a character', `{"type":"\\ud800","folder":"${UNKNOWN}"}`, 400, 'ERR_ILLEGAL_ARGUMENT'],
    ['a hundred levels', '['.repeat(100), 400, 'ERR_INVALID_JSON'],
    ['two megabytes', `"${'x'.repeat(2 * 1024 * 1024)}"`, 413, 'ERR_REQUEST_BODY_TOO_LARGE'],
  ])('a body of %s is refused', async (_name, body, status, code) => {
    for (const [client, path] of [
      [member, OWN],
      [curator, `${ALL}/${UNKNOWN}/status`],
    ] as const) {
      const answer = await client.send('POST', path, {
        body,
        headers: { 'content-type': 'application/json' },
      });
      expectTerrainRefusal(answer, status, code);
    }
  });

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    'a body sent as %s is 415',
    async (type) => {
      const answer = await member.send('POST', OWN, { body: 'x', headers: { 'content-type': type } });
      expectTerrainRefusal(answer, 415, 'ERR_BAD_REQUEST');
    },
  );

  test.each([
    ['DELETE', OWN, 'GET, HEAD, POST'],
    ['PUT', `${OWN}/types`, 'GET, HEAD'],
    ['PATCH', `${OWN}/${UNKNOWN}`, 'GET, HEAD'],
    ['GET', `${ALL}/${UNKNOWN}/doi`, 'POST'],
    ['DELETE', `${ALL}/${UNKNOWN}/status`, 'POST'],
  ])('%s %s is 405 with what it answers', async (method, path, allow) => {
    const answer = await curator.send(method, path);
    expectTerrainRefusal(answer, 405, 'ERR_BAD_REQUEST');
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test.each(['', '/', '/nothing', '/admin', '/filesystem/directory', `${OWN}/a/b`])(
    'there is nothing at %s',
    async (path) => {
      expectTerrainRefusal(await curator.get(path), 404, 'ERR_NOT_FOUND');
    },
  );

  test.each([
    ['own', OWN, 404, 'ERR_NOT_FOUND', /no request of yours/],
    ['all', ALL, 404, 'ERR_NOT_FOUND', /no request with this id/],
  ])('an id that nobody has is unknown among %s requests', async (_name, path, status, code, reason) => {
    expectTerrainRefusal(await curator.get(`${path}/${UNKNOWN}`), status, code, reason);
  });

  test.each(['nonsense', '1', `{${UNKNOWN}}`, `urn:uuid:${UNKNOWN}`, 'x'.repeat(1500)])(
    'an id that is none (%.20s) is refused',
    async (id) => {
      for (const path of [OWN, ALL]) {
        const answer = await curator.get(`${path}/${encodeURIComponent(id)}`);
        expectTerrainRefusal(answer, 400, 'ERR_ILLEGAL_ARGUMENT', /requestId/);
      }
    },
  );

  test.each([
    ['10,000 characters', `${OWN}/${'x'.repeat(10_000)}`, [400, 404, 414]],
    ['a parameter too long', `${OWN}?limit=${'1'.repeat(5000)}`, [400, 414]],
    ['broken percent-encoding', `${OWN}/%zz`, [400]],
    ['half a character', `${OWN}/%e2%82`, [400]],
    ['a zero byte', `${OWN}?statuses=%00`, [400]],
    ['a line break', `${OWN}?statuses=%0d%0aLocation:%20https://example.org`, [401]],
    ['a way up', `${OWN}/../../etc/passwd`, [401, 404]],
  ])('an address with %s is refused in this shape', async (_name, path, statuses) => {
    const answer = await sendBytes(system.config.port, writeRequest({ path: `/terrain${path}` }));
    expect(statuses, answer.body.slice(0, 300)).toContain(answer.status);
    expect(answer.headers.get('location')).toBeUndefined();
    expect(Object.keys(JSON.parse(answer.body)).sort()).toEqual(
      expect.arrayContaining(['error_code', 'reason']),
    );
  });
});
