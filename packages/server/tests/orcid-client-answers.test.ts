import { answerSignIn } from '@mintmark/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { createItem } from './support/items.ts';
import { beginConnect, connectionsOf, grantsOf, setRecordState } from './support/orcid-connect.ts';
import {
  addFault,
  callsAt,
  connectPerson,
  control,
  depositsOf,
  metadataBy,
  recordOf,
} from './support/orcid-deposits.ts';
import { ENTRIES, GROUPS, itemsOfKinds, signInAdministrator } from './support/orcid-entries.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const CLIENT = '/organisations/default/orcid/client';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let system: System;
let operator: Api;
let admin: Api;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
  ({ api: admin } = await signInAdministrator(system));
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 40 })).items;
});
afterAll(() => system?.close());
afterEach(async () => {
  await control(system, 'DELETE', 'faults');
  system.clock.advance(HOUR_MS);
  await operator.post(`${CLIENT}/test`, {});
  await system.drain();
});

function newPerson(): string {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  return orcid;
}

async function newConnected(): Promise<string> {
  const orcid = newPerson();
  await connectPerson(system, orcid);
  await system.drain();
  return orcid;
}

const meeting = { name: 'A meeting', description: 'Every year', type: 'conference' };

/** Says that somebody did a review, of a group that nobody has asked ORCID about before. */
async function review(orcid: string): Promise<void> {
  const said = await admin.post(ENTRIES, {
    kind: 'peer-review',
    localId: `review-${orcid}`,
    orcid,
    item: { ...itemsOfKinds['peer-review'], 'review-group-id': `orcid-generated:meeting-${orcid}` },
    group: { ...meeting, name: `A meeting of ${orcid}` },
  });
  if (said.status >= 300) throw new Error(JSON.stringify(said.body));
}

async function makeGroup(): Promise<void> {
  const groupId = `orcid-generated:by-hand-${newPerson()}`;
  expect((await admin.post(GROUPS, { ...meeting, name: groupId, groupId })).status).toBe(409);
}

async function readRefusal(): Promise<string | null> {
  return (await operator.get<{ refused: string | null }>(CLIENT)).body.refused;
}

const refusalBy = (error: string) => ({
  kind: 'unauthorised',
  body: JSON.stringify({ error }),
  contentType: 'application/json',
});

describe('what ORCID says of the token of the client itself, while a review is prepared:', () => {
  const match = { pathPrefix: '/v3.0/group-id-record' };

  test.each([
    ['it is invalid', refusalBy('invalid_token')],
    ['it is of another record (9017)', { kind: 'registry-9017' }],
  ])('%s: the permission of the person stays, and the review is sent later', async (_, fault) => {
    const orcid = await newConnected();
    await addFault(system, { ...fault, match });
    await review(orcid);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'due', reason: null }]);
    expect(await connectionsOf(system, orcid)).toMatchObject([{ state: 'connected' }]);
    expect(await grantsOf(system, orcid)).toMatchObject([{ refused_at: null }]);
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
  });

  test('it does not cover groups (9038): the person is asked for nothing, the review is refused', async () => {
    const orcid = await newConnected();
    await addFault(system, { kind: 'registry-9038', match });
    await review(orcid);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'refused', reason: 'orcid-9038' }]);
  });
});

/** Each way of asking ORCID for a token, or giving one back: what prepares it, and then what makes the call. */
const tokenCalls: Record<string, () => Promise<() => Promise<unknown>>> = {
  'a review is prepared': async () => {
    const orcid = await newConnected();
    return async () => {
      await review(orcid);
      await system.drain();
      expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'due' }]);
    };
  },
  'a group is made by hand': async () => makeGroup,
  'somebody connects': async () => {
    const browser = openBrowser(system);
    const back = await answerSignIn(await beginConnect(browser), { orcid: newPerson(), decision: 'grant' });
    return () => browser.open(back);
  },
  'a permission is renewed': async () => {
    const orcid = await newConnected();
    const expiresAt = new Date(system.clock.now().getTime() + 3 * DAY_MS);
    await system.ctx.db
      .transaction()
      .execute((tx) =>
        tx.updateTable('grants').set({ expires_at: expiresAt }).where('orcid', '=', orcid).execute(),
      );
    return async () => {
      await createItem(operator, { metadata: metadataBy([orcid]) });
      await system.drain();
    };
  },
  'a permission is given back': async () => {
    const orcid = await newConnected();
    const [connection] = await connectionsOf(system, orcid);
    const path = `/organisations/default/orcid/connections/${connection?.id}`;
    return async () => {
      expect((await admin.delete(path)).status).toBe(204);
      await system.drain();
    };
  },
};

describe('credentials that ORCID does not take are noted, and not used any more, where', () => {
  test.each(
    Object.keys(tokenCalls).flatMap((name) => [
      [name, 'invalid_client'],
      [name, 'unauthorized_client'],
    ]),
  )('%s (%s)', async (name, error) => {
    const call = await tokenCalls[name]?.();
    expect(await readRefusal()).toBeNull();
    const pathPrefix = name.endsWith('given back') ? '/oauth/revoke' : '/oauth/token';
    await addFault(system, { ...refusalBy(error), match: { pathPrefix }, count: null });
    await call?.();
    expect(await readRefusal()).toContain(error);
  });

  test('a webhook is registered for a client that is locked (9057)', async () => {
    await connectPerson(system, newPerson());
    await addFault(system, { kind: 'registry-9057', match: { method: 'PUT' } });
    await system.drain();
    expect(await readRefusal()).not.toBeNull();
  });
});

describe('after a 503 that names a moment nothing is sent before it, whatever was asked:', () => {
  const isOver = { kind: 'unavailable', retryAfterSeconds: 120 };

  test.each([
    ['a test of the credentials', `/v3.0/${JOSIAH}/person`, () => operator.post(`${CLIENT}/test`, {})],
    ['a group by hand', '/v3.0/group-id-record', makeGroup],
  ])('%s', async (_, pathPrefix, ask) => {
    const orcid = await newConnected();
    await addFault(system, { ...isOver, match: { pathPrefix } });
    await ask();
    await expectSilence(orcid);
  });

  test('a record that was locked', async () => {
    const orcid = await newConnected();
    const locked = await newConnected();
    await setRecordState(system, locked, 'locked');
    await createItem(operator, { metadata: metadataBy([locked]) });
    await system.drain();
    expect(await connectionsOf(system, locked)).toMatchObject([{ record_state: 'locked' }]);
    await setRecordState(system, locked, 'active');
    await addFault(system, { ...isOver, match: { pathPrefix: `/v3.0/${locked}/person` } });
    system.clock.advance(DAY_MS);
    await system.drain();
    await expectSilence(orcid);
    expect(await connectionsOf(system, locked)).toMatchObject([{ record_state: 'locked' }]);
    // It has not lost its day.
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await connectionsOf(system, locked)).toMatchObject([{ record_state: 'active' }]);
  });

  test('webhooks, of which the first was one too many', async () => {
    const orcid = await newConnected();
    await connectPerson(system, newPerson());
    await connectPerson(system, newPerson());
    await addFault(system, { ...isOver, match: { method: 'PUT' }, count: null });
    const before = (await allCalls('PUT')).length;
    await system.drain();
    await control(system, 'DELETE', 'faults');
    expect((await allCalls('PUT')).length).toBe(before + 1);
    await expectSilence(orcid);
  });

  async function expectSilence(orcid: string): Promise<void> {
    const posts = (await callsAt(system, 'POST')).length;
    await createItem(operator, { metadata: metadataBy([orcid]) });
    await system.drain();
    system.clock.advance(100_000);
    await system.drain();
    expect((await callsAt(system, 'POST')).length).toBe(posts);
    system.clock.advance(30_000);
    await system.drain();
    expect(await recordOf(system, orcid)).toHaveLength(1);
  }

  async function allCalls(method: string): Promise<string[]> {
    const { items } = await control<{ items: { method: string; path: string }[] }>(system, 'GET', 'requests');
    return items.filter((each) => each.method === method).map(({ path }) => path);
  }
});
