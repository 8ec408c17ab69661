import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import {
  archiveItem,
  type DspaceItem,
  type DspacePeople,
  fields,
  makeOwnItem,
  NOTHING,
  openDspace,
  patch,
  withToken,
} from './support/dspace-people.ts';
import { SOFIA } from './support/organisation.ts';
import { signIn } from './support/people.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

let people: DspacePeople;
beforeAll(async () => {
  people = await openDspace();
});
afterAll(() => people?.system.close());

const LINKS = [
  'accessStatus',
  'bundles',
  'identifiers',
  'mappedCollections',
  'owningCollection',
  'relationships',
  'self',
  'submitter',
  'templateItemOf',
  'thumbnail',
  'version',
];

async function makeCollection(): Promise<{ uuid: string }> {
  const community = await people.admin.sendJson('POST', '/core/communities', { name: 'Springs' });
  const { uuid } = community.body<{ uuid: string }>();
  const made = await people.admin.sendJson('POST', `/core/collections?parent=${uuid}`, { name: 'Samples' });
  expect(made.status, made.text).toBe(201);
  return made.body();
}

describe('making an item as an administrator of DSpace does', () => {
  test('archives it in a collection, with a Handle', async () => {
    const { uuid: collection } = await makeCollection();
    const item = await archiveItem(people.admin, {}, `?owningCollection=${collection}`);
    expect(item).toMatchObject({
      id: item.uuid,
      name: 'Spring water',
      handle: expect.stringMatching(/^123456789\/\d+$/),
      inArchive: true,
      discoverable: true,
      withdrawn: false,
      entityType: null,
      type: 'item',
      lastModified: '2026-06-01T09:00:00.000+00:00',
    });
    expect(item.metadata['dc.title']).toEqual([
      { value: 'Spring water', language: null, authority: null, confidence: -1, place: 0 },
    ]);
    expect(item.metadata['dc.identifier.uri']).toMatchObject([
      { value: `${people.system.url}/handle/${item.handle}`, place: 0 },
    ]);
    const owning = await people.stranger.get(`/core/items/${item.uuid}/owningCollection`);
    expect(owning.body()).toMatchObject({ uuid: collection, type: 'collection' });
  });

  test('answers with its address', async () => {
    const body = { metadata: fields({ 'dc.title': 'One' }), type: 'item' };
    const answer = await people.admin.sendJson('POST', '/core/items', body);
    expect(answer.status, answer.text).toBe(201);
    const { uuid } = answer.body<DspaceItem>();
    expect(answer.headers.get('location')).toBe(`${people.root}/core/items/${uuid}`);
    expect(answer.headers.get('content-type')).toBe('application/hal+json;charset=UTF-8');
    const read = await people.stranger.get(`/core/items/${uuid}`);
    expect(read.body<DspaceItem>().metadata['dc.title']?.[0]?.value).toBe('One');
  });

  test('takes one that says little, and makes up no names and no title for it', async () => {
    const item = await archiveItem(people.admin, {});
    expect(item.metadata['dc.contributor.author']?.map(({ value }) => value)).toEqual(['Carberry, Josiah']);
    const bare = await people.admin.sendJson('POST', '/core/items', { name: 'Only a name' });
    expect(bare.status, bare.text).toBe(201);
    expect(bare.body<DspaceItem>().metadata).not.toHaveProperty('dc.contributor.author');
    const nameless = await people.admin.sendJson('POST', '/core/items', { metadata: {} });
    expect(nameless.status).toBe(422);
  });

  test('says what the metadata of its DOI cannot hold, and keeps it', async () => {
    const item = await archiveItem(people.admin, { 'local.shelf': 'B 12' });
    expect(item.mintmark?.notHeld.map(({ field }) => field)).toContain('local.shelf');
    const read = (await people.stranger.get(`/core/items/${item.uuid}`)).body<DspaceItem>();
    expect(read.metadata['local.shelf']?.[0]?.value).toBe('B 12');
    expect(read.mintmark).toBeUndefined();
  });

  test.each([
    ['text for a body', '"x"', 400],
    ['no JSON', '{', 400],
    ['metadata that is no map', '{"metadata": []}', 422],
    ['a field that is none', '{"metadata": {"title": [{"value": "x"}]}}', 422],
    ['a value without its text', '{"metadata": {"dc.title": [{}]}}', 422],
    ['one that is not to be archived', '{"name": "x", "inArchive": false}', 400],
  ])('%s is refused', async (_name, body, status) => {
    const answer = await people.admin.send('POST', '/core/items', {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status, answer.text).toBe(status);
  });

  test('a collection that is not there is refused', async () => {
    for (const id of [NOTHING, 'x']) {
      const answer = await people.admin.sendJson('POST', `/core/items?owningCollection=${id}`, { name: 'x' });
      expect(answer.status).toBe(400);
    }
  });

  test('strangers are refused before their body is read, and so are other media types', async () => {
    await people.stranger.get('');
    expect((await people.stranger.sendJson('POST', '/core/items', {})).status).toBe(401);
    const answer = await people.admin.send('POST', '/core/items', {
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(415);
  });

  test('a token that may only read makes nothing', async () => {
    const { token } = await signIn(people.system, SOFIA, ['pid:read']);
    const reading = withToken(people.root, token);
    expect((await reading.sendJson('POST', '/core/items', { name: 'x' })).status).toBe(403);
  });
});

describe('reading an item', () => {
  test('has a link to everything that pages of DSpace follow, and embeds nothing by itself', async () => {
    const { uuid } = await makeOwnItem(people.system);
    const item = (await people.stranger.get(`/core/items/${uuid}`)).body<DspaceItem>();
    expect(Object.keys(item._links)).toEqual(expect.arrayContaining(LINKS));
    expect(item).not.toHaveProperty('_embedded');
    for (const [name, { href }] of Object.entries(item._links)) {
      if (name === 'mintmark') continue;
      const answer = await people.stranger.get(href);
      expect([200, 204], name).toContain(answer.status);
    }
  });

  test('embeds what is asked for, nested and with commas', async () => {
    const { uuid: collection } = await makeCollection();
    const item = await archiveItem(people.admin, {}, `?owningCollection=${collection}`);
    const path = `/core/items/${item.uuid}?embed=owningCollection/parentCommunity,identifiers&embed=thumbnail,nothing`;
    const { _embedded } = (await people.stranger.get(path)).body<DspaceItem>();
    expect(Object.keys(_embedded ?? {}).sort()).toEqual(['identifiers', 'owningCollection', 'thumbnail']);
    expect(_embedded).toMatchObject({
      identifiers: { type: 'identifiers', identifiers: [{ identifierType: 'handle' }] },
      owningCollection: { uuid: collection, _embedded: { parentCommunity: { name: 'Springs' } } },
      thumbnail: null,
    });
  });

  test('embeds a list that is empty as one', async () => {
    const { uuid } = await archiveItem(people.admin, { 'dc.title': 'Without files' });
    const embedded = (await people.stranger.get(`/core/items/${uuid}?embed=bundles`)).body();
    expect(embedded).toMatchObject({ _embedded: { bundles: { _embedded: { bundles: [] } } } });
    const list = (await people.stranger.get(`/core/items/${uuid}/bundles`)).body();
    expect(list).not.toHaveProperty('_embedded');
  });

  test('embeds everything for projection=full, two levels deep', async () => {
    const { uuid: collection } = await makeCollection();
    const item = await archiveItem(people.admin, {}, `?owningCollection=${collection}`);
    const full = await people.stranger.get(`/core/items/${item.uuid}?projection=full`);
    const { _embedded } = full.body<{ _embedded: Record<string, { _embedded?: object }> }>();
    expect(Object.keys(_embedded)).toEqual(expect.arrayContaining(LINKS.filter((name) => name !== 'self')));
    expect(_embedded.owningCollection?._embedded).toHaveProperty('parentCommunity');
    expect(JSON.stringify(_embedded.owningCollection)).not.toMatch(/"subcommunities":\{"_/);
  });

  test('shows its files as one bundle', async () => {
    const { uuid } = await makeOwnItem(people.system, {
      files: [
        {
          name: 'spring.csv',
          url: 'https://example.org/spring.csv',
          sizeBytes: 12,
          mediaType: 'text/csv',
          checksum: { algorithm: 'md5', value: 'd41d8cd98f00b204e9800998ecf8427e' },
        },
      ],
    });
    const bundles = (await people.stranger.get(`/core/items/${uuid}/bundles?embed=bitstreams`)).body<{
      _embedded: { bundles: { name: string; _links: Record<string, { href: string }> }[] };
      page: object;
    }>();
    expect(bundles).toMatchObject({
      _embedded: {
        bundles: [
          {
            name: 'ORIGINAL',
            type: 'bundle',
            _embedded: { bitstreams: { _embedded: { bitstreams: [{ name: 'spring.csv' }] } } },
          },
        ],
      },
      page: { totalElements: 1 },
    });
    const [bundle] = bundles._embedded.bundles;
    const list = await people.stranger.get(bundle?._links.bitstreams?.href ?? '');
    const [file] = list.body<{ _embedded: { bitstreams: { _links: Record<string, { href: string }> }[] } }>()
      ._embedded.bitstreams;
    expect(file).toMatchObject({
      name: 'spring.csv',
      bundleName: 'ORIGINAL',
      sizeBytes: 12,
      checkSum: { checkSumAlgorithm: 'MD5', value: 'd41d8cd98f00b204e9800998ecf8427e' },
      _links: { content: { href: 'https://example.org/spring.csv' } },
    });
    expect((await people.stranger.get(file?._links.self?.href ?? '')).status).toBe(200);
    expect((await people.stranger.get(`/core/items/${uuid}/bundles/LICENSE`)).status).toBe(404);
    const access = await people.stranger.get(`/core/items/${uuid}/accessStatus`);
    expect(access.body()).toMatchObject({ status: 'open.access', embargoDate: null, type: 'accessStatus' });
  });

  test.each([
    ['not-a-uuid', 400],
    [NOTHING, 404],
  ])('%s → %i, with every link of it', async (id, status) => {
    for (const path of ['', ...LINKS.filter((name) => name !== 'self').map((name) => `/${name}`)]) {
      expect((await people.admin.get(`/core/items/${id}${path}`)).status, path).toBe(status);
    }
  });

  test('a link that there is not is not found', async () => {
    const { uuid } = await makeOwnItem(people.system);
    for (const link of ['nothing', 'constructor', 'self']) {
      expect((await people.admin.get(`/core/items/${uuid}/${link}`)).status).toBe(404);
    }
  });

  test('one for members only is told to members only', async () => {
    const { uuid } = await makeOwnItem(people.system, { access: 'organisation' });
    expect((await people.stranger.get(`/core/items/${uuid}`)).status).toBe(401);
    expect((await people.member.get(`/core/items/${uuid}`)).status).toBe(200);
  });

  test('one in the workspace is told to those who look after it', async () => {
    const { uuid } = await makeOwnItem(people.system, { state: 'workspace' });
    expect((await people.stranger.get(`/core/items/${uuid}`)).status).toBe(401);
    expect((await people.member.get(`/core/items/${uuid}`)).status).toBe(403);
    const item = (await people.curator.get(`/core/items/${uuid}`)).body();
    expect(item).toMatchObject({ inArchive: false, withdrawn: false, handle: null });
  });
});

describe('a withdrawn item', () => {
  test('says that it is withdrawn to everyone, and what it said to those who look after it', async () => {
    const { uuid } = await archiveItem(people.admin);
    const done = await patch(people.admin, `/core/items/${uuid}`, [
      { op: 'replace', path: '/withdrawn', value: true },
    ]);
    expect(done.status, done.text).toBe(200);
    for (const client of [people.stranger, people.member]) {
      const answer = await client.get(`/core/items/${uuid}?embed=identifiers`);
      expect(answer.status).toBe(200);
      const item = answer.body<DspaceItem>();
      expect(item).toMatchObject({ metadata: {}, withdrawn: true, inArchive: false });
      expect(item).not.toHaveProperty('_embedded');
    }
    expect((await people.stranger.get(`/core/items/${uuid}/identifiers`)).status).toBe(401);
    expect((await people.member.get(`/core/items/${uuid}/identifiers`)).status).toBe(403);
    expect((await people.curator.get(`/core/items/${uuid}`)).body<DspaceItem>().metadata).toHaveProperty(
      'dc.title',
    );
  });
});

describe('listing items', () => {
  test('is paged, with links to the pages around', async () => {
    for (let count = 0; count < 3; count += 1) await makeOwnItem(people.system);
    type List = {
      _embedded: { items: DspaceItem[] };
      _links: Record<string, { href: string }>;
      page: { size: number; totalElements: number; totalPages: number; number: number };
    };
    const first = (await people.admin.get('/core/items?size=2')).body<List>();
    expect(first._embedded.items).toHaveLength(2);
    expect(first._links).toMatchObject({ self: { href: `${people.root}/core/items?size=2` } });
    expect(first._links).not.toHaveProperty('prev');
    const next = (await people.admin.get(first._links.next?.href ?? '')).body<List>();
    expect(next.page).toMatchObject({ size: 2, number: 1, totalElements: first.page.totalElements });
    const seen = [...first._embedded.items, ...next._embedded.items].map(({ uuid }) => uuid);
    expect(new Set(seen).size).toBe(4);
    const beyond = (await people.admin.get('/core/items?page=1000')).body();
    expect(beyond).not.toHaveProperty('_embedded');
    expect((await people.admin.get('/core/items?size=0')).status).toBe(400);
  });

  test('shows archived items alone, and to each those that they may read', async () => {
    const hidden = await makeOwnItem(people.system, { access: 'organisation' });
    const draft = await makeOwnItem(people.system, { state: 'workspace' });
    const listed = async (client: DspacePeople['admin']): Promise<string[]> => {
      const { _embedded } = (await client.get('/core/items?size=100')).body<{
        _embedded: { items: DspaceItem[] };
      }>();
      return _embedded.items.map(({ uuid }) => uuid);
    };
    expect(await listed(people.stranger)).not.toContain(hidden.uuid);
    expect(await listed(people.member)).toContain(hidden.uuid);
    expect(await listed(people.admin)).not.toContain(draft.uuid);
  });
});

describe('writing an item whole', () => {
  test('PUT to the self link answers with it', async () => {
    const item = await archiveItem(people.admin);
    const { _links, mintmark: _, ...sent } = item;
    sent.metadata['dc.title'] = [{ value: 'Another title', language: 'en', place: 0 }];
    const answer = await people.admin.sendJson('PUT', _links.self?.href ?? '', sent);
    expect(answer.status, answer.text).toBe(200);
    const after = answer.body<DspaceItem>();
    expect(after.name).toBe('Another title');
    // What is computed came back with the rest, and is there once.
    expect(after.metadata['dc.identifier.uri']).toEqual(item.metadata['dc.identifier.uri']);
    const own = await createApi(people.system, TEST_ADMIN_TOKEN).get(`/items/${item.uuid}`);
    expect(JSON.stringify(own.body.metadata)).not.toContain('/handle/');
  });

  test('a body of another item is refused', async () => {
    const { uuid } = await archiveItem(people.admin);
    const answer = await people.admin.sendJson('PUT', `/core/items/${uuid}`, { uuid: NOTHING, metadata: {} });
    expect(answer.status).toBe(400);
  });

  test('members of another role are refused, whatever they send', async () => {
    const { uuid } = await archiveItem(people.admin);
    const body = { uuid, metadata: fields({ 'dc.title': 'Mine' }) };
    expect((await people.member.sendJson('PUT', `/core/items/${uuid}`, body)).status).toBe(403);
    expect((await people.member.sendJson('PUT', `/core/items/${NOTHING}`, { metadata: {} })).status).toBe(
      404,
    );
  });

  test('moves to another collection by its address', async () => {
    const { uuid } = await archiveItem(people.admin);
    const { uuid: collection } = await makeCollection();
    const move = (body: string, client = people.admin) =>
      client.send('PUT', `/core/items/${uuid}/owningCollection`, {
        body,
        headers: { 'content-type': 'text/uri-list' },
      });
    const uri = `${people.root}/core/collections/${collection}`;
    expect((await move(uri, people.member)).status).toBe(403);
    expect((await move(`${uri}\n${uri}`)).status).toBe(400);
    expect((await move(`${people.root}/core/collections/${NOTHING}`)).status).toBe(422);
    expect((await move(uri)).status).toBe(204);
    const owning = await people.stranger.get(`/core/items/${uuid}/owningCollection`);
    expect(owning.body()).toMatchObject({ uuid: collection });
  });
});

describe('versions', () => {
  test('what has not changed is not sent again', async () => {
    const { uuid } = await archiveItem(people.admin);
    const path = `/core/items/${uuid}`;
    const etag = (await people.stranger.get(path)).headers.get('etag') ?? '';
    const again = await people.stranger.get(path, { headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    await people.admin.register(`${people.root}${path}`);
    const after = await people.stranger.get(path, { headers: { 'if-none-match': etag } });
    expect(after.status).toBe(200);
  });

  test('a change that starts from an older version is refused, and one that names none is not', async () => {
    const { uuid } = await archiveItem(people.admin);
    const path = `/core/items/${uuid}`;
    const etag = (await people.stranger.get(path)).headers.get('etag') ?? '';
    const retitle = (title: string, headers: Record<string, string>) =>
      patch(
        people.admin,
        path,
        [{ op: 'replace', path: '/metadata/dc.title/0/value', value: title }],
        headers,
      );
    expect((await retitle('First', { 'if-match': etag })).status).toBe(200);
    expect((await retitle('Second', { 'if-match': etag })).status).toBe(412);
    expect((await retitle('Third', {})).status).toBe(200);
    expect((await people.admin.send('DELETE', path, { headers: { 'if-match': etag } })).status).toBe(412);
  });
});

describe('deleting an item', () => {
  test('leaves nothing at its address, nor at its Handle here', async () => {
    const { uuid, handle } = await archiveItem(people.admin);
    expect((await people.member.send('DELETE', `/core/items/${uuid}`)).status).toBe(403);
    expect((await people.admin.send('DELETE', `/core/items/${uuid}`)).status).toBe(204);
    expect((await people.admin.send('DELETE', `/core/items/${uuid}`)).status).toBe(404);
    expect((await people.admin.get(`/core/items/${uuid}`)).status).toBe(404);
    expect((await people.stranger.get(`/pid/find?id=${handle}`)).status).toBe(404);
  });
});

describe('other methods', () => {
  test('are refused with those that there are', async () => {
    const { uuid } = await makeOwnItem(people.system);
    const answer = await people.admin.sendJson('POST', `/core/items/${uuid}`, {});
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('DELETE, GET, HEAD, OPTIONS, PATCH, PUT');
    const options = await people.stranger.send('OPTIONS', `/core/items/${uuid}`);
    expect([options.status, options.headers.get('allow')]).toEqual([
      204,
      'DELETE, GET, HEAD, OPTIONS, PATCH, PUT',
    ]);
    const head = await people.stranger.send('HEAD', `/core/items/${uuid}`);
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers.get('etag')).toMatch(/^"\d+-/);
  });
});
