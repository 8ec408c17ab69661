import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, completeMetadata, createApi } from './support/api.ts';
import { createItem, type ItemBody, identify } from './support/items.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let curator: Api;
let member: Api;
/** An administrator of another organisation. */
let outsider: Api;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
  const people = await Promise.all([JOSIAH, LAURE, SOFIA].map((orcid) => signIn(system, orcid)));
  [curator, member, outsider] = people.map(({ token }) => createApi(system, token)) as [Api, Api, Api];
  await setRole(system, JOSIAH, 'curator');
  // The first organisation is the oldest one.
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'museum', name: 'Museum' });
  await operator.put(`/organisations/museum/members/${SOFIA}`, { role: 'admin' });
  await operator.delete(`/organisations/default/members/${SOFIA}`);
});
afterAll(() => system.close());

/** Every request that one item answers, with what it would answer those who may. */
function everyRequest(uuid: string): [string, (api: Api) => Promise<{ status: number }>][] {
  const any = { 'if-match': '*' };
  return [
    ['read', (api) => api.get(`/items/${uuid}`)],
    ['identifiers', (api) => api.get(`/items/${uuid}/identifiers`)],
    ['revisions', (api) => api.get(`/items/${uuid}/revisions`)],
    ['revision', (api) => api.get(`/items/${uuid}/revisions/1`)],
    ['diff', (api) => api.get(`/items/${uuid}/diff?from=1&to=1`)],
    ['events', (api) => api.get(`/items/${uuid}/events`)],
    ['change', (api) => api.patch(`/items/${uuid}`, { discoverable: false }, any)],
    ['archive', (api) => api.post(`/items/${uuid}/archive`)],
    ['withdraw', (api) => api.post(`/items/${uuid}/withdraw`, { reason: 'Wrong' })],
    ['reinstate', (api) => api.post(`/items/${uuid}/reinstate`)],
    ['revert', (api) => api.post(`/items/${uuid}/revert`, { revision: 1 })],
    ['mint', (api) => identify(api, uuid, 'mint')],
    ['reserve', (api) => identify(api, uuid, 'reserve')],
    ['register', (api) => identify(api, uuid, 'register')],
    ['take away', (api) => api.delete(`/items/${uuid}/identifiers/10.5072%2Fabc`)],
    ['delete', (api) => api.delete(`/items/${uuid}`)],
  ];
}

async function statuses(api: Api, uuid: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, ask] of everyRequest(uuid)) found[name] = (await ask(api)).status;
  return found;
}

const all = (status: number) => Object.fromEntries(everyRequest('').map(([name]) => [name, status]));

describe('an item of the workspace', () => {
  let item: ItemBody;
  beforeEach(async () => {
    item = await createItem(member, {
      state: 'workspace',
      metadata: { titles: [{ title: 'Secret spring' }] },
    });
  });

  test('looks like nothing to strangers, to other organisations and to other members', async () => {
    expect(await statuses(createApi(system, null), item.uuid)).toEqual(all(401));
    expect(await statuses(outsider, item.uuid)).toEqual(all(404));
    const other = await createItem(curator, { state: 'workspace' });
    expect(await statuses(member, other.uuid)).toEqual(all(404));
    for (const address of [`/${item.uuid}`, `/items/${item.uuid}`, `/api/v1/items/${item.uuid}`]) {
      const answer = await fetch(`${system.url}${address}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain('Secret spring');
    }
  });

  test('nor does a reserved DOI of it resolve', async () => {
    const { body } = await identify(member, item.uuid, 'reserve');
    await system.drain();
    const answer = await fetch(`${system.url}/${body.pid}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('Secret spring');
  });

  test('is read and changed by its owner and by curators, and deleted by either', async () => {
    for (const api of [member, curator]) {
      expect((await api.get(`/items/${item.uuid}`)).status).toBe(200);
      expect(
        (await api.patch(`/items/${item.uuid}`, { discoverable: false }, { 'if-match': '*' })).status,
      ).toBe(200);
    }
    expect((await member.delete(`/items/${item.uuid}`)).status).toBe(204);
  });

  test('whether there is one is told to nobody who may not know: an unknown one looks the same', async () => {
    const unknown = await outsider.get('/items/00000000-0000-4000-8000-000000000000');
    const hidden = await outsider.get(`/items/${item.uuid}`);
    expect(hidden).toMatchObject({ status: unknown.status, body: { detail: unknown.body.detail } });
    expect((await outsider.get('/items/not-a-uuid')).status).toBe(404);
  });
});

describe('an archived item', () => {
  test('is read by everyone who signs in, and changed by curators alone, its owner included', async () => {
    const item = await createItem(member);
    const mine = await statuses(member, item.uuid);
    expect(mine).toEqual({ ...all(403), read: 200, identifiers: 200 });
    expect(await statuses(outsider, item.uuid)).toEqual(mine);
    expect((await curator.post(`/items/${item.uuid}/withdraw`, { reason: 'Wrong' })).status).toBe(200);
    expect((await outsider.get(`/items/${item.uuid}`)).status).toBe(404);
    expect((await curator.post(`/items/${item.uuid}/reinstate`)).status).toBe(200);
  });

  test('for its organisation alone is none to others, and read by members', async () => {
    const item = await createItem(curator, { access: 'organisation' });
    expect((await member.get(`/items/${item.uuid}`)).status).toBe(200);
    expect(await statuses(outsider, item.uuid)).toEqual(all(404));
  });

  test('is deleted by administrators, not by curators', async () => {
    const item = await createItem(curator);
    expect((await curator.delete(`/items/${item.uuid}`)).status).toBe(403);
    expect((await operator.delete(`/items/${item.uuid}`)).status).toBe(204);
  });
});

describe('who may submit', () => {
  test('members to their organisation, and nobody to another one', async () => {
    const wish = { metadata: completeMetadata(), state: 'workspace' };
    expect((await member.post('/items', { ...wish, organisation: 'default' })).status).toBe(201);
    expect((await member.post('/items', { ...wish, organisation: 'museum' })).status).toBe(403);
    expect((await member.post('/items', { ...wish, organisation: 'nowhere' })).status).toBe(403);
    const elsewhere = await outsider.post<ItemBody>('/items', wish);
    expect(elsewhere.body.organisation).toBe('museum');
    expect((await member.get(`/items/${elsewhere.body.uuid}`)).status).toBe(404);
  });

  test('a token without pid:publish makes items, and neither archives nor announces them', async () => {
    const { token } = await signIn(system, LAURE, ['pid:read', 'pid:mint']);
    const careful = createApi(system, token);
    expect((await careful.post('/items', { metadata: completeMetadata(), state: 'archived' })).status).toBe(
      403,
    );
    const item = await createItem(careful, { state: 'workspace' });
    expect((await identify(careful, item.uuid, 'mint')).status).toBe(201);
    expect((await identify(careful, item.uuid, 'register')).status).toBe(403);
    expect((await careful.post(`/items/${item.uuid}/archive`)).status).toBe(403);
    expect((await careful.delete(`/items/${item.uuid}`)).status).toBe(403);
  });

  test('a role that the shoulder does not name makes no DOIs, even for items that it may edit', async () => {
    const { body } = await operator.get<{ items: { id: string; prefix: string; version: number }[] }>(
      '/shoulders',
    );
    const doi = body.items.find((each) => each.prefix === '10.5072');
    const set = (minterRoles: string[]) =>
      operator.patch(`/shoulders/${doi?.id}`, { minterRoles }, { 'if-match': '*' });
    const item = await createItem(member, { state: 'workspace' });
    expect((await set(['curator', 'admin'])).status).toBe(200);
    expect((await identify(member, item.uuid, 'mint')).status).toBe(403);
    expect((await identify(curator, item.uuid, 'mint')).status).toBe(201);
    await set(['member', 'curator', 'admin']);
  });
});
