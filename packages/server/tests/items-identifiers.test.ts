import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, type ProblemBody } from './support/api.ts';
import { controlDatacite } from './support/datacite.ts';
import { createItem, type IdentifierBody, identify, pidPath, readItem, readStatus } from './support/items.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const PREFIX = '20.500.12345';

let system: System;
let api: Api;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: PREFIX } });
  const { token } = await signIn(system);
  await setRole(system, JOSIAH, 'admin');
  api = createApi(system, token);
});
afterAll(() => system.close());

const atDatacite = async (pid: string) =>
  (await controlDatacite(system).dois()).find((each) => each.doi === pid.toLowerCase());
const pidOf = async (pid: string) => (await api.get<PidBody>(`/pids/${encodeURIComponent(pid)}`)).body;
const doisOf = async (uuid: string) =>
  (await readItem(api, uuid)).identifiers.filter(({ type }) => type === 'doi');

describe('the DOI of an item', () => {
  test('of 32 who register it at once, one gets it, and the others learn that there is one', async () => {
    const item = await createItem(api);
    const answers = await Promise.all(Array.from({ length: 32 }, () => identify(api, item.uuid, 'register')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(31);
    expect(refused[0]?.body).toMatchObject({ type: expect.stringContaining('move-not-allowed') });
    expect(await doisOf(item.uuid)).toHaveLength(1);
  });

  test('of 32 who want different things of it at once, nobody makes a second one', async () => {
    const item = await createItem(api);
    const actions = ['mint', 'reserve', 'register', 'register'];
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => identify(api, item.uuid, actions[index % 4] ?? '')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(await doisOf(item.uuid)).toHaveLength(1);
    await system.drain();
  });

  test('is minted, which nobody else hears of, and registered from there', async () => {
    const item = await createItem(api, { state: 'workspace' });
    const minted = await identify(api, item.uuid, 'mint');
    expect(minted.body).toMatchObject({ status: 'MINTED', state: 'reserved' });
    const again = await identify(api, item.uuid, 'mint', { registerOnArchive: true });
    expect(again.body).toMatchObject({ pid: minted.body.pid, status: 'PENDING' });
    await system.drain();
    expect(await atDatacite(minted.body.pid)).toBeUndefined();
    const registered = await identify(api, item.uuid, 'register');
    expect(registered.body).toMatchObject({ pid: minted.body.pid, status: 'TO_BE_REGISTERED' });
    await system.drain();
    expect(await doisOf(item.uuid)).toMatchObject([{ pid: minted.body.pid, status: 'IS_REGISTERED' }]);
  });

  test('PENDING is registered when the item is archived, MINTED is not', async () => {
    for (const [registerOnArchive, status] of [
      [true, 'TO_BE_REGISTERED'],
      [false, 'MINTED'],
    ] as const) {
      const item = await createItem(api, { state: 'workspace' });
      await identify(api, item.uuid, 'mint', { registerOnArchive });
      expect((await api.post(`/items/${item.uuid}/archive`)).status).toBe(200);
      expect(await doisOf(item.uuid)).toMatchObject([{ status }]);
    }
  });

  test('is reserved as a draft, follows the item, and is registered from there', async () => {
    const item = await createItem(api, {
      state: 'workspace',
      metadata: { titles: [{ title: 'First thoughts' }] },
    });
    const { body: doi } = await identify(api, item.uuid, 'reserve');
    expect(doi.status).toBe('TO_BE_RESERVED');
    await system.drain();
    expect(await atDatacite(doi.pid)).toMatchObject({ state: 'draft' });
    expect(await readStatus(system, doi.pid)).toBe('IS_RESERVED');
    expect((await identify(api, item.uuid, 'reserve')).status).toBe(409);
    expect((await identify(api, item.uuid, 'mint')).status).toBe(409);
    const early = await identify(api, item.uuid, 'register');
    expect(early.status).toBe(422);
    const { errors } = early.body as unknown as ProblemBody;
    expect(errors?.map(({ pointer }) => pointer)).toContain('/metadata/creators');
    await api.patch(`/items/${item.uuid}`, { metadata: completeMetadata('Whole') }, { 'if-match': '*' });
    await system.drain();
    expect((await pidOf(doi.pid)).metadata).toMatchObject({ titles: [{ title: 'Whole' }] });
    expect((await identify(api, item.uuid, 'register')).status).toBe(201);
    await system.drain();
    expect(await atDatacite(doi.pid)).toMatchObject({ state: 'findable' });
  });

  test('cannot be registered of a withdrawn item, nor twice', async () => {
    const item = await createItem(api);
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'Wrong' });
    expect((await identify(api, item.uuid, 'register')).status).toBe(409);
    await api.post(`/items/${item.uuid}/reinstate`);
    expect((await identify(api, item.uuid, 'register')).status).toBe(201);
    await system.drain();
    expect((await identify(api, item.uuid, 'register')).status).toBe(409);
  });

  test('says what the item says, and its Handle, and hears of changes once', async () => {
    const item = await createItem(api);
    const handle = item.identifiers[0]?.pid;
    const { body: doi } = await identify(api, item.uuid, 'register');
    await system.drain();
    const before = await pidOf(doi.pid);
    expect(before.metadata).toMatchObject({
      alternateIdentifiers: [{ alternateIdentifier: handle, alternateIdentifierType: 'Handle' }],
    });
    expect((await readItem(api, item.uuid)).metadata).not.toHaveProperty('alternateIdentifiers');

    const same = { metadata: completeMetadata() };
    expect((await api.patch(`/items/${item.uuid}`, same, { 'if-match': '*' })).headers.get('etag')).toBe(
      `"${item.version}"`,
    );
    expect((await pidOf(doi.pid)).version).toBe(before.version);
    await controlDatacite(system).forgetRequests();
    await system.drain();
    expect(await controlDatacite(system).requests()).toEqual([]);

    await api.patch(`/items/${item.uuid}`, { metadata: completeMetadata('New') }, { 'if-match': '*' });
    await system.drain();
    expect(await controlDatacite(system).requests()).toHaveLength(1);
    const page = await fetch(`${system.url}/${doi.pid}`);
    expect(await page.text()).toContain('New');
    const handlePage = await fetch(`${system.url}/${handle}`);
    expect(await handlePage.text()).toContain('New');
  });

  test('changes of a withdrawn item reach it when the item is reinstated', async () => {
    const item = await createItem(api);
    const { body: doi } = await identify(api, item.uuid, 'register');
    await system.drain();
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'Wrong title' });
    const corrected = { metadata: completeMetadata('Corrected') };
    expect((await api.patch(`/items/${item.uuid}`, corrected, { 'if-match': '*' })).status).toBe(200);
    expect((await pidOf(doi.pid)).metadata).not.toMatchObject({ titles: [{ title: 'Corrected' }] });
    await api.post(`/items/${item.uuid}/reinstate`);
    expect(await pidOf(doi.pid)).toMatchObject({
      state: 'public',
      reason: null,
      metadata: { titles: [{ title: 'Corrected' }] },
    });
    await system.drain();
    expect(await atDatacite(doi.pid)).toMatchObject({ state: 'findable' });
  });

  test('is not changed beside its item', async () => {
    const item = await createItem(api);
    const { body: doi } = await identify(api, item.uuid, 'register');
    const path = `/pids/${encodeURIComponent(doi.pid)}`;
    const answers = [
      await api.patch(path, { metadata: completeMetadata('Other') }, { 'if-match': '*' }),
      await api.post(`${path}/withdraw`, { reason: 'Wrong' }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(409);
      expect(String(body.detail)).toContain(item.uuid);
    }
  });
});

describe('an identifier that is taken away', () => {
  test('is given back at once when nobody has heard of it, and the item may get another one', async () => {
    const item = await createItem(api, { state: 'workspace' });
    const { body: doi } = await identify(api, item.uuid, 'mint');
    const answer = await api.delete<IdentifierBody>(pidPath(item.uuid, doi.pid));
    expect(answer.body).toMatchObject({ pid: doi.pid, status: 'DELETED', state: 'released' });
    expect(await doisOf(item.uuid)).toEqual([]);
    expect((await api.delete(pidPath(item.uuid, doi.pid))).status).toBe(404);
    expect((await identify(api, item.uuid, 'register')).body.pid).not.toBe(doi.pid);
  });

  test('may be given to another item, and is registered from there whatever it was before', async () => {
    const first = await createItem(api, { state: 'workspace' });
    const { pid } = (await identify(api, first.uuid, 'reserve')).body;
    await system.drain();
    await api.delete(`/items/${first.uuid}/identifiers/${encodeURIComponent(pid)}`);
    await system.drain();
    const { items } = (await api.get<{ items: { id: string; type: string }[] }>('/shoulders')).body;
    const shoulder = items.find(({ type }) => type === 'doi')?.id;
    expect((await api.post(`/shoulders/${shoulder}/queue`, { names: [pid] })).body).toEqual({ queued: 1 });
    const item = await createItem(api);
    expect((await identify(api, item.uuid, 'mint')).body).toMatchObject({ pid, status: 'MINTED' });
    expect((await identify(api, item.uuid, 'register')).body).toMatchObject({
      pid,
      status: 'TO_BE_REGISTERED',
    });
    await system.drain();
    expect(await atDatacite(pid)).toMatchObject({ state: 'findable' });
  });

  test('is deleted at DataCite when it was a draft', async () => {
    const item = await createItem(api, { state: 'workspace' });
    const { body: doi } = await identify(api, item.uuid, 'reserve');
    await system.drain();
    expect(await atDatacite(doi.pid)).toMatchObject({ state: 'draft' });
    const answer = await api.delete<IdentifierBody>(pidPath(item.uuid, doi.pid));
    expect(answer.body).toMatchObject({ status: 'TO_BE_DELETED', state: 'released' });
    await system.drain();
    expect(await atDatacite(doi.pid)).toBeUndefined();
    expect(await readStatus(system, doi.pid)).toBe('DELETED');
  });

  test('is hidden and leads to a tombstone when it was announced', async () => {
    const item = await createItem(api);
    const { body: doi } = await identify(api, item.uuid, 'register');
    await system.drain();
    const answer = await api.delete<IdentifierBody>(pidPath(item.uuid, `https://doi.org/${doi.pid}`));
    expect(answer.body).toMatchObject({ status: 'TO_BE_DELETED', state: 'withdrawn' });
    await system.drain();
    expect(await atDatacite(doi.pid)).toMatchObject({ state: 'registered' });
    expect(await readStatus(system, doi.pid)).toBe('DELETED');
    expect((await fetch(`${system.url}/${doi.pid}`)).status).toBe(410);
    const next = await identify(api, item.uuid, 'register');
    expect(next.status).toBe(201);
    expect(next.body.pid).not.toBe(doi.pid);
  });

  test('with a withdrawn item ends as deleted, too', async () => {
    const item = await createItem(api);
    const { body: doi } = await identify(api, item.uuid, 'register');
    await system.drain();
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'Wrong' });
    await system.drain();
    expect((await api.delete(`/items/${item.uuid}?reason=Asked%20for`)).status).toBe(204);
    expect(await readStatus(system, doi.pid)).toBe('TO_BE_DELETED');
    await system.drain();
    expect(await readStatus(system, doi.pid)).toBe('DELETED');
    expect(await atDatacite(doi.pid)).toMatchObject({ state: 'registered' });
  });

  test('with an item of the workspace is given back, whatever was reserved', async () => {
    const item = await createItem(api, { state: 'workspace' });
    const { body: doi } = await identify(api, item.uuid, 'mint');
    expect((await api.delete(`/items/${item.uuid}`)).status).toBe(204);
    expect((await pidOf(doi.pid)).state).toBe('released');
  });
});

describe('the Handle of an item', () => {
  test('is given when it is archived, once, and stands behind the DOI', async () => {
    const draft = await createItem(api, { state: 'workspace' });
    expect(draft.identifiers).toEqual([]);
    await api.post(`/items/${draft.uuid}/archive`);
    const [handle] = (await readItem(api, draft.uuid)).identifiers;
    expect(handle).toMatchObject({ type: 'handle', state: 'public', status: null });
    expect(handle?.pid).toMatch(/^20\.500\.12345\/\d+$/);
    await api.post(`/items/${draft.uuid}/withdraw`, { reason: 'Wrong' });
    await api.post(`/items/${draft.uuid}/reinstate`);
    await identify(api, draft.uuid, 'register');
    const { identifiers } = await readItem(api, draft.uuid);
    expect(identifiers.map(({ type }) => type)).toEqual(['doi', 'handle']);
    expect(identifiers[1]?.pid).toBe(handle?.pid);
  });

  test('of an item for its organisation alone says nothing of it; a DOI that is registered does', async () => {
    const item = await createItem(api, {
      access: 'organisation',
      metadata: completeMetadata('Secret spring'),
    });
    const handle = item.identifiers[0]?.pid ?? '';
    const shown = async (pid: string) => {
      const answer = await fetch(`${system.url}/${pid}`);
      expect(answer.status).toBe(200);
      return (await answer.text()).includes('Secret spring');
    };
    expect(await shown(handle)).toBe(false);
    const { body: doi } = await identify(api, item.uuid, 'register');
    expect([await shown(handle), await shown(doi.pid)]).toEqual([false, true]);
    for (const access of ['public', 'organisation']) {
      await api.patch(`/items/${item.uuid}`, { access }, { 'if-match': '*' });
      expect(await shown(handle)).toBe(access === 'public');
    }
  });

  test('leads to the page of the item in each spelling, and to a tombstone once that is withdrawn', async () => {
    const item = await createItem(api, { metadata: completeMetadata('Samples of the upper spring') });
    const { pid = '', url } = item.identifiers[0] ?? {};
    expect(url).toBe(`${system.url}/${pid}`);
    const spellings = [pid, `handle/${pid}`, `hdl:${pid}`, `handle/${encodeURIComponent(pid)}`];
    for (const spelling of spellings) {
      const answer = await fetch(`${system.url}/${spelling}`);
      expect([spelling, answer.status]).toEqual([spelling, 200]);
      expect(await answer.text()).toContain('Samples of the upper spring');
    }
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'Taken twice' });
    for (const spelling of spellings) {
      const answer = await fetch(`${system.url}/${spelling}`);
      expect([spelling, answer.status]).toEqual([spelling, 410]);
      expect(await answer.text()).toContain('Taken twice');
    }
  });
});
