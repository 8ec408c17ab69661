import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { controlDatacite } from './support/datacite.ts';
import { createItem, type ItemBody, identify, readItem, readStatus } from './support/items.ts';
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

describe('an item and its identifiers', () => {
  test('goes from the archive to a registered DOI, is withdrawn, reinstated and deleted', async () => {
    const item = await createItem(api);
    expect(item.state).toBe('archived');
    expect(item.identifiers).toMatchObject([{ type: 'handle', state: 'public', status: null }]);

    const registered = await identify(api, item.uuid, 'register');
    expect(registered.status).toBe(201);
    expect(registered.body).toMatchObject({ type: 'doi', status: 'TO_BE_REGISTERED', state: 'public' });
    const doi = registered.body.pid;
    await system.drain();
    const held = (await readItem(api, item.uuid)).identifiers;
    expect(held).toMatchObject([
      { pid: doi, status: 'IS_REGISTERED', url: `https://doi.org/${doi}` },
      { type: 'handle', status: null },
    ]);
    expect(await atDatacite(doi)).toMatchObject({ state: 'findable' });
    expect((await fetch(`${system.url}/${doi}`)).status).toBe(200);

    const withdrawn = await api.post<ItemBody>(`/items/${item.uuid}/withdraw`, { reason: 'Wrong figures' });
    expect(withdrawn.status).toBe(200);
    expect(withdrawn.body).toMatchObject({
      state: 'withdrawn',
      reason: 'Wrong figures',
      identifiers: [{ state: 'withdrawn' }, { state: 'withdrawn' }],
    });
    await system.drain();
    expect(await atDatacite(doi)).toMatchObject({ state: 'registered' });
    const tombstone = await fetch(`${system.url}/${doi}`);
    expect(tombstone.status).toBe(410);
    expect(await tombstone.text()).toContain('Wrong figures');
    expect(await readStatus(system, doi)).toBe('IS_REGISTERED');

    const reinstated = await api.post<ItemBody>(`/items/${item.uuid}/reinstate`);
    expect(reinstated.status).toBe(200);
    expect(reinstated.body).toMatchObject({ state: 'archived', reason: null });
    await system.drain();
    expect(await atDatacite(doi)).toMatchObject({ state: 'findable' });
    expect((await fetch(`${system.url}/${doi}`)).status).toBe(200);

    expect((await api.delete(`/items/${item.uuid}`)).status).toBe(204);
    expect(await readStatus(system, doi)).toBe('TO_BE_DELETED');
    await system.drain();
    expect(await readStatus(system, doi)).toBe('DELETED');
    expect(await atDatacite(doi)).toMatchObject({ state: 'registered' });
    expect((await fetch(`${system.url}/${doi}`)).status).toBe(410);
    expect((await api.get(`/items/${item.uuid}`)).status).toBe(404);
  });
});
