import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type ProblemBody } from './support/api.ts';
import { createItem } from './support/items.ts';
import { openOrganisation, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type ContainerBody = {
  uuid: string;
  type: string;
  name: string;
  organisation: string;
  community: string | null;
  handle: string | null;
  metadata: Record<string, { value: string; language: string | null; confidence: number }[]>;
  version: number;
};
type ListBody = { items: ContainerBody[]; next: string | null };

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
let handleShoulder: string;

beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
  const shoulder = await admin.post<{ id: string }>('/shoulders', {
    type: 'handle',
    prefix: '20.500.99999',
    template: '.zd',
  });
  expect(shoulder.status, JSON.stringify(shoulder.body)).toBe(201);
  handleShoulder = shoulder.body.id;
});

afterAll(() => system.close());

async function makeCommunity(name: string, community: string | null = null): Promise<ContainerBody> {
  const made = await admin.post<ContainerBody>('/communities', { name, community });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}

async function makeCollection(name: string, community: string): Promise<ContainerBody> {
  const made = await admin.post<ContainerBody>('/collections', { name, community });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}

describe('communities and collections', () => {
  test('an administrator makes a community with a collection, and each has a Handle that leads to its page', async () => {
    const made = await admin.post<ContainerBody>('/communities', {
      name: 'Faculty of Springs',
      metadata: { 'dc.description': [{ value: 'Waters and their sources' }] },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/communities/${made.body.uuid}`);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toMatchObject({ type: 'community', organisation: 'default', community: null });
    expect(made.body.metadata['dc.description']).toEqual([
      { value: 'Waters and their sources', language: null, authority: null, confidence: -1 },
    ]);
    const collection = await makeCollection('Field notes', made.body.uuid);
    expect(collection.handle).toMatch(/^20\.500\.99999\/\d+$/);
    expect(collection.handle).not.toBe(made.body.handle);
    const page = await fetch(`${system.url}/${collection.handle}`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Field notes');
  });

  test('without a Handle shoulder a community has no Handle', async () => {
    const etag = (await admin.get(`/shoulders/${handleShoulder}`)).headers.get('etag') ?? '';
    const closed = await admin.patch(`/shoulders/${handleShoulder}`, { open: false }, { 'if-match': etag });
    expect(closed.status).toBe(200);
    const { handle } = await makeCommunity('Without a Handle');
    expect(handle).toBeNull();
    await admin.patch(
      `/shoulders/${handleShoulder}`,
      { open: true },
      { 'if-match': closed.headers.get('etag') ?? '' },
    );
  });

  test('a renamed collection says its new name on the page of its Handle, and two changes at once are not lost', async () => {
    const community = await makeCommunity('Renaming');
    const collection = await makeCollection('Before', community.uuid);
    const path = `/collections/${collection.uuid}`;
    expect((await admin.patch(path, { name: 'After' })).status).toBe(428);
    const changed = await admin.patch<ContainerBody>(path, { name: 'After' }, { 'if-match': '"1"' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ name: 'After', version: 2, community: community.uuid });
    expect((await admin.patch(path, { name: 'Other' }, { 'if-match': '"1"' })).status).toBe(412);
    const page = await fetch(`${system.url}/${collection.handle}`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('After');
  });

  test('a change that changes nothing keeps the version', async () => {
    const { uuid, name } = await makeCommunity('The same');
    const same = await admin.patch<ContainerBody>(`/communities/${uuid}`, { name }, { 'if-match': '"1"' });
    expect(same.body.version).toBe(1);
  });

  test('a community cannot be put into itself, however deep', async () => {
    const top = await makeCommunity('Top');
    const middle = await makeCommunity('Middle', top.uuid);
    const bottom = await makeCommunity('Bottom', middle.uuid);
    for (const parent of [top.uuid, bottom.uuid]) {
      const refused = await admin.patch<ProblemBody>(
        `/communities/${top.uuid}`,
        { community: parent },
        { 'if-match': '*' },
      );
      expect(refused.status).toBe(400);
      expect(refused.body.errors).toEqual([
        { pointer: '/community', detail: 'A community cannot be in itself.' },
      ]);
    }
    const moved = await admin.patch<ContainerBody>(
      `/communities/${bottom.uuid}`,
      { community: null },
      { 'if-match': '*' },
    );
    expect(moved.body.community).toBeNull();
  });

  test('two communities that are put into each other at the same moment make no circle', async () => {
    const one = await makeCommunity('One');
    const other = await makeCommunity('Other');
    const answers = await Promise.all([
      admin.patch(`/communities/${one.uuid}`, { community: other.uuid }, { 'if-match': '*' }),
      admin.patch(`/communities/${other.uuid}`, { community: one.uuid }, { 'if-match': '*' }),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 400]);
  });

  test('a collection needs a community of its own organisation', async () => {
    const refused = await admin.post<ProblemBody>('/collections', {
      name: 'Nowhere',
      community: '00000000-0000-4000-8000-000000000000',
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.[0]?.pointer).toBe('/community');
    const community = await makeCommunity('Home');
    const { uuid } = await makeCollection('At home', community.uuid);
    const out = await admin.patch<ProblemBody>(
      `/collections/${uuid}`,
      { community: null },
      { 'if-match': '*' },
    );
    expect(out.status).toBe(400);
  });

  test('only what is empty is deleted; its Handle then says that it is gone', async () => {
    const community = await makeCommunity('To be emptied');
    const collection = await makeCollection('To go', community.uuid);
    const full = await admin.delete<ProblemBody>(`/communities/${community.uuid}`, { 'if-match': '"1"' });
    expect(full.status).toBe(409);
    expect((await admin.delete(`/collections/${collection.uuid}`, { 'if-match': '"1"' })).status).toBe(204);
    expect((await admin.get(`/collections/${collection.uuid}`)).status).toBe(404);
    expect((await fetch(`${system.url}/${collection.handle}`)).status).toBe(410);
    expect((await admin.delete(`/communities/${community.uuid}`, { 'if-match': '"1"' })).status).toBe(204);
  });

  test('an item that is put into a collection while it is deleted is in it, or is refused', async () => {
    const community = await makeCommunity('Racing');
    for (let round = 0; round < 10; round += 1) {
      const { uuid } = await makeCollection(`Racing ${round}`, community.uuid);
      const item = await createItem(admin, { state: 'workspace' });
      const [gone, made, moved] = await Promise.all([
        admin.delete(`/collections/${uuid}`, { 'if-match': '*' }),
        admin.post<ProblemBody>('/items', {
          state: 'workspace',
          metadata: completeMetadata(),
          collection: uuid,
        }),
        admin.patch<ProblemBody>(`/items/${item.uuid}`, { collection: uuid }, { 'if-match': '*' }),
      ]);
      const isGone = gone.status === 204;
      expect([204, 409]).toContain(gone.status);
      for (const answer of [made, moved]) {
        expect([200, 201, 400], JSON.stringify(answer.body)).toContain(answer.status);
        if (isGone) expect(answer.body.errors?.[0]?.pointer).toBe('/collection');
      }
    }
  });

  test('curators make containers, members read them and change nothing', async () => {
    const { uuid } = await makeCommunity('Read by all');
    expect((await member.get(`/communities/${uuid}`)).status).toBe(200);
    expect((await member.post('/communities', { name: 'Mine' })).status).toBe(403);
    expect((await member.patch(`/communities/${uuid}`, { name: 'Mine' }, { 'if-match': '"1"' })).status).toBe(
      403,
    );
    expect((await member.delete(`/communities/${uuid}`, { 'if-match': '"1"' })).status).toBe(403);
    await setRole(system, LAURE, 'curator');
    expect((await member.post('/communities', { name: 'Of a curator' })).status).toBe(201);
    await setRole(system, LAURE, 'member');
    const reader = createApi(system, (await signIn(system, JOSIAH, ['pid:read'])).token);
    expect((await reader.post('/communities', { name: 'Without the scope' })).status).toBe(403);
  });

  test('the operator says whose community it is, and an organisation that is not there is told', async () => {
    const made = await operator.post<ContainerBody>('/communities', { name: 'X', organisation: 'default' });
    expect(made.status).toBe(201);
    expect((await operator.post('/communities', { name: 'X', organisation: 'none' })).status).toBe(404);
  });

  test('a request that is repeated with its key makes one community', async () => {
    const key = { 'idempotency-key': 'one-community' };
    const first = await admin.post<ContainerBody>('/communities', { name: 'Once' }, key);
    const again = await admin.post<ContainerBody>('/communities', { name: 'Once' }, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  test('lists go page by page and can be narrowed to one community', async () => {
    const community = await makeCommunity('Listed');
    const made = [];
    for (const name of ['A', 'B', 'C']) made.push(await makeCollection(name, community.uuid));
    const first = await admin.get<ListBody>(`/collections?community=${community.uuid}&limit=2`);
    expect(first.body.items.map((each) => each.name)).toEqual(['A', 'B']);
    expect(first.body.items[0]?.handle).toBe(made[0]?.handle);
    const rest = await admin.get<ListBody>(
      `/collections?community=${community.uuid}&limit=2&cursor=${first.body.next}`,
    );
    expect(rest.body.items.map((each) => each.name)).toEqual(['C']);
    expect(rest.body.next).toBeNull();
    const top = await admin.get<ListBody>('/communities?community=none&limit=200');
    expect(top.body.items.every((each) => each.community === null)).toBe(true);
    const elsewhere = await admin.get<ListBody>('/communities?organisation=none');
    expect(elsewhere.body.items).toEqual([]);
  });

  test('names and fields have limits, and what is no field is refused', async () => {
    for (const body of [
      { name: '' },
      { name: 'x'.repeat(501) },
      { name: 'x', metadata: { 'no field': [{ value: 'x' }] } },
      { name: 'x', metadata: { 'dc.title': 'x' } },
      { name: 'x', unknown: 1 },
    ]) {
      expect((await admin.post('/communities', body)).status, JSON.stringify(body)).toBe(400);
    }
    expect((await operator.get('/communities/not-a-uuid')).status).toBe(400);
  });
});
