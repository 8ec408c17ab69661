import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAttributes, replaceAttributes } from '../src/modules/data/index.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { completeAttributes, type RequestSystem, startRequestSystem } from './support/requests.ts';

type Template = {
  name: string;
  kernel: string;
  current: boolean;
  attributes: { name: string; values: string[]; attributes: { name: string; values: string[] }[] }[];
};
type Reading = {
  metadata: Record<string, unknown>;
  problems: { attribute: string; detail: string }[];
  missing: { attribute: string; detail: string }[];
  extras: Record<string, unknown>;
};

let world: RequestSystem;
let requester: Api;
let curator: Api;
let member: Api;

beforeAll(async () => {
  world = await startRequestSystem();
  const { system } = world;
  requester = createApi(system, (await signIn(system, JOSIAH)).token);
  curator = createApi(system, (await signIn(system, LAURE)).token);
  member = createApi(system, (await signIn(system, SOFIA)).token);
});
afterAll(() => world?.system.close());

async function readMetadata(api: Api, id: string) {
  const { status, body, headers } = await api.get<Reading>(`/folders/${id}/metadata`);
  return { status, ...body, etag: headers.get('etag') ?? '' };
}

function put(api: Api, id: string, metadata: unknown, etag: string) {
  return api.put<Reading & ProblemBody>(`/folders/${id}/metadata`, { metadata }, { 'if-match': etag });
}

describe('templates', () => {
  test('are listed, the current one first', async () => {
    const { status, body } = await requester.get<{ items: Template[] }>('/metadata-templates');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { name: 'doi-request', kernel: '4.7', current: true },
      { name: 'doi-request-datacite-4.2', kernel: '4.2', current: false },
    ]);
    expect(body.items[0]).not.toHaveProperty('attributes');
  });

  test('are read with their attributes and lists', async () => {
    const { body } = await requester.get<Template>('/metadata-templates/doi-request');
    const contributor = body.attributes.find(({ name }) => name === 'contributor');
    const roles = contributor?.attributes.find(({ name }) => name === 'contributorType')?.values;
    expect(roles).toContain('Supervisor');
    expect(roles).not.toContain('Funder');
    expect(body.attributes.map(({ name }) => name)).toContain('relatedItem');
    const original = await requester.get<Template>('/metadata-templates/doi-request-datacite-4.2');
    expect(original.body.attributes.map(({ name }) => name)).not.toContain('relatedItem');
    const roles42 = original.body.attributes
      .find(({ name }) => name === 'contributor')
      ?.attributes.find(({ name }) => name === 'contributorType')?.values;
    expect(roles42).toContain('Funder');
    expect(roles42).toContain(' Supervisor');
  });

  test('that are unknown are not found, and strangers sign in first', async () => {
    expect((await requester.get('/metadata-templates/other')).status).toBe(404);
    expect((await createApi(world.system, null).get('/metadata-templates')).status).toBe(401);
  });
});

describe('the metadata of a folder', () => {
  test('are its attributes, with everything that is wrong or missing', async () => {
    const { id } = await world.makeFolder();
    const whole = await readMetadata(requester, id);
    expect(whole).toMatchObject({ status: 200, problems: [], missing: [] });
    expect(whole.metadata).toMatchObject({
      creators: [{ name: 'Carberry, Josiah', affiliation: [{ name: 'Example University' }] }],
      publicationYear: world.system.clock.now().getUTCFullYear(),
      rightsList: [{ rights: 'CC0', rightsIdentifier: 'CC0-1.0' }],
    });
    await replaceAttributes(world.system.ctx, world.people.requester, id, [
      { name: 'creator', value: 'Carberry, Josiah' },
      { name: 'creator', value: 'Two', attributes: [{ name: 'nameIdentifier', value: '1234' }] },
      { name: 'identifier', value: '10.5072/mine' },
    ]);
    const poor = await readMetadata(requester, id);
    expect(poor.problems.map(({ attribute }) => attribute).sort()).toEqual([
      'creator[2]/nameIdentifier/nameIdentifierScheme',
      'identifier',
      'publisher',
      'resourceType/resourceTypeGeneral',
      'title',
    ]);
    expect(poor.missing.map(({ attribute }) => attribute)).toContain('creator[1]/affiliation');
    expect(poor.metadata).toMatchObject({ creators: [{ name: 'Carberry, Josiah' }, { name: 'Two' }] });
  });

  test('are written as attributes, and those that DataCite has no place for stay', async () => {
    const { id } = await world.makeFolder();
    await replaceAttributes(world.system.ctx, world.people.requester, id, [
      ...completeAttributes('Springs'),
      { name: 'biosample', value: 'SAMN 1', unit: 'accession' },
      { name: 'is_deprecated', value: 'false' },
    ]);
    const { metadata, etag } = await readMetadata(requester, id);
    const titles = [{ title: 'Wells' }, { title: 'Brunnen', lang: 'de', titleType: 'TranslatedTitle' }];
    const answer = await put(requester, id, { ...metadata, titles }, etag);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ problems: [], metadata: { titles }, extras: { deprecated: false } });
    expect(answer.headers.get('etag')).not.toBe(etag);
    expect((await readMetadata(requester, id)).metadata).toEqual(answer.body.metadata);
    const stored = await readAttributes(world.system.ctx.db, id);
    expect(stored).toContainEqual(
      expect.objectContaining({ name: 'biosample', value: 'SAMN 1', unit: 'accession' }),
    );
  });

  test('are refused with every mistake at its place, and as a whole', async () => {
    const { id } = await world.makeFolder();
    const { metadata, etag } = await readMetadata(requester, id);
    const wrong = { ...metadata, language: 'plain English', titles: [{ title: 'A', titleType: 'Nickname' }] };
    const refused = await put(requester, id, wrong, etag);
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/metadata/language',
      '/metadata/titles/0/titleType',
    ]);
    expect(await readMetadata(requester, id)).toMatchObject({ metadata, etag });
  });

  test('of more than the data store holds are refused with the attribute', async () => {
    const { id } = await world.makeFolder();
    const { metadata, etag } = await readMetadata(requester, id);
    const long = {
      ...metadata,
      descriptions: [{ description: 'x'.repeat(60_000), descriptionType: 'Methods' }],
    };
    const refused = await put(requester, id, long, etag);
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.[0]).toMatchObject({
      pointer: '/metadata',
      detail: expect.stringMatching(/^description: /),
    });
  });

  test('may be a draft: what is missing is told and not refused', async () => {
    const { id } = await world.makeFolder();
    const { etag } = await readMetadata(requester, id);
    const answer = await put(requester, id, { titles: [{ title: 'Only this' }] }, etag);
    expect(answer.status).toBe(200);
    expect(answer.body.problems.map(({ attribute }) => attribute)).toEqual([
      'creator',
      'publisher',
      'resourceType/resourceTypeGeneral',
    ]);
  });

  test('are not written over unseen', async () => {
    const { id } = await world.makeFolder();
    const { metadata, etag } = await readMetadata(requester, id);
    expect((await put(requester, id, metadata, etag)).status).toBe(200);
    expect((await put(requester, id, metadata, etag)).status).toBe(412);
    expect((await requester.put(`/folders/${id}/metadata`, { metadata })).status).toBe(428);
  });

  test('of a folder that one may not see look like nothing, and so does a file', async () => {
    const { id } = await world.makeFolder();
    const { etag } = await readMetadata(requester, id);
    const file = await world.addFile(id, 'more.csv', 'a,b\n');
    expect((await readMetadata(member, id)).status).toBe(404);
    expect((await put(member, id, {}, etag)).status).toBe(404);
    expect((await readMetadata(requester, file)).status).toBe(404);
    expect((await readMetadata(requester, 'no-uuid')).status).toBe(404);
    expect((await createApi(world.system, null).get(`/folders/${id}/metadata`)).status).toBe(401);
    const reader = await signIn(world.system, JOSIAH, ['data:read']);
    expect((await put(createApi(world.system, reader.token), id, {}, etag)).status).toBe(403);
  });
});

test('identifier and date of a published folder are the service’s own, and stay when it is described anew', async () => {
  const { id } = await world.makeFolder();
  const request = await world.request(id);
  await world.system.drain();
  await world.publish(request);
  await world.system.drain();
  expect(await world.read(request)).toMatchObject({ state: 'published' });
  const { metadata, problems, etag } = await readMetadata(curator, id);
  expect(problems).toEqual([]);
  const day = world.system.clock.now().toISOString().slice(0, 10);
  expect(metadata).toMatchObject({
    publicationYear: Number(day.slice(0, 4)),
    dates: [{ date: day, dateType: 'Issued' }],
  });
  expect((await readMetadata(requester, id)).metadata).toEqual(metadata);
  const answer = await put(curator, id, { ...metadata, version: '1.0' }, etag);
  expect(answer.body).toMatchObject({ problems: [], metadata: { ...metadata, version: '1.0' } });
  const stored = await readAttributes(world.system.ctx.db, id);
  const names = stored.map(({ name }) => name);
  expect(names.filter((name) => name === 'date')).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(['identifier', 'publicationYear', 'datePublished']));
});
