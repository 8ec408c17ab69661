import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  checkCredentials,
  checkHeartbeat,
  compareDoi,
  createDoi,
  type DataciteConfig,
  type DoiAnswer,
  type DoiRecord,
  deleteDoi,
  doiAttributes,
  getDoi,
  getDoiUrl,
  putDoi,
} from '../src/index.ts';

type Received = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
type Handler = (request: Received, response: ServerResponse) => void;

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

/** A server on a real socket that answers by `handle`; returns how to reach it and what it received. */
async function serve(handle: Handler): Promise<{ config: DataciteConfig; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method = '', url = '', headers } = message;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    received.push(request);
    handle(request, response);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { config: configFor(`http://127.0.0.1:${port}`), received };
}

function configFor(url: string): DataciteConfig {
  return {
    url,
    repositoryId: 'DEMO.REPO',
    password: 's3cret',
    userAgent: 'Test/1.0 (mailto:t@example.org)',
    timeoutMs: 5000,
  };
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    const isText = typeof body === 'string';
    response.writeHead(status, { 'Content-Type': isText ? 'text/html' : 'application/json', ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };
}

const RECORD = {
  data: {
    id: '10.5072/abc',
    type: 'dois',
    attributes: {
      doi: '10.5072/abc',
      state: 'findable',
      url: 'https://example.org/1',
      registered: '2024-05-06T10:00:00.000Z',
      metadataVersion: 2,
      reason: null,
      titles: [{ title: 'A' }],
    },
  },
};

describe('asking for a DOI', () => {
  test('sends credentials, User-Agent and the encoded DOI, and reads the record', async () => {
    const { config, received } = await serve(answer(200, RECORD));
    const result = await getDoi(config, '10.5072/a?b#c/d');
    expect(result).toMatchObject({
      kind: 'found',
      status: 200,
      doi: {
        doi: '10.5072/abc',
        state: 'findable',
        registered: '2024-05-06T10:00:00.000Z',
        metadataVersion: 2,
        reason: null,
      },
    });
    expect(received[0]).toMatchObject({
      method: 'GET',
      url: '/dois/10.5072%2Fa%3Fb%23c%2Fd?affiliation=true&publisher=true',
      headers: {
        authorization: `Basic ${Buffer.from('DEMO.REPO:s3cret').toString('base64')}`,
        'user-agent': 'Test/1.0 (mailto:t@example.org)',
      },
    });
  });

  test('a suffix of dots cannot leave the path of DOIs', async () => {
    const { config, received } = await serve(answer(404, {}));
    await getDoi(config, '10.5072/../../repositories');
    expect(received[0]?.url).toMatch(/^\/dois\/10\.5072%2F\.\.%2F\.\.%2Frepositories\?/);
  });

  test('404 is absent', async () => {
    const { config } = await serve(answer(404, { errors: [{ status: '404', title: 'gone' }] }));
    expect(await getDoi(config, '10.5072/abc')).toEqual({ kind: 'absent', status: 404 });
  });

  test('a path in the configured address is kept', async () => {
    const { config, received } = await serve(answer(200, RECORD));
    await getDoi({ ...config, url: `${config.url}/proxy/` }, '10.5072/abc');
    expect(received[0]?.url).toMatch(/^\/proxy\/dois\/10/);
  });
});

describe('writing a DOI', () => {
  test('sends JSON:API and tells a new DOI (201) from a known one (200)', async () => {
    const { config, received } = await serve(answer(201, RECORD));
    const attributes = doiAttributes(
      { titles: [{ title: 'A' }] },
      { url: 'https://example.org/1', event: 'publish' },
    );
    expect(await putDoi(config, '10.5072/abc', attributes)).toMatchObject({ kind: 'found', status: 201 });
    expect(received[0]).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'application/vnd.api+json' },
    });
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      data: {
        id: '10.5072/abc',
        type: 'dois',
        attributes: {
          doi: '10.5072/abc',
          event: 'publish',
          url: 'https://example.org/1',
          schemaVersion: 'http://datacite.org/schema/kernel-4',
          titles: [{ title: 'A' }],
        },
      },
    });
  });

  test('the attributes clear what the description no longer has', () => {
    expect(doiAttributes({}, { url: null })).toMatchObject({
      creators: [],
      geoLocations: [],
      version: null,
      language: null,
    });
  });

  test('a draft without target or year names neither', () => {
    const attributes = doiAttributes({}, { url: null });
    expect(Object.keys(attributes)).not.toEqual(expect.arrayContaining(['url']));
    expect(Object.keys(attributes)).not.toEqual(expect.arrayContaining(['publicationYear']));
    expect(Object.keys(attributes)).not.toEqual(expect.arrayContaining(['event']));
  });
});

async function put(handle: Handler): Promise<DoiAnswer> {
  const { config } = await serve(handle);
  return putDoi(config, '10.5072/abc', {});
}

describe('creating a DOI, and only that', () => {
  test('posts the whole name and no id', async () => {
    const { config, received } = await serve(answer(201, RECORD));
    expect(await createDoi(config, '10.5072/abc', { url: null })).toMatchObject({
      kind: 'found',
      status: 201,
      doi: { doi: '10.5072/abc' },
    });
    expect(received[0]).toMatchObject({ method: 'POST', url: '/dois?affiliation=true&publisher=true' });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      data: { type: 'dois', attributes: { doi: '10.5072/abc', url: null } },
    });
  });

  test('a name that exists is taken, also beside other faults', async () => {
    const taken = { source: 'doi', title: 'This DOI has already been taken', uid: '10.5072/abc' };
    const fault = { source: 'url', title: 'URL is not valid', uid: '10.5072/abc' };
    for (const errors of [[taken], [fault, taken]]) {
      const { config } = await serve(answer(422, { errors }));
      expect(await createDoi(config, '10.5072/abc', {})).toEqual({ kind: 'taken', status: 422 });
    }
  });

  test('any other fault of the name is a refusal, and a race with another first write is for later', async () => {
    const invalid = await serve(answer(422, { errors: [{ source: 'doi', title: 'Is invalid' }] }));
    expect(await createDoi(invalid.config, '10.5072/a b', {})).toMatchObject({ kind: 'refused' });
    const race = await serve(
      answer(409, { errors: [{ status: '409', title: 'The resource already exists.' }] }),
    );
    expect(await createDoi(race.config, '10.5072/abc', {})).toMatchObject({ kind: 'later', status: 409 });
  });
});

describe('refusals carry the reason at the field', () => {
  test.each([
    ['creators', '/creators'],
    ['publication_year', '/publicationYear'],
    ['related_identifiers', '/relatedIdentifiers'],
    ['rights_list', '/rightsList'],
    ['identifiers', '/alternateIdentifiers'],
    ["creatorName', attribute 'nameType", '/creators'],
    ['url', '/target'],
    ['metadata', ''],
    ['xml', ''],
    ['nameIdentifier', ''],
    ['doi', null],
    ['constructor', null],
  ])('validation of %s', async (source, pointer) => {
    const body = { errors: [{ source, title: 'Is invalid', uid: '10.5072/abc' }] };
    expect(await put(answer(422, body))).toEqual({
      kind: 'refused',
      status: 422,
      errors: [{ pointer, source, detail: 'Is invalid' }],
    });
  });

  test.each([
    ['a status error', 403, { errors: [{ status: '403', title: 'Not allowed.' }] }, 'Not allowed.'],
    ['one object instead of a list', 400, { errors: { title: 'Bad query.' } }, 'Bad query.'],
    [
      'a list printed as text',
      400,
      { errors: '[{"status":400,"title":"Bad."}]' },
      '[{"status":400,"title":"Bad."}]',
    ],
    ['a bare list', 401, [{ status: '401', title: 'Bad credentials.' }], 'Bad credentials.'],
    ['nothing', 422, {}, 'DataCite answered 422.'],
    ['null entries', 422, { errors: [null, 1, {}] }, 'DataCite answered 422.'],
  ])('%s', async (_case, status, body, detail) => {
    expect(await put(answer(status, body))).toMatchObject({
      kind: 'refused',
      status,
      errors: [{ pointer: null, detail }],
    });
  });

  test('a 404 to a write is a refusal, plain text is its detail', async () => {
    const plain: Handler = (_request, response) =>
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('No such page');
    expect(await put(plain)).toMatchObject({
      kind: 'refused',
      status: 404,
      errors: [{ detail: 'No such page' }],
    });
  });
});

describe('what may go better later', () => {
  test.each([
    ['429 with seconds', 429, 'slow down', { 'Retry-After': '7' }, 7000],
    ['429 without', 429, 'slow down', {}, null],
    ['503 with nonsense', 503, '<html>', { 'Retry-After': 'soon' }, null],
    ['502 as HTML', 502, '<html><body>Bad Gateway</body></html>', {}, null],
    ['500 as a list', 500, [{ status: 400, title: 'oops' }], {}, null],
    ['409, two first writes at once', 409, { errors: [{ status: '409', title: 'exists' }] }, {}, null],
    ['403 as a web page', 403, '<!DOCTYPE html><p>blocked', {}, null],
    ['a redirect', 302, '', { Location: 'https://example.org/' }, null],
    ['a success that is HTML', 200, '<html>welcome to the hotel</html>', {}, null],
    ['a success without a DOI', 200, { data: [] }, {}, null],
  ])('%s', async (_case, status, body, headers: Record<string, string>, retryAfterMs) => {
    expect(await put(answer(status, body, headers))).toMatchObject({ kind: 'later', status, retryAfterMs });
  });

  test('Retry-After as a date is the time from now', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const result = await put(answer(503, '', { 'Retry-After': date }));
    if (result.kind !== 'later') throw new Error(result.kind);
    expect(result.retryAfterMs).toBeGreaterThan(50_000);
    expect(result.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('a Retry-After in the past is no wait, a distant one at most a day', async () => {
    const past = await put(answer(503, '', { 'Retry-After': 'Thu, 01 Jan 2015 00:00:00 GMT' }));
    expect(past).toMatchObject({ retryAfterMs: 0 });
    const distant = await put(answer(503, '', { 'Retry-After': '99999999' }));
    expect(distant).toMatchObject({ retryAfterMs: 86_400_000 });
  });

  test('a server that hangs, before or within its answer', async () => {
    const before = await serve(() => {});
    expect(await putDoi({ ...before.config, timeoutMs: 60 }, '10.5072/abc', {})).toMatchObject({
      kind: 'later',
      status: null,
      reason: 'DataCite did not answer within 60 ms.',
    });
    const within = await serve((_request, response) => response.writeHead(200).write('{"data":'));
    expect(await putDoi({ ...within.config, timeoutMs: 60 }, '10.5072/abc', {})).toMatchObject({
      kind: 'later',
      status: null,
    });
  });

  test('a connection that breaks and a server that is not there', async () => {
    const { config } = await serve((_request, response) => response.destroy());
    expect(await getDoi(config, '10.5072/abc')).toMatchObject({ kind: 'later', status: null });
    const gone = await serve(answer(200, RECORD));
    const server = servers.pop();
    server?.close();
    if (server) await once(server, 'close');
    const result = await getDoi(gone.config, '10.5072/abc');
    expect(result).toMatchObject({ kind: 'later', reason: expect.stringMatching(/could not be reached/) });
  });

  test('an answer without end is cut off', async () => {
    const { config } = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const chunk = Buffer.alloc(1024 * 1024, 32);
      const send = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', send);
      };
      send();
    });
    expect(await getDoi({ ...config, timeoutMs: 30_000 }, '10.5072/abc')).toMatchObject({
      kind: 'later',
      reason: expect.stringMatching(/larger than/),
    });
  });

  test('the password appears in no reason', async () => {
    const { config } = await serve((_request, response) => response.destroy());
    expect(JSON.stringify(await getDoi(config, '10.5072/abc'))).not.toContain('s3cret');
  });
});

describe('other calls', () => {
  test('deleting a draft, a DOI that is no draft, a DOI that is not there', async () => {
    const deleted = await serve((_request, response) => response.writeHead(204).end());
    expect(await deleteDoi(deleted.config, '10.5072/abc')).toEqual({ kind: 'deleted', status: 204 });
    const refused = await serve(answer(405, { errors: [{ status: '405', title: 'Method not allowed' }] }));
    expect(await deleteDoi(refused.config, '10.5072/abc')).toMatchObject({ kind: 'refused', status: 405 });
    const absent = await serve(answer(404, {}));
    expect(await deleteDoi(absent.config, '10.5072/abc')).toEqual({ kind: 'absent', status: 404 });
  });

  test('where a DOI resolves, and a draft that resolves nowhere', async () => {
    const { config, received } = await serve(answer(200, { url: 'https://example.org/1' }));
    expect(await getDoiUrl(config, '10.5072/abc')).toMatchObject({
      kind: 'found',
      url: 'https://example.org/1',
    });
    expect(received[0]?.url).toBe('/dois/10.5072%2Fabc/get-url');
    const draft = await serve((_request, response) => response.writeHead(204).end());
    expect(await getDoiUrl(draft.config, '10.5072/abc')).toMatchObject({
      kind: 'found',
      status: 204,
      url: null,
    });
  });

  test('the heartbeat: well, ill, and some other server', async () => {
    const well = await serve(answer(200, 'OK'));
    expect(await checkHeartbeat(well.config)).toEqual({ ok: true });
    const ill = await serve(answer(500, 'failed'));
    expect(await checkHeartbeat(ill.config)).toMatchObject({ ok: false });
    const other = await serve(answer(200, '<html>'));
    expect(await checkHeartbeat(other.config)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not as DataCite'),
    });
  });

  test('an injected fetch is used instead of the network', async () => {
    const config = { ...configFor('https://api.example.org'), fetch: async () => Response.json(RECORD) };
    expect(await getDoi(config, '10.5072/abc')).toMatchObject({ kind: 'found' });
  });
});

describe('checking the account', () => {
  const repository = { data: { id: 'demo.repo', type: 'repositories', attributes: {} } };
  const prefixes = {
    data: [{ id: 'x', relationships: { prefix: { data: { id: '10.5072', type: 'prefixes' } } } }],
  };
  const account = (username: string | null): Handler => {
    return (request, response) => {
      const body = request.url.startsWith('/client-prefixes') ? prefixes : repository;
      answer(200, body, username === null ? {} : { 'X-Credential-Username': username })(request, response);
    };
  };

  test('right password, right prefix', async () => {
    const { config, received } = await serve(account('demo.repo'));
    expect(await checkCredentials(config, { prefix: '10.5072' })).toEqual({
      kind: 'ok',
      username: 'demo.repo',
      prefixes: ['10.5072'],
    });
    expect(received.map(({ url }) => url)).toEqual([
      '/repositories/demo.repo',
      '/client-prefixes?client-id=demo.repo&page%5Bsize%5D=1000',
    ]);
  });

  test('a wrong password, which DataCite answers with 200', async () => {
    const { config } = await serve(account(null));
    expect(await checkCredentials(config)).toMatchObject({ kind: 'not-authenticated' });
  });

  test('the account of somebody else', async () => {
    const { config } = await serve(account('other.repo'));
    expect(await checkCredentials(config)).toMatchObject({ kind: 'other-account', username: 'other.repo' });
  });

  test('a prefix that is not the account’s', async () => {
    const { config } = await serve(account('demo.repo'));
    expect(await checkCredentials(config, { prefix: '10.1234' })).toMatchObject({
      kind: 'prefix-not-assigned',
      prefix: '10.1234',
      prefixes: ['10.5072'],
    });
  });

  test('a repository that does not exist, and a server that is down', async () => {
    const unknown = await serve(answer(404, {}));
    expect(await checkCredentials(unknown.config)).toMatchObject({ kind: 'not-authenticated' });
    const down = await serve(answer(503, 'maintenance'));
    expect(await checkCredentials(down.config)).toMatchObject({ kind: 'unreachable' });
  });
});

describe('comparing what was wanted with what DataCite has', () => {
  const record: DoiRecord = {
    doi: '10.5072/abc',
    state: 'findable',
    url: 'https://example.org/1',
    registered: '2024-05-06T10:00:00.000Z',
    metadataVersion: 1,
    reason: null,
    attributes: {},
  };
  const wanted = { state: 'findable', url: 'https://example.org/1' } as const;

  test('the same is no difference', () => {
    expect(compareDoi(wanted, record)).toEqual([]);
  });

  test('an event that was ignored in silence', () => {
    expect(
      compareDoi(wanted, { ...record, state: 'draft', registered: null }).map(({ what }) => what),
    ).toEqual(['state']);
  });

  test('a DOI that the Handle system never got', () => {
    expect(compareDoi(wanted, { ...record, registered: null }).map(({ what }) => what)).toEqual([
      'registered',
    ]);
  });

  test('another URL', () => {
    expect(compareDoi(wanted, { ...record, url: null }).map(({ what }) => what)).toEqual(['url']);
  });
});
