import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi } from './support/api.ts';
import { createItem, identify } from './support/items.ts';
import { connectionsOf } from './support/orcid-connect.ts';
import {
  addFault,
  callsAt,
  connectPerson,
  control,
  depositsOf,
  metadataBy,
  recordOf,
} from './support/orcid-deposits.ts';
import { ENTRIES, signInAdministrator } from './support/orcid-entries.ts';
import {
  type DifferenceBody,
  employmentAt,
  poll,
  putOnRecord,
  takeOffRecord,
  workWith,
} from './support/orcid-reading.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
const DIFFERENCES = '/organisations/default/orcid/differences';

let system: System;
let operator: Api;
let admin: Api;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 30 })).items;
  admin = (await signInAdministrator(system)).api;
});
afterAll(() => system.close());

async function newPerson(): Promise<{ orcid: string; api: Api }> {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  await connectPerson(system, orcid);
  await system.drain();
  return {
    orcid,
    api: createApi(system, (await signIn(system, orcid, ['orcid:read', 'orcid:write'])).token),
  };
}

async function written(): Promise<{ orcid: string; api: Api; putCode: number }> {
  const person = await newPerson();
  await createItem(operator, { metadata: metadataBy([person.orcid]) });
  await system.drain();
  const [deposit] = await depositsOf(system, person.orcid);
  expect(deposit?.state).toBe('acknowledged');
  return { ...person, putCode: deposit?.putCode ?? 0 };
}

async function openOf(api: Api): Promise<DifferenceBody[]> {
  const answer = await api.get<{ items: DifferenceBody[] }>('/orcid/differences?state=open');
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.items;
}

async function only(api: Api): Promise<DifferenceBody> {
  const all = await openOf(api);
  const [first] = all;
  if (first === undefined || all.length > 1)
    throw new Error(`${all.length} differences: ${JSON.stringify(all)}`);
  return first;
}

/** What another system with the organisation's credentials writes over an item of ours. */
async function overwrite(orcid: string, putCode: number, kind: string, item: Record<string, unknown>) {
  const { accessToken } = await control<{ accessToken: string }>(system, 'POST', 'tokens', {
    orcid,
    clientId: system.config.orcid.clientId,
    scope: '/read-limited /activities/update',
  });
  const response = await fetch(`${system.orcid.url}/v3.0/${orcid}/${kind}/${putCode}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({ ...item, 'put-code': putCode }),
  });
  if (!response.ok) throw new Error(`not overwritten: ${response.status} ${await response.text()}`);
}

describe('what we wrote ourselves', () => {
  test('is no difference, however often the record is read', async () => {
    const { api } = await written();
    await poll(system);
    await poll(system);
    expect(await openOf(api)).toEqual([]);
  });

  test.each([
    ['a gateway’s “Not Found”', { kind: 'not-found', body: 'Not Found', contentType: 'text/plain' }],
    ['“no such record or item” (9011)', { kind: 'registry-9011' }],
  ])(
    'and the record does not list is not thought to be deleted for %s: it is asked about later',
    async (_, fault) => {
      const { orcid, putCode } = await written();
      await takeOffRecord(system, orcid, putCode);
      const match = { method: 'GET', pathPrefix: `/v3.0/${orcid}/work/${putCode}` };
      await addFault(system, { ...fault, match, count: 2 });
      await poll(system);
      const asked = async () =>
        (await callsAt(system, 'GET')).filter(({ path }) => path.startsWith(match.pathPrefix)).length;
      expect(await asked()).toBe(1);
      expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged', putCode }]);
      system.clock.advance(HOUR_MS);
      await system.drain();
      expect(await asked()).toBe(2);
      expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged', putCode }]);
      system.clock.advance(HOUR_MS);
      await system.drain();
      expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'deleted-by-user', putCode: null }]);
    },
  );

  test('and the person took off is deleted by them: not written again, until they accept it', async () => {
    const { orcid, api, putCode } = await written();
    await takeOffRecord(system, orcid, putCode);
    const posts = (await callsAt(system, 'POST')).length;
    await poll(system);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'deleted-by-user', putCode: null }]);
    await poll(system);
    expect((await callsAt(system, 'POST')).length).toBe(posts);
    const difference = await only(api);
    expect(difference).toMatchObject({
      sort: 'not-there',
      there: null,
      detail: expect.stringContaining('taken off'),
    });
    const byAdmin = await admin.post(`${DIFFERENCES}/${difference.id}/accept`, {});
    expect([byAdmin.status, byAdmin.body.detail]).toEqual([403, expect.stringContaining('only they')]);
    expect((await api.post(`/orcid/differences/${difference.id}/accept`, {})).status).toBe(200);
    await poll(system);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
    expect(await recordOf(system, orcid)).toHaveLength(1);
    expect(await openOf(api)).toEqual([]);
  });

  test('and another system with our credentials changed is shown side by side, and written again when accepted', async () => {
    const { orcid, api, putCode } = await written();
    const [before] = await recordOf(system, orcid);
    const changed = { ...before?.item, title: { title: { value: 'Something else' } } };
    await overwrite(orcid, putCode, 'work', writable(changed));
    await poll(system);
    const difference = await only(api);
    expect(difference).toMatchObject({
      sort: 'changed-there',
      here: expect.arrayContaining([{ name: 'Title', text: 'Snow depth at Finse' }]),
      there: expect.arrayContaining([{ name: 'Title', text: 'Something else' }]),
    });
    expect((await api.post(`/orcid/differences/${difference.id}/accept`, {})).status).toBe(200);
    await system.drain();
    const [after] = await recordOf(system, orcid);
    expect([after?.putCode, titleOf(after?.item)]).toEqual([putCode, 'Snow depth at Finse']);
    await poll(system);
    expect(await openOf(api)).toEqual([]);
  });
});

describe('what others put on a record', () => {
  test('is shown once for all its sources; ignored, it comes back only when it changes', async () => {
    const { orcid, api } = await newPerson();
    const putCode = await putOnRecord(
      system,
      orcid,
      'work',
      workWith('An article', [['doi', '10.5555/an-article']]),
    );
    await poll(system);
    const difference = await only(api);
    expect(difference).toMatchObject({ sort: 'not-here', title: 'An article', itemId: null, here: null });
    expect((await api.post(`/orcid/differences/${difference.id}/ignore`, {})).status).toBe(200);
    await putOnRecord(system, orcid, 'keyword', { content: 'unrelated' });
    await poll(system);
    expect(await openOf(api)).toEqual([]);
    await takeOffRecord(system, orcid, putCode);
    await putOnRecord(
      system,
      orcid,
      'work',
      workWith('An article, corrected', [['doi', '10.5555/AN-ARTICLE']]),
    );
    await poll(system);
    expect(await only(api)).toMatchObject({
      id: difference.id,
      title: 'An article, corrected',
      state: 'open',
    });
  });

  test('and is published here under the same identifier is linked to it', async () => {
    const { orcid, api } = await newPerson();
    const item = await createItem(operator, { metadata: completeMetadata() });
    const registered = await identify(operator, item.uuid, 'register');
    if (registered.status >= 300) throw new Error(`no DOI: ${JSON.stringify(registered.body)}`);
    await system.drain();
    await putOnRecord(
      system,
      orcid,
      'work',
      workWith('As I call it', [['doi', registered.body.pid.toUpperCase()]]),
    );
    await poll(system);
    const difference = await only(api);
    expect(difference).toMatchObject({ sort: 'not-here', itemId: item.uuid });
    expect((await api.post(`/orcid/differences/${difference.id}/accept`, {})).body).toMatchObject({
      state: 'accepted',
    });
    await poll(system);
    expect(await openOf(api)).toEqual([]);
  });

  test('of affiliations is shown where it is with the organisation, and not with others', async () => {
    const { orcid, api } = await newPerson();
    await putOnRecord(system, orcid, 'employment', employmentAt('University of Elsewhere'));
    await putOnRecord(system, orcid, 'employment', employmentAt('Default  organisation'));
    await poll(system);
    expect(await only(api)).toMatchObject({
      sort: 'not-here',
      kind: 'employment',
      title: expect.stringContaining('Default'),
    });
  });

  test('is gone from the list when it is gone from the record', async () => {
    const { orcid, api } = await newPerson();
    const putCode = await putOnRecord(
      system,
      orcid,
      'work',
      workWith('Short-lived', [['doi', '10.5555/short']]),
    );
    await poll(system);
    expect(await openOf(api)).toHaveLength(1);
    await takeOffRecord(system, orcid, putCode);
    await poll(system);
    expect(await openOf(api)).toEqual([]);
  });
});

describe('administrators', () => {
  test('see the differences of their people, and take over what a record says of an affiliation', async () => {
    const { orcid, api } = await newPerson();
    const item = employmentAt('Default organisation');
    const entry = await admin.post(ENTRIES, { kind: 'employment', localId: 'post-1', orcid, item });
    expect(entry.status, JSON.stringify(entry.body)).toBeLessThan(300);
    await system.drain();
    const [deposit] = await depositsOf(system, orcid);
    expect(deposit).toMatchObject({ state: 'acknowledged', kind: 'employment' });
    await overwrite(orcid, deposit?.putCode ?? 0, 'employment', { ...item, 'role-title': 'Head of snow' });
    await poll(system);
    const found = await admin.get<{ items: DifferenceBody[] }>(`${DIFFERENCES}?state=open&orcid=${orcid}`);
    const [difference] = found.body.items;
    expect(difference).toMatchObject({ sort: 'changed-there', kind: 'employment' });
    const own = await api.post(`/orcid/differences/${difference?.id}/accept`, { take: 'theirs' });
    expect(own.status).toBe(403);
    const taken = await admin.post(`${DIFFERENCES}/${difference?.id}/accept`, { take: 'theirs' });
    expect([taken.status, taken.body.state]).toEqual([200, 'accepted']);
    await poll(system);
    const [onRecord] = await recordOf(system, orcid);
    expect(onRecord?.item['role-title']).toBe('Head of snow');
    expect(await openOf(api)).toEqual([]);
    const again = await admin.post(`${DIFFERENCES}/${difference?.id}/ignore`, {});
    expect(again.status).toBe(409);
  });

  test('see nothing more of a record whose permission has ended', async () => {
    const { orcid, api } = await newPerson();
    await putOnRecord(system, orcid, 'work', workWith('Private matters', [['doi', '10.5555/private']]));
    await poll(system);
    expect(await openOf(api)).toHaveLength(1);
    const [connection] = await connectionsOf(system, orcid);
    await api.delete(`/orcid/connections/${connection?.id}`);
    const found = await admin.get<{ items: DifferenceBody[] }>(`${DIFFERENCES}?orcid=${orcid}`);
    expect(found.body.items).toMatchObject([{ state: 'settled', there: null }]);
  });
});

/** Without what ORCID writes itself. */
function writable(item: Record<string, unknown>): Record<string, unknown> {
  const own = ['created-date', 'last-modified-date', 'source', 'path', 'visibility', 'display-index'];
  return Object.fromEntries(
    Object.entries(item).filter(([name, value]) => !own.includes(name) && value !== null),
  );
}

function titleOf(item: Record<string, unknown> | undefined): unknown {
  return (item?.title as { title?: { value?: unknown } } | undefined)?.title?.value;
}
