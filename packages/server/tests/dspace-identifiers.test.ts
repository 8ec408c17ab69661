import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { URI_LIST } from './support/dspace-client.ts';
import { type DspacePeople, makeOwnItem, NOTHING, openDspace } from './support/dspace-people.ts';

let people: DspacePeople;
beforeAll(async () => {
  people = await openDspace();
});
afterAll(() => people?.system.close());

const uriOf = (uuid: string): string => `${people.root}/core/items/${uuid}`;

async function fresh(wish: Record<string, unknown> = {}): Promise<string> {
  return (await makeOwnItem(people.system, wish)).uuid;
}

describe('asking for the DOI of an item', () => {
  test('queues it, and says so in the words of the contract', async () => {
    const uuid = await fresh();
    const answer = await people.admin.register(uriOf(uuid));
    expect(answer.status, answer.text).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/hal+json;charset=UTF-8');
    expect(answer.body()).toEqual({
      value: expect.stringMatching(/^https:\/\/doi\.org\/10\.5072\/./),
      identifierType: 'doi',
      identifierStatus: 'TO_BE_REGISTERED',
      type: 'identifier',
    });
    const list = await people.stranger.get(`/core/items/${uuid}/identifiers`);
    expect(list.body<{ identifiers: unknown[] }>().identifiers[0]).toEqual(answer.body());
  });

  test('a curator may, and a member may not', async () => {
    const uuid = await fresh();
    expect((await people.member.register(uriOf(uuid))).status).toBe(403);
    expect((await people.curator.register(uriOf(uuid))).status).toBe(201);
  });

  test('the media type may name a charset', async () => {
    const answer = await people.admin.register(uriOf(await fresh()), '?type=doi', {
      headers: { 'content-type': `${URI_LIST};charset=UTF-8` },
    });
    expect(answer.status, answer.text).toBe(201);
  });

  test('comments, blank lines and a percent-encoded address are read', async () => {
    const encoded = encodeURIComponent(uriOf(await fresh()));
    const answer = await people.admin.register(`# one item\r\n\r\n${encoded}\r\n`);
    expect(answer.status, answer.text).toBe(201);
  });

  test('only the path of the address counts, as behind a proxy', async () => {
    const uuid = (await fresh()).toUpperCase();
    const answer = await people.admin.register(`https://repository.example.org/rest/api/core/items/${uuid}/`);
    expect(answer.status, answer.text).toBe(201);
  });

  test('thirty-two at once make one DOI', async () => {
    const uuid = await fresh();
    const answers = await Promise.all(Array.from({ length: 32 }, () => people.admin.register(uriOf(uuid))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(31);
    const { identifiers } = (await people.admin.get(`/core/items/${uuid}/identifiers`)).body<{
      identifiers: { identifierType: string }[];
    }>();
    expect(identifiers.filter(({ identifierType }) => identifierType === 'doi')).toHaveLength(1);
  });
});

describe('what is wrong with a wish for a DOI is told in one order', () => {
  test('the media type before who asks', async () => {
    const { session } = people.stranger;
    await people.stranger.get('');
    expect(session.csrf).not.toBeNull();
    const asJson = await people.stranger.sendJson('POST', '/pid/identifiers?type=doi', {});
    expect(asJson.status).toBe(405);
    const asText = await people.stranger.register('x', '', { headers: { 'content-type': 'text/plain' } });
    expect(asText.status).toBe(415);
  });

  test('who asks before what they sent', async () => {
    expect((await people.stranger.register('nonsense', '')).status).toBe(401);
  });

  test.each([
    ['no type', (uri: string) => [uri, '']],
    ['another type', (uri: string) => [uri, '?type=handle']],
    ['a type in capitals', (uri: string) => [uri, '?type=DOI']],
    ['two types', (uri: string) => [uri, '?type=doi&type=doi']],
    ['no address', () => ['', '?type=doi']],
    ['two addresses', (uri: string) => [`${uri}\n${uri}`, '?type=doi']],
    ['the address of something else', (uri: string) => [uri.replace('items', 'bundles'), '?type=doi']],
    ['an address that goes on', (uri: string) => [`${uri}/identifiers`, '?type=doi']],
    ['no uuid', () => [uriOf('61'), '?type=doi']],
  ])('%s is a mistake, whatever the item is', async (_name, make) => {
    for (const uuid of [NOTHING, await fresh()]) {
      const [body = '', query = ''] = make(uriOf(uuid));
      const answer = await people.admin.register(body, query);
      expect(answer.status, answer.text).toBe(400);
      expect(answer.body()).toMatchObject({
        status: 400,
        error: 'Bad Request',
        path: '/server/api/pid/identifiers',
      });
    }
  });

  test('an item that is not there before permission, and permission before its state', async () => {
    expect((await people.member.register(uriOf(NOTHING))).status).toBe(404);
    const registered = await fresh();
    expect((await people.admin.register(uriOf(registered))).status).toBe(201);
    expect((await people.member.register(uriOf(registered))).status).toBe(403);
    expect((await people.admin.register(uriOf(registered))).status).toBe(400);
  });
});

describe('what pid/identifiers leaves out', () => {
  test('it is neither listed nor read', async () => {
    for (const path of [
      '/pid/identifiers',
      '/pid/identifiers/10.5072',
      '/pid/identifiers/search/findByItem/x',
    ]) {
      const answer = await people.admin.get(path);
      expect(answer.status, path).toBe(path.endsWith('x') ? 404 : 405);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    }
    expect((await people.admin.send('HEAD', '/pid/identifiers/search')).status).toBe(200);
  });
});

describe('finding the identifiers of an item', () => {
  test('pages are cut where they are asked to be', async () => {
    const uuid = await fresh();
    await people.admin.register(uriOf(uuid));
    const answer = await people.stranger.get(`/pid/identifiers/search/findByItem?uuid=${uuid}&size=1&page=1`);
    expect(answer.body()).toMatchObject({
      _embedded: { identifiers: [{ identifierType: 'handle' }] },
      _links: {
        prev: { href: `${people.root}/pid/identifiers/search/findByItem?uuid=${uuid}&page=0&size=1` },
      },
      page: { size: 1, totalElements: 2, totalPages: 2, number: 1 },
    });
  });

  test('identifiers of what may not be read are told to nobody', async () => {
    const uuid = await fresh({ state: 'workspace' });
    const path = `/pid/identifiers/search/findByItem?uuid=${uuid}`;
    expect((await people.stranger.get(path)).status).toBe(401);
    expect((await people.member.get(path)).status).toBe(403);
    expect((await people.curator.get(path)).status).toBe(200);
  });
});
