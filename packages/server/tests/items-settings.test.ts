import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi } from './support/api.ts';
import { createItem, type ItemBody, identify, readItem } from './support/items.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const settings = '/organisations/default/item-settings';
const filters = '/organisations/default/doi-filters';
const any = { 'if-match': '*' };

let system: System;
let api: Api;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: '20.500.12345' } });
  const { token } = await signIn(system);
  await setRole(system, JOSIAH, 'admin');
  api = createApi(system, token);
  await api.put(`${filters}/datasets`, { condition: { type: ['Dataset'] } });
  await api.put(`${filters}/archived-with-files`, {
    condition: { and: [{ archived: true }, { files: { min: 1 } }] },
  });
});
afterAll(() => system.close());
afterEach(async () => {
  expect((await api.put(settings, {}, any)).status).toBe(200);
});

const settle = async (wish: Record<string, unknown>) =>
  expect((await api.put(settings, wish, any)).status).toBe(200);
const file = { name: 'data.csv', url: 'https://example.org/data.csv' };
const text = { ...completeMetadata(), types: { resourceTypeGeneral: 'Text' } };
const statusOf = ({ identifiers }: ItemBody) => identifiers.find(({ type }) => type === 'doi')?.status;

describe('the settings of an organisation', () => {
  test('say nothing at first: no item gets a DOI by itself', async () => {
    expect(statusOf(await createItem(api, { files: [file] }))).toBeUndefined();
    expect(statusOf(await createItem(api, { state: 'workspace' }))).toBeUndefined();
  });

  test('give a name with the submission, and archiving registers it', async () => {
    await settle({ nameOnSubmission: true });
    const item = await createItem(api, { state: 'workspace' });
    expect(statusOf(item)).toBe('PENDING');
    await api.post(`/items/${item.uuid}/archive`);
    const archived = await readItem(api, item.uuid);
    expect(statusOf(archived)).toBe('TO_BE_REGISTERED');
    expect(archived.identifiers[0]?.pid).toBe(item.identifiers[0]?.pid);
    expect(statusOf(await createItem(api))).toBe('TO_BE_REGISTERED');
  });

  test('let a filter choose among the submitted, and choose again when the item changes', async () => {
    await settle({ nameOnSubmission: true, submissionFilter: 'datasets' });
    const item = await createItem(api, { state: 'workspace', metadata: text });
    expect(statusOf(item)).toBe('MINTED');
    const changed = await api.patch<ItemBody>(`/items/${item.uuid}`, { metadata: completeMetadata() }, any);
    expect(statusOf(changed.body)).toBe('PENDING');
    const back = await api.patch<ItemBody>(`/items/${item.uuid}`, { metadata: text }, any);
    expect(statusOf(back.body)).toBe('MINTED');
    await api.post(`/items/${item.uuid}/archive`);
    expect(statusOf(await readItem(api, item.uuid))).toBe('MINTED');
  });

  test('let a filter see the item as it is in the archive, and register what matches', async () => {
    await settle({ archiveFilter: 'archived-with-files' });
    expect(statusOf(await createItem(api, { files: [file] }))).toBe('TO_BE_REGISTERED');
    expect(statusOf(await createItem(api))).toBeUndefined();
    const reserved = await createItem(api, { state: 'workspace', files: [file] });
    const { body } = await identify(api, reserved.uuid, 'reserve');
    await api.post(`/items/${reserved.uuid}/archive`);
    const archived = await readItem(api, reserved.uuid);
    expect(archived.identifiers[0]).toMatchObject({ pid: body.pid, state: 'public' });
  });

  test('leave an item out of the archive whole when its DOI cannot be made', async () => {
    await settle({ archiveFilter: 'archived-with-files' });
    const { body } = await api.get<{ items: { id: string; prefix: string }[] }>('/shoulders');
    const doi = body.items.find((each) => each.prefix === '10.5072')?.id;
    expect((await api.patch(`/shoulders/${doi}`, { quota: 0 }, any)).status).toBe(200);
    const item = await createItem(api, { state: 'workspace', files: [file] });
    expect((await api.post(`/items/${item.uuid}/archive`)).status).toBe(409);
    expect(await readItem(api, item.uuid)).toMatchObject({ state: 'workspace', identifiers: [], version: 1 });
    await api.patch(`/shoulders/${doi}`, { quota: null }, any);
    expect((await api.post(`/items/${item.uuid}/archive`)).status).toBe(200);
  });
});

describe('the status of a DOI', () => {
  test('says that a change waits: before the registration, after it, and as a draft', async () => {
    const item = await createItem(api);
    const path = `/items/${item.uuid}`;
    const retitle = (title: string) => api.patch<ItemBody>(path, { metadata: completeMetadata(title) }, any);
    await identify(api, item.uuid, 'register');
    expect(statusOf((await retitle('Before')).body)).toBe('UPDATE_BEFORE_REGISTRATION');
    await system.drain();
    expect(statusOf(await readItem(api, item.uuid))).toBe('IS_REGISTERED');
    expect(statusOf((await retitle('After')).body)).toBe('UPDATE_REGISTERED');
    await system.drain();
    expect(statusOf(await readItem(api, item.uuid))).toBe('IS_REGISTERED');
    const withdrawn = await api.post<ItemBody>(`${path}/withdraw`, { reason: 'Wrong' });
    expect(statusOf(withdrawn.body)).toBe('UPDATE_REGISTERED');
    await system.drain();
    expect(statusOf(await readItem(api, item.uuid))).toBe('IS_REGISTERED');

    const draft = await createItem(api, { state: 'workspace' });
    await identify(api, draft.uuid, 'reserve');
    await system.drain();
    expect(statusOf(await readItem(api, draft.uuid))).toBe('IS_RESERVED');
    const changed = await api.patch<ItemBody>(`/items/${draft.uuid}`, { metadata: text }, any);
    expect(statusOf(changed.body)).toBe('UPDATE_RESERVED');
    await system.drain();
    expect(statusOf(await readItem(api, draft.uuid))).toBe('IS_RESERVED');
  });
});
