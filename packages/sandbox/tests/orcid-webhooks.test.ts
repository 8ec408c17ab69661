import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA, MEMBER } from './orcid-caller.ts';
import { sampleWork } from './orcid-records.ts';
import { OTHER_MEMBER, putCodeOf, useRegistry } from './orcid-registry.ts';

const { baseUrl, call, clientToken, control, tokenFor, advance } = useRegistry();

type Received = { method: string; url: string; body: string; headers: NodeJS.Dict<string | string[]> };

let receiver: Server;
let received: Received[];
/** What the receiver answers, by path. */
let statuses: Record<string, number>;
let address: string;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, url, body, headers });
      response.writeHead(statuses[url] ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
beforeEach(() => {
  received = [];
  statuses = {};
});
afterAll(() => {
  receiver.close();
});

const hook = (path: string, orcid = CARBERRY) =>
  `/${orcid}/webhook/${encodeURIComponent(`${address}${path}`)}`;
const register = async (path: string, orcid = CARBERRY, client = MEMBER) =>
  call('PUT', hook(path, orcid), { token: await clientToken('/webhook', client) });
const addWork = async (doi: string, orcid = CARBERRY) =>
  call('POST', `/v3.0/${orcid}/work`, {
    token: await tokenFor('/activities/update', orcid),
    body: sampleWork(doi),
  });
const deliver = async () => (await control('POST', '/deliver-webhooks')).json.items;
const MINUTE = 60_000;

describe('registering a webhook', () => {
  test('is a 201 with its address, then a 204, and after a removal it is unknown', async () => {
    const token = await clientToken('/webhook');
    const first = await call('PUT', hook('/a?b=c'), { token });
    expect([first.status, first.text]).toEqual([201, '']);
    expect(first.headers.get('location')).toBe(`${baseUrl()}${hook('/a?b=c')}`);
    expect((await call('PUT', hook('/a?b=c'), { token })).status).toBe(204);
    expect((await call('DELETE', hook('/a?b=c'), { token })).status).toBe(204);
    const gone = await call('DELETE', hook('/a?b=c'), { token });
    expect([gone.status, gone.json['error-code']]).toEqual([404, 9028]);
  });

  test('two clients with the same address for one person collide', async () => {
    await register('/shared');
    expect((await register('/shared', CARBERRY, OTHER_MEMBER)).status).toBe(204);
    const token = await clientToken('/webhook', OTHER_MEMBER);
    expect((await call('DELETE', hook('/shared'), { token })).status).toBe(403);
    expect((await register('/shared', GARCIA, OTHER_MEMBER)).status).toBe(201);
  });

  test('wants a token of the client with its scope, somebody’s iD and an address', async () => {
    expect((await call('PUT', hook('/a'))).status).toBe(403);
    expect((await call('PUT', hook('/a'), { token: await clientToken('/read-public') })).status).toBe(403);
    expect((await call('PUT', hook('/a'), { token: await tokenFor() })).status).toBe(403);
    expect((await register('/a', '0000-0003-0000-0002')).json['error-code']).toBe(9016);
    const token = await clientToken('/webhook');
    for (const address of ['ftp://example.org/', 'example.org', 'http://a b/']) {
      const path = `/${CARBERRY}/webhook/${encodeURIComponent(address)}`;
      expect((await call('PUT', path, { token })).json['error-code']).toBe(9012);
    }
    expect((await control('GET', '/webhooks')).json.items).toEqual([]);
  });
});

describe('deliveries', () => {
  test('a change of a record is told once, by a POST that says nothing', async () => {
    await register('/mine');
    await register('/hers', GARCIA);
    expect(await deliver()).toEqual([]);
    const putCode = putCodeOf(await addWork('10.5072/a'));
    await addWork('10.5072/b');
    expect(await deliver()).toMatchObject([{ uri: `${address}/mine`, status: 204, outcome: 'delivered' }]);
    expect(received).toMatchObject([{ method: 'POST', url: '/mine', body: '' }]);
    expect(received[0]?.headers.authorization).toBeUndefined();
    expect(await deliver()).toEqual([]);

    await control('DELETE', `/records/${CARBERRY}/items/${putCode}`);
    expect(await deliver()).toHaveLength(1);
    const token = await clientToken('/webhook');
    await call('DELETE', hook('/mine'), { token });
    await addWork('10.5072/c');
    expect(await deliver()).toEqual([]);
  });

  test('a write that changes nothing is not told', async () => {
    const token = await tokenFor();
    const putCode = putCodeOf(await addWork('10.5072/a'));
    await register('/mine');
    const body = { ...sampleWork('10.5072/a'), 'put-code': Number(putCode) };
    expect((await call('PUT', `/v3.0/${CARBERRY}/work/${putCode}`, { token, body })).status).toBe(200);
    expect(await deliver()).toEqual([]);
  });

  test('a failure is tried again after twice as long each time, and given up in the end', async () => {
    await register('/broken');
    statuses['/broken'] = 500;
    await addWork('10.5072/a');
    expect(await deliver()).toMatchObject([{ status: 500, outcome: 'failed' }]);
    for (const minutes of [5, 10, 20, 40]) {
      advance(minutes * MINUTE - 1);
      expect(await deliver()).toEqual([]);
      advance(1);
      expect(await deliver()).toMatchObject([{ outcome: 'failed' }]);
    }
    advance(80 * MINUTE);
    expect(await deliver()).toMatchObject([{ outcome: 'given-up' }]);
    advance(1000 * MINUTE);
    expect(await deliver()).toEqual([]);
  });

  test('a success ends the failures', async () => {
    await register('/flaky');
    statuses['/flaky'] = 302;
    await addWork('10.5072/a');
    expect(await deliver()).toMatchObject([{ status: 302, outcome: 'failed' }]);
    delete statuses['/flaky'];
    advance(5 * MINUTE);
    expect(await deliver()).toMatchObject([{ outcome: 'delivered' }]);
    expect((await control('GET', '/webhooks')).json.items).toMatchObject([{ failures: 0, retryAt: null }]);
  });

  test('nobody there is a failure too', async () => {
    const token = await clientToken('/webhook');
    await call('PUT', `/${CARBERRY}/webhook/${encodeURIComponent('http://127.0.0.1:1/')}`, { token });
    await addWork('10.5072/a');
    expect(await deliver()).toMatchObject([{ status: null, outcome: 'failed' }]);
  });

  test('a 429 leaves out the rest of the client’s run, and of nobody else’s', async () => {
    statuses['/busy'] = 429;
    await register('/busy');
    await register('/second');
    await register('/other', CARBERRY, OTHER_MEMBER);
    await addWork('10.5072/a');
    expect(await deliver()).toMatchObject([
      { uri: `${address}/busy`, status: 429, outcome: 'blacklisted' },
      { uri: `${address}/second`, status: null, outcome: 'blacklisted' },
      { uri: `${address}/other`, outcome: 'delivered' },
    ]);
    delete statuses['/busy'];
    expect(await deliver()).toMatchObject([{ outcome: 'delivered' }, { outcome: 'delivered' }]);
  });
});
