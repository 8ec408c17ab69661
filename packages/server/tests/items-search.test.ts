import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, type ProblemBody } from './support/api.ts';
import { createItem, type ItemBody, identify } from './support/items.ts';
import { openOrganisation, setRole } from './support/organisation.ts';
import { LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type ListBody = { items: ItemBody[]; next: string | null };

let system: System;
let admin: Api;
let member: Api;

beforeAll(async () => {
  system = await startSystem();
  ({ admin, member } = await openOrganisation(system));
});

afterAll(() => system.close());

const titled = (title: string, more: Record<string, unknown> = {}) => ({
  ...completeMetadata(title),
  ...more,
});

async function find(api: Api, query: Record<string, string>): Promise<string[]> {
  const answer = await api.get<ListBody>(`/items?${new URLSearchParams({ limit: '200', ...query })}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items.map((each) => (each.metadata.titles as { title: string }[])[0]?.title ?? '');
}

describe('the list of items', () => {
  test('finds words of the metadata, phrases, either of two words, and what must be missing', async () => {
    await createItem(admin, { metadata: titled('Alkaline springs of the valley') });
    await createItem(admin, { metadata: titled('Acid springs of the ridge') });
    await createItem(admin, {
      metadata: titled('Nothing like it', {
        descriptions: [{ description: 'About the valley', descriptionType: 'Abstract' }],
      }),
    });
    expect((await find(admin, { text: 'SPRINGS' })).length).toBe(2);
    expect(await find(admin, { text: 'springs valley' })).toEqual(['Alkaline springs of the valley']);
    expect(await find(admin, { text: '"acid springs"' })).toEqual(['Acid springs of the ridge']);
    expect(await find(admin, { text: '"springs acid"' })).toEqual([]);
    expect((await find(admin, { text: 'ridge or valley' })).length).toBe(3);
    expect(await find(admin, { text: 'valley -alkaline' })).toEqual(['Nothing like it']);
    expect(await find(admin, { text: '\'); drop table items; -- & | ! ( :* "' })).toEqual([]);
  });

  test('is narrowed by state, type, collection and identifier', async () => {
    const community = await admin.post<{ uuid: string }>('/communities', { name: 'Narrow' });
    const collection = await admin.post<{ uuid: string }>('/collections', {
      name: 'Narrow',
      community: community.body.uuid,
    });
    const { uuid } = await createItem(admin, {
      metadata: titled('In a collection', { types: { resourceTypeGeneral: 'Software' } }),
      collection: collection.body.uuid,
    });
    await createItem(admin, {
      metadata: titled('A draft in it'),
      collection: collection.body.uuid,
      state: 'workspace',
    });
    const inIt = { collection: collection.body.uuid };
    expect((await find(admin, inIt)).toSorted()).toEqual(['A draft in it', 'In a collection']);
    expect(await find(admin, { ...inIt, state: 'workspace' })).toEqual(['A draft in it']);
    expect(await find(admin, { ...inIt, type: 'Software' })).toEqual(['In a collection']);
    const { pid } = (await identify(admin, uuid, 'mint')).body;
    for (const spelling of [pid, pid.toUpperCase(), `https://doi.org/${pid}`, `doi:${pid}`]) {
      expect(await find(admin, { pid: spelling }), spelling).toEqual(['In a collection']);
    }
    expect(await find(admin, { pid: 'no identifier' })).toEqual([]);
    expect(await find(admin, { organisation: 'elsewhere' })).toEqual([]);
    expect(await find(admin, { ...inIt, organisation: 'default', owner: 'me' })).toHaveLength(2);
  });

  test('shows what changed since a moment, in the order of the changes', async () => {
    system.clock.advance(60_000);
    const first = await createItem(admin, { metadata: titled('Changed last') });
    system.clock.advance(1_000);
    const since = system.clock.now().toISOString();
    await createItem(admin, { metadata: titled('Made later') });
    system.clock.advance(1_000);
    await admin.patch(
      `/items/${first.uuid}`,
      { discoverable: true, access: 'organisation' },
      { 'if-match': '*' },
    );
    const changed = { updatedSince: since, sort: 'updated' };
    expect(await find(admin, changed)).toEqual(['Made later', 'Changed last']);
    expect(await find(admin, { ...changed, sort: '-updated' })).toEqual(['Changed last', 'Made later']);
  });

  test.each(['created', '-created', 'updated', '-updated'])(
    'goes page by page by %s, each item once',
    async (sort) => {
      const word = `page${sort.replace('-', 'down')}`;
      for (let index = 0; index < 7; index += 1) {
        if (index % 3 === 0) system.clock.advance(1_000);
        await createItem(admin, { metadata: titled(`${word} ${index}`) });
      }
      const whole = await find(admin, { text: word, sort });
      expect(whole).toHaveLength(7);
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({
          text: word,
          sort,
          limit: '2',
          ...(cursor === null ? {} : { cursor }),
        });
        const { body }: { body: ListBody } = await admin.get<ListBody>(`/items?${query}`);
        paged.push(
          ...body.items.map((each) => (each.metadata.titles as { title: string }[])[0]?.title ?? ''),
        );
        cursor = body.next;
      } while (cursor !== null);
      expect(paged).toEqual(whole);
      expect(paged[0]).toBe(`${word} ${sort.startsWith('-') ? 6 : 0}`);
    },
  );

  test('nobody finds what they could not read', async () => {
    const word = 'permission';
    const make = (title: string, more: Record<string, unknown> = {}) =>
      createItem(admin, { metadata: titled(`${word} ${title}`), ...more });
    await make('public');
    await make('members', { access: 'organisation' });
    await make('draft', { state: 'workspace' });
    await make('hidden', { discoverable: false });
    const gone = await make('withdrawn');
    await admin.post(`/items/${gone.uuid}/withdraw`, { reason: 'Wrong numbers' });
    const deleted = await make('deleted');
    await admin.delete(`/items/${deleted.uuid}`, { 'if-match': '*' });
    await createItem(member, { metadata: titled(`${word} own draft`), state: 'workspace' });

    const listed = async (api: Api) =>
      (await find(api, { text: word })).map((title) => title.slice(word.length + 1)).toSorted();
    expect(await listed(admin)).toEqual(['draft', 'hidden', 'members', 'own draft', 'public', 'withdrawn']);
    expect(await listed(member)).toEqual(['members', 'own draft', 'public']);
    await setRole(system, LAURE, 'curator');
    expect(await listed(member)).toEqual(await listed(admin));
    await setRole(system, LAURE, 'member');

    const { body } = await member.get<ListBody>(`/items?text=${word}&limit=200`);
    for (const { uuid } of body.items) expect((await member.get(`/items/${uuid}`)).status).toBe(200);
  });

  test('refuses what is no filter, no cursor and no time', async () => {
    for (const query of [
      'state=deleted',
      'collection=x',
      'sort=title',
      'updatedSince=yesterday',
      'unknown=1',
    ]) {
      expect((await admin.get(`/items?${query}`)).status, query).toBe(400);
    }
    const refused = await admin.get<ProblemBody>('/items?cursor=abc');
    expect(refused.body.errors?.[0]?.pointer).toBe('/querystring/cursor');
    expect((await admin.get(`/items?text=${'x'.repeat(501)}`)).status).toBe(400);
  });
});
