import { afterEach, describe, expect, test } from 'vitest';
import { createClient, type MintmarkClient, MintmarkError } from '../src/index.ts';
import { type Scripted, type ScriptedService, startScriptedService } from './scripted-service.ts';

const PID = {
  pid: '10.5072/abcd-1234',
  type: 'doi',
  state: 'public',
  target: null,
  url: 'https://doi.org/10.5072/abcd-1234',
  metadata: null,
  version: 3,
  registration: { state: 'pending' },
};
const REGISTRATION = { state: 'pending', attempts: 1, heldBack: null };
const BROKEN: Scripted = { status: 503, body: { title: 'Not ready', status: 503, detail: 'Starting.' } };

const services: ScriptedService[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

async function open(
  script: readonly Scripted[],
  options: { token?: string | null; timeoutMs?: number } = {},
): Promise<{ client: MintmarkClient; service: ScriptedService }> {
  const service = await startScriptedService(script);
  services.push(service);
  const client = createClient({ url: `${service.url}/`, token: 'mm_secret', firstDelayMs: 1, ...options });
  return { client, service };
}

async function failureOf(call: Promise<unknown>): Promise<MintmarkError> {
  const failure = await call.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(MintmarkError);
  return failure as MintmarkError;
}

describe('what is sent', () => {
  test('the token goes with each request, and an identifier is one part of the path', async () => {
    const { client, service } = await open([{ status: 200, body: PID }]);
    expect(await client.readPid('10.5072/abcd-1234')).toMatchObject({ pid: '10.5072/abcd-1234' });
    expect(service.received[0]).toMatchObject({ method: 'GET', path: '/api/v1/pids/10.5072%2Fabcd-1234' });
    expect(service.received[0]?.headers.authorization).toBe('Bearer mm_secret');
  });

  test('without a token there is no authorisation, so that a browser session can speak', async () => {
    const { client, service } = await open([{ status: 200, body: { account: null } }], { token: null });
    await client.readMe();
    expect(service.received[0]?.headers.authorization).toBeUndefined();
  });

  test('a block is reserved under a key of its own, and its table is sent byte by byte', async () => {
    const { client, service } = await open([
      { status: 201, body: { id: 'b1', names: ['10.5072/abcd-1234'] } },
      { status: 200, body: 'sample,igsn' },
    ]);
    const block = await client.reserveBlock({ shoulder: 's1', count: 1, drafts: true });
    expect(block.names).toEqual(['10.5072/abcd-1234']);
    const table = new Uint8Array(new TextEncoder().encode('\uFEFFProbe;igsn\r\nGröße;\r\n'));
    await client.fillTable('b1', table, { column: 'Größe & mehr' });
    const [reserved, filled] = service.received;
    expect(reserved).toMatchObject({ method: 'POST', path: '/api/v1/blocks?format=json' });
    expect(reserved?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
    expect(filled?.path).toBe('/api/v1/blocks/b1/table?column=Gr%C3%B6%C3%9Fe%20%26%20mehr');
    expect(filled?.headers['content-type']).toBe('text/csv');
    expect(filled?.body).toBe('\uFEFFProbe;igsn\r\nGröße;\r\n');
  });

  test('minting sends what is asked for under a key of its own, another one for each call', async () => {
    const { client, service } = await open([{ status: 201, body: PID }]);
    const request = { shoulder: 's1', state: 'public', metadata: { titles: [] } } as const;
    await client.mintPid(request);
    await client.mintPid(request);
    expect(service.received[0]?.body).toEqual(request);
    const keys = service.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
  });

  test('a key that is given is used', async () => {
    const { client, service } = await open([{ status: 201, body: PID }]);
    await client.mintPid({ shoulder: 's1', idempotencyKey: 'row 17' });
    expect(service.received[0]?.headers['idempotency-key']).toBe('row 17');
    expect(service.received[0]?.body).toEqual({ shoulder: 's1' });
  });

  test('a change names the version that it starts from, and only what changes', async () => {
    const { client, service } = await open([{ status: 200, body: PID }]);
    await client.updatePid('10.5072/abcd-1234', { version: 3, target: null });
    expect(service.received[0]).toMatchObject({ method: 'PATCH', body: { target: null } });
    expect(service.received[0]?.headers['if-match']).toBe('"3"');
  });

  test('publishing, withdrawing and revoking go to their addresses', async () => {
    const { client, service } = await open([
      { status: 200, body: PID },
      { status: 200, body: PID },
      { status: 204 },
    ]);
    await client.publishPid('ark:99999/fk4x');
    await client.withdrawPid('ark:99999/fk4x', { reason: 'Minted twice' });
    await client.revokeCurrentToken();
    expect(service.received.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/api/v1/pids/ark%3A99999%2Ffk4x/publish', {}],
      ['POST', '/api/v1/pids/ark%3A99999%2Ffk4x/withdraw', { reason: 'Minted twice' }],
      ['DELETE', '/api/v1/tokens/current', null],
    ]);
  });

  test.each(['pids.example.org', 'ftp://pids.example.org', ''])('%j is no address of a service', (url) => {
    expect(() => createClient({ url, token: null })).toThrow(TypeError);
  });
});

describe('lists', () => {
  test('identifiers are iterated over all pages, and no page is fetched before it is needed', async () => {
    const { client, service } = await open([
      { status: 200, body: { items: [{ pid: 'a' }, { pid: 'b' }], next: 'c2' } },
      { status: 200, body: { items: [], next: 'c3' } },
      { status: 200, body: { items: [{ pid: 'c' }], next: null } },
    ]);
    const seen: string[] = [];
    for await (const { pid } of client.iteratePids({ state: 'public', limit: 2 })) {
      seen.push(pid);
      if (pid === 'b') expect(service.received).toHaveLength(1);
    }
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(service.received.map(({ path }) => path)).toEqual([
      '/api/v1/pids?limit=2&state=public',
      '/api/v1/pids?limit=2&cursor=c2&state=public',
      '/api/v1/pids?limit=2&cursor=c3&state=public',
    ]);
  });

  test('one page is given as it is, with the cursor of the next', async () => {
    const page = { items: [PID], next: 'c2' };
    const { client, service } = await open([{ status: 200, body: page }]);
    expect(await client.listPids({ q: 'spring water', owner: 'me' })).toEqual(page);
    expect(service.received[0]?.path).toBe('/api/v1/pids?q=spring%20water&owner=me');
  });

  test('shoulders and events are gathered from all pages', async () => {
    const { client } = await open([
      { status: 200, body: { items: [{ id: 1 }], next: 'c2' } },
      { status: 200, body: { items: [{ id: 2 }], next: null } },
    ]);
    expect(await client.listPidEvents('10.5072/abcd-1234')).toEqual([{ id: 1 }, { id: 2 }]);
  });
});

describe('refusals', () => {
  test('the problem document is read, with the place of each mistake', async () => {
    const errors = [{ pointer: '/metadata/titles', detail: 'Give at least one title.' }];
    const problem = {
      type: 'https://pids.example.org/problems/metadata-refused',
      title: 'The metadata has mistakes',
      status: 422,
      detail: 'The metadata has one mistake; see errors.',
      errors,
    };
    const { client, service } = await open([{ status: 422, body: problem }]);
    const failure = await failureOf(client.mintPid({ shoulder: 's1' }));
    expect(failure).toMatchObject({ kind: 'refused', message: problem.detail, ...problem });
    expect(service.received).toHaveLength(1);
  });

  test.each([
    ['a page of a proxy', '<h1>Forbidden</h1>'],
    ['JSON that is no problem document', { message: 'no' }],
    ['nothing', undefined],
  ])('a 403 with %s is not the service that refuses', async (_, body) => {
    const { client } = await open([{ status: 403, body }]);
    expect(await failureOf(client.readMe())).toMatchObject({ kind: 'unreachable', status: 403, errors: [] });
  });

  test.each([
    ['a page', '<h1>Welcome</h1>'],
    ['nothing', undefined],
  ])('a 200 with %s is not an answer of the service', async (_, body) => {
    const { client } = await open([{ status: 200, body }]);
    expect(await failureOf(client.readMe())).toMatchObject({ kind: 'unreachable' });
  });

  test('the token is not carried to where a redirect leads', async () => {
    const elsewhere = await open([{ status: 200, body: {} }]);
    const { client } = await open([
      { status: 302, headers: { location: `${elsewhere.service.url}/api/v1/me` } },
    ]);
    const failure = await failureOf(client.readMe());
    expect(failure).toMatchObject({ kind: 'unreachable', status: 302 });
    expect(failure.message).toContain(elsewhere.service.url);
    expect(elsewhere.service.received).toEqual([]);
  });
});

describe('repeating', () => {
  test.each<[string, Scripted]>([
    ['a broken connection', { drop: true }],
    ['an answer that breaks off', { drop: true, halfBody: '{"pid":' }],
    ['503', BROKEN],
    ['502 with a page', { status: 502, body: '<h1>Bad gateway</h1>' }],
    ['429', { status: 429, body: { title: 'Too many requests' }, headers: { 'retry-after': '0' } }],
  ])('minting goes on after %s, under the same key', async (_, fault) => {
    const { client, service } = await open([fault, fault, { status: 201, body: PID }]);
    expect(await client.mintPid({ shoulder: 's1' })).toMatchObject({ pid: PID.pid });
    expect(service.received).toHaveLength(3);
    expect(new Set(service.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(service.received[2]?.body).toEqual({ shoulder: 's1' });
  });

  test('what is not safe to repeat is sent once', async () => {
    const { client, service } = await open([BROKEN]);
    const failures = [
      await failureOf(client.publishPid('10.5072/abcd-1234')),
      await failureOf(client.withdrawPid('10.5072/abcd-1234', { reason: 'Minted twice' })),
      await failureOf(client.updatePid('10.5072/abcd-1234', { version: 1, target: null })),
    ];
    expect(failures.map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable', 'unreachable']);
    expect(service.received).toHaveLength(3);
  });

  test('it ends after three repeats, with what the service said', async () => {
    const { client, service } = await open([BROKEN]);
    const failure = await failureOf(client.readMe());
    expect(failure).toMatchObject({
      kind: 'unreachable',
      status: 503,
      title: 'Not ready',
      detail: 'Starting.',
    });
    expect(service.received).toHaveLength(4);
  });

  test('it does not wait for a service that asks for an hour', async () => {
    const { client, service } = await open([
      { status: 429, body: { title: 'Too many requests' }, headers: { 'retry-after': '3600' } },
    ]);
    expect(await failureOf(client.readMe())).toMatchObject({ kind: 'refused', status: 429 });
    expect(service.received).toHaveLength(1);
  });

  test('Retry-After is honoured', async () => {
    const { client } = await open([
      { ...BROKEN, headers: { 'retry-after': '1' } },
      { status: 200, body: {} },
    ]);
    const startedAt = performance.now();
    await client.readMe();
    expect(performance.now() - startedAt).toBeGreaterThan(950);
  });

  test('a service that is not there is named, with the reason', async () => {
    const { client, service } = await open([BROKEN]);
    await service.close();
    const failure = await failureOf(client.readMe());
    expect(failure).toMatchObject({ kind: 'unreachable', status: null });
    expect(failure.message).toContain(service.url);
    expect(failure.message).toMatch(/ECONNREFUSED/);
  });

  test('an attempt that takes too long is given up', async () => {
    const hanging = (request: unknown) =>
      new Promise<Response>((_, reject) => {
        if (!(request instanceof Request)) throw new Error('the client calls fetch with a Request');
        request.signal.addEventListener('abort', () => reject(request.signal.reason));
      });
    const client = createClient({
      url: 'http://pids.example.org',
      token: null,
      fetch: hanging,
      timeoutMs: 20,
      firstDelayMs: 1,
    });
    expect((await failureOf(client.readMe())).message).toBe(
      'http://pids.example.org did not answer within 0.02 s.',
    );
  });
});

describe('waiting for the registrar', () => {
  test('it reads until the registration is acknowledged', async () => {
    const { client, service } = await open([
      { status: 200, body: REGISTRATION },
      { status: 200, body: REGISTRATION },
      { status: 200, body: { ...REGISTRATION, state: 'acknowledged' } },
    ]);
    expect(await client.waitForRegistration('10.5072/abcd-1234')).toMatchObject({ state: 'acknowledged' });
    expect(service.received).toHaveLength(3);
  });

  test.each([
    ['refused', { ...REGISTRATION, state: 'refused' }],
    ['nobody is to know', { ...REGISTRATION, state: 'none' }],
    ['held back', { ...REGISTRATION, heldBack: 'This is a copy.' }],
  ])('it ends at once when %s', async (_, registration) => {
    const { client, service } = await open([{ status: 200, body: registration }]);
    expect(await client.waitForRegistration('10.5072/abcd-1234')).toEqual(registration);
    expect(service.received).toHaveLength(1);
  });

  test('when the time is over it says how things stand', async () => {
    const { client, service } = await open([{ status: 200, body: REGISTRATION }]);
    const registration = await client.waitForRegistration('10.5072/abcd-1234', { timeoutMs: 300 });
    expect(registration).toEqual(REGISTRATION);
    expect(service.received.length).toBeLessThanOrEqual(3);
  });
});
