import { cursorOf, type Hostile, MARKUP, pidPath, send, sendJson } from './hostile.ts';

const read =
  (path: string): Hostile['request'] =>
  (place) =>
    send(place, 'GET', path, undefined);

const list = (query: string): Hostile['request'] => read(`/pids?${query}`);

const readOf =
  (below: string): Hostile['request'] =>
  (place) =>
    send(place, 'GET', `${pidPath(place)}${below}`, undefined);

const wrongMethod = (method: string, path: string): Hostile => ({
  name: `${method} ${path}`,
  request: (place) => sendJson(place, method, path.replace('{pid}', encodeURIComponent(place.pid)), {}),
  status: 405,
});

const UUID = '00000000-0000-4000-8000-000000000000';
const cursor = (name: string, query: string): Hostile => ({
  name: `a cursor ${name}`,
  request: list(query),
  status: 400,
  pointer: '/querystring/cursor',
});

const paths: Hostile[] = [
  ...[
    '/',
    '/nothing',
    '/pid',
    '/PIDS',
    '/pids/%2e%2e%2fme/x',
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/pids/..%2f..%2fme',
    '/pids/....//....//me',
    '/pids//',
    '//pids',
    '/pids/10.5072%2Fabc/nothing',
    `/${MARKUP}`,
  ].map((path): Hostile => ({ name: `GET ${path}`, request: read(path), status: 404 })),
  ...[
    '10.5072',
    '10.5072%2F',
    '10.5072%2F%20',
    'doi:10.5072%2F%e2%80%ae',
    '%F0%9F%92%A9',
    '10.5072%2F%ef%bc%90',
    '10.5072%2Fa%CC%81',
    '%EF%BC%91%EF%BC%90.5072%2Fabc',
    'ark:99999%2Ffk4%E2%80%8B',
    'ark:%2F%2F%2F',
    '..',
    '%2e%2e',
    '%0d%0aSet-Cookie:%20a=b',
    "10.5072%2F'%20or%201=1--",
    '10.5072%2F%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    encodeURIComponent(MARKUP),
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(1500),
  ].map(
    (name): Hostile => ({
      name: `the identifier ${name.slice(0, 50)}`,
      request: read(`/pids/${name}`),
      status: 404,
    }),
  ),
  ...['%zz', '%', '%c0%af', '%e0%80%af', '%ed%a0%80', '%ff', 'a%2', '%u0041'].map(
    (name): Hostile => ({ name: `percent sequence ${name}`, request: read(`/pids/${name}`), status: 400 }),
  ),
  { name: 'NUL in a path', request: read('/pids/10.5072%2F%00'), status: 400 },
  { name: 'NUL in a query', request: list('q=%00'), status: 400 },
  { name: 'a path of 10 kB', request: read(`/pids/${'x'.repeat(10_000)}`), status: 414 },
  { name: 'a query of 10 kB', request: list(`q=${'x'.repeat(10_000)}`), status: 414 },
  { name: 'an identifier of 3 kB', request: read(`/pids/10.5072%2F${'x'.repeat(3000)}`), status: 404 },
  { name: 'a path of 100 kB', request: read(`/pids/${'x'.repeat(100_000)}`), status: 431 },
  { name: 'a space in the path', request: () => ({ path: '/api/v1/pids/a b' }), status: 400 },
  { name: 'bytes in the path', request: () => ({ path: '/api/v1/pids/\u00e9' }), status: 400 },
];

const queries: Hostile[] = [
  ...['lost', '', 'public,reserved', "public' or '1'='1", MARKUP].map(
    (value): Hostile => ({
      name: `state=${value}`,
      request: list(`state=${encodeURIComponent(value)}`),
      status: 400,
      pointer: '/querystring/state',
    }),
  ),
  {
    name: 'state twice',
    request: list('state=public&state=reserved'),
    status: 400,
    pointer: '/querystring/state',
  },
  ...['0', '-1', '201', '1.5', 'ten', '1e999', '', ' ', '99999999999999999999', '1;drop table pids'].map(
    (value): Hostile => ({
      name: `limit=${value}`,
      request: list(`limit=${encodeURIComponent(value)}`),
      status: 400,
      pointer: '/querystring/limit',
    }),
  ),
  { name: 'limit twice', request: list('limit=1&limit=2'), status: 400, pointer: '/querystring/limit' },
  ...['name', '-', 'created;drop table pids', 'created desc', '__proto__', 'constructor'].map(
    (value): Hostile => ({
      name: `sort=${value}`,
      request: list(`sort=${encodeURIComponent(value)}`),
      status: 400,
      pointer: '/querystring/sort',
    }),
  ),
  ...['you', UUID.toUpperCase().replace('8', 'G'), "' or 1=1--", `${UUID}'`, `urn:uuid:${UUID}`].map(
    (value): Hostile => ({
      name: `owner=${value}`,
      request: list(`owner=${encodeURIComponent(value)}`),
      status: 400,
      pointer: '/querystring/owner',
    }),
  ),
  ...['x', "' or 1=1--", `${UUID};`, `urn:uuid:${UUID}`, `{${UUID}}`].map(
    (value): Hostile => ({
      name: `shoulder=${value}`,
      request: list(`shoulder=${encodeURIComponent(value)}`),
      status: 400,
      pointer: '/querystring/shoulder',
    }),
  ),
  { name: 'q empty', request: list('q='), status: 400, pointer: '/querystring/q' },
  { name: 'q too long', request: list(`q=${'x'.repeat(300)}`), status: 400, pointer: '/querystring/q' },
  { name: 'q as a list', request: list('q=a&q=b'), status: 400, pointer: '/querystring/q' },
  { name: 'q[$ne]', request: list('q[$ne]=x'), status: 400, pointer: '/querystring/q[$ne]' },
  { name: '__proto__ in the query', request: list('__proto__=x'), status: 400 },
  { name: 'an unknown filter', request: list('deleted=true'), status: 400, pointer: '/querystring/deleted' },
  cursor('that is no base64', 'cursor=%21%21'),
  cursor('that is empty', 'cursor='),
  cursor('of no JSON', `cursor=${cursorOf('no json')}`),
  cursor('of null', `cursor=${cursorOf('null')}`),
  cursor('of an object', `cursor=${cursorOf({ 0: 'a', 1: 'b', length: 2 })}`),
  cursor('with one member', `cursor=${cursorOf(['2026-06-01T09:00:00.000Z'])}`),
  cursor('with numbers', `cursor=${cursorOf([1, 2])}`),
  cursor('with nested lists', `cursor=${cursorOf([['a'], ['b']])}`),
  ...[
    'yesterday',
    '',
    '2026-13-01T00:00:00.000Z',
    '2026-02-30T00:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '+275760-09-13T00:00:00.000Z',
    'infinity',
    "2026-06-01'; drop table pids; --",
    'now()',
    '10.5072/abcd-1234',
  ].map((time) => cursor(`with the time "${time}"`, `cursor=${cursorOf([time, '10.5072/a'])}`)),
  cursor('with NUL', `sort=pid&cursor=${cursorOf(['a\0', 'a\0'])}`),
  cursor('with half of a surrogate pair', `sort=pid&cursor=${cursorOf('["\\ud800","\\ud800"]')}`),
  cursor('too long', `cursor=${'x'.repeat(2000)}`),
  ...[
    '["x"]',
    '[1.5]',
    '[-1]',
    '[1e400]',
    '[99999999999999999999]',
    '["1; drop table events"]',
    '[null]',
  ].map(
    (value): Hostile => ({
      name: `events from cursor ${value}`,
      request: readOf(`/events?cursor=${cursorOf(value)}`),
      status: 400,
      pointer: '/querystring/cursor',
    }),
  ),
  ...['["x"]', '[5]', '[""]', `["urn:uuid:${UUID}"]`, '["\' or 1=1--"]'].map(
    (value): Hostile => ({
      name: `shoulders from cursor ${value}`,
      request: read(`/shoulders?cursor=${cursorOf(value)}`),
      status: 400,
      pointer: '/querystring/cursor',
    }),
  ),
  ...['2026-02-30T00:00:00.000Z', '0000-01-01T00:00:00.000Z', 'yesterday'].map(
    (time): Hostile => ({
      name: `tokens from the time ${time}`,
      request: ({ cookie }) => ({
        method: 'GET',
        path: `/api/v1/tokens?cursor=${cursorOf([time, UUID])}`,
        headers: [['Cookie', cookie]],
      }),
      status: 400,
      pointer: '/querystring/cursor',
    }),
  ),
  {
    name: 'members of an organisation from a cursor with NUL',
    request: read(`/organisations/default/members?cursor=${cursorOf(['\0'])}`),
    status: 400,
    pointer: '/querystring/cursor',
  },
  {
    name: 'an organisation with SQL for a name',
    request: read(`/organisations/${encodeURIComponent("'; drop table organisations; --")}/members`),
    status: 404,
  },
  {
    name: 'a member whose iD fails its check digit',
    request: (place) =>
      sendJson(place, 'PUT', '/organisations/default/members/0000-0002-1825-0098', { role: 'admin' }),
    status: 400,
    pointer: '/params/orcid',
  },
  ...['x', `urn:uuid:${UUID}`, `${UUID}'--`].map(
    (id): Hostile => ({
      name: `revoking the token ${id}`,
      request: ({ cookie, origin }) => ({
        method: 'DELETE',
        path: `/api/v1/tokens/${encodeURIComponent(id)}`,
        headers: [
          ['Cookie', cookie],
          ['Origin', origin],
        ],
      }),
      status: 400,
      pointer: '/params/id',
    }),
  ),
];

const methods: Hostile[] = [
  wrongMethod('DELETE', '/pids'),
  wrongMethod('PUT', '/pids'),
  wrongMethod('DELETE', '/pids/{pid}'),
  wrongMethod('PUT', '/pids/{pid}'),
  wrongMethod('POST', '/pids/{pid}'),
  wrongMethod('GET', '/pids/{pid}/publish'),
  wrongMethod('PATCH', '/pids/{pid}/withdraw'),
  wrongMethod('POST', '/pids/{pid}/events'),
  wrongMethod('PUT', '/pids/{pid}/registration'),
  wrongMethod('POST', '/me'),
  wrongMethod('PATCH', '/tokens'),
  wrongMethod('PUT', '/tokens/current'),
  wrongMethod('DELETE', '/shoulders'),
  wrongMethod('OPTIONS', '/pids'),
];

export const hostileAddresses: readonly Hostile[] = [...paths, ...queries, ...methods];

/** Addresses outside the API: pages and the resolver, whose answers may be pages. */
export const hostilePages: readonly string[] = [
  '/..%2f..%2fetc%2fpasswd',
  '/../../../etc/passwd',
  '/assets/..%2f..%2fpackage.json',
  '/assets/../../package.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/%zz',
  '/%',
  '/%c0%af',
  '/%ed%a0%80',
  '/%00',
  '/10.5072/%00',
  '/10.5072/%zz',
  '/10.5072/%ff',
  '/10.5072/abc%0d%0aSet-Cookie:%20a=b',
  '/10.5072/<script>alert(1)</script>',
  '/10.5072/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '/10.5072/%3Cscript%3Ealert(1)%3C%2Fscript%3E?info',
  '/10.5072/"onmouseover="alert(1)',
  "/10.5072/' or 1=1; drop table pids; --".replaceAll(' ', '%20'),
  `/10.5072/${'x'.repeat(3000)}`,
  `/10.5072/${'x'.repeat(10_000)}`,
  `/${'../'.repeat(1000)}x`,
  `/${'%2f'.repeat(1300)}`,
  '/ark:',
  '/ark:/',
  '/ark:/99999',
  '/ark:/99999/fk4%E2%80%AE',
  '/ark:99999/fk4????',
  '/ark:99999/fk4%3f%3f',
  '/ark:99999/fk4x?info%0d%0aSet-Cookie:%20a=b',
  '/ark:99999/fk4<script>alert(1)</script>?info',
  `/ark:99999/${'b'.repeat(3000)}?info`,
  '/igsn:',
  '/igsn:10273/%0d%0aSet-Cookie:%20a=b',
  '/igsn.org/%2f%2fevil.example.org',
  '/hdl:',
  '/hdl:20.500.12345/%F0%9F%92%A9',
  '/doi:10.5072/%EF%BC%91',
  '//evil.example.org/%2f..',
  '/\\evil.example.org',
  '/https://evil.example.org/',
  '/%09/evil.example.org',
  '/{pid}?format=',
  '/{pid}?format=__proto__',
  '/{pid}?format=../../etc/passwd',
  '/{pid}?format=<script>',
  '/{pid}?info=&info=&format=json&format=xml',
  '/{pid}?%00',
  '/{pid}?%zz',
  '/{pid}/..%2f..%2fx',
  '/resolve',
  '/resolve?id=',
  '/resolve?id=//evil.example.org',
  '/resolve?id=https://evil.example.org/',
  '/resolve?id=%0d%0aLocation:%20https://evil.example.org',
  '/resolve?id=%3Cscript%3Ealert(1)%3C/script%3E',
  '/resolve?id=%ed%a0%80',
  '/resolve?id=a&id=b',
  '/auth/orcid/login?return_to=//evil.example.org',
  '/auth/orcid/login?return_to=a&return_to=b',
  '/auth/orcid/login?return_to=%5c%5cevil.example.org',
  '/auth/orcid/callback',
  '/auth/orcid/callback?code=a&code=b&state=c&state=d',
  '/auth/orcid/callback?code=%3Cscript%3Ealert(1)%3C/script%3E&state=%3Cscript%3Ealert(1)%3C/script%3E',
  '/auth/orcid/callback?error=access_denied&state=%ed%a0%80',
  '/app/tokens?x=%3Cscript%3E',
  '/problems?%3Cscript%3E',
  '/openapi.json/..%2f',
  '/api-docs/..%2f..%2fx',
  '/api',
  '/api/v2/pids',
];
