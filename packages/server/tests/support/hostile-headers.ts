import { type Hostile, type Place, pidPath, send, sendJson } from './hostile.ts';
import { writeRequest } from './raw-http.ts';

const wish = (place: Place): string => JSON.stringify({ shoulder: place.ark });

const mintWith =
  (...headers: [string, string][]): Hostile['request'] =>
  (place) =>
    send(place, 'POST', '/pids', wish(place), { headers });

const mintAs =
  (type: string | null): Hostile['request'] =>
  (place) =>
    send(place, 'POST', '/pids', wish(place), { type });

const change =
  (...headers: [string, string][]): Hostile['request'] =>
  (place) =>
    sendJson(place, 'PATCH', pidPath(place), { target: 'https://example.org/stolen' }, { headers });

const authorised =
  (...values: string[]): Hostile['request'] =>
  () => ({ path: '/api/v1/me', headers: values.map((value) => ['Authorization', value] as const) });

/** A whole request as text; `{token}` and `{ark}` are filled in. */
const raw =
  (...lines: string[]): Hostile['request'] =>
  ({ operator, ark }) =>
    Buffer.from(lines.join('\r\n').replaceAll('{token}', operator).replaceAll('{ark}', ark), 'latin1');

const post = [
  'POST /api/v1/pids HTTP/1.1',
  'Host: x',
  'Connection: close',
  'Authorization: Bearer {token}',
  'Content-Type: application/json',
];

const contentTypes: Hostile[] = [
  { name: 'no Content-Type', request: mintAs(null), status: 415 },
  { name: 'an empty Content-Type', request: mintAs(''), status: 415 },
  ...[
    'text/plain',
    'text/html',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'application/vnd.api+json',
    'json',
    '*/*',
    ';',
    `application/${'x'.repeat(5000)}`,
    'application/x, application/json',
  ].map(
    (type): Hostile => ({ name: `Content-Type: ${type.slice(0, 40)}`, request: mintAs(type), status: 415 }),
  ),
  {
    name: 'two Content-Types',
    request: mintWith(['Content-Type', 'text/plain']),
    status: 400,
    pointer: '/headers/content-type',
  },
];

const framing: Hostile[] = [
  { name: 'Content-Length shorter than the body', request: mintWith(['Content-Length', '5']), status: 400 },
  {
    name: 'Content-Length longer than the body',
    request: mintWith(['Content-Length', '5000']),
    status: 400,
    hangUp: true,
  },
  {
    name: 'Content-Length of a terabyte',
    request: mintWith(['Content-Length', '1000000000000']),
    status: 413,
  },
  { name: 'a negative Content-Length', request: mintWith(['Content-Length', '-1']), status: 400 },
  { name: 'Content-Length in words', request: mintWith(['Content-Length', 'ten']), status: 400 },
  {
    name: 'Content-Length beyond 64 bits',
    request: mintWith(['Content-Length', '9'.repeat(30)]),
    status: 400,
  },
  {
    name: 'two Content-Lengths',
    request: mintWith(['Content-Length', '2'], ['Content-Length', '3']),
    status: 400,
  },
  {
    name: 'Content-Length and chunks together',
    request: mintWith(['Content-Length', '2'], ['Transfer-Encoding', 'chunked']),
    status: 400,
  },
  {
    name: 'chunks of no size',
    request: raw(...post, 'Transfer-Encoding: chunked', '', 'zz', '{}'),
    status: 400,
  },
  {
    name: 'a chunk of a negative size',
    request: raw(...post, 'Transfer-Encoding: chunked', '', '-5', '{}', '0', '', ''),
    status: 400,
  },
  {
    name: 'a chunk beyond 64 bits',
    request: raw(...post, 'Transfer-Encoding: chunked', '', 'f'.repeat(20), '{}'),
    status: 400,
  },
  {
    name: 'chunks that break off',
    request: raw(...post, 'Transfer-Encoding: chunked', '', '5', '{"a'),
    status: 400,
    hangUp: true,
  },
  {
    name: 'chunks with the wrong JSON',
    request: raw(...post, 'Transfer-Encoding: chunked', '', '2', '[]', '0', '', ''),
    status: 400,
    pointer: '',
  },
  {
    name: 'an unknown transfer encoding',
    request: raw(...post, 'Transfer-Encoding: nonsense', '', '{}'),
    status: 400,
  },
  {
    name: 'a bare line feed in a header',
    request: raw('GET /api/v1/me HTTP/1.1', 'Host: x', 'X-A: b\nX-C: d\re', '', ''),
    status: 400,
  },
  {
    name: 'a carriage return in a header',
    request: raw('GET /api/v1/me HTTP/1.1', 'Host: x', 'X-A: b\rSet-Cookie: c', '', ''),
    status: 400,
  },
  {
    name: 'NUL in a header',
    request: raw('GET /api/v1/me HTTP/1.1', 'Host: x', 'X-A: b\0c', '', ''),
    status: 400,
  },
  {
    name: 'a header without a name',
    request: raw('GET /api/v1/me HTTP/1.1', 'Host: x', ': b', '', ''),
    status: 400,
  },
  {
    name: 'a space before the colon',
    request: raw('GET /api/v1/me HTTP/1.1', 'Host : x', '', ''),
    status: 400,
  },
  {
    name: 'a folded header',
    request: raw('GET /api/v1/me HTTP/1.1', 'Host: x', 'X-A: b', ' c', '', ''),
    status: 400,
  },
  {
    name: 'an unknown HTTP version',
    request: raw('GET /api/v1/me HTTP/9.9', 'Host: x', '', ''),
    status: 400,
  },
  { name: 'an unknown method', request: raw('STEAL /api/v1/pids HTTP/1.1', 'Host: x', '', ''), status: 400 },
  { name: 'no HTTP at all', request: raw('\u0016\u0003\u0001\u0002\u0000\u0001', '', ''), status: 400 },
  {
    name: 'a header of 100 kB',
    request: (place) =>
      writeRequest({ path: '/api/v1/me', headers: [['X-Long', place.pid.padEnd(100_000, 'x')]] }),
    status: 431,
  },
  {
    name: '3,000 headers',
    request: () => ({
      path: '/api/v1/me',
      headers: Array.from({ length: 3000 }, (_, index) => [`X-${index}`, 'y'] as const),
    }),
    status: 431,
  },
  {
    name: 'an expectation that nobody can meet',
    request: mintWith(['Expect', 'the-impossible']),
    status: 417,
  },
];

const ifMatch: Hostile[] = [
  { name: 'no If-Match', request: change(), status: 428, pointer: '/headers/if-match' },
  { name: 'an empty If-Match', request: change(['If-Match', '']), status: 428, pointer: '/headers/if-match' },
  ...[
    'W/"1"',
    '1',
    "'1'",
    '"0"',
    '"2"',
    '"-1"',
    '"1.0"',
    '"01x"',
    '"99999999999999999999999999"',
    '"1e0"',
    'garbage',
    '""',
    ',,,,',
    '"2", "3", W/"1"',
    '**',
    '"1',
    '"'.repeat(5000),
    "\"1' or '1'='1\"",
    '<script>alert(1)</script>',
  ].map(
    (value): Hostile => ({
      name: `If-Match: ${value.slice(0, 40)}`,
      request: change(['If-Match', value]),
      status: 412,
    }),
  ),
];

const keys: Hostile[] = [
  {
    name: 'an empty Idempotency-Key',
    request: mintWith(['Idempotency-Key', '']),
    status: 400,
    pointer: '/headers/idempotency-key',
  },
  {
    name: 'an Idempotency-Key of spaces',
    request: mintWith(['Idempotency-Key', '   ']),
    status: 400,
    pointer: '/headers/idempotency-key',
  },
  {
    name: 'an Idempotency-Key of 1 kB',
    request: mintWith(['Idempotency-Key', 'k'.repeat(1024)]),
    status: 400,
    pointer: '/headers/idempotency-key',
  },
  {
    name: 'two Idempotency-Keys',
    request: mintWith(['Idempotency-Key', 'a'], ['Idempotency-Key', 'b']),
    status: 400,
    pointer: '/headers/idempotency-key',
  },
  {
    name: 'an Idempotency-Key with a control character',
    request: mintWith(['Idempotency-Key', 'a\u0001b']),
    status: 400,
  },
  {
    name: 'an Idempotency-Key with a tab',
    request: mintWith(['Idempotency-Key', 'a\tb']),
    status: 400,
    pointer: '/headers/idempotency-key',
  },
];

const authorization: Hostile[] = [
  { name: 'no Authorization', request: authorised(), status: 401 },
  ...[
    'garbage',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Bearer \u00e9\u00e8',
    'Bearer null',
    `Bearer ${'x'.repeat(10_000)}`,
    `Bearer mm_${'A'.repeat(43)}`,
    "Bearer ' or 1=1 --",
    'Basic YWRtaW46YWRtaW4=',
    'Digest username="x"',
    'Bearer <script>alert(1)</script>',
    'Bearer eyJhbGciOiJub25lIn0.e30.',
  ].map(
    (value): Hostile => ({
      name: `Authorization: ${value.slice(0, 40)}`,
      request: authorised(value),
      status: 401,
    }),
  ),
  {
    name: 'two Authorizations, the first right',
    request: (place) => ({
      path: '/api/v1/me',
      headers: [
        ['Authorization', `Bearer ${place.operator}`],
        ['Authorization', 'Bearer x'],
      ],
    }),
    status: 400,
    pointer: '/headers/authorization',
  },
  {
    name: 'a token in the query',
    request: ({ operator }) => ({ path: `/api/v1/me?access_token=${operator}` }),
    status: 401,
  },
  {
    name: 'a cookie of garbage',
    request: () => ({ path: '/api/v1/me', headers: [['Cookie', 'mintmark_session=%00;;;=;\u00ff']] }),
    status: 401,
  },
  {
    name: 'a session from another site',
    request: (place) => ({
      method: 'POST',
      path: '/api/v1/pids',
      headers: [
        ['Cookie', place.cookie],
        ['Origin', 'https://evil.example.org'],
        ['Content-Type', 'application/json'],
      ],
      body: wish(place),
    }),
    status: 403,
  },
];

export const hostileHeaders: readonly Hostile[] = [
  ...contentTypes,
  ...framing,
  ...ifMatch,
  ...keys,
  ...authorization,
];
