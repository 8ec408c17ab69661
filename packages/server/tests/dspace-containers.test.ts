import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DspaceClient } from './support/dspace-client.ts';
import {
  archiveItem,
  type DspacePeople,
  fields,
  NOTHING,
  openDspace,
  patch,
} from './support/dspace-people.ts';

let people: DspacePeople;
beforeAll(async () => {
  people = await openDspace();
});
afterAll(() => people?.system.close());

type ContainerBody = {
  uuid: string;
  name: string;
  handle: string | null;
  metadata: Record<string, { value: string }[]>;
  type: string;
  _links: Record<string, { href: string }>;
};
type List = { _embedded?: Record<string, ContainerBody[]>; page: { totalElements: number } };

async function make(room: string, title: string, query = '', client?: DspaceClient): Promise<ContainerBody> {
  const body = { name: title, metadata: fields({ 'dc.title': title, 'dc.description': 'Text' }) };
  const answer = await (client ?? people.admin).sendJson('POST', `/core/${room}${query}`, body);
  expect(answer.status, answer.text).toBe(201);
  const made = answer.body<ContainerBody>();
  expect(answer.headers.get('location')).toBe(`${people.root}/core/${room}/${made.uuid}`);
  return made;
}

describe('communities and collections', () => {
  test('are made in each other, each with a Handle', async () => {
    const top = await make('communities', 'Waters');
    const below = await make('communities', 'Springs', `?parent=${top.uuid}`, people.curator);
    const collection = await make('collections', 'Samples', `?parent=${below.uuid}`);
    expect(top).toMatchObject({
      id: top.uuid,
      name: 'Waters',
      handle: expect.stringMatching(/^123456789\//),
      metadata: { 'dc.title': [{ value: 'Waters', place: 0 }], 'dc.description': [{ value: 'Text' }] },
      type: 'community',
    });
    expect(collection.type).toBe('collection');
    for (const { _links } of [top, below, collection]) {
      for (const { href } of Object.values(_links)) {
        expect([200, 204], href).toContain((await people.stranger.get(href)).status);
      }
    }
    const parent = await people.stranger.get(collection._links.parentCommunity?.href ?? '');
    expect(parent.body()).toMatchObject({ uuid: below.uuid });
    expect((await people.stranger.get(top._links.parentCommunity?.href ?? '')).status).toBe(204);
  });

  test('are listed: all, those at the top, and those in a community', async () => {
    const top = await make('communities', 'Rocks');
    const below = await make('communities', 'Basalts', `?parent=${top.uuid}`);
    const collection = await make('collections', 'Dredges', `?parent=${top.uuid}`);
    const list = async (path: string, name: string): Promise<string[]> => {
      const answer = await people.stranger.get(path);
      expect(answer.status, path).toBe(200);
      return (answer.body<List>()._embedded?.[name] ?? []).map(({ uuid }) => uuid);
    };
    expect(await list('/core/communities?size=100', 'communities')).toEqual(
      expect.arrayContaining([top.uuid, below.uuid]),
    );
    const atTop = await list('/core/communities/search/top?size=100', 'communities');
    expect(atTop).toContain(top.uuid);
    expect(atTop).not.toContain(below.uuid);
    expect(await list(`/core/communities/${top.uuid}/subcommunities`, 'subcommunities')).toEqual([
      below.uuid,
    ]);
    expect(
      await list(`/core/communities/search/subCommunities?parent=${top.uuid}`, 'subcommunities'),
    ).toEqual([below.uuid]);
    expect(await list(`/core/communities/${top.uuid}/collections`, 'collections')).toEqual([collection.uuid]);
    expect(await list('/core/collections?size=100', 'collections')).toContain(collection.uuid);
    const empty = (await people.stranger.get(`/core/communities/${below.uuid}/collections`)).body<List>();
    expect(empty).not.toHaveProperty('_embedded');
    expect(empty.page.totalElements).toBe(0);
  });

  test('embed what they are in', async () => {
    const top = await make('communities', 'Soils');
    const collection = await make('collections', 'Cores', `?parent=${top.uuid}`);
    const answer = await people.stranger.get(`/core/collections/${collection.uuid}?embed=parentCommunity`);
    expect(answer.body()).toMatchObject({ _embedded: { parentCommunity: { name: 'Soils' } } });
    const list = await people.stranger.get(`/core/communities?size=100&embed=collections`);
    const found = list.body<List>()._embedded?.communities?.find(({ uuid }) => uuid === top.uuid);
    expect(found).toMatchObject({
      _embedded: { collections: { _embedded: { collections: [{ name: 'Cores' }] } } },
    });
  });

  test('are renamed whole or by a patch', async () => {
    const made = await make('communities', 'Ices');
    const path = `/core/communities/${made.uuid}`;
    const { _links: _, ...sent } = made;
    sent.metadata['dc.title'] = [{ value: 'Ice cores' }];
    const put = await people.admin.sendJson('PUT', path, sent);
    expect(put.status, put.text).toBe(200);
    expect(put.body()).toMatchObject({ name: 'Ice cores' });
    const patched = await patch(people.admin, path, [
      { op: 'replace', path: '/metadata/dc.title/0/value', value: 'Old ice' },
    ]);
    expect(patched.body()).toMatchObject({
      name: 'Old ice',
      metadata: { 'dc.title': [{ value: 'Old ice' }] },
    });
    const etag = put.headers.get('etag') ?? '';
    expect((await people.admin.sendJson('PUT', path, sent, { headers: { 'if-match': etag } })).status).toBe(
      412,
    );
    const nameless = await patch(people.admin, path, [{ op: 'remove', path: '/metadata/dc.title' }]);
    expect(nameless.status).toBe(422);
    expect((await people.admin.sendJson('PUT', path, { ...sent, uuid: NOTHING })).status).toBe(422);
    expect((await people.admin.sendJson('PUT', path, { ...sent, type: 'item' })).status).toBe(422);
  });

  test('are deleted while nothing is in them', async () => {
    const top = await make('communities', 'Airs');
    const collection = await make('collections', 'Flasks', `?parent=${top.uuid}`);
    const item = await archiveItem(people.admin, {}, `?owningCollection=${collection.uuid}`);
    const remove = async (path: string): Promise<number> =>
      (await people.admin.send('DELETE', `/core/${path}`)).status;
    expect(await remove(`communities/${top.uuid}`)).toBe(400);
    expect(await remove(`collections/${collection.uuid}`)).toBe(400);
    expect(await remove(`items/${item.uuid}`)).toBe(204);
    expect(await remove(`collections/${collection.uuid}`)).toBe(204);
    expect(await remove(`collections/${collection.uuid}`)).toBe(404);
    expect(await remove(`communities/${top.uuid}`)).toBe(204);
    expect((await people.stranger.get(`/pid/find?id=${top.handle}`)).status).toBe(404);
  });

  test('are made and changed by those who look after the organisation', async () => {
    const { uuid } = await make('communities', 'Fires');
    await people.stranger.get('');
    const body = { name: 'x' };
    expect((await people.stranger.sendJson('POST', '/core/communities', body)).status).toBe(401);
    expect((await people.member.sendJson('POST', '/core/communities', body)).status).toBe(403);
    expect((await people.member.sendJson('PUT', `/core/communities/${uuid}`, body)).status).toBe(403);
    expect((await people.member.send('DELETE', `/core/communities/${uuid}`)).status).toBe(403);
    expect((await people.member.send('DELETE', `/core/communities/${NOTHING}`)).status).toBe(404);
  });

  test.each([
    ['a community in one that is not there', 'communities', `?parent=${NOTHING}`, { name: 'x' }, 422],
    ['a collection in no community', 'collections', '', { name: 'x' }, 400],
    ['a collection in what is no uuid', 'collections', '?parent=x', { name: 'x' }, 400],
    ['a community without a name', 'communities', '', {}, 422],
    ['a community that is a text', 'communities', '', 'x', 400],
  ])('%s is refused', async (_name, room, query, body, status) => {
    expect((await people.admin.sendJson('POST', `/core/${room}${query}`, body)).status).toBe(status);
  });

  test.each([
    ['/core/communities/not-a-uuid', 400],
    [`/core/communities/${NOTHING}`, 404],
    [`/core/collections/${NOTHING}/parentCommunity`, 404],
    ['/core/communities/search/subCommunities', 400],
    ['/core/communities/search/nothing', 404],
  ])('%s → %i', async (path, status) => {
    expect((await people.stranger.get(path)).status).toBe(status);
  });
});
