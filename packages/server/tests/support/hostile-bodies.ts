import { completeMetadata } from './api.ts';
import { type Hostile, LONG, MARKUP, type Place, pidPath, send, sendJson } from './hostile.ts';

const mint =
  (body: (place: Place) => unknown): Hostile['request'] =>
  (place) =>
    sendJson(place, 'POST', '/pids', body(place));

const mintWith =
  (members: Record<string, unknown>): Hostile['request'] =>
  (place) =>
    sendJson(place, 'POST', '/pids', { shoulder: place.ark, ...members });

const mintDoi =
  (metadata: unknown): Hostile['request'] =>
  (place) =>
    sendJson(place, 'POST', '/pids', { shoulder: place.doi, state: 'public', metadata });

const mintBytes =
  (bytes: (place: Place) => string | Uint8Array): Hostile['request'] =>
  (place) =>
    send(place, 'POST', '/pids', bytes(place));

const patch =
  (body: unknown): Hostile['request'] =>
  (place) =>
    sendJson(place, 'PATCH', pidPath(place), body, { headers: [['If-Match', '"1"']] });

const makeToken =
  (body: unknown): Hostile['request'] =>
  (place) => ({
    method: 'POST',
    path: '/api/v1/tokens',
    headers: [
      ['Cookie', place.cookie],
      ['Origin', place.origin],
      ['Content-Type', 'application/json'],
    ],
    body: JSON.stringify(body),
  });

const token = { name: 'n', scopes: ['pid:read'], expiresInDays: 1 };
const nested = (open: string, close: string, levels: number, core = '1'): string =>
  `${open.repeat(levels)}${core}${close.repeat(levels)}`;
const manyMembers = `{${Array.from({ length: 80_000 }, (_, index) => `"k${index}":1`).join(',')}}`;

/** Bodies that are no object at all, or no JSON at all. */
const shapes: Hostile[] = [
  { name: 'no body', request: (place) => send(place, 'POST', '/pids', undefined), status: 400 },
  { name: 'an empty body', request: mintBytes(() => ''), status: 400 },
  { name: 'only spaces', request: mintBytes(() => '   '), status: 400 },
  { name: 'null', request: mint(() => null), status: 400, pointer: '' },
  { name: 'a number', request: mint(() => 42), status: 400, pointer: '' },
  { name: 'a truth value', request: mint(() => true), status: 400, pointer: '' },
  { name: 'a text', request: mintBytes(() => '"text"'), status: 400, pointer: '' },
  { name: 'an empty array', request: mint(() => []), status: 400, pointer: '' },
  {
    name: 'an array of requests',
    request: mint(({ ark }) => [{ shoulder: ark }]),
    status: 400,
    pointer: '',
  },
  { name: 'an empty object', request: mint(() => ({})), status: 400, pointer: '/shoulder' },
  { name: 'half an object', request: mintBytes(() => '{"shoulder":'), status: 400 },
  { name: 'two objects', request: mintBytes(() => '{}{}'), status: 400 },
  { name: 'a comment', request: mintBytes(() => '{/* */}'), status: 400 },
  { name: 'single quotes', request: mintBytes(() => "{'shoulder':'x'}"), status: 400 },
  { name: 'NaN', request: mintBytes(() => '{"shoulder":NaN}'), status: 400 },
  { name: 'markup', request: mintBytes(() => MARKUP), status: 400 },
  { name: 'arrays 10,000 levels deep', request: mintBytes(() => nested('[', ']', 10_000)), status: 400 },
  {
    name: 'objects 10,000 levels deep in metadata',
    request: mintBytes(({ ark }) => `{"shoulder":"${ark}","metadata":${nested('{"a":', '}', 10_000)}}`),
    status: 400,
  },
  { name: '100,000 brackets and no end', request: mintBytes(() => '['.repeat(100_000)), status: 400 },
  {
    name: 'a text of 5 MB',
    request: mint(({ ark }) => ({ shoulder: ark, target: 'x'.repeat(5_000_000) })),
    status: 413,
  },
  { name: '80,000 unknown members', request: mintBytes(() => manyMembers), status: 400, pointer: '/k0' },
  {
    name: '80,000 unknown members in metadata',
    request: mintBytes(({ doi }) => `{"shoulder":"${doi}","metadata":${manyMembers}}`),
    status: 422,
    pointer: '/metadata/k0',
  },
  {
    name: 'a byte order mark of UTF-16',
    request: mintBytes(() => Buffer.from('\uFEFF{}', 'utf16le')),
    status: 400,
  },
  {
    name: 'UTF-8 that breaks off',
    request: mintBytes(({ ark }) =>
      Buffer.concat([
        Buffer.from(`{"shoulder":"${ark}","target":"`),
        Buffer.from([0xe2, 0x82]),
        Buffer.from('"}'),
      ]),
    ),
    status: 400,
  },
  {
    name: 'UTF-8 longer than needed',
    request: mintBytes(() =>
      Buffer.concat([Buffer.from('{"shoulder":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
    ),
    status: 400,
  },
  {
    name: 'half of a surrogate pair as bytes',
    request: mintBytes(() =>
      Buffer.concat([Buffer.from('{"shoulder":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
    ),
    status: 400,
  },
  {
    name: 'half of a surrogate pair, escaped',
    request: mintBytes(({ ark }) => `{"shoulder":"${ark}","target":"https://example.org/\\ud800"}`),
    status: 400,
    pointer: '/target',
  },
  {
    name: 'half of a surrogate pair in a member name',
    request: mintBytes(({ ark }) => `{"shoulder":"${ark}","metadata":{"a\\udfff":1}}`),
    status: 400,
    pointer: '/metadata',
  },
  {
    name: 'NUL in a text',
    request: mintBytes(({ ark }) => `{"shoulder":"${ark}","metadata":{"titles":[{"title":"a\\u0000b"}]}}`),
    status: 400,
    pointer: '/metadata/titles/0/title',
  },
  { name: 'NUL in a member name', request: mintBytes(() => '{"a\\u0000":1}'), status: 400, pointer: '' },
  { name: 'NUL as a byte', request: mintBytes(() => '{"shoulder":"a\0b"}'), status: 400 },
  { name: '__proto__', request: mintBytes(() => '{"__proto__":{"operator":true}}'), status: 400 },
  {
    name: '__proto__, escaped',
    request: mintBytes(() => '{"\\u005f_proto__":{"operator":true}}'),
    status: 400,
  },
  {
    name: 'constructor.prototype in metadata',
    request: mintBytes(({ ark }) => `{"shoulder":"${ark}","metadata":{"constructor":{"prototype":{"x":1}}}}`),
    status: 400,
  },
  { name: 'constructor', request: mintWith({ constructor: 'x' }), status: 400, pointer: '/constructor' },
  {
    name: 'one member twice',
    request: mintBytes(({ ark, doi }) => `{"shoulder":"${ark}","shoulder":"${doi}"}`),
    status: 400,
    pointer: '/shoulder',
  },
  {
    name: 'one member twice, once escaped, deep inside',
    request: mintBytes(
      ({ ark }) =>
        `{"shoulder":"${ark}","metadata":{"titles":[{"title":"a"},{"title":"b","titl\\u0065":"c"}]}}`,
    ),
    status: 400,
    pointer: '/metadata/titles/1/title',
  },
];

/** Members of the wrong type, beyond their bounds, unknown, or with something nasty inside. */
const members: Hostile[] = [
  ...[1, null, true, {}, [], ['x']].map(
    (value): Hostile => ({
      name: `shoulder: ${JSON.stringify(value)}`,
      request: mint(() => ({ shoulder: value })),
      status: 400,
      pointer: '/shoulder',
    }),
  ),
  {
    name: 'shoulder: an empty text',
    request: mint(() => ({ shoulder: '' })),
    status: 400,
    pointer: '/shoulder',
  },
  {
    name: 'shoulder: a long text',
    request: mint(() => ({ shoulder: LONG })),
    status: 400,
    pointer: '/shoulder',
  },
  {
    name: 'shoulder: SQL',
    request: mint(() => ({ shoulder: "' or 1=1; drop table pids; --" })),
    status: 404,
    pointer: '/shoulder',
  },
  {
    name: 'shoulder: nobody’s id',
    request: mint(() => ({ shoulder: '00000000-0000-4000-8000-000000000000' })),
    status: 404,
    pointer: '/shoulder',
  },
  ...['withdrawn', 'PUBLIC', '', 'findable', MARKUP, 0, null, ['public'], { state: 'public' }].map(
    (value): Hostile => ({
      name: `state: ${JSON.stringify(value)}`,
      request: mintWith({ state: value }),
      status: 400,
      pointer: '/state',
    }),
  ),
  ...[
    7,
    true,
    {},
    ['https://example.org/'],
    '',
    'no address',
    '//example.org/x',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user:secret@example.org/',
    'https://example.org/\r\nSet-Cookie: a=b',
    'https://example.org/\u0085x',
    'https://[::1',
    `https://example.org/${'x'.repeat(3000)}`,
    LONG,
  ].map(
    (value): Hostile => ({
      name: `target: ${JSON.stringify(value).slice(0, 50)}`,
      request: mintWith({ target: value }),
      status: 400,
      pointer: '/target',
    }),
  ),
  ...['pid', 'version', 'owner', 'registration', MARKUP, 'a/b~c'].map(
    (name): Hostile => ({
      name: `unknown member ${name}`,
      request: mintWith({ [name]: 'x' }),
      status: 400,
      pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    }),
  ),
  ...[1, 'text', true, []].map(
    (value): Hostile => ({
      name: `metadata: ${JSON.stringify(value)}`,
      request: mintWith({ metadata: value }),
      status: 422,
      pointer: '/metadata',
    }),
  ),
  {
    name: 'no metadata for a public DOI',
    request: mintDoi(undefined),
    status: 422,
    pointer: '/metadata/titles',
  },
  {
    name: 'metadata: null for a public DOI',
    request: mintDoi(null),
    status: 422,
    pointer: '/metadata/titles',
  },
  {
    name: 'metadata: an unknown member with markup in its name',
    request: mintDoi({ ...completeMetadata(), [MARKUP]: 1 }),
    status: 422,
    pointer: `/metadata/${MARKUP.replace('/', '~1')}`,
  },
  ...Object.entries({
    titles: [1, 'text', {}, [null], [[]], [{ title: 1 }], [{ title: '' }]],
    creators: ['x', [1], [{}], [{ name: 5 }], [{ name: 'A', nameIdentifiers: 'x' }]],
    publisher: [5, [], { name: 1 }],
    publicationYear: ['soon', 1e300, -1, 20.26, '2026-02-30', {}, LONG],
    types: [1, [], { resourceTypeGeneral: 'Nonsense' }, { resourceTypeGeneral: LONG }],
    dates: ['x', [{ date: {}, dateType: 'Issued' }], [{ date: '2026', dateType: 'Nonsense' }]],
    geoLocations: [[{ geoLocationPoint: { pointLongitude: 999, pointLatitude: 'x' } }], 5],
    relatedIdentifiers: [[{ relatedIdentifier: 'x', relatedIdentifierType: 'x', relationType: 'x' }], 'x'],
  }).flatMap(([name, values]) =>
    values.map(
      (value): Hostile => ({
        name: `metadata.${name}: ${JSON.stringify(value).slice(0, 60)}`,
        request: mintDoi({ ...completeMetadata(), [name]: value }),
        status: 422,
        pointer: `/metadata/${name}*`,
      }),
    ),
  ),
  {
    name: 'metadata: a number beyond all numbers',
    request: mintBytes(
      ({ doi }) =>
        `{"shoulder":"${doi}","metadata":${JSON.stringify(completeMetadata()).replace('2026', '1e400')}}`,
    ),
    status: 422,
    pointer: '/metadata/publicationYear',
  },
  {
    name: 'metadata: 30,000 empty creators',
    request: mintDoi({ ...completeMetadata(), creators: Array.from({ length: 30_000 }, () => ({})) }),
    status: 422,
    pointer: '/metadata/creators',
  },
];

/** Bodies of the other writes. */
const writes: Hostile[] = [
  { name: 'a change without a member', request: patch({}), status: 400, pointer: '' },
  { name: 'a change that is null', request: patch(null), status: 400, pointer: '' },
  { name: 'a change of state', request: patch({ state: 'reserved' }), status: 400, pointer: '/state' },
  { name: 'a change of the name', request: patch({ pid: '10.5072/mine' }), status: 400, pointer: '/pid' },
  { name: 'a target that is a number', request: patch({ target: 5 }), status: 400, pointer: '/target' },
  {
    name: 'a target with a script',
    request: patch({ target: 'javascript:alert(1)' }),
    status: 400,
    pointer: '/target',
  },
  { name: 'metadata that is a list', request: patch({ metadata: [] }), status: 422, pointer: '/metadata' },
  {
    name: 'metadata without anything',
    request: patch({ metadata: {} }),
    status: 422,
    pointer: '/metadata/titles',
  },
  {
    name: 'metadata that is null',
    request: patch({ metadata: null }),
    status: 422,
    pointer: '/metadata/titles',
  },
  ...[
    {},
    { reason: '' },
    { reason: '  ' },
    { reason: 5 },
    { reason: null },
    { reason: [] },
    { reason: LONG },
  ].map(
    (body): Hostile => ({
      name: `withdrawing with ${JSON.stringify(body).slice(0, 40)}`,
      request: (place) => sendJson(place, 'POST', `${pidPath(place)}/withdraw`, body),
      status: 400,
      pointer: '/reason',
    }),
  ),
  {
    name: 'publishing with members',
    request: (place) => sendJson(place, 'POST', `${pidPath(place)}/publish`, { state: 'public' }),
    status: 400,
    pointer: '/state',
  },
  {
    name: 'publishing what is public',
    request: (place) => sendJson(place, 'POST', `${pidPath(place)}/publish`, {}),
    status: 409,
  },
  {
    name: 'a token without a name',
    request: makeToken({ ...token, name: ' ' }),
    status: 400,
    pointer: '/name',
  },
  {
    name: 'a token for everything',
    request: makeToken({ ...token, scopes: ['*'] }),
    status: 400,
    pointer: '/scopes/0',
  },
  {
    name: 'a token for nothing',
    request: makeToken({ ...token, scopes: [] }),
    status: 400,
    pointer: '/scopes',
  },
  {
    name: 'a token with scopes as a text',
    request: makeToken({ ...token, scopes: 'pid:read' }),
    status: 400,
    pointer: '/scopes',
  },
  {
    name: 'a token for ever',
    request: makeToken({ ...token, expiresInDays: 1e308 }),
    status: 400,
    pointer: '/expiresInDays',
  },
  {
    name: 'a token until yesterday',
    request: makeToken({ ...token, expiresInDays: -1 }),
    status: 400,
    pointer: '/expiresInDays',
  },
  {
    name: 'a token for half a day',
    request: makeToken({ ...token, expiresInDays: 0.5 }),
    status: 400,
    pointer: '/expiresInDays',
  },
  {
    name: 'a token with a secret of one’s own',
    request: makeToken({ ...token, token: 'mm_x' }),
    status: 400,
    pointer: '/token',
  },
  {
    name: 'a role that does not exist',
    request: (place) =>
      sendJson(place, 'PUT', '/organisations/default/members/0000-0002-1825-0097', { role: 'owner' }),
    status: 400,
    pointer: '/role',
  },
];

export const hostileBodies: readonly Hostile[] = [...shapes, ...members, ...writes];
