import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, type ProblemBody, readShoulders } from './support/api.ts';
import { createItem, identify, readItem } from './support/items.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

type FilterBody = {
  name: string;
  title: string | null;
  condition: unknown;
  builtIn: boolean;
  version: number;
};
type SettingsBody = {
  doiShoulder: string | null;
  handleShoulder: string | null;
  nameOnSubmission: boolean;
  submissionFilter: string | null;
  archiveFilter: string | null;
  registerButton: boolean;
  version: number;
};

const filters = '/organisations/default/doi-filters';
const settings = '/organisations/default/item-settings';

let system: System;
let admin: Api;
let member: Api;

beforeAll(async () => {
  system = await startSystem();
  ({ admin, member } = await openOrganisation(system));
});

afterAll(() => system.close());

describe('DOI filters', () => {
  test('every organisation has always_true and doi-filter, and nobody changes them', async () => {
    const { body } = await admin.get<{ items: FilterBody[] }>(filters);
    expect(body.items.map((each) => [each.name, each.builtIn])).toEqual([
      ['always_true', true],
      ['doi-filter', true],
    ]);
    const read = await admin.get<FilterBody>(`${filters}/doi-filter`);
    expect(read.body.condition).toEqual({
      and: [{ withdrawn: false }, { hasDoi: false }, { files: { min: 1 } }],
    });
    const put = await admin.put(`${filters}/always_true`, { condition: { always: false } });
    expect(put.status).toBe(409);
    expect((await admin.delete(`${filters}/doi-filter`, { 'if-match': '"1"' })).status).toBe(409);
  });

  test('an administrator makes a filter, changes it with its ETag and deletes it', async () => {
    const path = `${filters}/data`;
    const made = await admin.put<FilterBody>(path, { title: 'Data', condition: { type: ['Dataset'] } });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    const condition = { and: [{ type: ['Dataset'] }, { files: { min: 1 } }] };
    expect((await admin.put(path, { condition })).status).toBe(428);
    expect((await admin.put(path, { condition }, { 'if-match': '"7"' })).status).toBe(412);
    const changed = await admin.put<FilterBody>(path, { condition }, { 'if-match': '"1"' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ title: null, condition, version: 2 });
    expect((await admin.get<FilterBody>(path)).body.condition).toEqual(condition);
    expect((await admin.delete(path, { 'if-match': '"1"' })).status).toBe(412);
    expect((await admin.delete(path, { 'if-match': '"2"' })).status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.put(path, { condition }, { 'if-match': '"2"' })).status).toBe(412);
  });

  test('all mistakes of a condition are told at once, each with its place', async () => {
    const refused = await admin.put<ProblemBody>(`${filters}/wrong`, {
      condition: { or: [{ type: ['Dragon'] }, { metadata: { path: 'titles/title', matches: '[' } }] },
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.map((each) => each.pointer)).toEqual([
      '/condition/or/0/type/0',
      '/condition/or/1/metadata/matches',
    ]);
    expect((await admin.put(`${filters}/wrong`, {})).status).toBe(400);
    expect((await admin.put(`${filters}/-wrong`, { condition: { always: true } })).status).toBe(400);
  });

  test('filters are for administrators; members learn that, strangers nothing', async () => {
    expect((await member.get(filters)).status).toBe(403);
    expect((await member.put(`${filters}/mine`, { condition: { always: true } })).status).toBe(403);
    expect((await member.get('/organisations/elsewhere/doi-filters')).status).toBe(404);
    expect((await member.get(settings)).status).toBe(403);
  });

  test('lists go page by page after the built-in filters', async () => {
    for (const name of ['page-a', 'page-b', 'page-c']) {
      await admin.put(`${filters}/${name}`, { condition: { always: true } });
    }
    const first = await admin.get<{ items: FilterBody[]; next: string }>(`${filters}?limit=2`);
    expect(first.body.items.map((each) => each.name)).toEqual([
      'always_true',
      'doi-filter',
      'page-a',
      'page-b',
    ]);
    const rest = await admin.get<{ items: FilterBody[]; next: string | null }>(
      `${filters}?limit=2&cursor=${first.body.next}`,
    );
    expect(rest.body).toMatchObject({ items: [{ name: 'page-c' }], next: null });
  });
});

describe('item settings', () => {
  test('have defaults until something is settled, and an ETag from then on', async () => {
    const before = await admin.get<SettingsBody>(settings);
    expect(before.headers.get('etag')).toBe('"0"');
    expect(before.body).toEqual({
      doiShoulder: null,
      handleShoulder: null,
      nameOnSubmission: false,
      submissionFilter: null,
      archiveFilter: null,
      registerButton: true,
      version: 0,
    });
    const { doi } = await readShoulders(admin);
    const wish = { doiShoulder: doi, nameOnSubmission: true, archiveFilter: 'doi-filter' };
    const put = await admin.put<SettingsBody>(settings, wish, { 'if-match': '"0"' });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    expect(put.body).toMatchObject({ ...wish, registerButton: true, version: 1 });
    expect((await admin.put(settings, wish)).status).toBe(428);
    expect((await admin.put(settings, wish, { 'if-match': '"0"' })).status).toBe(412);
    const same = await admin.put<SettingsBody>(settings, wish, { 'if-match': '"1"' });
    expect(same.body.version).toBe(1);
  });

  test('name filters and shoulders of the organisation only', async () => {
    const { ark } = await readShoulders(admin);
    const refused = await admin.put<ProblemBody>(
      settings,
      { submissionFilter: 'nobody-made-this', doiShoulder: ark, handleShoulder: ark },
      { 'if-match': '*' },
    );
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.map((each) => each.pointer).toSorted()).toEqual([
      '/doiShoulder',
      '/handleShoulder',
      '/submissionFilter',
    ]);
  });

  test('keep the filter that they use', async () => {
    await admin.put(`${filters}/kept`, { condition: { archived: true } });
    await admin.put(settings, { archiveFilter: 'kept' }, { 'if-match': '*' });
    const refused = await admin.delete<ProblemBody>(`${filters}/kept`, { 'if-match': '"1"' });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('kept');
    await admin.put(settings, {}, { 'if-match': '*' });
    expect((await admin.delete(`${filters}/kept`, { 'if-match': '"1"' })).status).toBe(204);
  });

  test('a filter that is deleted while it is chosen is either kept or not chosen', async () => {
    await admin.put(`${filters}/raced`, { condition: { archived: true } });
    const [chosen, deleted] = await Promise.all([
      admin.put(settings, { archiveFilter: 'raced' }, { 'if-match': '*' }),
      admin.delete(`${filters}/raced`, { 'if-match': '"1"' }),
    ]);
    expect([
      [200, 409],
      [400, 204],
    ]).toContainEqual([chosen.status, deleted.status]);
    await admin.put(settings, {}, { 'if-match': '*' });
  });
});

describe('items and filters', () => {
  type Verdict = { pointer: string; kind: string; holds: boolean };
  type CheckBody = { matches: boolean; conditions: Verdict[] };

  test('a check says whether a filter matches an item, and what each condition says', async () => {
    const condition = { and: [{ type: ['Dataset'] }, { not: { files: { min: 1 } } }, { archived: true }] };
    await admin.put(`${filters}/checked`, { condition });
    const { uuid } = await createItem(admin, { state: 'workspace' });
    const before = await admin.post<CheckBody>(`${filters}/checked/check`, { item: uuid });
    expect(before.status, JSON.stringify(before.body)).toBe(200);
    expect(before.body).toMatchObject({ matches: false, item: uuid, filter: 'checked' });
    expect(before.body.conditions).toEqual([
      { pointer: '', kind: 'and', holds: false },
      { pointer: '/and/0', kind: 'type', holds: true },
      { pointer: '/and/1', kind: 'not', holds: true },
      { pointer: '/and/1/not', kind: 'files', holds: false },
      { pointer: '/and/2', kind: 'archived', holds: false },
    ]);
    await admin.post(`/items/${uuid}/archive`, {});
    expect((await admin.post<CheckBody>(`${filters}/checked/check`, { item: uuid })).body.matches).toBe(true);
  });

  test('collections, communities around them and DOIs of the item are looked at', async () => {
    const outer = (await admin.post<{ uuid: string }>('/communities', { name: 'Outer' })).body.uuid;
    const inner = (await admin.post<{ uuid: string }>('/communities', { name: 'Inner', community: outer }))
      .body.uuid;
    const collection = (
      await admin.post<{ uuid: string }>('/collections', { name: 'Inside', community: inner })
    ).body.uuid;
    const { uuid } = await createItem(admin, { collection });
    const elsewhere = await createItem(admin);
    const check = async (condition: unknown, item: string): Promise<boolean> => {
      await admin.put(`${filters}/looked-at`, { condition }, { 'if-match': '*' });
      await admin.put(`${filters}/looked-at`, { condition });
      return (await admin.post<CheckBody>(`${filters}/looked-at/check`, { item })).body.matches;
    };
    expect(await check({ collection: [collection] }, uuid)).toBe(true);
    expect(await check({ community: [outer.toUpperCase()] }, uuid)).toBe(true);
    expect(await check({ community: [outer] }, elsewhere.uuid)).toBe(false);
    expect(await check({ hasDoi: true }, uuid)).toBe(false);
    await identify(admin, uuid, 'mint');
    expect(await check({ hasDoi: true }, uuid)).toBe(false);
    await identify(admin, uuid, 'register');
    expect(await check({ hasDoi: true }, uuid)).toBe(true);
  });

  test('a check tells nobody of items that they may not see', async () => {
    const unknown = { item: '00000000-0000-4000-8000-000000000000' };
    expect((await admin.post(`${filters}/always_true/check`, unknown)).status).toBe(404);
    expect((await admin.post(`${filters}/not-there/check`, unknown)).status).toBe(404);
    expect((await member.post(`${filters}/always_true/check`, unknown)).status).toBe(403);
  });

  test('a filter for archived items registers a DOI when an item is archived', async () => {
    await admin.put(`${filters}/on-archiving`, { condition: { archived: true } });
    await admin.put(settings, { archiveFilter: 'on-archiving' }, { 'if-match': '*' });
    const item = await createItem(admin);
    expect(item.identifiers).toMatchObject([{ type: 'doi', status: 'TO_BE_REGISTERED' }]);
    await admin.put(settings, { archiveFilter: 'doi-filter' }, { 'if-match': '*' });
    expect((await createItem(admin)).identifiers).toEqual([]);
    const files = [{ name: 'table.csv', url: 'https://example.org/table.csv' }];
    expect((await createItem(admin, { files })).identifiers).toMatchObject([{ status: 'TO_BE_REGISTERED' }]);
    await admin.put(settings, {}, { 'if-match': '*' });
  });

  test('names on submission are PENDING where the submission filter matches, and else MINTED', async () => {
    await admin.put(`${filters}/software`, { condition: { type: ['Software'] } });
    const wish = { nameOnSubmission: true, submissionFilter: 'software' };
    await admin.put(settings, wish, { 'if-match': '*' });
    const draft = await createItem(admin, { state: 'workspace' });
    expect(draft.identifiers).toMatchObject([{ type: 'doi', status: 'MINTED' }]);
    const metadata = { ...completeMetadata('A program'), types: { resourceTypeGeneral: 'Software' } };
    const program = await createItem(admin, { state: 'workspace', metadata });
    expect(program.identifiers).toMatchObject([{ status: 'PENDING' }]);
    for (const [uuid, status] of [
      [draft.uuid, 'MINTED'],
      [program.uuid, 'TO_BE_REGISTERED'],
    ] as const) {
      await admin.post(`/items/${uuid}/archive`, {});
      expect((await readItem(admin, uuid)).identifiers).toMatchObject([{ status }]);
    }
    await admin.put(settings, {}, { 'if-match': '*' });
  });
});
