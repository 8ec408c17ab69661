import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.close());

describe('the root document', () => {
  test.each([
    ['/server/api', '/server'],
    ['/rest/api', '/rest'],
    ['/api', ''],
  ])(
    'RootRestResourceControllerIT serverPropertiesTest, listDefinedEndpoint at %s',
    async (prefix, context) => {
      for (const path of [prefix, `${prefix}/`]) {
        const answer = await fetch(`${system.url}${path}`);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe('application/hal+json;charset=UTF-8');
        const root = (await answer.json()) as { _links: Record<string, { href: string }> };
        expect(root).toMatchObject({
          dspaceUI: system.url,
          dspaceName: expect.any(String),
          dspaceServer: `${system.url}${context}`,
          type: 'root',
          _links: { self: { href: `${system.url}${prefix}` } },
        });
        for (const { href } of Object.values(root._links)) {
          expect(href.startsWith(`${system.url}${prefix}`)).toBe(true);
        }
        expect(root._links.pid).toEqual({ href: `${system.url}${prefix}/pid/find{?id}`, templated: true });
      }
    },
  );
});

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${system.url}${path}`, { headers, redirect: 'manual', ...init });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return {
    status: answer.status,
    headers: answer.headers,
    body: (isJson ? JSON.parse(text) : text) as Record<string, unknown>,
  };
}

describe('refusals', () => {
  test('have the members of Spring Boot’s, and are plain JSON', async () => {
    const { status, headers, body } = await ask('/server/api/no/such/thing?x=1');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/),
      status: 404,
      error: 'Not Found',
      message: 'An exception has occurred',
      path: '/server/api/no/such/thing',
    });
  });

  test.each([
    ['GET', '/server/api/nothing'],
    ['POST', '/server/api/nothing'],
    ['DELETE', '/server/api/core/nothing'],
    ['GET', '/rest/api/nothing/at/all'],
    ['GET', '/api/pid/nothing'],
    ['PUT', '/api/core/nothing'],
    ['GET', '/api/authn/nothing'],
    ['GET', '/api/discover/nothing'],
    ['GET', '/api/pid'],
    ['GET', '/server/api/config/properties/dspace.dir'],
    ['GET', '/server/api/config/properties/ADMIN_TOKEN'],
    ['GET', '/server/api/authz/features/administratorOf'],
  ])('%s %s is nothing', async (method, path) => {
    const answer = await ask(path, { method });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ status: 404, message: 'An exception has occurred', path });
  });

  test.each([
    ['POST', '/server/api'],
    ['GET', '/server/api/authn/login'],
    ['GET', '/server/api/authn/logout'],
    ['DELETE', '/server/api/authn/status'],
    ['POST', '/api/security/csrf'],
    ['GET', '/server/api/config/properties'],
    ['GET', '/server/api/authz/authorizations'],
  ])('%s %s is not served', async (method, path) => {
    const answer = await ask(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.body).toMatchObject({
      status: 405,
      error: 'Method Not Allowed',
      message: 'Method is not allowed or supported',
      path,
    });
  });

  test('of what is no request have the shape, too', async () => {
    const broken = await ask('/server/api/core/items/%zz');
    expect(broken.status).toBe(400);
    expect(broken.body).toMatchObject({
      message: 'Request is invalid or incorrect',
      path: expect.any(String),
    });
    const long = await ask(`/server/api/core/${'x'.repeat(5000)}`);
    expect(long.status).toBe(414);
    expect(long.body).toMatchObject({ status: 414 });
    const body = await ask('/server/api/authn/shortlivedtokens', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"a":',
    });
    expect(body.status).toBe(400);
    expect(body.body).toMatchObject({ status: 400, message: 'Request is invalid or incorrect' });
    const type = await ask('/server/api/authn/shortlivedtokens', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/plain' },
      body: 'x',
    });
    expect(type.status).toBe(415);
    expect(type.body).toMatchObject({ status: 415, error: 'Unsupported Media Type' });
  });
});

test('our own API and that of the Identity Resolver stay what they are', async () => {
  expect((await ask('/api/v1/me')).body).toHaveProperty('operator', true);
  expect((await ask('/api/v1/nothing')).headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect((await ask('/api/v4/health-check')).body).toEqual({ status: 'OK' });
  expect((await ask('/api/1.0.0/health-check')).status).toBe(200);
  expect((await ask('/api/v2/pids')).headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const document = (await ask('/openapi.json')).body as { paths: object };
  expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
});

describe('pages of lists', () => {
  test('size is 20 unless it is said, and never more than 100', async () => {
    for (const [query, size] of [
      ['', 20],
      ['?size=7', 7],
      ['?size=1000', 100],
      ['?size=', 20],
    ] as const) {
      const { body } = await ask(`/server/api/authz/features${query}`);
      expect(body.page).toEqual({ size, totalElements: 1, totalPages: 1, number: 0 });
      expect(body._links).toEqual({ self: { href: `${system.url}/server/api/authz/features${query}` } });
    }
  });

  test('a page after the last is empty, without _embedded, and leads back', async () => {
    const { status, body } = await ask('/server/api/authz/features?page=4&size=5');
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('_embedded');
    expect(body.page).toEqual({ size: 5, totalElements: 1, totalPages: 1, number: 4 });
    expect(body._links).toMatchObject({
      prev: { href: `${system.url}/server/api/authz/features?page=0&size=5` },
    });
  });

  test.each(['page=-1', 'size=0', 'size=-1', 'page=x', 'size=1.5', 'page=1&page=2', 'size=99999999999'])(
    '%s is refused',
    async (query) => {
      const { status, body } = await ask(`/server/api/authz/features?${query}`);
      expect(status).toBe(400);
      expect(body.message).toBe('A required parameter is invalid');
    },
  );
});

describe('what the UI asks before it shows the button for a DOI', () => {
  const item = '00000000-0000-4000-8000-000000000001';
  const search = '/server/api/authz/authorizations/search/object';

  test('the property is on, for everybody', async () => {
    const path = '/server/api/config/properties/identifiers.item-status.register-doi';
    const { status, body } = await ask(path, { headers: {} });
    expect(status).toBe(200);
    expect(body).toEqual({
      name: 'identifiers.item-status.register-doi',
      values: ['true'],
      type: 'property',
      _links: { self: { href: `${system.url}${path}` } },
    });
  });

  test('nobody has a right that there is not, nor on an item that is not there', async () => {
    for (const query of [
      `uri=${system.url}/server/api/core/items/${item}&feature=canRegisterDOI`,
      `uri=${system.url}/server/api/core/items/${item}&feature=administratorOf`,
      `uri=${system.url}/server/api/core/sites/${item}`,
      `uri=${system.url}/server/api/core/items/not-a-uuid`,
    ]) {
      const { status, body } = await ask(`${search}?${query}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ page: { totalElements: 0 } });
      expect(body).not.toHaveProperty('_embedded');
    }
  });

  test('an object must be named, by an address', async () => {
    const missing = await ask(search);
    expect(missing.status).toBe(400);
    expect(missing.body.message).toBe('A required parameter is missing');
    const wrong = await ask(`${search}?uri=${item}`);
    expect(wrong.status).toBe(400);
    expect(wrong.body.message).toBe('A required parameter is invalid');
  });

  test('of others’ rights nothing is told', async () => {
    const query = `uri=${system.url}/server/api/core/items/${item}&eperson=${item}`;
    expect((await ask(`${search}?${query}`)).status).toBe(403);
    expect((await ask(`${search}?${query}`, { headers: {} })).status).toBe(401);
  });

  test('an authorization that nobody has is not there', async () => {
    const path = '/server/api/authz/authorizations';
    const id = `canRegisterDOI_core.item_${item}`;
    expect((await ask(`${path}/${id}`)).status).toBe(404);
    expect((await ask(`${path}/nonsense`)).status).toBe(404);
    expect((await ask(`${path}/${item}_${id}`)).status).toBe(403);
    expect((await ask(`${path}/${item}_${id}`, { headers: {} })).status).toBe(401);
  });
});
