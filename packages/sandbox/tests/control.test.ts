import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startDataciteStandIn } from '../src/index.ts';
import { attributesOf, basic, COMPLETE, OWNER, startDatacite } from './datacite-caller.ts';

const PUBLISHED = { ...COMPLETE, event: 'publish' };
type StoredDoi = { doi: string; writeCount: number; state: string };

describe('faults on demand', () => {
  test('a rate limit is an HTML page, with Retry-After only when it is asked for, and strikes once', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'rate-limited' });
    await orderFault({ kind: 'rate-limited', retryAfterSeconds: 7 });
    const bare = await call('GET', '/heartbeat');
    expect(bare.status).toBe(429);
    expect(bare.headers.get('content-type')).toContain('text/html');
    expect(bare.headers.get('retry-after')).toBeNull();
    expect(bare.text).toContain('Your request has been rate limited.');
    expect((await call('GET', '/heartbeat')).headers.get('retry-after')).toBe('7');
    expect((await call('GET', '/heartbeat')).status).toBe(200);
  });

  test.each([
    ['unavailable', 503],
    ['bad-gateway-html', 502],
    ['error-500', 500],
    ['unauthorised', 401],
    ['forbidden', 403],
    ['not-found', 404],
  ])('the fault %s answers %i in HTML and changes nothing', async (kind, status) => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind });
    const answer = await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect((await call('GET', '/dois/10.5072/a')).status).toBe(404);
  });

  test('an error page can be replaced, for the other shapes of failure', async () => {
    const { call, orderFault } = await startDatacite();
    const body = '[{"status":400,"title":"odd"}]';
    await orderFault({ kind: 'error-500', body, contentType: 'application/json' });
    const answer = await call('GET', '/heartbeat');
    expect([answer.status, answer.text]).toEqual([500, body]);
  });

  test('a time-out after the commit keeps the write and withholds the answer', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'timeout-after-commit', delayMs: 10 });
    // A read does not use the fault up.
    await call('GET', '/dois/10.5072/a');
    await expect(call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED })).rejects.toThrow();
    const kept = await call('GET', '/dois/10.5072/a');
    expect(attributesOf(kept)).toMatchObject({ state: 'findable' });
    const again = await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    expect(again.status).toBe(200);
    const { items } = (await call('GET', '/_control/dois')).body as { items: StoredDoi[] };
    expect(items).toMatchObject([
      { doi: '10.5072/a', writeCount: 2, writes: [{ status: 201 }, { status: 200 }] },
    ]);
  });

  test('a reset destroys the connection before anything is done', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'reset' });
    await expect(call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED })).rejects.toThrow();
    expect((await call('GET', '/dois/10.5072/a')).status).toBe(404);
  });

  test('a hang gives no answer, does nothing, and ends after its delay', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'hang', delayMs: 20 });
    await expect(call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED })).rejects.toThrow();
    expect((await call('GET', '/dois/10.5072/a')).status).toBe(404);
  });

  test.each(['hang', 'timeout-after-commit', 'slow'])(
    'a request held by %s does not keep the stand-in from closing',
    async (kind) => {
      const standIn = await startDataciteStandIn({ repositories: [OWNER] });
      const json = { 'content-type': 'application/json' };
      const body = JSON.stringify({ kind, ...(kind === 'slow' ? { delayMs: 600_000 } : {}) });
      await fetch(`${standIn.url}/_control/faults`, { method: 'POST', headers: json, body });
      const held = fetch(`${standIn.url}/dois/10.5072/a`, {
        method: 'PUT',
        headers: { ...json, authorization: basic(OWNER) },
        body: JSON.stringify({ data: { type: 'dois', attributes: {} } }),
      });
      const outcome = expect(held.then((response) => response.text())).rejects.toThrow();
      let struck = 0;
      while (struck === 0) {
        const answer = await fetch(`${standIn.url}/_control/faults`);
        struck = ((await answer.json()) as { items: { struck: number }[] }).items[0]?.struck ?? 0;
      }
      await standIn.close();
      await outcome;
    },
  );

  test('a slow answer is late and otherwise right', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'slow', delayMs: 60 });
    const startedAt = performance.now();
    expect((await call('GET', '/heartbeat')).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55);
  });

  test('a fault strikes only what it is meant for, as often as it should, and is listed with its strikes', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'unavailable', count: 2, match: { method: 'PUT', doi: '10.5072/A' } });
    expect((await call('GET', '/dois/10.5072/a')).status).toBe(404);
    expect((await call('PUT', '/dois/10.5072/ab', { attributes: {} })).status).toBe(201);
    for (const expected of [503, 503, 201]) {
      expect((await call('PUT', '/dois/10.5072%2FA', { attributes: {} })).status).toBe(expected);
    }
    expect((await call('GET', '/_control/faults')).body).toMatchObject({ items: [{ id: '1', struck: 2 }] });
  });

  test('a fault finds the DOI in the body of a POST', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'unavailable', match: { doi: '10.5072/a' } });
    expect((await call('POST', '/dois', { attributes: { doi: '10.5072/A' } })).status).toBe(503);
  });

  test('a fault without a count strikes until it is deleted', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'unavailable', count: null });
    for (let round = 0; round < 5; round += 1) expect((await call('GET', '/heartbeat')).status).toBe(503);
    expect((await call('DELETE', '/_control/faults/1')).status).toBe(204);
    expect((await call('GET', '/heartbeat')).status).toBe(200);
    expect((await call('DELETE', '/_control/faults/1')).status).toBe(404);
  });

  test('faults by chance are the same ones in every run', async () => {
    const draw = async () => {
      const { call, orderFault } = await startDatacite();
      await orderFault({ kind: 'unavailable', rate: 0.3, seed: 42 });
      const statuses: number[] = [];
      for (let round = 0; round < 60; round += 1) statuses.push((await call('GET', '/heartbeat')).status);
      return statuses;
    };
    const first = await draw();
    expect(await draw()).toEqual(first);
    const struck = first.filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(30);
  });

  test.each([
    ['an unknown kind', { kind: 'flood' }],
    ['an unknown member', { kind: 'slow', delay: 5 }],
    ['an unknown condition', { kind: 'slow', match: { path: '/dois' } }],
    ['a chance above one', { kind: 'slow', rate: 1.5 }],
    ['a negative count', { kind: 'slow', count: -1 }],
  ])('%s is refused with a sentence', async (_name, fault) => {
    const { orderFault } = await startDatacite();
    await expect(orderFault(fault)).rejects.toThrow(/"error":".+"/);
  });
});

describe('watching', () => {
  test('the log shows what was sent and answered, and credentials only as a hash', async () => {
    const { call, orderFault } = await startDatacite();
    await orderFault({ kind: 'reset', match: { method: 'DELETE' } });
    await call('PUT', '/dois/10.5072/a', { attributes: { url: 'https://example.org/' } });
    await call('DELETE', '/dois/10.5072/a').catch(() => undefined);
    const answer = await call('GET', '/_control/requests', { as: null });
    const hash = createHash('sha256').update(basic(OWNER)).digest('hex').slice(0, 16);
    expect(answer.body.items).toMatchObject([
      {
        method: 'PUT',
        path: '/dois/10.5072/a',
        status: 201,
        fault: null,
        authorization: `Basic sha256:${hash}`,
        body: expect.stringContaining('https://example.org/'),
      },
      { method: 'DELETE', status: null, fault: 'reset' },
    ]);
    expect(answer.text).not.toContain(Buffer.from(OWNER.password).toString('base64').slice(0, 8));
    await call('DELETE', '/_control/requests');
    expect((await call('GET', '/_control/requests')).body.items).toEqual([]);
  });

  test('refused writes are not counted as accepted', async () => {
    const { call } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: PUBLISHED });
    await call('PUT', '/dois/10.5072/a', { attributes: { titles: ['x'] } });
    const { items } = (await call('GET', '/_control/dois')).body as { items: StoredDoi[] };
    expect(items).toMatchObject([
      { state: 'findable', writeCount: 1, writes: [{ event: 'publish', handle: 'accepted', status: 201 }] },
    ]);
  });

  test('a reset forgets DOIs, faults and requests', async () => {
    const { call, orderFault } = await startDatacite();
    await call('PUT', '/dois/10.5072/a', { attributes: {} });
    await orderFault({ kind: 'unavailable', count: null });
    expect((await call('POST', '/_control/reset', { as: null })).status).toBe(204);
    expect((await call('GET', '/_control/dois')).body).toEqual({ items: [] });
    expect((await call('GET', '/_control/faults')).body).toEqual({ items: [] });
    expect((await call('GET', '/dois/10.5072/a')).status).toBe(404);
  });
});

test('a real rate limit refuses what is over it until the window has passed', async () => {
  let now = new Date('2026-01-01T00:00:00Z');
  const { call } = await startDatacite({ now: () => now, rateLimit: { requests: 2, windowSeconds: 300 } });
  const statuses = async () => (await call('GET', '/heartbeat')).status;
  expect([await statuses(), await statuses()]).toEqual([200, 200]);
  const refused = await call('GET', '/heartbeat');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('300');
  now = new Date('2026-01-01T00:05:00Z');
  expect(await statuses()).toBe(200);
});
