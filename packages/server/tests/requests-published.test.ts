import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { completeAttributes, type RequestSystem, startRequestSystem } from './support/requests.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

type Attribute = { name: string; value: string; attributes: Attribute[] };

let world: RequestSystem;
let curator: Api;
let requester: Api;
let member: Api;
let id: string;
let folder: { id: string; name: string };
let doi: string;

beforeAll(async () => {
  world = await startRequestSystem();
  curator = createApi(world.system, (await signIn(world.system, LAURE)).token);
  requester = createApi(world.system, (await signIn(world.system, JOSIAH)).token);
  member = createApi(world.system, (await signIn(world.system, SOFIA)).token);
  folder = await world.makeFolder();
  id = await world.request(folder.id);
  await world.system.drain();
  await world.publish(id);
  await world.system.drain();
  doi = (await world.read(id)).permanentId ?? '';
  expect((await world.read(id)).state).toBe('published');
});
afterAll(async () => {
  await world?.system.close();
});

async function titleAtDatacite(): Promise<unknown> {
  const answer = await fetch(`${world.system.datacite.url}/dois/${doi}`);
  const { data } = (await answer.json()) as { data: { attributes: { titles: { title: string }[] } } };
  return data.attributes.titles[0]?.title;
}

async function readAttributes(): Promise<Attribute[]> {
  return (await curator.get<{ attributes: Attribute[] }>(`/folders/${folder.id}/attributes`)).body.attributes;
}

/** What folder, item and registrar say. */
async function titles(): Promise<unknown[]> {
  const { itemId } = await world.read(id);
  const item = await curator.get<{ metadata: { titles: { title: string }[] } }>(`/items/${itemId}`);
  const attribute = (await readAttributes()).find(({ name }) => name === 'title');
  return [attribute?.value, item.body.metadata.titles[0]?.title, await titleAtDatacite()];
}

describe('the metadata of a published package', () => {
  test('say which identifier it has, and when it was published', async () => {
    const attributes = await readAttributes();
    expect(attributes.find(({ name }) => name === 'identifier')).toMatchObject({
      value: doi,
      attributes: [{ name: 'identifierType', value: 'DOI' }],
    });
    expect(attributes.find(({ name }) => name === 'publicationYear')?.value).toBe('2026');
    expect(attributes.find(({ name }) => name === 'datePublished')?.value).toMatch(/^2026-06-\d\d$/);
    const { itemId } = await world.read(id);
    const { body } = await curator.get<{ metadata: Record<string, unknown> }>(`/items/${itemId}`);
    expect(body.metadata).toMatchObject({
      publicationYear: 2026,
      sizes: [expect.stringMatching(/^\d+ bytes$/), '2 files'],
    });
  });

  test('are changed by a curator, at the registrar as well', async () => {
    const attributes = completeAttributes('Springs, looked at again');
    const changed = await curator.put(`/requests/${id}/metadata`, { attributes });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    await world.system.drain();
    expect(await titles()).toEqual(Array(3).fill('Springs, looked at again'));
    expect((await readAttributes()).find(({ name }) => name === 'identifier')?.value).toBe(doi);
    const history = await curator.get<{ items: { action: string }[] }>(`/requests/${id}/history`);
    expect(history.body.items.at(-1)?.action).toBe('describe');
  });

  test('are changed with the attributes of the folder, whichever way these are changed', async () => {
    const attributes = completeAttributes('Springs, a third time');
    const changed = await curator.put(
      `/folders/${folder.id}/attributes`,
      { attributes },
      { 'if-match': '*' },
    );
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    await world.system.drain();
    expect(await titles()).toEqual(Array(3).fill('Springs, a third time'));
  });

  test('stay as they are when they would not be complete any more', async () => {
    const before = await titles();
    const attributes = completeAttributes('Nobody made this').filter(({ name }) => name !== 'creator');
    for (const [path, headers] of [
      [`/requests/${id}/metadata`, {}],
      [`/folders/${folder.id}/attributes`, { 'if-match': '*' }],
    ] as const) {
      const refused = await curator.put<ProblemBody>(path, { attributes }, headers);
      expect(refused.status).toBe(422);
      expect(refused.body.errors?.map(({ pointer }) => pointer).join()).toContain('/attributes/creator');
    }
    await world.system.drain();
    expect(await titles()).toEqual(before);
  });

  test('are not for the requester to change, and the request is nothing to another member', async () => {
    const attributes = completeAttributes('Mine again');
    expect((await requester.put(`/requests/${id}/metadata`, { attributes })).status).toBe(403);
    expect((await member.put(`/requests/${id}/metadata`, { attributes })).status).toBe(404);
    const read = await curator.get(`/requests/${id}`);
    const stale = { 'if-match': `"${Number(/\d+/.exec(read.headers.get('etag') ?? '')?.[0]) - 1}"` };
    expect((await curator.put(`/requests/${id}/metadata`, { attributes }, stale)).status).toBe(412);
  });
});

test('the item of a package changes with its folder alone, and curators are told where', async () => {
  const { itemId } = await world.read(id);
  const before = await titles();
  const { body: item } = await curator.get<{ version: number; metadata: object }>(`/items/${itemId}`);
  const etag = { 'if-match': `"${item.version}"` };
  const metadata = { ...item.metadata, titles: [{ title: 'Behind the back of the folder' }] };
  const tried = [
    await curator.patch<ProblemBody>(`/items/${itemId}`, { metadata }, etag),
    await createApi(world.system, TEST_ADMIN_TOKEN).delete<ProblemBody>(`/items/${itemId}`, etag),
    await curator.delete<ProblemBody>(`/items/${itemId}/identifiers/${encodeURIComponent(doi)}`),
  ];
  expect(tried.map(({ status }) => status)).toEqual([409, 409, 409]);
  for (const { body } of tried) expect(body.detail).toContain(`/app/requests/${id}`);
  await world.system.drain();
  expect(await titles()).toEqual(before);
});
