import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { type Authors, createAuthors } from './support/orcid-authors.ts';
import { addFault, callsAt, type DepositRow, depositsOf, recordOf } from './support/orcid-deposits.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let system: System;
let api: Api;
let authors: Authors;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  authors = await createAuthors(system, 20);
});
afterAll(() => system.close());

/** How long a deposit is left alone from now on. */
function waitOf(deposit: DepositRow | undefined): number {
  return Number(deposit?.nextAttemptAt) - system.clock.now().getTime();
}

describe('what goes wrong at ORCID', () => {
  test('too much at once: nothing is sent before the moment that it names (503, Retry-After)', async () => {
    const orcid = await authors.connect();
    await addFault(system, {
      kind: 'unavailable',
      retryAfterSeconds: 120,
      match: { method: 'POST', pathPrefix: '/v3.0/' },
    });
    await authors.publish(orcid);
    await authors.publish(orcid, { titles: [{ title: 'The next one' }] });
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    system.clock.advance(60_000);
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    system.clock.advance(90_000);
    await system.drain();
    expect(await authors.titlesOf(orcid)).toHaveLength(2);
  });

  test.each(['error-500', 'bad-gateway-html', 'rate-limited', 'reset'])(
    '%s: it is tried again later, longer and longer after the first time',
    async (kind) => {
      const orcid = await authors.connect();
      await addFault(system, { kind, count: 2, match: { method: 'POST', pathPrefix: '/v3.0/' } });
      await authors.publish(orcid);
      await system.drain();
      const [first] = await depositsOf(system, orcid);
      expect(first).toMatchObject({ state: 'due', attempts: 1 });
      expect(waitOf(first)).toBeLessThan(61_000);
      const firstWait = waitOf(first);
      system.clock.advance(HOUR_MS);
      await system.drain();
      const [second] = await depositsOf(system, orcid);
      expect(second).toMatchObject({ state: 'due', attempts: 2 });
      expect(waitOf(second)).toBeGreaterThan(firstWait);
      system.clock.advance(HOUR_MS);
      await system.drain();
      expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
      expect(await recordOf(system, orcid)).toHaveLength(1);
    },
  );

  test.each([
    ['not-found', 'Not Found'],
    ['not-found', ''],
    ['unauthorised', 'Unauthorized'],
    ['forbidden', ''],
  ])(
    '%s with “%s”, which is no answer of ORCID’s: nothing is thought to be deleted or refused, and it is tried again',
    async (kind, body) => {
      const { orcid, item } = await authors.publishWritten();
      const [work] = await recordOf(system, orcid);
      await addFault(system, {
        kind,
        body,
        contentType: 'text/plain',
        match: { method: 'PUT', pathPrefix: '/v3.0/' },
      });
      await authors.retitle(item, orcid, 'Changed behind a gateway');
      await system.drain();
      expect(await depositsOf(system, orcid)).toMatchObject([
        { state: 'due', reason: null, putCode: work?.putCode },
      ]);
      system.clock.advance(HOUR_MS);
      await system.drain();
      expect(await depositsOf(system, orcid)).toMatchObject([
        { state: 'acknowledged', putCode: work?.putCode },
      ]);
      expect(await authors.titlesOf(orcid)).toEqual(['Changed behind a gateway']);
    },
  );

  test('no such record or item (9011) does not say that the person deleted it: it is kept, with its reason', async () => {
    const { orcid, item } = await authors.publishWritten();
    const [work] = await recordOf(system, orcid);
    await addFault(system, { kind: 'registry-9011', match: { method: 'PUT', pathPrefix: '/v3.0/' } });
    await authors.retitle(item, orcid, 'Changed while the record was missing');
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([
      { state: 'refused', reason: 'orcid-9011', putCode: work?.putCode },
    ]);
    await authors.retitle(item, orcid, 'Changed when it was back');
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([
      { state: 'acknowledged', putCode: work?.putCode },
    ]);
  });

  test.each([
    ['registry-9010', 'PUT', 'refused', 'orcid-9010', 'the item is another client’s'],
    ['registry-9038', 'POST', 'held', 'scope-missing', 'the permission does not cover it'],
    ['registry-9017', 'POST', 'held', 'quarantined', 'the token belongs to another record'],
    ['registry-9035', 'PUT', 'refused', 'orcid-9035', 'the visibility is not ours'],
    ['registry-9022', 'POST', 'refused', 'orcid-9022', 'the work is not as it should be'],
  ])('%s in answer to a %s: it is %s, for the reason %s: %s', async (kind, method, state, reason) => {
    const orcid = await authors.connect();
    const item = await authors.publish(orcid);
    if (method === 'PUT') {
      await system.drain();
      await authors.retitle(item, orcid, 'Changed');
    }
    await addFault(system, { kind, match: { method, pathPrefix: '/v3.0/' } });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state, reason }]);
    const calls = (await callsAt(system, method)).length;
    system.clock.advance(DAY_MS);
    await system.drain();
    expect((await callsAt(system, method)).length).toBe(calls);
  });

  test('a refusal ends when an administrator has it tried again, or something else is wanted', async () => {
    const orcid = await authors.connect();
    await addFault(system, {
      kind: 'registry-9022',
      count: 2,
      match: { method: 'POST', pathPrefix: '/v3.0/' },
    });
    const item = await authors.publish(orcid);
    await system.drain();
    const [refused] = await depositsOf(system, orcid);
    const retry = `/organisations/default/orcid/deposits/${refused?.id}/retry`;
    expect((await api.post(retry, {})).status).toBe(200);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'refused' }]);
    await authors.retitle(item, orcid, 'Mended');
    await system.drain();
    expect(await authors.titlesOf(orcid)).toEqual(['Mended']);
  });

  test('9057, the organisation’s client is locked: nothing more is sent with it, for anybody', async () => {
    const [one, other] = [await authors.connect(), await authors.connect()];
    await addFault(system, { kind: 'registry-9057', match: { method: 'POST', pathPrefix: '/v3.0/' } });
    await authors.publish(one);
    await system.drain();
    await authors.publish(other);
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(await recordOf(system, one)).toEqual([]);
    expect(await recordOf(system, other)).toEqual([]);
    expect(await depositsOf(system, other)).toMatchObject([{ state: 'due', attempts: 0 }]);
  });
});
