import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import type { DspaceAnswer, DspaceClient } from './support/dspace-client.ts';
import { type DspacePeople, fields, makeOwnItem, NOTHING, openDspace } from './support/dspace-people.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

let people: DspacePeople;
let uuid: string;
let handle: string;
let doi: string;
let community: { uuid: string; handle: string };
let collection: { uuid: string; handle: string };

beforeAll(async () => {
  people = await openDspace();
  uuid = (await makeOwnItem(people.system)).uuid;
  await people.admin.register(`${people.root}/core/items/${uuid}`);
  const { identifiers } = (await people.admin.get(`/core/items/${uuid}/identifiers`)).body<{
    identifiers: { value: string }[];
  }>();
  doi = identifiers[0]?.value.replace('https://doi.org/', '') ?? '';
  handle = identifiers[1]?.value.split('/handle/')[1] ?? '';
  const body = { name: 'Springs', metadata: fields({ 'dc.title': 'Springs' }) };
  community = (await people.admin.sendJson('POST', '/core/communities', body)).body();
  const within = `/core/collections?parent=${community.uuid}`;
  collection = (await people.admin.sendJson('POST', within, body)).body();
});
afterAll(() => people?.system.close());

const find = (id: string, client: DspaceClient = people.stranger): Promise<DspaceAnswer> =>
  client.get(`/pid/find?id=${encodeURIComponent(id)}`);

describe('finding what an identifier is the name of', () => {
  test('leads to the item, however its Handle or DOI is written', async () => {
    for (const id of [
      handle,
      ` ${handle} `,
      `hdl:${handle}`,
      `info:hdl/${handle}`,
      `https://hdl.handle.net/${handle}`,
      `${people.system.url}/handle/${handle}`,
      `http://whatever/handle/${handle}`,
      // The address that our own API and pages print for a Handle.
      `${people.system.url}/${handle}`,
      `${people.system.url}/${doi}`,
      doi,
      doi.toUpperCase(),
      `doi:${doi}`,
      `http://dx.doi.org/${doi}`,
      `https://doi.org/${doi.toUpperCase()}`,
    ]) {
      const answer = await find(id);
      expect(answer.status, id).toBe(302);
      expect(answer.headers.get('location'), id).toBe(`${people.root}/core/items/${uuid}`);
    }
  });

  test('leads to collections and communities, too', async () => {
    expect(collection.handle).toMatch(/^123456789\/\d+$/);
    expect((await find(`hdl:${collection.handle}`)).headers.get('location')).toBe(
      `${people.root}/core/collections/${collection.uuid}`,
    );
    expect((await find(community.handle)).headers.get('location')).toBe(
      `${people.root}/core/communities/${community.uuid}`,
    );
  });

  test('the redirect can be followed with the same authorization, and ends with the uuid', async () => {
    const restricted = (await makeOwnItem(people.system, { access: 'organisation' })).uuid;
    const list = await people.member.get(`/core/items/${restricted}/identifiers`);
    const [identifier] = list.body<{ identifiers: { value: string }[] }>().identifiers;
    const found = await find(identifier?.value ?? '', people.member);
    expect(found.status).toBe(302);
    const end = await people.member.get(found.headers.get('location') ?? '');
    expect(end.body()).toMatchObject({ uuid: restricted, type: 'item' });
    expect((await people.stranger.get(found.headers.get('location') ?? '')).status).toBe(401);
  });

  test.each([
    ['nothing of the kind', 'fakeIdentifier', 404],
    ['an unknown Handle', '123456789/999999', 404],
    ['an unknown DOI', '10.5072/unknown', 404],
    ['a text far too long', 'x'.repeat(3000), 404],
    ['a scheme that is not resolved here', 'urn:nbn:de:101:1-201102033592', 501],
    ['an ARK of somebody else', 'ark:/12345/x9abc', 501],
    ['nothing at all', '', 422],
  ])('%s', async (_name, id, status) => {
    const answer = await find(id);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.body()).toMatchObject({ status, path: '/server/api/pid/find' });
  });

  test('a name that is only reserved leads to its item for those who may read that, and is none to others', async () => {
    const item = await makeOwnItem(people.system, { state: 'workspace' });
    const api = createApi(people.system, TEST_ADMIN_TOKEN);
    const { body } = await api.post<{ pid: string }>(`/items/${item.uuid}/identifiers`, {
      type: 'doi',
      action: 'mint',
    });
    const location = `${people.root}/core/items/${item.uuid}`;
    expect((await find(body.pid, people.admin)).headers.get('location')).toBe(location);
    const nothing = await find('10.5072/nothing-here');
    for (const client of [people.stranger, people.member]) {
      const answer = await find(body.pid, client);
      expect([answer.status, answer.body<{ message: string }>().message]).toEqual([
        404,
        nothing.body<{ message: string }>().message,
      ]);
    }
    await api.post(`/items/${item.uuid}/identifiers`, { type: 'doi', action: 'register' });
    expect((await find(body.pid)).headers.get('location')).toBe(location);
  });

  test('two identifiers at once are none', async () => {
    expect((await people.stranger.get('/pid/find?id=1&id=2')).status).toBe(422);
  });
});

describe('finding what has a uuid', () => {
  test('leads to items, collections and communities', async () => {
    for (const [room, id] of [
      ['items', uuid],
      ['collections', collection.uuid],
      ['communities', community.uuid],
    ]) {
      const answer = await people.stranger.get(`/dso/find?uuid=${id}`);
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toBe(`${people.root}/core/${room}/${id}`);
    }
  });

  test('leads to oneself, and to nobody else', async () => {
    const { _links } = (await people.member.get('/authn/status')).body<{
      _links: Record<string, { href: string }>;
    }>();
    const id = _links.eperson?.href.split('/').at(-1);
    const answer = await people.member.get(`/dso/find?uuid=${id}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, _links.eperson?.href]);
    expect((await people.curator.get(`/dso/find?uuid=${id}`)).status).toBe(404);
  });

  test('asks whether the item may be read', async () => {
    const { uuid: hidden } = await makeOwnItem(people.system, { state: 'workspace' });
    expect((await people.stranger.get(`/dso/find?uuid=${hidden}`)).status).toBe(401);
    expect((await people.member.get(`/dso/find?uuid=${hidden}`)).status).toBe(403);
    expect((await people.admin.get(`/dso/find?uuid=${hidden}`)).status).toBe(302);
  });

  test.each([
    [`uuid=${NOTHING}`, 404],
    ['uuid=invalidUUID', 400],
    ['', 422],
  ])('%s → %i', async (query, status) => {
    expect((await people.admin.get(`/dso/find?${query}`)).status).toBe(status);
  });
});
