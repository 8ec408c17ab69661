import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { type Authors, createAuthors } from './support/orcid-authors.ts';
import { callsAt, connectPerson, control, depositsOf, recordOf } from './support/orcid-deposits.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let system: System;
let api: Api;
let authors: Authors;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  authors = await createAuthors(system, 40);
});
afterAll(() => system.close());

describe('what is on the record already', () => {
  test('is changed by PUT under its put code, and left alone while it is as wanted', async () => {
    const { orcid, item } = await authors.publishWritten();
    const [before] = await recordOf(system, orcid);
    const posts = (await callsAt(system, 'POST')).length;
    await authors.retitle(item, orcid, 'Snow depth, corrected');
    await system.drain();
    const [after] = await recordOf(system, orcid);
    expect(after?.putCode).toBe(before?.putCode);
    expect(await authors.titlesOf(orcid)).toEqual(['Snow depth, corrected']);
    expect((await callsAt(system, 'POST')).length).toBe(posts);
    const puts = (await callsAt(system, 'PUT')).length;
    await system.drain();
    expect((await callsAt(system, 'PUT')).length).toBe(puts);
  });

  test('keeps the visibility that the person chose: no call to their record says one', async () => {
    const orcid = await authors.connect();
    await control(system, 'POST', 'people', {
      orcid,
      name: 'A private person',
      defaultVisibility: 'private',
    });
    const item = await authors.publish(orcid);
    await system.drain();
    expect((await recordOf(system, orcid)).map(({ visibility }) => visibility)).toEqual(['private']);
    await authors.retitle(item, orcid, 'Another title');
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
    expect(await authors.titlesOf(orcid)).toEqual(['Another title']);
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
    const orcid = await authors.connect();
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
    await authors.publish(orcid, { relatedIdentifiers });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged', putCode }]);
    expect(await authors.titlesOf(orcid)).toEqual(['Snow depth at Finse']);
  });

  test('under the identifier of another thing of ours is refused, naming that thing', async () => {
    const orcid = await authors.connect();
    const relatedIdentifiers = [
      { relatedIdentifier: '10.5555/twice', relatedIdentifierType: 'DOI', relationType: 'IsIdenticalTo' },
    ];
    await authors.publish(orcid, { relatedIdentifiers, titles: [{ title: 'The first' }] });
    await system.drain();
    await authors.publish(orcid, { relatedIdentifiers, titles: [{ title: 'The second' }] });
    await system.drain();
    const [, second] = await depositsOf(system, orcid);
    expect(second).toMatchObject({ state: 'refused', reason: 'same-as-other' });
    expect(second?.detail).toContain('The first');
    expect(await authors.titlesOf(orcid)).toEqual(['The first']);
  });
});

describe('what the person does at ORCID', () => {
  test('deletes a work: it is not written again, whatever changes, until they ask for it (9016)', async () => {
    const { orcid, item } = await authors.publishWritten();
    const [work] = await recordOf(system, orcid);
    await control(system, 'DELETE', `records/${orcid}/items/${work?.putCode}`);
    await authors.retitle(item, orcid, 'Changed after that');
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'deleted-by-user', putCode: null }]);
    await authors.retitle(item, orcid, 'Changed once more');
    await system.drain();
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
  });

  test('deletes a work that is to be taken off: that is as well', async () => {
    const { orcid, item } = await authors.publishWritten();
    const [work] = await recordOf(system, orcid);
    await control(system, 'DELETE', `records/${orcid}/items/${work?.putCode}`);
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'A mistake' });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'removed' }]);
  });

  test('takes the permission back: the queue of that person waits, and goes on once they connect again (401)', async () => {
    const { orcid, item } = await authors.publishWritten();
    await control(system, 'POST', 'grants/revoke', { orcid });
    await authors.retitle(item, orcid, 'Without permission');
    await authors.publish(orcid, { titles: [{ title: 'Another one' }] });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([
      { state: 'held', reason: 'not-connected' },
      { state: 'held', reason: 'not-connected' },
    ]);
    expect(await authors.titlesOf(orcid)).toEqual(['Snow depth at Finse']);
    await connectPerson(system, orcid);
    await system.drain();
    expect(await authors.titlesOf(orcid)).toEqual(['Without permission', 'Another one']);
  });

  test('takes the permission back: what we added can still be taken off', async () => {
    const { orcid, item } = await authors.publishWritten();
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
    const orcid = await authors.connect();
    await control(system, 'POST', `people/${orcid}/state`, { state });
    await authors.publish(orcid);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'held', reason }]);
    const calls = (await callsAt(system, 'POST')).length;
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect((await callsAt(system, 'POST')).length).toBe(calls);
  });

  test('merges the record into another one: it waits, and the other record is not touched (301, 9007)', async () => {
    const orcid = await authors.connect();
    const into = authors.spare.pop() ?? '';
    await control(system, 'POST', `people/${orcid}/state`, { state: 'merged', into });
    await authors.publish(orcid);
    await system.drain();
    // The connection has followed; the person has to connect the other record first.
    expect(await depositsOf(system, orcid)).toEqual([]);
    expect(await depositsOf(system, into)).toMatchObject([{ state: 'held', reason: 'moved' }]);
    expect(await recordOf(system, into)).toEqual([]);
  });
});
