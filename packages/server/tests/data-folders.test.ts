import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi, type ProblemBody } from './support/api.ts';
import {
  type DataStore,
  makeFolder,
  move,
  type NodeBody,
  openDataStore,
  putFiles,
  trash,
} from './support/data.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let store: DataStore;
/** A folder for each test, in Josiah's home. */
const newFolder = () => makeFolder(store.josiah, store.homes.josiah, randomUUID());

beforeAll(async () => {
  system = await startSystem();
  store = await openDataStore(system);
});
afterAll(() => system?.close());

describe('homes', () => {
  test('a person finds their home by its path, and owns it', async () => {
    const { status, body, headers } = await store.josiah.get<NodeBody>(
      `/folders?path=/default/home/${JOSIAH}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: store.homes.josiah,
      kind: 'folder',
      name: JOSIAH,
      path: `/default/home/${JOSIAH}`,
      organisation: 'default',
      owner: { orcid: JOSIAH },
      permission: 'own',
      rights: { write: true, writeAttributes: true, remove: false, share: true },
    });
    expect(headers.get('etag')).toBe(`"${body.version}"`);
  });

  test('nobody else finds it, whoever they are in the organisation', async () => {
    for (const path of [`/folders?path=/default/home/${LAURE}`, `/folders/${store.homes.laure}`]) {
      expect((await store.josiah.get(path)).status).toBe(404);
      expect((await store.operator.get(path)).status).toBe(200);
    }
  });

  test('the folder of homes shows each member their own alone', async () => {
    const homes = await store.laure.get<NodeBody>('/folders?path=/default/home');
    const { body } = await store.laure.get<{ items: NodeBody[] }>(`/folders/${homes.body.id}/children`);
    expect(body.items.map((each) => each.name)).toEqual([LAURE]);
  });

  test.each(['/default', '/default/home', `/default/home/${JOSIAH}`, '/default/curated'])(
    'nobody renames, moves or deletes %s',
    async (path) => {
      const { body } = await store.operator.get<NodeBody>(`/folders?path=${path}`);
      for (const api of [store.josiah, store.operator]) {
        expect((await move(api, body.id, { name: 'other' })).status).toBe(403);
        expect((await move(api, body.id, { parent: store.homes.josiah })).status).toBe(403);
        expect((await trash(api, body.id)).status).toBe(403);
      }
    },
  );

  test.each(['/default', '/default/home', '/default/curated'])(
    'nobody makes a folder in %s',
    async (path) => {
      for (const api of [store.josiah, store.operator]) {
        expect((await api.post('/folders', { path, name: 'mine' })).status).toBe(403);
      }
    },
  );

  test.each([
    ['default/home'],
    ['/default//home'],
    ['/'],
    [`/default/${'a'.repeat(300)}`],
    [`/default${'/a'.repeat(100)}`],
  ])('what is no path is said to be none: %s', async (path) => {
    expect((await store.josiah.get(`/folders?path=${path}`)).status).toBe(400);
  });

  test.each([
    ['/elsewhere/home'],
    ['/default/staging'],
    ['/default/home/nobody'],
    [`/default/home/${JOSIAH}/none`],
  ])('nothing is found at %s', async (path) => {
    expect((await store.josiah.get(`/folders?path=${path}`)).status).toBe(404);
  });
});

describe('making folders', () => {
  test('a folder is made in a folder given by its id or its path', async () => {
    const made = await store.josiah.post<NodeBody>('/folders', {
      path: `/default/home/${JOSIAH}`,
      name: 'spring',
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/folders/${made.body.id}`);
    expect(made.body.path).toBe(`/default/home/${JOSIAH}/spring`);
    const below = await makeFolder(store.josiah, made.body.id, 'raw');
    expect(below).toMatchObject({ path: `/default/home/${JOSIAH}/spring/raw`, parent: made.body.id });
    const found = await store.josiah.get<NodeBody>(`/folders?path=${below.path}`);
    expect(found.body).toEqual(below);
  });

  test('a repeated request with one Idempotency-Key makes one folder', async () => {
    const { id } = await newFolder();
    const headers = { 'idempotency-key': randomUUID() };
    const first = await store.josiah.post<NodeBody>('/folders', { parent: id, name: 'once' }, headers);
    const second = await store.josiah.post<NodeBody>('/folders', { parent: id, name: 'once' }, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  test('a name that is taken is refused, also when it is typed with combining accents', async () => {
    const { id } = await newFolder();
    await makeFolder(store.josiah, id, 'donn\u00e9es');
    for (const name of ['donn\u00e9es', 'donne\u0301es']) {
      const answer = await store.josiah.post<ProblemBody>('/folders', { parent: id, name });
      expect(answer.status).toBe(409);
      expect(answer.body.type).toMatch(/#already-exists$/);
    }
  });

  test('a name that differs by upper and lower case alone is allowed, and both are warned of', async () => {
    const { id } = await newFolder();
    const first = await makeFolder(store.josiah, id, 'Readme');
    expect(first.warnings).toEqual([]);
    const second = await makeFolder(store.josiah, id, 'README');
    expect(second.warnings).toContainEqual(expect.stringContaining('upper and lower case'));
    const again = await store.josiah.get<NodeBody>(`/folders/${first.id}`);
    expect(again.body.warnings).toContainEqual(expect.stringContaining('upper and lower case'));
  });

  test('a name that is refused is told with the reason', async () => {
    const { id } = await newFolder();
    for (const name of ['a/b', '..', 'a`b', `a${String.fromCharCode(0x202e)}b`, 'a'.repeat(10_000)]) {
      const answer = await store.josiah.post<ProblemBody>('/folders', { parent: id, name });
      expect(answer.status).toBe(400);
      expect(answer.body.errors?.[0]?.pointer).toBe('/name');
    }
  });

  test('a path has at most 64 names', async () => {
    let parent = await newFolder();
    // The root, the homes, the home and the folder are four.
    for (let depth = 5; depth <= 64; depth += 1)
      parent = await makeFolder(store.josiah, parent.id, `d${depth}`);
    expect(parent.path.split('/')).toHaveLength(65);
    const deeper = await store.josiah.post<ProblemBody>('/folders', { parent: parent.id, name: 'd65' });
    expect(deeper.status).toBe(400);
    expect(deeper.body.detail).toContain('64');
  });

  test('a path has at most 4,096 bytes, and every folder room for a file of any name', async () => {
    let parent = await newFolder();
    let status = 201;
    while (status === 201) {
      const made = await store.josiah.post<NodeBody>('/folders', {
        parent: parent.id,
        name: 'n'.repeat(255),
      });
      ({ status } = made);
      if (status === 201) parent = made.body;
    }
    expect(status).toBe(400);
    expect(parent.path.length).toBeLessThanOrEqual(3840);
    await putFiles(system, store, parent.id, { [`f${'n'.repeat(254)}`]: 1 });
  });

  test('neither a parent that one may not see nor one that is not there can be told apart', async () => {
    const wishes = [store.homes.laure, randomUUID()].map((parent) =>
      store.josiah.post<ProblemBody>('/folders', { parent, name: 'x' }),
    );
    const [hidden, missing] = await Promise.all(wishes);
    expect(hidden?.status).toBe(404);
    expect(hidden?.body).toEqual(missing?.body);
  });

  test('a file is no place for a folder', async () => {
    const { id } = await newFolder();
    const [file = ''] = await putFiles(system, store, id, { 'a.txt': 1 });
    expect((await store.josiah.post('/folders', { parent: file, name: 'x' })).status).toBe(400);
  });
});

describe('listing folders', () => {
  test('folders come before files, each in the order of their names’ bytes, page by page', async () => {
    const { id } = await newFolder();
    for (const name of ['b', 'a', 'B']) await makeFolder(store.josiah, id, name);
    await putFiles(system, store, id, { 'z.txt': 3, 'A.txt': 1, 'é.txt': 2 });
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await store.josiah.get<{ items: NodeBody[]; next: string | null }>(
        `/folders/${id}/children?limit=2${cursor}`,
      );
      expect(body.items.length).toBeLessThanOrEqual(2);
      names.push(...body.items.map((each) => each.name));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(names).toEqual(['B', 'a', 'b', 'A.txt', 'z.txt', 'é.txt']);
    const files = await store.josiah.get<{ items: NodeBody[] }>(`/folders/${id}/children?kind=file`);
    expect(files.body.items.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['A.txt', 1],
      ['z.txt', 3],
      ['é.txt', 2],
    ]);
  });

  test('all files below a folder are listed by their paths, page by page', async () => {
    const { id } = await newFolder();
    const a = await makeFolder(store.josiah, id, 'a');
    const deep = await makeFolder(store.josiah, a.id, 'deep');
    await putFiles(system, store, id, { 'a-1': 1, b: 2 });
    await putFiles(system, store, deep.id, { x: 3 });
    await putFiles(system, store, a.id, { z: 4 });
    const paths: string[] = [];
    let cursor = '';
    do {
      const { body } = await store.josiah.get<{ items: { path: string }[]; next: string | null }>(
        `/folders/${id}/files?limit=1${cursor}`,
      );
      paths.push(...body.items.map((each) => each.path));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    // The hyphen comes before the slash.
    expect(paths).toEqual(['a-1', 'a/deep/x', 'a/z', 'b']);
  });

  test.each([['nonsense'], ['WzFd']])('a cursor that is none of ours is refused: %s', async (cursor) => {
    const { id } = await newFolder();
    expect((await store.josiah.get(`/folders/${id}/children?cursor=${cursor}`)).status).toBe(400);
  });

  test('a file is not found where folders are, nor a folder where files are', async () => {
    const { id } = await newFolder();
    const [file = ''] = await putFiles(system, store, id, { 'a.txt': 1 });
    expect((await store.josiah.get(`/folders/${file}`)).status).toBe(404);
    expect((await store.josiah.get(`/files/${id}`)).status).toBe(404);
    expect((await store.josiah.get(`/files/${file}`)).status).toBe(200);
    expect((await store.josiah.get('/files/no-uuid')).status).toBe(404);
  });
});

describe('moving and renaming', () => {
  test('a folder is renamed and moved in one request, with all that is in it', async () => {
    const from = await newFolder();
    const to = await newFolder();
    const data = await makeFolder(store.josiah, from.id, 'data');
    await putFiles(system, store, data.id, { 'a.txt': 1 });
    const moved = await move(store.josiah, data.id, { parent: to.id, name: 'records' });
    expect(moved.status).toBe(200);
    expect(moved.body).toMatchObject({ path: `${to.path}/records`, version: data.version + 1 });
    expect((await store.josiah.get<NodeBody>(`/folders?path=${to.path}/records/a.txt`)).body.bytes).toBe(1);
    expect((await store.josiah.get(`/folders?path=${from.path}/data`)).status).toBe(404);
  });

  test('moving it to where it is changes nothing', async () => {
    const folder = await newFolder();
    const moved = await move(store.josiah, folder.id, { name: folder.name });
    expect(moved.body.version).toBe(folder.version);
  });

  test('a folder is not moved into itself or what is in it', async () => {
    const outer = await newFolder();
    const inner = await makeFolder(store.josiah, outer.id, 'inner');
    for (const parent of [outer.id, inner.id]) {
      expect((await move(store.josiah, outer.id, { parent })).status).toBe(409);
    }
  });

  test('a name that is taken there is refused, and nothing changes', async () => {
    const folder = await newFolder();
    const one = await makeFolder(store.josiah, folder.id, 'one');
    await putFiles(system, store, folder.id, { two: 1 });
    expect((await move(store.josiah, one.id, { name: 'two' })).status).toBe(409);
    expect((await store.josiah.get<NodeBody>(`/folders/${one.id}`)).body.name).toBe('one');
  });

  test('a deep tree is not moved to where it would be too deep', async () => {
    const deep = await newFolder();
    let bottom = deep;
    for (let depth = 5; depth <= 40; depth += 1) bottom = await makeFolder(store.josiah, bottom.id, 'd');
    const other = await newFolder();
    let shelf = other;
    for (let depth = 5; depth <= 40; depth += 1) shelf = await makeFolder(store.josiah, shelf.id, 'd');
    const moved = await move(store.josiah, deep.id, { parent: shelf.id });
    expect(moved.status).toBe(400);
    expect((await move(store.josiah, deep.id, { parent: other.id })).status).toBe(200);
  });

  test('a destination that one may not see looks like none, one that one may not change is said to be such', async () => {
    const folder = await newFolder();
    const hidden = await move(store.josiah, folder.id, { parent: store.homes.laure });
    const missing = await move(store.josiah, folder.id, { parent: randomUUID() });
    expect(hidden.status).toBe(404);
    expect(hidden.body).toEqual(missing.body);
    const curated = await store.josiah.get<NodeBody>('/folders?path=/default/curated');
    expect((await move(store.josiah, folder.id, { parent: curated.body.id })).status).toBe(403);
  });

  test('a change from an old version is refused, and one without a version, too', async () => {
    const folder = await newFolder();
    await move(store.josiah, folder.id, { name: randomUUID() });
    const old = await store.josiah.patch(`/folders/${folder.id}`, { name: 'x' }, { 'if-match': '"1"' });
    expect(old.status).toBe(412);
    expect((await store.josiah.patch(`/folders/${folder.id}`, { name: 'x' })).status).toBe(428);
  });

  test('every change is an event of it', async () => {
    const folder = await newFolder();
    await move(store.josiah, folder.id, { name: `${folder.name}-2` });
    const { body } = await store.josiah.get<{ items: { action: string; actor: { orcid: string } }[] }>(
      `/folders/${folder.id}/events`,
    );
    expect(body.items.map(({ action, actor }) => [action, actor.orcid])).toEqual([
      ['create', JOSIAH],
      ['rename', JOSIAH],
    ]);
  });
});

describe('copies', () => {
  test('a folder is copied with all in it, and neither copy nor original changes with the other', async () => {
    const folder = await newFolder();
    const data = await makeFolder(store.josiah, folder.id, 'data');
    await makeFolder(store.josiah, data.id, 'empty');
    await putFiles(system, store, data.id, { 'a.txt': 7 });
    const copied = await store.josiah.post<NodeBody>(`/folders/${data.id}/copy`, {
      parent: folder.id,
      name: 'copy',
    });
    expect(copied.status).toBe(201);
    await putFiles(system, store, data.id, { 'a.txt': 9, 'b.txt': 1 }, { replaces: true });
    const { body } = await store.josiah.get<{ items: { path: string; bytes: number }[] }>(
      `/folders/${copied.body.id}/files`,
    );
    expect(body.items.map(({ path, bytes }) => [path, bytes])).toEqual([['a.txt', 7]]);
    const children = await store.josiah.get<{ items: NodeBody[] }>(`/folders/${copied.body.id}/children`);
    expect(children.body.items.map((each) => each.name)).toEqual(['empty', 'a.txt']);
  });

  test('a file is copied under another name', async () => {
    const folder = await newFolder();
    const [file = ''] = await putFiles(system, store, folder.id, { 'a.txt': 7 });
    const taken = await store.josiah.post(`/files/${file}/copy`, { parent: folder.id });
    expect(taken.status).toBe(409);
    const copied = await store.josiah.post<NodeBody>(`/files/${file}/copy`, {
      parent: folder.id,
      name: 'b.txt',
    });
    expect(copied.body).toMatchObject({ kind: 'file', bytes: 7, path: `${folder.path}/b.txt` });
  });
});

describe('attributes', () => {
  const attributes = [
    {
      name: 'creator',
      value: 'Josiah Carberry',
      unit: '',
      attributes: [{ name: 'nameIdentifier', value: JOSIAH, unit: 'ORCID' }],
    },
    { name: 'title', value: 'Water of a spring' },
    { name: 'creator', value: 'Laure Haak' },
  ];

  test('are replaced as a whole, keep their order and have their own', async () => {
    const folder = await newFolder();
    const put = await store.josiah.put<{ attributes: unknown[] }>(
      `/folders/${folder.id}/attributes`,
      { attributes },
      { 'if-match': `"${folder.version}"` },
    );
    expect(put.status).toBe(200);
    const read = await store.josiah.get<{ attributes: unknown[] }>(`/folders/${folder.id}/attributes`);
    expect(read.body.attributes).toMatchObject(attributes);
    expect(read.headers.get('etag')).toBe(put.headers.get('etag'));
    const [, title] = attributes;
    await store.josiah.put(`/folders/${folder.id}/attributes`, { attributes: [title] }, { 'if-match': '*' });
    const after = await store.josiah.get<{ attributes: unknown[] }>(`/folders/${folder.id}/attributes`);
    expect(after.body.attributes).toMatchObject([title ?? {}]);
    expect(after.body.attributes).toHaveLength(1);
  });

  test.each([
    ['no name', { name: ' ', value: 'x' }, '/attributes/0/name'],
    ['no value', { name: 'x' }, '/attributes/0/value'],
    ['a value that is no text', { name: 'x', value: 1 }, '/attributes/0/value'],
    ['a text', 'x', '/attributes/0'],
    ['an unknown member', { name: 'x', value: 'y', colour: 'red' }, '/attributes/0'],
    [
      'own attributes that are no list',
      { name: 'x', value: 'y', attributes: {} },
      '/attributes/0/attributes',
    ],
    [
      'a mistake below',
      { name: 'x', value: 'y', attributes: [{ name: 'z' }] },
      '/attributes/0/attributes/0/value',
    ],
    ['a value that is too long', { name: 'x', value: 'y'.repeat(20_001) }, '/attributes/0/value'],
  ])('with %s are refused, with the place', async (_, attribute, pointer) => {
    const folder = await newFolder();
    const answer = await store.josiah.put<ProblemBody>(
      `/folders/${folder.id}/attributes`,
      { attributes: [attribute] },
      { 'if-match': '*' },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
  });

  test('nested deeper than six levels are refused', async () => {
    const folder = await newFolder();
    const nest = (depth: number): unknown => ({
      name: 'x',
      value: '',
      attributes: depth === 1 ? [] : [nest(depth - 1)],
    });
    const put = (depth: number) =>
      store.josiah.put(
        `/folders/${folder.id}/attributes`,
        { attributes: [nest(depth)] },
        { 'if-match': '*' },
      );
    expect((await put(6)).status).toBe(200);
    expect((await put(7)).status).toBe(400);
  });
});

describe('who may ask at all', () => {
  test('a stranger is asked to sign in, and a token needs the scopes', async () => {
    const stranger = createApi(system, null);
    expect((await stranger.get(`/folders/${store.homes.josiah}`)).status).toBe(401);
    const blind = createApi(system, (await signIn(system, JOSIAH, ['pid:read', 'data:write'])).token);
    expect((await blind.get(`/folders/${store.homes.josiah}`)).status).toBe(403);
    const reading = createApi(system, (await signIn(system, JOSIAH, ['data:read'])).token);
    expect((await reading.get<NodeBody>(`/folders/${store.homes.josiah}`)).body.rights.write).toBe(false);
    expect((await reading.post('/folders', { parent: store.homes.josiah, name: 'x' })).status).toBe(403);
  });
});
