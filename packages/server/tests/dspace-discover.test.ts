import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  archiveItem,
  type DspaceItem,
  type DspacePeople,
  fields,
  openDspace,
} from './support/dspace-people.ts';

let people: DspacePeople;
beforeAll(async () => {
  people = await openDspace();
});
afterAll(() => people?.system.close());

type Found = {
  type: string;
  _embedded: {
    searchResult: {
      _embedded?: { objects: { type: string; _embedded: { indexableObject: DspaceItem } }[] };
      _links: Record<string, { href: string }>;
      page: { totalElements: number; totalPages: number; number: number; size: number };
    };
  };
};

async function search(query: string, client = people.stranger): Promise<Found['_embedded']['searchResult']> {
  const answer = await client.get(`/discover/search/objects?${query}`);
  expect(answer.status, answer.text).toBe(200);
  const found = answer.body<Found>();
  expect(found.type).toBe('discover');
  return found._embedded.searchResult;
}

const names = (result: Found['_embedded']['searchResult']): (string | null)[] =>
  (result._embedded?.objects ?? []).map(({ _embedded }) => _embedded.indexableObject.name);

test('items are found by words, by their identifiers, and page by page', async () => {
  const basalt = await archiveItem(people.admin, { 'dc.title': 'Basalt of the ridge' });
  await archiveItem(people.admin, { 'dc.title': 'Basalt of the trench' });
  expect(names(await search('query=trench&dsoType=item'))).toEqual(['Basalt of the trench']);
  const nothing = await search('query=nothing-of-the-kind');
  // Embedded pages have their list also when it is empty; the Python client reads it without asking.
  expect([nothing._embedded, nothing.page.totalElements]).toEqual([{ objects: [] }, 0]);
  const handle = encodeURIComponent(basalt.handle ?? '');
  expect(names(await search(`query=${handle}`))).toEqual(['Basalt of the ridge']);

  const first = await search('query=basalt&size=1');
  expect(first.page).toEqual({ size: 1, totalElements: 2, totalPages: 2, number: 0 });
  const second = await people.stranger.get(first._links.next?.href ?? '');
  const both = [...names(first), ...names(second.body<Found>()._embedded.searchResult)];
  expect(both.toSorted()).toEqual(['Basalt of the ridge', 'Basalt of the trench']);
});

test('a scope narrows to a collection; one that there is not is told', async () => {
  const named = (name: string) => ({ name, metadata: fields({ 'dc.title': name }) });
  const community = (
    await people.admin.sendJson('POST', '/core/communities', named('Rocks'))
  ).body<DspaceItem>();
  const path = `/core/collections?parent=${community.uuid}`;
  const collection = (await people.admin.sendJson('POST', path, named('Granites'))).body<DspaceItem>();
  await archiveItem(people.admin, { 'dc.title': 'Granite' }, `?owningCollection=${collection.uuid}`);
  expect(names(await search(`scope=${collection.uuid}`))).toEqual(['Granite']);
  const unknown = await people.stranger.get(`/discover/search/objects?scope=${community.uuid}`);
  expect(unknown.status).toBe(422);
  expect((await people.stranger.get('/discover/search/objects?scope=no-uuid')).status).toBe(400);
});

test('what is not to be discovered is found by no stranger, and a long query is refused', async () => {
  const body = { name: 'Obsidian', metadata: fields({ 'dc.title': 'Obsidian' }), discoverable: false };
  const hidden = await people.admin.sendJson('POST', '/core/items', body);
  expect(hidden.status, hidden.text).toBe(201);
  expect(names(await search('query=obsidian'))).toEqual([]);
  expect((await people.stranger.get(`/discover/search/objects?query=${'x'.repeat(1001)}`)).status).toBe(400);
});
