import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { type Api, createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { createItem, identify } from './support/items.ts';
import { noteMerge, openPeople } from './support/merged-records.ts';
import { connect, connectionsOf, setRecordState, tokensAtOrcid } from './support/orcid-connect.ts';
import { connectPerson, control, depositsOf, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const ENTRIES = '/organisations/default/orcid/entries';

let system: System;
let api: Api;
/** An iD that no other test knows. */
let nextOrcid: () => string;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  nextOrcid = await openPeople(system, 40);
});
afterAll(() => system.close());

async function personOf(orcid: string): Promise<Api> {
  return createApi(system, (await signIn(system, orcid, ['orcid:read', 'orcid:write'])).token);
}

async function publish(orcids: readonly string[], title: string) {
  const item = await createItem(api, { metadata: metadataBy(orcids, title) });
  await identify(api, item.uuid, 'register');
  await system.drain();
  return item;
}

const titlesOn = async (orcid: string) =>
  (await recordOf(system, orcid))
    .filter(({ kind, source }) => kind === 'work' && source !== orcid)
    .map(({ item }) => (item as { title: { title: { value: string } } }).title.title.value)
    .toSorted();

async function connectionOf(orcid: string) {
  const [connection] = await connectionsOf(system, orcid);
  if (connection === undefined) throw new Error(`${orcid} is not connected`);
  return connection;
}

async function actionsOf(connectionId: string): Promise<string[]> {
  const path = `/organisations/default/orcid/connections/${connectionId}`;
  const { body } = await api.get<{ history: { action: string }[] }>(path);
  return body.history.map(({ action }) => action);
}

/** Lets the registry merge a record into another one; ORCID takes over none of its items. */
async function merge(from: string, into: string): Promise<void> {
  for (const { putCode, source } of await recordOf(system, from)) {
    if (source !== from) await control(system, 'DELETE', `records/${from}/items/${putCode}`);
  }
  await setRecordState(system, from, 'merged', into);
}

describe('a record that was merged into one that is not connected', () => {
  test('takes the connection along: it waits for a new permission, and then all of it is written there once', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    const before = await connectPerson(system, old);
    const first = await publish([old], 'Before the merge');
    const { id, preference } = await connectionOf(old);
    await merge(old, primary);
    await publish([old], 'After the merge');

    expect(await connectionsOf(system, old)).toEqual([]);
    expect(await connectionOf(primary)).toMatchObject({
      id,
      state: 'expired',
      record_state: 'merged',
      merged_into: primary,
      preference,
    });
    expect(
      (await depositsOf(system, primary)).map(({ state, reason, putCode }) => [state, reason, putCode]),
    ).toEqual([
      ['held', 'moved', null],
      ['held', 'moved', null],
    ]);
    expect((await actionsOf(id)).slice(-2)).toEqual(['record-merged', 'follow-merged-record']);
    const tokens = await tokensAtOrcid(system, old);
    expect(tokens.map(({ status }) => status)).toEqual(tokens.map(() => 'revoked'));
    expect(await titlesOn(primary)).toEqual([]);

    // The session was the old iD's; whoever goes on proves the new one.
    expect((await before.open('/app/orcid')).status).toBe(401);
    const after = openBrowser(system);
    await after.signIn(primary);
    expect((await after.open('/app/orcid')).body).toContain('It has to be connected anew');
    expect((await after.open('/app/notices')).body).toContain('Connect your ORCID record anew');
    expect((await connect(after, primary)).status).toBe(303);
    await system.drain();
    expect(await titlesOn(primary)).toEqual(['After the merge', 'Before the merge']);
    expect(await connectionOf(primary)).toMatchObject({ id, state: 'connected', record_state: 'active' });

    // Descriptions go on naming the old iD.
    const putCodes = (await recordOf(system, primary)).map(({ putCode }) => putCode);
    await api.patch(`/items/${first.uuid}`, { metadata: metadataBy([old], 'Renamed') }, { 'if-match': '*' });
    await publish([old], 'Later');
    expect(await titlesOn(primary)).toEqual(['After the merge', 'Later', 'Renamed']);
    expect((await recordOf(system, primary)).map(({ putCode }) => putCode).slice(0, 2)).toEqual(putCodes);
    const text = JSON.stringify(await recordOf(system, primary));
    expect(text).not.toContain(old);
  });

  test('finds what it has from us already instead of adding it twice', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    await publish([old], 'Kept by ORCID');
    const [{ item, source } = { item: {}, source: '' }] = await recordOf(system, old);
    const kept = { ...item };
    delete kept['put-code'];
    await merge(old, primary);
    await control(system, 'POST', `records/${primary}/items`, { kind: 'work', item: kept, source });
    await publish([old], 'One more');
    await connectPerson(system, primary);
    await system.drain();
    expect(await titlesOn(primary)).toEqual(['Kept by ORCID', 'One more']);
  });

  test('is followed once nothing is being sent to it any more', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    await publish([old], 'Under way');
    const { id } = await connectionOf(old);
    const claimedUntil = new Date(system.clock.now().getTime() + 60_000);
    await transact(system.ctx.db, (tx) =>
      tx
        .updateTable('orcid_deposits')
        .set({ claimed_until: claimedUntil })
        .where('connection_id', '=', id)
        .execute(),
    );
    await noteMerge(system, id, primary);
    await system.drain();
    expect((await connectionOf(old)).id).toBe(id);
    system.clock.advance(61_000);
    await system.drain();
    expect((await connectionOf(primary)).id).toBe(id);
  });
});

describe('a record that was merged into one that is connected too', () => {
  test('goes into its connection: one of each thing, the stricter preference, and a tombstone', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    await connectPerson(system, primary);
    await publish([old, primary], 'Of both');
    await publish([old], 'Of the old one');
    expect((await api.post(ENTRIES, employmentOf(old))).status).toBe(201);
    await system.drain();
    const { id } = await connectionOf(old);
    const person = await personOf(old);
    expect((await person.patch(`/orcid/connections/${id}`, { preference: 'ask' })).status).toBe(200);
    await merge(old, primary);
    const changed = { ...employmentOf(old), item: { ...EMPLOYMENT, 'role-title': 'Reader' } };
    expect((await api.post(ENTRIES, changed)).status).toBe(200);
    await system.drain();
    await publish([old], 'Asked for');

    expect(await connectionOf(old)).toMatchObject({
      state: 'erased',
      merged_into: primary,
      account_id: null,
    });
    const other = await connectionOf(primary);
    expect(other).toMatchObject({ state: 'connected', preference: 'ask' });
    expect(await actionsOf(other.id)).toContain('take-in');
    expect(await depositsOf(system, old)).toEqual([]);
    expect(await titlesOn(primary)).toEqual(['Of both', 'Of the old one']);
    const employments = (await recordOf(system, primary)).filter(({ kind }) => kind === 'employment');
    expect(employments.map(({ item }) => item['role-title'])).toEqual(['Reader']);
    const asking = (await depositsOf(system, primary)).filter(({ state }) => state === 'asking');
    expect(asking.map(({ title }) => title)).toEqual(['Asked for']);
    const list = '/organisations/default/orcid/connections?state=connected&limit=200';
    const { body } = await api.get<{ items: { orcid: string }[] }>(list);
    expect(body.items.filter((each) => [old, primary].includes(each.orcid))).toHaveLength(1);
  });

  test('keeps a no that was said on the old record', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    await publish([old], 'Not on my record');
    const [deposit] = await depositsOf(system, old);
    const person = await personOf(old);
    expect((await person.post(`/orcid/deposits/${deposit?.id}/remove`)).status).toBe(200);
    await system.drain();
    expect(await titlesOn(old)).toEqual([]);
    await connectPerson(system, primary);
    await merge(old, primary);
    await noteMerge(system, (await connectionOf(old)).id, primary);
    await system.drain();
    expect((await depositsOf(system, primary)).map(({ state }) => state)).toEqual(['deleted-by-user']);
    expect(await titlesOn(primary)).toEqual([]);
  });
});

describe('several merges', () => {
  test('are followed to the last record', async () => {
    const [first, second, last] = [nextOrcid(), nextOrcid(), nextOrcid()];
    await connectPerson(system, first);
    await connectPerson(system, second);
    await publish([first], 'Of the first');
    await publish([second], 'Of the second');
    await merge(first, second);
    await merge(second, last);
    await noteMerge(system, (await connectionOf(first)).id, second);
    await noteMerge(system, (await connectionOf(second)).id, last);
    await system.drain();
    const held = await depositsOf(system, last);
    expect(held.map(({ title, state }) => [title, state])).toEqual([
      ['Of the first', 'held'],
      ['Of the second', 'held'],
    ]);
    await connectPerson(system, last);
    await publish([first], 'Names the first');
    expect(await titlesOn(last)).toEqual(['Names the first', 'Of the first', 'Of the second']);
  });

  test('in a circle lead nowhere, and nothing moves', async () => {
    const [one, other] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, one);
    await connectPerson(system, other);
    const before = [await connectionOf(one), await connectionOf(other)];
    await noteMerge(system, before[0]?.id ?? '', other);
    await noteMerge(system, before[1]?.id ?? '', one);
    await system.drain();
    for (const orcid of [one, other]) {
      const connection = await connectionOf(orcid);
      expect(connection.state).toBe('connected');
      expect(connection.account_id).not.toBeNull();
    }
    const actions = await actionsOf(before[0]?.id ?? '');
    expect(actions.at(-1)).toBe('merge-refused');
  });
});

test.each(['0000-0001-2345-6788', 'https://evil.example', ''])(
  'what is no iD leads nowhere: %s',
  async (into) => {
    const orcid = nextOrcid();
    await connectPerson(system, orcid);
    const { id } = await connectionOf(orcid);
    await noteMerge(system, id, into);
    await system.drain();
    expect(await connectionOf(orcid)).toMatchObject({ id, state: 'connected', merged_into: null });
  },
);

test('whoever is erased takes the iDs along that were merged into theirs', async () => {
  const [old, primary] = [nextOrcid(), nextOrcid()];
  await connectPerson(system, old);
  await connectPerson(system, primary);
  await noteMerge(system, (await connectionOf(old)).id, primary);
  await system.drain();
  const { id } = await connectionOf(primary);
  const begun = await api.post('/organisations/default/orcid/erasures', {
    connection: id,
    removesItems: false,
    reason: 'They asked for it',
  });
  expect(begun.status).toBe(202);
  await system.drain();
  system.clock.advance(61_000);
  await system.drain();
  expect(await connectionsOf(system, old)).toEqual([]);
  expect(await connectionsOf(system, primary)).toEqual([]);
  const left = await system.ctx.db
    .selectFrom('orcid_former_ids')
    .selectAll()
    .where('orcid', '=', old)
    .execute();
  expect(left).toEqual([]);
});

const employmentOf = (orcid: string) => ({
  kind: 'employment',
  localId: 'merged',
  orcid,
  item: EMPLOYMENT,
});

const EMPLOYMENT = {
  organization: {
    name: 'University of Oslo',
    address: { city: 'Oslo', country: 'NO' },
    'disambiguated-organization': {
      'disambiguated-organization-identifier': 'https://ror.org/01xtthb56',
      'disambiguation-source': 'ROR',
    },
  },
  'role-title': 'Lecturer',
};
