import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import {
  compareManifests,
  digestOf,
  emptyTrash,
  holdsQuota,
  listManifestEntries,
  sealFolder,
  takeManifest,
  writeAttributesWithin,
} from '../src/modules/data/index.ts';
import type { ProblemBody } from './support/api.ts';
import {
  type DataStore,
  makeFolder,
  move,
  type NodeBody,
  openDataStore,
  person,
  putFiles,
  share,
  trash,
} from './support/data.ts';
import { LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const DAY_MS = 86_400_000;
let system: System;
let store: DataStore;
const newFolder = () => makeFolder(store.josiah, store.homes.josiah, randomUUID());
type Usage = { items: { own: { bytes: number; files: number; limitBytes: number | null } }[] };
const readUsage = async (api = store.josiah) => (await api.get<Usage>('/data/usage')).body.items[0]?.own;
const listTrash = async (api = store.josiah) =>
  (await api.get<{ items: NodeBody[] }>('/trash?limit=200')).body.items.map(({ id }) => id);

beforeAll(async () => {
  system = await startSystem();
  store = await openDataStore(system, 'admin');
});
afterAll(() => system?.close());

/** Tokens expire meanwhile. */
async function passDays(days: number): Promise<void> {
  system.clock.advance(days * DAY_MS);
  store = await openDataStore(system, 'admin');
}

describe('the trash', () => {
  test('what is deleted is gone with all below it, and comes back as it was', async () => {
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'below');
    const [file = ''] = await putFiles(system, store, below.id, { 'a.txt': 5 });
    expect((await trash(store.josiah, folder.id)).status).toBe(204);
    expect((await store.josiah.get(`/folders/${folder.id}`)).status).toBe(404);
    expect((await store.josiah.get(`/files/${file}`)).status).toBe(404);
    expect((await store.josiah.get(`/folders?path=${below.path}`)).status).toBe(404);
    expect((await trash(store.josiah, below.id)).status).toBe(404);
    expect((await store.josiah.post('/folders', { parent: below.id, name: 'x' })).status).toBe(404);
    expect(await listTrash()).toContain(folder.id);
    const restored = await store.josiah.post<NodeBody>(`/folders/${folder.id}/restore`, {});
    expect(restored.status).toBe(200);
    expect(restored.body.path).toBe(folder.path);
    expect((await store.josiah.get<NodeBody>(`/files/${file}`)).body.bytes).toBe(5);
    expect(await listTrash()).not.toContain(folder.id);
    expect((await store.josiah.post(`/folders/${folder.id}/restore`, {})).status).toBe(404);
  });

  test('its name is free meanwhile; to come back it takes another one', async () => {
    const folder = await newFolder();
    const first = await makeFolder(store.josiah, folder.id, 'name');
    await trash(store.josiah, first.id);
    await makeFolder(store.josiah, folder.id, 'name');
    expect((await store.josiah.post(`/folders/${first.id}/restore`, {})).status).toBe(409);
    const restored = await store.josiah.post<NodeBody>(`/folders/${first.id}/restore`, { name: 'name-2' });
    expect(restored.body.path).toBe(`${folder.path}/name-2`);
  });

  test('what was deleted on its own before its folder stays in the trash when that comes back', async () => {
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'below');
    await trash(store.josiah, below.id);
    await trash(store.josiah, folder.id);
    expect(await listTrash()).not.toContain(below.id);
    const nowhere = await store.josiah.post<ProblemBody>(`/folders/${below.id}/restore`, {});
    expect(nowhere.status).toBe(409);
    const elsewhere = await store.josiah.post<NodeBody>(`/folders/${below.id}/restore`, {
      parent: store.homes.josiah,
      name: randomUUID(),
    });
    expect(elsewhere.status).toBe(200);
    await store.josiah.post(`/folders/${folder.id}/restore`, {});
    const children = await store.josiah.get<{ items: unknown[] }>(`/folders/${folder.id}/children`);
    expect(children.body.items).toEqual([]);
  });

  test('another person’s trash is not seen, restored or emptied', async () => {
    const folder = await newFolder();
    await trash(store.josiah, folder.id);
    expect(await listTrash(store.laure)).not.toContain(folder.id);
    expect((await store.laure.post(`/folders/${folder.id}/restore`, {})).status).toBe(404);
    expect((await store.laure.delete(`/trash/${folder.id}`)).status).toBe(404);
    const shared = await newFolder();
    await share(store.josiah, shared.id, [person(LAURE, 'read')]);
    await trash(store.josiah, shared.id);
    expect(await listTrash(store.laure)).not.toContain(shared.id);
    expect((await store.laure.post(`/folders/${shared.id}/restore`, {})).status).toBe(403);
    expect((await store.laure.delete(`/trash/${shared.id}`)).status).toBe(403);
  });

  test('after 30 days it is gone for good, with what it held; what others hold stays', async () => {
    const before = await readUsage();
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'below');
    const [file = ''] = await putFiles(system, store, below.id, { 'a.txt': 5, 'b.txt': 7 });
    const kept = await store.josiah.post<NodeBody>(`/files/${file}/copy`, {
      parent: store.homes.josiah,
      name: randomUUID(),
    });
    await transact(system.ctx.db, (tx) =>
      writeAttributesWithin(
        tx,
        file,
        [{ name: 'title', value: 'x', attributes: [{ name: 'a', value: 'b' }] }],
        {
          actor: { kind: 'service' },
          now: system.ctx.now(),
        },
      ),
    );
    await trash(store.josiah, folder.id);
    expect(await readUsage()).toMatchObject({
      bytes: (before?.bytes ?? 0) + 17,
      files: (before?.files ?? 0) + 3,
    });
    await passDays(29);
    await emptyTrash(system.ctx);
    expect(await listTrash()).toContain(folder.id);
    await passDays(2);
    expect((await store.josiah.post(`/folders/${folder.id}/restore`, {})).status).toBe(404);
    await emptyTrash(system.ctx);
    const left = await sql`select from nodes where id = any(${[folder.id, below.id, file]}::uuid[])`.execute(
      system.ctx.db,
    );
    expect(left.rows).toEqual([]);
    expect(await readUsage()).toMatchObject({
      bytes: (before?.bytes ?? 0) + 5,
      files: (before?.files ?? 0) + 1,
    });
    const unheld = await sql<{ bytes: number | string }>`
      select bytes from contents where unheld_since is not null`.execute(system.ctx.db);
    expect(unheld.rows.map(({ bytes }) => Number(bytes))).toEqual([7]);
    expect((await store.josiah.get<NodeBody>(`/files/${kept.body.id}`)).body.bytes).toBe(5);
  });

  test('what is given up cannot be restored, and is deleted by the next upkeep', async () => {
    const folder = await newFolder();
    await trash(store.josiah, folder.id);
    expect((await store.josiah.delete(`/trash/${folder.id}`)).status).toBe(204);
    expect((await store.josiah.post(`/folders/${folder.id}/restore`, {})).status).toBe(404);
    expect((await store.josiah.delete(`/trash/${folder.id}`)).status).toBe(404);
    expect(await listTrash()).not.toContain(folder.id);
    await emptyTrash(system.ctx);
    const left = await sql`select from nodes where id = ${folder.id}`.execute(system.ctx.db);
    expect(left.rows).toEqual([]);
  });

  test('a folder with one in it that a request has stays', async () => {
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'below');
    await transact(system.ctx.db, (tx) =>
      sealFolder(tx, {
        folderId: below.id,
        requestId: randomUUID(),
        seal: 'open',
        permissions: [],
        actor: { kind: 'service' },
        now: system.ctx.now(),
      }),
    );
    const answer = await trash(store.josiah, folder.id);
    expect(answer.status).toBe(409);
    expect(answer.body?.detail).toContain('request');
  });

  test('it is told page by page, last deleted first', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const folder = await newFolder();
      system.clock.advance(1000);
      await trash(store.josiah, folder.id);
      ids.unshift(folder.id);
    }
    const first = await store.josiah.get<{ items: NodeBody[]; next: string }>('/trash?limit=2');
    const second = await store.josiah.get<{ items: NodeBody[] }>(`/trash?limit=2&cursor=${first.body.next}`);
    const found = [...first.body.items, ...second.body.items].slice(0, 3);
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(Date.parse(found[0]?.deletedAt ?? '')).toBe(system.clock.now().getTime());
  });
});

describe('quotas', () => {
  const quota = '/organisations/default/data-quota';

  test('are said by administrators alone, and told to whom they bind', async () => {
    const wish = { organisationBytes: 10_000_000, personBytes: 1_000_000 };
    expect((await store.laure.put(quota, wish)).status).toBe(403);
    const put = await store.josiah.put<Record<string, unknown>>(quota, wish);
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject(wish);
    expect((await readUsage(store.laure))?.limitBytes).toBe(1_000_000);
    const stale = await store.josiah.put(quota, wish, { 'if-match': '"0"' });
    expect(stale.status).toBe(412);
    expect((await store.josiah.put(quota, { ...wish, personBytes: -1 })).status).toBe(400);
    await store.josiah.put(quota, { organisationBytes: null, personBytes: null });
  });

  test('a file that would pass one is refused, and so is a copy; making room helps', async () => {
    const folder = await newFolder();
    const used = (await readUsage())?.bytes ?? 0;
    await store.josiah.put(quota, { organisationBytes: null, personBytes: used + 100 });
    const [file = ''] = await putFiles(system, store, folder.id, { 'a.bin': 60 });
    const wish = { organisationId: store.organisationId, ownerId: store.actors.josiah.accountId };
    expect(await holdsQuota(system.ctx.db, { ...wish, bytes: 40 })).toBe(true);
    expect(await holdsQuota(system.ctx.db, { ...wish, bytes: 41 })).toBe(false);
    await expect(putFiles(system, store, folder.id, { 'b.bin': 41 })).rejects.toMatchObject({
      code: 'data-quota-reached',
    });
    const copy = await store.josiah.post<ProblemBody>(`/files/${file}/copy`, {
      parent: folder.id,
      name: 'c.bin',
    });
    expect(copy.status).toBe(413);
    expect(copy.body.type).toMatch(/#data-quota-reached$/);
    await putFiles(system, store, folder.id, { 'a.bin': 10 }, { replaces: true });
    await putFiles(system, store, folder.id, { 'b.bin': 90 });
    expect((await readUsage())?.bytes).toBe(used + 100);
    await store.josiah.put(quota, { organisationBytes: null, personBytes: null });
  });

  test('what is over a limit already stays, and may get smaller', async () => {
    const folder = await newFolder();
    await putFiles(system, store, folder.id, { 'a.bin': 60 });
    await store.josiah.put(quota, { organisationBytes: 1, personBytes: 1 });
    await putFiles(system, store, folder.id, { empty: 0 });
    expect((await trash(store.josiah, folder.id)).status).toBe(204);
    await expect(putFiles(system, store, store.homes.josiah, { [randomUUID()]: 1 })).rejects.toMatchObject({
      code: 'data-quota-reached',
    });
    await store.josiah.put(quota, { organisationBytes: null, personBytes: null });
  });
});

describe('manifests', () => {
  test('the digest is over lines of checksum, size and path, in the order of the paths’ bytes', async () => {
    const folder = await newFolder();
    const below = await makeFolder(store.josiah, folder.id, 'b');
    await putFiles(system, store, folder.id, { é: 1, 'b-1': 2, Z: 3, a: 4 });
    await putFiles(system, store, below.id, { 'x y': 5 });
    const manifest = await transact(system.ctx.db, (tx) => takeManifest(tx, folder.id, system.ctx.now()));
    const entries = await listManifestEntries(system.ctx.db, manifest.id, { after: null, limit: 10 });
    expect(entries.map(({ path }) => path)).toEqual(['Z', 'a', 'b-1', 'b/x y', 'é']);
    const lines = entries.map(({ path, bytes, sha256 }) => `${sha256}  ${bytes}  ${path}\n`);
    expect(manifest.digest).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
    expect(manifest).toMatchObject({ fileCount: 5, bytes: 15 });
  });

  test('an empty folder has the digest of nothing', async () => {
    const folder = await newFolder();
    const nothing = createHash('sha256').digest('hex');
    expect(await digestOf(system.ctx.db, folder.id)).toEqual({ digest: nothing, fileCount: 0, bytes: 0 });
  });

  test('two are compared by what was added, removed and changed; a move of the whole folder changes nothing', async () => {
    const folder = await newFolder();
    await putFiles(system, store, folder.id, { same: 1, changed: 2, removed: 3 });
    const take = () => transact(system.ctx.db, (tx) => takeManifest(tx, folder.id, system.ctx.now()));
    const before = await take();
    await move(store.josiah, folder.id, { name: randomUUID() });
    expect((await take()).digest).toBe(before.digest);
    const { body } = await store.josiah.get<{ items: NodeBody[] }>(`/folders/${folder.id}/children`);
    const removed = body.items.find(({ name }) => name === 'removed')?.id ?? '';
    await trash(store.josiah, removed, 'files');
    await putFiles(system, store, folder.id, { changed: 20, added: 4 }, { replaces: true });
    const difference = await compareManifests(system.ctx.db, before.id, (await take()).id);
    expect({
      added: difference.added.map(({ path, bytes }) => [path, bytes]),
      removed: difference.removed.map(({ path }) => path),
      changed: difference.changed.map((each) => [each.path, each.before.bytes, each.after.bytes]),
    }).toEqual({ added: [['added', 4]], removed: ['removed'], changed: [['changed', 2, 20]] });
  });
});
