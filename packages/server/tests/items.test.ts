import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type ProblemBody } from './support/api.ts';
import { controlDatacite } from './support/datacite.ts';
import { createItem, type ItemBody, identify, readItem, readStatus } from './support/items.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let api: Api;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: '20.500.12345' } });
  const { token } = await signIn(system);
  await setRole(system, JOSIAH, 'admin');
  api = createApi(system, token);
});
afterAll(() => system.close());

const atDatacite = async (pid: string) =>
  (await controlDatacite(system).dois()).find((each) => each.doi === pid.toLowerCase());
const file = (more: Record<string, unknown> = {}) => ({
  name: 'data.csv',
  url: 'https://example.org/data.csv',
  ...more,
});

test('an item goes from the archive to a registered DOI, is withdrawn, reinstated and deleted', async () => {
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

describe('making an item', () => {
  test('answers where it is, whose it is and at which version', async () => {
    const answer = await api.post<ItemBody>('/items', {
      metadata: completeMetadata(),
      files: [
        file({ sizeBytes: 5, mediaType: 'text/csv', checksum: { algorithm: 'md5', value: 'A'.repeat(32) } }),
      ],
      otherFields: {
        'dc.description.provenance': [{ value: 'By hand', language: 'en', authority: null, confidence: -1 }],
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/items/${answer.body.uuid}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toMatchObject({
      state: 'workspace',
      organisation: 'default',
      owner: { orcid: JOSIAH },
      access: 'public',
      discoverable: true,
      revision: 1,
      identifiers: [],
      files: [
        {
          name: 'data.csv',
          sizeBytes: 5,
          mediaType: 'text/csv',
          checksum: { algorithm: 'md5', value: 'a'.repeat(32) },
        },
      ],
      otherFields: { 'dc.description.provenance': [{ value: 'By hand' }] },
    });
    expect(await readItem(api, answer.body.uuid)).toEqual(answer.body);
  });

  test('takes a draft in the workspace, and refuses to archive it with each thing that is missing', async () => {
    const metadata = { titles: [{ title: 'First thoughts' }] };
    const item = await createItem(api, { state: 'workspace', metadata });
    const answer = await api.post<ProblemBody>(`/items/${item.uuid}/archive`);
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual([
      '/metadata/creators',
      '/metadata/publisher',
      '/metadata/publicationYear',
      '/metadata/types/resourceTypeGeneral',
    ]);
    expect((await readItem(api, item.uuid)).state).toBe('workspace');
    expect((await api.post('/items', { metadata, state: 'archived' })).status).toBe(422);
    expect((await api.post('/items', { metadata: { titles: 'x' } })).status).toBe(422);
  });

  test('happens once for each idempotency key', async () => {
    const headers = { 'idempotency-key': 'one-item-only' };
    const wish = { metadata: completeMetadata('Once'), state: 'archived' };
    const [first, second] = await Promise.all([
      api.post<ItemBody>('/items', wish, headers),
      api.post<ItemBody>('/items', wish, headers),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const third = await api.post('/items', wish, headers);
    expect(third.headers.get('idempotency-replayed')).toBe('true');
    expect((await api.post('/items', { ...wish, state: 'workspace' }, headers)).status).toBe(422);

    const key = { 'idempotency-key': 'one-doi-only' };
    const doi = await api.post(
      `/items/${first.body.uuid}/identifiers`,
      { type: 'doi', action: 'register' },
      key,
    );
    const repeat = await api.post(
      `/items/${first.body.uuid}/identifiers`,
      { type: 'doi', action: 'register' },
      key,
    );
    expect([repeat.status, repeat.body]).toEqual([doi.status, doi.body]);
  });

  test.each<[string, unknown, string]>([
    ['no list', 'x', '/files'],
    ['more than 1000 files', Array.from({ length: 1001 }, () => file()), '/files'],
    ['a file without a name', [file({ name: ' ' })], '/files/0/name'],
    ['a control character', [file(), file({ name: 'a\u0007b' })], '/files/1/name'],
    ['another scheme', [file({ url: 'javascript:alert(1)' })], '/files/0/url'],
    ['a file of this machine', [file({ url: 'file:///etc/passwd' })], '/files/0/url'],
    ['half an address', [file({ url: '/data.csv' })], '/files/0/url'],
    ['a password', [file({ url: 'https://me:secret@example.org/x' })], '/files/0/url'],
    ['white space', [file({ url: 'https://example.org/a b' })], '/files/0/url'],
    ['a long address', [file({ url: `https://example.org/${'x'.repeat(2100)}` })], '/files/0/url'],
    ['a negative size', [file({ sizeBytes: -1 })], '/files/0/sizeBytes'],
    ['no media type', [file({ mediaType: 'csv' })], '/files/0/mediaType'],
    ['half a checksum', [file({ checksum: { algorithm: 'md5', value: 'ab' } })], '/files/0/checksum'],
    ['no checksum at all', [file({ checksum: 'ab' })], '/files/0/checksum'],
    ['a member that files do not have', [file({ size: 3 })], '/files/0/size'],
    ['no file', [null], '/files/0/name'],
  ])('refuses %s in its files, and says where', async (_what, files, pointer) => {
    const answer = await api.post<ProblemBody>('/items', { metadata: {}, files });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
  });

  test('takes files at ftp addresses', async () => {
    const item = await createItem(api, { files: [file({ url: 'ftp://example.org/data.csv' })] });
    expect(item.files[0]?.url).toBe('ftp://example.org/data.csv');
  });
});

describe('changing an item', () => {
  test('needs the version that is changed, and refuses one that is stale', async () => {
    const item = await createItem(api, { state: 'workspace' });
    const path = `/items/${item.uuid}`;
    expect((await api.patch(path, { discoverable: false })).status).toBe(428);
    const changed = await api.patch<ItemBody>(path, { discoverable: false }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ version: 2, revision: 1, discoverable: false });
    const stale = await api.patch(path, { discoverable: true }, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect(stale.headers.get('etag')).toBe('"2"');
    expect((await api.post(`${path}/archive`, {}, { 'if-match': '"1"' })).status).toBe(412);
    expect((await api.delete(path, { 'if-match': '"1"' })).status).toBe(412);
    expect((await readItem(api, item.uuid)).state).toBe('workspace');
  });

  test('of ten at once from the same version, one is done', async () => {
    const item = await createItem(api, { state: 'workspace' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        api.patch(
          `/items/${item.uuid}`,
          { metadata: completeMetadata(`Title ${index}`) },
          { 'if-match': '"1"' },
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  test('to what it says already changes nothing; files or access make a new version', async () => {
    const item = await createItem(api);
    const path = `/items/${item.uuid}`;
    const any = { 'if-match': '*' };
    const same = await api.patch<ItemBody>(path, { metadata: completeMetadata(), files: [] }, any);
    expect(same.body).toMatchObject({ version: item.version, revision: 1 });
    const files = await api.patch<ItemBody>(path, { files: [file()] }, any);
    expect(files.body).toMatchObject({ version: item.version + 1, revision: 2 });
    const access = await api.patch<ItemBody>(path, { access: 'organisation' }, any);
    expect(access.body).toMatchObject({ version: item.version + 2, revision: 2 });
  });

  test('cannot leave what is archived incomplete', async () => {
    const item = await createItem(api);
    const answer = await api.patch<ProblemBody>(
      `/items/${item.uuid}`,
      { metadata: { titles: [{ title: 'Half' }] } },
      { 'if-match': '*' },
    );
    expect(answer.status).toBe(422);
    expect(await readItem(api, item.uuid)).toMatchObject({ version: item.version, metadata: item.metadata });
  });

  test('that is refused by the state says what can be done instead', async () => {
    const item = await createItem(api);
    for (const move of ['archive', 'reinstate']) {
      const answer = await api.post<ProblemBody>(`/items/${item.uuid}/${move}`);
      expect(answer.status).toBe(409);
      expect(answer.body.detail).toContain('withdraw');
    }
    const draft = await createItem(api, { state: 'workspace' });
    expect((await api.post(`/items/${draft.uuid}/withdraw`, { reason: 'Wrong' })).status).toBe(409);
    expect((await api.post(`/items/${item.uuid}/withdraw`, { reason: '  ' })).status).toBe(400);
    expect((await api.post(`/items/${item.uuid}/withdraw`)).status).toBe(400);
  });
});

describe('what an item said earlier', () => {
  test('is kept edit by edit, compared, and written once more', async () => {
    const item = await createItem(api, { metadata: completeMetadata('First title') });
    const path = `/items/${item.uuid}`;
    const any = { 'if-match': '*' };
    await api.patch(
      path,
      { metadata: completeMetadata('Second title'), files: [file()], reason: 'A better title' },
      any,
    );
    const { body: list } = await api.get<{ items: { number: number; reason: string | null }[] }>(
      `${path}/revisions`,
    );
    expect(list.items).toMatchObject([
      { number: 2, reason: 'A better title', actor: { orcid: JOSIAH } },
      { number: 1, reason: null },
    ]);
    const page = await api.get<{ items: { number: number }[]; next: string }>(`${path}/revisions?limit=1`);
    const rest = await api.get<{ items: { number: number }[] }>(
      `${path}/revisions?limit=1&cursor=${page.body.next}`,
    );
    expect([...page.body.items, ...rest.body.items].map(({ number }) => number)).toEqual([2, 1]);

    const { body: first } = await api.get(`${path}/revisions/1`);
    expect(first).toMatchObject({ number: 1, metadata: { titles: [{ title: 'First title' }] }, files: [] });
    expect((await api.get(`${path}/revisions/3`)).status).toBe(404);

    const { body: diff } = await api.get<{ changes: { path: string }[] }>(`${path}/diff?from=1&to=2`);
    expect(diff).toMatchObject({
      changes: [
        { op: 'add', path: '/files/0', before: null, after: { name: 'data.csv' } },
        { op: 'replace', path: '/metadata/titles/0/title', before: 'First title', after: 'Second title' },
      ],
    });
    expect((await api.get(`${path}/diff?from=1&to=9`)).status).toBe(404);

    const reverted = await api.post<ItemBody>(`${path}/revert`, { revision: 1 });
    expect(reverted.body).toMatchObject({
      revision: 3,
      files: [],
      metadata: { titles: [{ title: 'First title' }] },
    });
    expect((await api.get<{ changes: unknown[] }>(`${path}/diff?from=1&to=3`)).body.changes).toEqual([]);
    expect((await api.post(`${path}/revert`, { revision: 9 })).status).toBe(404);
    const { body: events } = await api.get<{ items: { action: string }[] }>(`${path}/events`);
    expect(events.items.map(({ action }) => action)).toEqual([
      'create',
      'archive',
      'register-identifier',
      'update',
      'update',
    ]);
  });

  test('as a draft does not come back to the archive', async () => {
    const item = await createItem(api, { state: 'workspace', metadata: { titles: [{ title: 'Half' }] } });
    const path = `/items/${item.uuid}`;
    await api.patch(path, { metadata: completeMetadata() }, { 'if-match': '*' });
    await api.post(`${path}/archive`);
    expect((await api.post(`${path}/revert`, { revision: 1 })).status).toBe(422);
  });
});
