import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import {
  compareManifest,
  countBelow,
  digestOf,
  liftSeal,
  listFilesBelow,
  sealFolder,
  takeManifest,
} from '../src/modules/data/index.ts';
import {
  type DataStore,
  makeFolder,
  move,
  type NodeBody,
  openDataStore,
  writeContents,
} from './support/data.ts';
import { fillFolder } from './support/many-files.ts';
import { type System, startSystem } from './support/start-system.ts';

const FOLDERS = 500;
const FILES_EACH = 200;
let system: System;
let store: DataStore;
let big: NodeBody;
let shelf: NodeBody;

beforeAll(async () => {
  system = await startSystem();
  store = await openDataStore(system);
  big = await makeFolder(store.josiah, store.homes.josiah, 'big');
  shelf = await makeFolder(store.josiah, store.homes.josiah, 'shelf');
  const [content] = await writeContents(system, store.organisationId, [1]);
  const wish = { organisationId: store.organisationId, contentId: content?.id ?? '' };
  await fillFolder(system, big.id, { ...wish, folders: FOLDERS, filesEach: FILES_EACH });
  await sql`analyze nodes`.execute(system.ctx.db);
});
afterAll(() => system?.close());

test('a folder of 100,000 files is moved by changing one row, in less than a second', async () => {
  const times: number[] = [];
  for (const parent of [shelf.id, store.homes.josiah, shelf.id]) {
    const start = performance.now();
    expect((await move(store.josiah, big.id, { parent })).status).toBe(200);
    times.push(performance.now() - start);
  }
  // The embedded database runs where the test does, beside everything else.
  if (system.ctx.engine.kind === 'postgresql') expect(Math.min(...times)).toBeLessThan(1000);
  const { rows } = await sql<{ name: string; version: number }>`
    select name, version from nodes where version > 1`.execute(system.ctx.db);
  expect(rows).toEqual([{ name: 'big', version: 4 }]);
  const found = await store.josiah.get<NodeBody>(
    `/folders?path=${shelf.path}/big/folder-${FOLDERS}/file-${FILES_EACH}`,
  );
  expect(found.status).toBe(200);
});

test('sealing it and lifting the seal changes one row, too', async () => {
  const change = { folderId: big.id, actor: { kind: 'service' }, now: system.ctx.now() } as const;
  const requestId = big.id;
  await transact(system.ctx.db, (tx) =>
    sealFolder(tx, { ...change, requestId, seal: 'open', permissions: [] }),
  );
  await transact(system.ctx.db, (tx) => liftSeal(tx, change));
  const { rows } = await sql`select from nodes where version > 1`.execute(system.ctx.db);
  expect(rows).toHaveLength(1);
});

test('its manifest names every file, and finds the one that changed', async () => {
  const { db } = system.ctx;
  expect(await countBelow(db, big.id)).toEqual({
    files: FOLDERS * FILES_EACH,
    folders: FOLDERS,
    bytes: FOLDERS * FILES_EACH,
  });
  const manifest = await transact(db, (tx) => takeManifest(tx, big.id, system.ctx.now()));
  expect(manifest).toMatchObject({ fileCount: FOLDERS * FILES_EACH, bytes: FOLDERS * FILES_EACH });
  expect((await digestOf(db, big.id)).digest).toBe(manifest.digest);
  const [file] = await listFilesBelow(db, big.id, { after: 'folder-250/file-1', limit: 1 });
  expect(file?.path).toBe('folder-250/file-10');
  await move(store.josiah, file?.id ?? '', { name: 'other' }, 'files');
  const difference = await compareManifest(db, manifest.id, big.id);
  expect(difference.added.map(({ path }) => path)).toEqual(['folder-250/other']);
  expect(difference.removed.map(({ path }) => path)).toEqual(['folder-250/file-10']);
  expect(difference.changed).toEqual([]);
  expect((await digestOf(db, big.id)).digest).not.toBe(manifest.digest);
});

test('all its files can be listed in a few pages', async () => {
  let after: string | null = null;
  let count = 0;
  for (let pages = 0; pages < 11; pages += 1) {
    const files = await listFilesBelow(system.ctx.db, big.id, {
      after,
      limit: 10_000,
      reader: store.actors.josiah,
    });
    count += files.length;
    after = files.at(-1)?.path ?? null;
    if (after === null) break;
  }
  expect(count).toBe(FOLDERS * FILES_EACH);
});
