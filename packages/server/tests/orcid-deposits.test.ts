import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { createItem, type ItemBody } from './support/items.ts';
import {
  addFault,
  callsAt,
  connectPerson,
  control,
  type DepositRow,
  depositsOf,
  metadataBy,
  recordOf,
} from './support/orcid-deposits.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let system: System;
let api: Api;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 40 })).items;
});
afterAll(() => system.close());

/** Somebody whom no other test knows, connected. */
async function newPerson(): Promise<string> {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  await connectPerson(system, orcid);
  await system.drain();
  return orcid;
}

async function publish(orcid: string, more: Record<string, unknown> = {}): Promise<ItemBody> {
  return createItem(api, { metadata: { ...metadataBy([orcid]), ...more } });
}

async function retitle(item: ItemBody, orcid: string, title: string): Promise<void> {
  const answer = await api.patch(
    `/items/${item.uuid}`,
    { metadata: metadataBy([orcid], title) },
    { 'if-match': '*' },
  );
  if (answer.status !== 200) throw new Error(`not changed: ${JSON.stringify(answer.body)}`);
}

/** How long a deposit is left alone from now on. */
function waitOf(deposit: DepositRow | undefined): number {
  return Number(deposit?.nextAttemptAt) - system.clock.now().getTime();
}

async function titlesOf(orcid: string): Promise<unknown[]> {
  return (await recordOf(system, orcid)).map(
    ({ item }) => (item.title as { title: { value: string } }).title.value,
  );
}

async function written(): Promise<{ orcid: string; item: ItemBody }> {
  const orcid = await newPerson();
  const item = await publish(orcid);
  await system.drain();
  expect((await depositsOf(system, orcid)).map(({ state }) => state)).toEqual(['acknowledged']);
  return { orcid, item };
}

describe('what is on the record already', () => {
  test('is changed by PUT under its put code, and left alone while it is as wanted', async () => {
    const { orcid, item } = await written();
    const [before] = await recordOf(system, orcid);
    const posts = (await callsAt(system, 'POST')).length;
    await retitle(item, orcid, 'Snow depth, corrected');
    await system.drain();
    const [after] = await recordOf(system, orcid);
    expect(after?.putCode).toBe(before?.putCode);
    expect(await titlesOf(orcid)).toEqual(['Snow depth, corrected']);
    expect((await callsAt(system, 'POST')).length).toBe(posts);
    const puts = (await callsAt(system, 'PUT')).length;
    await system.drain();
    expect((await callsAt(system, 'PUT')).length).toBe(puts);
  });

  test('keeps the visibility that the person chose: no call to their record says one', async () => {
    const orcid = await newPerson();
    await control(system, 'POST', 'people', {
      orcid,
      name: 'A private person',
      defaultVisibility: 'private',
    });
    const item = await publish(orcid);
    await system.drain();
    expect((await recordOf(system, orcid)).map(({ visibility }) => visibility)).toEqual(['private']);
    await retitle(item, orcid, 'Another title');
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
    expect(await titlesOf(orcid)).toEqual(['Another title']);
    expect((await recordOf(system, orcid)).map(({ visibility }) => visibility)).toEqual(['private']);
    const sent = await system.ctx.db
      .selectFrom('interactions')
      .select(['method', 'request_body'])
      .where('subject', '=', orcid)
      .where('method', 'in', ['POST', 'PUT'])
      .where('url', 'like', '%/work%')
      .execute();
    expect(sent.map(({ method }) => method).toSorted()).toEqual(['POST', 'PUT']);
    for (const { request_body } of sent) {
      expect(request_body).toContain('external-id');
      expect(request_body).not.toContain('visibility');
    }
  });

  test('from us without our knowing is adopted: the put code of the refusal, and no second work (9021)', async () => {
    const orcid = await newPerson();
    const { putCode } = await control<{ putCode: number }>(system, 'POST', `records/${orcid}/items`, {
      kind: 'work',
      source: 'APP-MINTMARKSTANDIN0',
      item: {
        title: { title: { value: 'As another system wrote it' } },
        type: 'data-set',
        'external-ids': {
          'external-id': [
            {
              'external-id-type': 'doi',
              'external-id-value': '10.5555/adopted',
              'external-id-relationship': 'self',
            },
          ],
        },
      },
    });
    const relatedIdentifiers = [
      { relatedIdentifier: '10.5555/adopted', relatedIdentifierType: 'DOI', relationType: 'IsIdenticalTo' },
    ];
    await publish(orcid, { relatedIdentifiers });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged', putCode }]);
    expect(await titlesOf(orcid)).toEqual(['Snow depth at Finse']);
  });

  test('under the identifier of another thing of ours is refused, naming that thing', async () => {
    const orcid = await newPerson();
    const relatedIdentifiers = [
      { relatedIdentifier: '10.5555/twice', relatedIdentifierType: 'DOI', relationType: 'IsIdenticalTo' },
    ];
    await publish(orcid, { relatedIdentifiers, titles: [{ title: 'The first' }] });
    await system.drain();
    await publish(orcid, { relatedIdentifiers, titles: [{ title: 'The second' }] });
    await system.drain();
    const [, second] = await depositsOf(system, orcid);
    expect(second).toMatchObject({ state: 'refused', reason: 'same-as-other' });
    expect(second?.detail).toContain('The first');
    expect(await titlesOf(orcid)).toEqual(['The first']);
  });
});

describe('what the person does at ORCID', () => {
  test('deletes a work: it is not written again, whatever changes, until they ask for it (9016)', async () => {
    const { orcid, item } = await written();
    const [work] = await recordOf(system, orcid);
    await control(system, 'DELETE', `records/${orcid}/items/${work?.putCode}`);
    await retitle(item, orcid, 'Changed after that');
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'deleted-by-user', putCode: null }]);
    await retitle(item, orcid, 'Changed once more');
    await system.drain();
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
  });

  test('deletes a work that is to be taken off: that is as well', async () => {
    const { orcid, item } = await written();
    const [work] = await recordOf(system, orcid);
    await control(system, 'DELETE', `records/${orcid}/items/${work?.putCode}`);
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'A mistake' });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'removed' }]);
  });

  test('takes the permission back: the queue of that person waits, and goes on once they connect again (401)', async () => {
    const { orcid, item } = await written();
    await control(system, 'POST', 'grants/revoke', { orcid });
    await retitle(item, orcid, 'Without permission');
    await publish(orcid, { titles: [{ title: 'Another one' }] });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([
      { state: 'held', reason: 'not-connected' },
      { state: 'held', reason: 'not-connected' },
    ]);
    expect(await titlesOf(orcid)).toEqual(['Snow depth at Finse']);
    await connectPerson(system, orcid);
    await system.drain();
    expect(await titlesOf(orcid)).toEqual(['Without permission', 'Another one']);
  });

  test('takes the permission back: what we added can still be taken off', async () => {
    const { orcid, item } = await written();
    await control(system, 'POST', 'grants/revoke', { orcid });
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'A mistake' });
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'removed' }]);
  });

  test.each([
    ['locked', 'locked', undefined],
    ['deactivated', 'deactivated', undefined],
    ['unclaimed', 'unclaimed', undefined],
  ])('has a record that is %s: it waits until the record changes', async (state, reason) => {
    const orcid = await newPerson();
    await control(system, 'POST', `people/${orcid}/state`, { state });
    await publish(orcid);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'held', reason }]);
    const calls = (await callsAt(system, 'POST')).length;
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect((await callsAt(system, 'POST')).length).toBe(calls);
  });

  test('merges the record into another one: it waits, and the other record is not touched (301, 9007)', async () => {
    const orcid = await newPerson();
    const into = people.pop() ?? '';
    await control(system, 'POST', `people/${orcid}/state`, { state: 'merged', into });
    await publish(orcid);
    await system.drain();
    // The connection has followed; the person has to connect the other record first.
    expect(await depositsOf(system, orcid)).toEqual([]);
    expect(await depositsOf(system, into)).toMatchObject([{ state: 'held', reason: 'moved' }]);
    expect(await recordOf(system, into)).toEqual([]);
  });
});

describe('what goes wrong at ORCID', () => {
  test('too much at once: nothing is sent before the moment that it names (503, Retry-After)', async () => {
    const orcid = await newPerson();
    await addFault(system, {
      kind: 'unavailable',
      retryAfterSeconds: 120,
      match: { method: 'POST', pathPrefix: '/v3.0/' },
    });
    await publish(orcid);
    await publish(orcid, { titles: [{ title: 'The next one' }] });
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    system.clock.advance(60_000);
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    system.clock.advance(90_000);
    await system.drain();
    expect(await titlesOf(orcid)).toHaveLength(2);
  });

  test.each(['error-500', 'bad-gateway-html', 'rate-limited', 'reset'])(
    '%s: it is tried again later, longer and longer after the first time',
    async (kind) => {
      const orcid = await newPerson();
      await addFault(system, { kind, count: 2, match: { method: 'POST', pathPrefix: '/v3.0/' } });
      await publish(orcid);
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
    ['registry-9010', 'PUT', 'refused', 'orcid-9010', 'the item is another client’s'],
    ['registry-9038', 'POST', 'held', 'scope-missing', 'the permission does not cover it'],
    ['registry-9017', 'POST', 'held', 'quarantined', 'the token belongs to another record'],
    ['registry-9035', 'PUT', 'refused', 'orcid-9035', 'the visibility is not ours'],
    ['registry-9022', 'POST', 'refused', 'orcid-9022', 'the work is not as it should be'],
  ])('%s in answer to a %s: it is %s, for the reason %s: %s', async (kind, method, state, reason) => {
    const orcid = await newPerson();
    const item = await publish(orcid);
    if (method === 'PUT') {
      await system.drain();
      await retitle(item, orcid, 'Changed');
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
    const orcid = await newPerson();
    await addFault(system, {
      kind: 'registry-9022',
      count: 2,
      match: { method: 'POST', pathPrefix: '/v3.0/' },
    });
    const item = await publish(orcid);
    await system.drain();
    const [refused] = await depositsOf(system, orcid);
    const retry = `/organisations/default/orcid/deposits/${refused?.id}/retry`;
    expect((await api.post(retry, {})).status).toBe(200);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'refused' }]);
    await retitle(item, orcid, 'Mended');
    await system.drain();
    expect(await titlesOf(orcid)).toEqual(['Mended']);
  });

  test('9057, the organisation’s client is locked: nothing more is sent with it, for anybody', async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    await addFault(system, { kind: 'registry-9057', match: { method: 'POST', pathPrefix: '/v3.0/' } });
    await publish(one);
    await system.drain();
    await publish(other);
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(await recordOf(system, one)).toEqual([]);
    expect(await recordOf(system, other)).toEqual([]);
    expect(await depositsOf(system, other)).toMatchObject([{ state: 'due', attempts: 0 }]);
  });
});
