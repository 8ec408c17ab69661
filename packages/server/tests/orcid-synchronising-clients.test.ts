import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi } from './support/api.ts';
import { connectionsOf, registerClientAtOrcid } from './support/orcid-connect.ts';
import { connectPerson, control } from './support/orcid-deposits.ts';
import { putOnRecord, readsOf } from './support/orcid-reading.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SECRET = 'secret-of-a-client-of-its-own';

let system: System;
let people: string[];
let operator: Api;
beforeAll(async () => {
  system = await startSystem({ env: { ORCID_POLLING_HOURS: '6' } });
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 10 })).items;
  operator = createApi(system, TEST_ADMIN_TOKEN);
});
afterAll(() => system.close());

/** Connects somebody with an organisation, which reads their record for the first time. */
async function connected(slug = 'default'): Promise<string> {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  await connectPerson(system, orcid, slug);
  await system.drain();
  return orcid;
}

async function giveClient(slug: string, id: string, api: 'public' | 'member'): Promise<void> {
  await ensureOrganisation(system.ctx, { slug, name: `The ${slug} Institute` });
  await registerClientAtOrcid(system, { id, secret: SECRET, kind: api });
  const wish = { environment: 'stand-in', api, clientId: id, clientSecret: SECRET };
  expect((await operator.put(`/organisations/${slug}/orcid/client`, wish)).status).toBe(201);
}

async function keywordsOf(orcid: string): Promise<string[]> {
  const { token } = await signIn(system, orcid, ['orcid:read']);
  return (await createApi(system, token).get<{ keywords: string[] }>('/orcid/profile')).body.keywords;
}

async function countWebhooks(orcid: string): Promise<number> {
  const { items } = await control<{ items: { orcid: string }[] }>(system, 'GET', 'webhooks');
  return items.filter((each) => each.orcid === orcid).length;
}

describe('ORCID_POLLING_HOURS', () => {
  test('is how long a record is not read of which ORCID tells nothing', async () => {
    const orcid = await connected();
    const first = await readsOf(system, orcid);
    expect(first).toBeGreaterThan(0);
    await putOnRecord(system, orcid, 'keyword', { content: 'unannounced' });
    system.clock.advance(5 * HOUR_MS);
    await system.drain();
    expect(await readsOf(system, orcid)).toBe(first);
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await readsOf(system, orcid)).toBe(first + 1);
    expect(await keywordsOf(orcid)).toEqual(['unannounced']);
  });
});

describe('an organisation without membership', () => {
  test('reads what is public, by the public API, and is not told of changes', async () => {
    await giveClient('college', 'APP-PUBLICCLIENT0001', 'public');
    const orcid = await connected('college');
    await putOnRecord(system, orcid, 'keyword', { content: 'public' });
    await control(system, 'POST', `records/${orcid}/items`, {
      kind: 'keyword',
      item: { content: 'for trusted parties', visibility: 'limited' },
    });
    system.clock.advance(6 * HOUR_MS);
    await system.drain();
    expect(await keywordsOf(orcid)).toEqual(['public']);
    expect(await countWebhooks(orcid)).toBe(0);
    expect(await connectionsOf(system, orcid)).toMatchObject([{ state: 'connected' }]);
  });
});

describe('a client that ORCID does not let be told of changes', () => {
  test('has records read from time to time instead, is in good order, and asks again a week later', async () => {
    const id = 'APP-BASICMEMBER00001';
    await giveClient('basic', id, 'member');
    const orcid = people.at(-1) ?? '';
    await connectPerson(system, orcid, 'basic');
    // ORCID gives clients of the public kind no token for webhooks.
    await registerClientAtOrcid(system, { id, secret: SECRET, kind: 'public' });
    await system.drain();
    expect(await countWebhooks(orcid)).toBe(0);
    const { body } = await operator.get<{ refused: unknown }>('/organisations/basic/orcid/client');
    expect(body.refused).toBeNull();

    await putOnRecord(system, orcid, 'keyword', { content: 'found by polling' });
    system.clock.advance(6 * HOUR_MS);
    await system.drain();
    expect(await keywordsOf(orcid)).toEqual(['found by polling']);

    await registerClientAtOrcid(system, { id, secret: SECRET, kind: 'member' });
    system.clock.advance(6 * DAY_MS);
    await system.drain();
    expect(await countWebhooks(orcid)).toBe(0);
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(await countWebhooks(orcid)).toBe(1);
  });
});
