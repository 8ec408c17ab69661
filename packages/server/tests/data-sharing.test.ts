import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import {
  ensureArea,
  findNode,
  liftSeal,
  type Permission,
  relocateFolder,
  rightsForAccount,
  type Seal,
  sealFolder,
} from '../src/modules/data/index.ts';
import type { ProblemBody } from './support/api.ts';
import {
  type DataStore,
  everyone,
  group,
  makeFolder,
  move,
  type NodeBody,
  openDataStore,
  person,
  putFiles,
  share,
  trash,
} from './support/data.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let store: DataStore;
const newFolder = () => makeFolder(store.josiah, store.homes.josiah, randomUUID());
const service = () => ({ actor: { kind: 'service' }, now: system.ctx.now() }) as const;
const readAs = (api: DataStore['josiah'], id: string) => api.get<NodeBody>(`/folders/${id}`);

beforeAll(async () => {
  system = await startSystem();
  store = await openDataStore(system, 'admin');
});
afterAll(() => system?.close());

describe('sharing', () => {
  test('what is shared with a person is theirs to read, with all below it, and nobody else’s', async () => {
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'below');
    expect((await readAs(store.laure, below.id)).status).toBe(404);
    await share(store.josiah, folder.id, [person(LAURE, 'read')]);
    const read = await readAs(store.laure, below.id);
    expect(read.body).toMatchObject({ permission: 'read', path: below.path });
    expect(read.body.rights).toEqual({ write: false, writeAttributes: false, remove: false, share: false });
    expect((await readAs(store.laure, store.homes.josiah)).status).toBe(404);
    await share(store.josiah, folder.id, []);
    expect((await readAs(store.laure, below.id)).status).toBe(404);
  });

  test('a reader may not change it, and is told so; a stranger is told nothing', async () => {
    const folder = await newFolder();
    await share(store.josiah, folder.id, [person(LAURE, 'read')]);
    expect((await store.laure.post('/folders', { parent: folder.id, name: 'x' })).status).toBe(403);
    expect((await move(store.laure, folder.id, { name: 'x' })).status).toBe(403);
    expect((await trash(store.laure, folder.id)).status).toBe(403);
    expect((await share(store.laure, folder.id, [])).status).toBe(403);
    expect((await store.laure.get(`/folders/${folder.id}/permissions`)).status).toBe(403);
    expect((await store.laure.get(`/folders/${folder.id}/events`)).status).toBe(403);
    const other = await newFolder();
    expect((await store.laure.post('/folders', { parent: other.id, name: 'x' })).status).toBe(404);
    expect((await trash(store.laure, other.id)).status).toBe(404);
    expect((await share(store.laure, other.id, [])).status).toBe(404);
    expect((await store.laure.post(`/folders/${other.id}/copy`, { parent: store.homes.laure })).status).toBe(
      404,
    );
    for (const what of ['', '/children', '/files', '/permissions', '/attributes', '/events']) {
      expect((await store.laure.get(`/folders/${other.id}${what}`)).status, what).toBe(404);
    }
  });

  test('a writer puts things there, renames what lies in it, and deletes what they put there themselves', async () => {
    const folder = await newFolder();
    const old = await makeFolder(store.josiah, folder.id, 'old');
    await share(store.josiah, folder.id, [person(LAURE, 'write')]);
    const own = await makeFolder(store.laure, folder.id, 'new');
    expect((await move(store.laure, old.id, { name: 'older' })).status).toBe(200);
    expect((await move(store.laure, folder.id, { name: 'mine' })).status).toBe(403);
    expect((await trash(store.laure, old.id)).status).toBe(403);
    expect((await move(store.laure, old.id, { parent: store.homes.laure })).status).toBe(403);
    expect((await trash(store.laure, own.id)).status).toBe(204);
  });

  test('what inherits nothing is hidden from those above it', async () => {
    const folder = await newFolder();
    const secret = await makeFolder(store.josiah, folder.id, 'secret');
    const inner = await makeFolder(store.josiah, secret.id, 'inner');
    await putFiles(system, store, inner.id, { 'a.txt': 1 });
    await share(store.josiah, folder.id, [person(LAURE, 'read')]);
    await share(store.josiah, secret.id, [person(JOSIAH, 'own')], false);
    expect((await readAs(store.laure, inner.id)).status).toBe(404);
    const children = await store.laure.get<{ items: NodeBody[] }>(`/folders/${folder.id}/children`);
    expect(children.body.items).toEqual([]);
    const files = await store.laure.get<{ items: unknown[] }>(`/folders/${folder.id}/files`);
    expect(files.body.items).toEqual([]);
    const copied = await store.laure.post<NodeBody>(`/folders/${folder.id}/copy`, {
      parent: store.homes.laure,
    });
    const copy = await store.laure.get<{ items: unknown[] }>(`/folders/${copied.body.id}/children`);
    expect(copy.body.items).toEqual([]);
  });

  test('members, curators, groups and everyone are shared with alike', async () => {
    const folder = await newFolder();
    const cases = [
      [group('curators', 'read'), 404],
      [group('members', 'read'), 200],
      [everyone, 200],
    ] as const;
    for (const [permission, status] of cases) {
      await share(store.josiah, folder.id, [permission]);
      expect((await readAs(store.laure, folder.id)).status).toBe(status);
    }
    expect((await findNode(system.ctx.db, null, folder.id))?.rights.level).toBe('read');
  });

  test('a group’s members have what it was given, for as long as they are in it', async () => {
    const path = '/organisations/default/groups/divers';
    expect((await store.josiah.put(path, { title: 'Divers' })).status).toBe(201);
    const folder = await newFolder();
    await share(store.josiah, folder.id, [group('divers', 'write')]);
    expect((await readAs(store.laure, folder.id)).status).toBe(404);
    await store.josiah.put(`${path}/members/${LAURE}`, undefined);
    expect((await readAs(store.laure, folder.id)).body.permission).toBe('write');
    await store.josiah.delete(`${path}/members/${LAURE}`);
    expect((await readAs(store.laure, folder.id)).status).toBe(404);
    await store.josiah.put(`${path}/members/${LAURE}`, undefined);
    await store.josiah.delete(path);
    expect((await readAs(store.laure, folder.id)).status).toBe(404);
    const shown = await store.josiah.get<{ permissions: unknown[] }>(`/folders/${folder.id}/permissions`);
    expect(shown.body.permissions).toEqual([]);
  });

  test('owners see whom it is shared with, and from where', async () => {
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'below');
    await share(store.josiah, folder.id, [person(LAURE, 'read')]);
    const { body } = await share(store.josiah, below.id, [group('members', 'read')]);
    expect(body.permissions).toEqual([
      { principal: { kind: 'group', name: 'members', orcid: null }, level: 'read' },
    ]);
    expect(body.inherited.map(({ path, principal, level }) => [path, principal.orcid, level])).toEqual([
      [folder.path, LAURE, 'read'],
      [`/default/home/${JOSIAH}`, JOSIAH, 'own'],
    ]);
  });

  test.each([
    ['somebody who has not signed in', [person(SOFIA, 'read')], '/permissions/0/principal/orcid'],
    ['what is no iD', [person('0000', 'read')], '/permissions/0/principal/orcid'],
    ['a group that is not there', [group('nobody', 'read')], '/permissions/0/principal/name'],
    ['everyone as writers', [{ ...everyone, level: 'write' }], '/permissions/0/level'],
    ['one person twice', [person(LAURE, 'read'), person(LAURE, 'write')], '/permissions/1'],
  ])('it is not shared with %s', async (_, permissions, pointer) => {
    const folder = await newFolder();
    const answer = await store.josiah.put<ProblemBody>(
      `/folders/${folder.id}/permissions`,
      { inherits: true, permissions },
      { 'if-match': '*' },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
  });

  test('nobody shuts themselves out, and a home inherits nothing', async () => {
    const folder = await newFolder();
    expect((await share(store.josiah, folder.id, [], false)).status).toBe(400);
    expect((await readAs(store.josiah, folder.id)).body.permission).toBe('own');
    const own = [person(JOSIAH, 'own')];
    expect((await share(store.josiah, store.homes.josiah, own, true)).status).toBe(400);
    expect((await share(store.josiah, store.homes.josiah, own, false)).status).toBe(200);
  });

  test('the history tells whom it was shared with to owners alone', async () => {
    const folder = await newFolder();
    await share(store.josiah, folder.id, [person(LAURE, 'write')]);
    const read = async (api: DataStore['josiah']) => {
      const { body } = await api.get<{ items: { action: string; after: unknown }[] }>(
        `/folders/${folder.id}/events`,
      );
      return body.items.find(({ action }) => action === 'share')?.after ?? null;
    };
    expect(await read(store.laure)).toBeNull();
    expect(await read(store.josiah)).not.toBeNull();
  });
});

describe('seals', () => {
  const seal = (folderId: string, kind: Seal, permissions: Permission[], requestId: string) =>
    transact(system.ctx.db, (tx) =>
      sealFolder(tx, { folderId, requestId, seal: kind, permissions, ...service() }),
    );
  const lift = (folderId: string) =>
    transact(system.ctx.db, (tx) => liftSeal(tx, { folderId, ...service() }));
  const laureWrites = (): Permission[] => [
    { principal: { kind: 'person', accountId: store.actors.laure.accountId }, level: 'write' },
  ];

  async function openSealed(kind: Seal, permissions = laureWrites()) {
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'below');
    await share(store.josiah, below.id, [everyone]);
    const [file = ''] = await putFiles(system, store, below.id, { 'a.txt': 1 });
    const requestId = randomUUID();
    await seal(folder.id, kind, permissions, requestId);
    return { folder, below, file, requestId };
  }

  test('under one its permissions count alone, and lifting it restores what was', async () => {
    const { folder, below, requestId } = await openSealed('open');
    expect((await readAs(store.josiah, below.id)).status).toBe(404);
    expect(await findNode(system.ctx.db, null, below.id)).toBeNull();
    expect((await readAs(store.laure, below.id)).body.permission).toBe('write');
    expect((await readAs(store.laure, folder.id)).body).toMatchObject({ seal: 'open', request: requestId });
    expect((await readAs(store.operator, below.id)).body.permission).toBe('own');
    await lift(folder.id);
    expect((await readAs(store.josiah, below.id)).body.permission).toBe('own');
    expect((await readAs(store.laure, below.id)).body.permission).toBe('read');
    expect((await findNode(system.ctx.db, null, below.id))?.rights.level).toBe('read');
    expect((await readAs(store.josiah, folder.id)).body.seal).toBeNull();
  });

  test('while it is open, those whom it allows to change everything below the folder, but not the folder', async () => {
    const { folder, below, file } = await openSealed('open');
    expect((await readAs(store.laure, folder.id)).body.rights).toEqual({
      write: true,
      writeAttributes: true,
      remove: false,
      share: false,
    });
    expect((await move(store.laure, folder.id, { name: 'x' })).status).toBe(403);
    expect((await trash(store.laure, folder.id)).status).toBe(403);
    await makeFolder(store.laure, below.id, 'more');
    expect((await move(store.laure, below.id, { name: 'beneath' })).status).toBe(200);
    expect((await trash(store.laure, file, 'files')).status).toBe(204);
    expect((await share(store.laure, below.id, [])).status).toBe(403);
    for (const change of [{ name: 'x' }, { parent: store.homes.josiah }]) {
      expect((await move(store.operator, folder.id, change)).status).toBe(403);
    }
    expect((await share(store.operator, below.id, [])).status).toBe(403);
  });

  test('of sealed content only attributes change, and of what is sealed whole nothing, whoever comes', async () => {
    for (const kind of ['content', 'all'] as const) {
      const { folder, below, file, requestId } = await openSealed('open');
      await seal(folder.id, kind, laureWrites(), requestId);
      for (const api of [store.laure, store.operator]) {
        expect((await api.post('/folders', { parent: below.id, name: 'x' })).status).toBe(403);
        expect((await move(api, below.id, { name: 'x' })).status).toBe(403);
        expect((await trash(api, below.id)).status).toBe(403);
        expect((await trash(api, file, 'files')).status).toBe(403);
        const attributes = await api.put(
          `/folders/${below.id}/attributes`,
          { attributes: [{ name: 'title', value: 'x' }] },
          { 'if-match': '*' },
        );
        expect(attributes.status).toBe(kind === 'content' ? 200 : 403);
      }
      const { rows } = await sql`select from nodes where parent_id = ${below.id}`.execute(system.ctx.db);
      expect(rows).toHaveLength(1);
    }
  });

  test('a folder that a request has is not requested for again, nor what is in it or what it is in', async () => {
    const { folder, below } = await openSealed('open');
    const outer = await newFolder();
    for (const id of [folder.id, below.id, store.homes.josiah]) {
      await expect(seal(id, 'open', [], randomUUID())).rejects.toMatchObject({ code: 'move-not-allowed' });
    }
    await lift(folder.id);
    await move(store.josiah, folder.id, { parent: outer.id });
    await seal(folder.id, 'open', [], randomUUID());
    await expect(seal(outer.id, 'open', [], randomUUID())).rejects.toMatchObject({
      code: 'move-not-allowed',
    });
    expect((await trash(store.josiah, outer.id)).status).toBe(409);
    expect((await move(store.josiah, outer.id, { name: randomUUID() })).status).toBe(200);
  });

  test('a folder in staging is nobody’s but those’s whom its seal allows, and the others in staging stay hidden', async () => {
    const first = await openSealed('open');
    const second = await openSealed('open', []);
    const { staging } = await transact(system.ctx.db, async (tx) => {
      const area = await ensureArea(tx, store.organisationId, 'staging', system.ctx.now());
      for (const { folder } of [first, second]) {
        await relocateFolder(tx, { folderId: folder.id, parentId: area.id, name: folder.name, ...service() });
      }
      return { staging: area };
    });
    const found = await readAs(store.laure, first.below.id);
    expect(found.body.path).toBe(`/default/staging/${first.folder.name}/below`);
    expect((await readAs(store.laure, second.folder.id)).status).toBe(404);
    expect((await readAs(store.josiah, first.folder.id)).status).toBe(404);
    for (const api of [store.josiah, store.laure]) {
      expect((await readAs(api, staging.id)).status).toBe(404);
      expect((await api.get(`/folders/${staging.id}/children`)).status).toBe(404);
    }
    const all = await store.operator.get<{ items: unknown[] }>(`/folders/${staging.id}/children`);
    expect(all.body.items).toHaveLength(2);
  });

  test('what a person would be let do can be asked without them', async () => {
    const { below } = await openSealed('open');
    const { accountId } = store.actors.laure;
    const { db } = system.ctx;
    expect((await rightsForAccount(db, { accountId, memberships: [] }, below.id))?.level).toBe('write');
    expect((await rightsForAccount(db, { accountId: null, memberships: [] }, below.id))?.read).toBe(false);
  });

  test('a folder goes back to where it was only if that is still there, free and not in it', async () => {
    const outer = await newFolder();
    const folder = await makeFolder(store.josiah, outer.id, 'data');
    const back = () =>
      transact(system.ctx.db, (tx) =>
        relocateFolder(tx, { folderId: folder.id, parentId: outer.id, name: 'data', ...service() }),
      );
    await transact(system.ctx.db, async (tx) => {
      const area = await ensureArea(tx, store.organisationId, 'staging', system.ctx.now());
      await relocateFolder(tx, { folderId: folder.id, parentId: area.id, name: outer.name, ...service() });
    });
    await makeFolder(store.josiah, outer.id, 'data');
    await expect(back()).rejects.toMatchObject({ code: 'already-exists' });
    await trash(store.josiah, outer.id);
    await expect(back()).rejects.toMatchObject({ code: 'move-not-allowed' });
    await store.josiah.post(`/folders/${outer.id}/restore`, {});
    await move(store.josiah, outer.id, { parent: store.homes.josiah, name: `${outer.name}-2` });
    await transact(system.ctx.db, (tx) =>
      relocateFolder(tx, { folderId: outer.id, parentId: folder.id, name: 'outer', ...service() }),
    );
    await expect(back()).rejects.toMatchObject({ code: 'move-not-allowed' });
  });
});
