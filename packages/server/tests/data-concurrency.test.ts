import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { digestOf, ensureHome, placeFile, sealFolder, takeManifest } from '../src/modules/data/index.ts';
import {
  type DataStore,
  makeFolder,
  move,
  type NodeBody,
  openDataStore,
  putFiles,
  trash,
  writeContents,
} from './support/data.ts';
import { type System, startSystem } from './support/start-system.ts';

/** How often what happens at once is tried; on the embedded database it happens one after the other. */
const ROUNDS = 8;
let system: System;
let store: DataStore;
const newFolder = () => makeFolder(store.josiah, store.homes.josiah, randomUUID());
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

beforeAll(async () => {
  system = await startSystem({ env: { REQUESTS_PER_MINUTE: '100000' } });
  store = await openDataStore(system);
});
afterAll(() => system?.close());

/** Every node leads up to a root: none hangs in a circle. */
async function expectNoCircles(): Promise<void> {
  const { rows } = await sql`
    with recursive rooted (id) as (
      select id from nodes where area = 'root'
      union all
      select nodes.id from nodes join rooted on nodes.parent_id = rooted.id
    )
    select id from nodes where id not in (select id from rooted)`.execute(system.ctx.db);
  expect(rows).toEqual([]);
}

describe('at the same moment', () => {
  test('two folders are not moved into each other, nor into what is in each other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const a = await newFolder();
      const b = await newFolder();
      const inA = await makeFolder(store.josiah, a.id, 'in');
      const inB = await makeFolder(store.josiah, b.id, 'in');
      const answers = await Promise.all([
        move(store.josiah, a.id, { parent: round % 2 === 0 ? b.id : inB.id }),
        move(store.josiah, b.id, { parent: round % 2 === 0 ? a.id : inA.id }),
      ]);
      expect(statuses(answers)).toEqual([200, 409]);
    }
    await expectNoCircles();
  });

  test('three folders are not moved into a ring', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b, c] = [await newFolder(), await newFolder(), await newFolder()];
      const answers = await Promise.all([
        move(store.josiah, a.id, { parent: b.id }),
        move(store.josiah, b.id, { parent: c.id }),
        move(store.josiah, c.id, { parent: a.id }),
      ]);
      expect(statuses(answers)).toEqual([200, 200, 409]);
    }
    await expectNoCircles();
  });

  test('one name is given once, whether folders are made, moved or restored to it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const folder = await newFolder();
      const other = await newFolder();
      const deleted = await makeFolder(store.josiah, folder.id, 'name');
      await trash(store.josiah, deleted.id);
      const answers = await Promise.all([
        store.josiah.post('/folders', { parent: folder.id, name: 'name' }),
        move(store.josiah, other.id, { parent: folder.id, name: 'name' }),
        store.josiah.post(`/folders/${deleted.id}/restore`, {}),
        putFiles(system, store, folder.id, { name: 1 }).then(
          () => ({ status: 200 }),
          () => ({ status: 409 }),
        ),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
      const { body } = await store.josiah.get<{ items: NodeBody[] }>(`/folders/${folder.id}/children`);
      expect(body.items.map(({ name }) => name)).toEqual(['name']);
    }
  });

  test('nothing is made in a folder that goes into the trash, however deep below', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const folder = await newFolder();
      const below = await makeFolder(store.josiah, folder.id, 'below');
      const [made, deleted] = await Promise.all([
        store.josiah.post<NodeBody>('/folders', { parent: below.id, name: 'x' }),
        trash(store.josiah, folder.id),
      ]);
      expect(deleted.status).toBe(204);
      const { rows } = await sql<{ before: boolean }>`
        select made.id < gone.id as before from events as gone
        left join events as made on made.subject_id = ${made.body.id ?? ''} and made.action = 'create'
        where gone.subject_id = ${folder.id} and gone.action = 'delete'`.execute(system.ctx.db);
      if (made.status === 201) expect(rows[0]?.before).toBe(true);
      else expect(made.status).toBe(404);
    }
  });

  test('what a request takes down when it seals a folder is what stays in it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const folder = await newFolder();
      const below = await makeFolder(store.josiah, folder.id, 'below');
      const outside = await newFolder();
      await putFiles(system, store, below.id, { 'old.txt': 1 });
      const manifest = transact(system.ctx.db, async (tx) => {
        await sealFolder(tx, {
          folderId: folder.id,
          requestId: randomUUID(),
          seal: 'all',
          permissions: [
            { principal: { kind: 'person', accountId: store.actors.josiah.accountId }, level: 'read' },
          ],
          actor: { kind: 'service' },
          now: system.ctx.now(),
        });
        return takeManifest(tx, folder.id, system.ctx.now());
      });
      await Promise.allSettled([
        putFiles(system, store, below.id, { 'new.txt': 1, 'old.txt': 2 }, { replaces: true }),
        move(store.josiah, below.id, { parent: outside.id }),
        makeFolder(store.josiah, below.id, 'deeper'),
        trash(store.josiah, below.id),
        manifest,
      ]);
      const now = await digestOf(system.ctx.db, folder.id);
      expect(now.digest).toBe((await manifest).digest);
    }
  });

  test('a limit is not passed, however many upload', async () => {
    const quota = '/organisations/default/data-quota';
    for (const limits of [
      { personBytes: 25, organisationBytes: null },
      { personBytes: null, organisationBytes: 25 },
    ]) {
      const before = await store.operator.get<{ used: { bytes: number } }>(quota);
      const folder = await newFolder();
      const own = await store.josiah.get<{ items: { own: { bytes: number } }[] }>('/data/usage');
      const used = before.body.used.bytes;
      await store.operator.put(quota, {
        personBytes:
          limits.personBytes === null ? null : limits.personBytes + (own.body.items[0]?.own.bytes ?? 0),
        organisationBytes: limits.organisationBytes === null ? null : limits.organisationBytes + used,
      });
      const placed = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) => putFiles(system, store, folder.id, { [`${index}.bin`]: 10 })),
      );
      expect(placed.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      for (const each of placed) {
        if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'data-quota-reached' });
      }
      const after = await store.operator.get<{ used: { bytes: number } }>(quota);
      expect(after.body.used.bytes).toBe(used + 20);
      await store.operator.put(quota, { personBytes: null, organisationBytes: null });
    }
  });

  test('uploads of one name replace each other, and each byte is counted once', async () => {
    const folder = await newFolder();
    await putFiles(system, store, folder.id, { 'a.bin': 1 });
    const before = await store.josiah.get<{ items: { own: { bytes: number; files: number } }[] }>(
      '/data/usage',
    );
    const contents = await writeContents(system, store.organisationId, [10, 20, 30, 40]);
    await Promise.all(
      contents.map((content) =>
        transact(system.ctx.db, (tx) =>
          placeFile(tx, {
            folderId: folder.id,
            name: 'a.bin',
            content,
            mediaType: null,
            ownerId: store.actors.josiah.accountId,
            replaces: true,
            actor: store.actors.josiah,
            now: system.ctx.now(),
          }),
        ),
      ),
    );
    const { body } = await store.josiah.get<{ items: NodeBody[] }>(`/folders/${folder.id}/children`);
    const kept = body.items[0]?.bytes ?? 0;
    const after = await store.josiah.get<{ items: { own: { bytes: number; files: number } }[] }>(
      '/data/usage',
    );
    const own = { before: before.body.items[0]?.own, after: after.body.items[0]?.own };
    expect(own.after).toMatchObject({ files: own.before?.files, bytes: (own.before?.bytes ?? 0) - 1 + kept });
    const { rows } = await sql`
      select from contents where id = any(${contents.map(({ id }) => id)}::uuid[]) and unheld_since is not null`.execute(
      system.ctx.db,
    );
    expect(rows).toHaveLength(3);
  });

  test('what the store keeps for an organisation is made once', async () => {
    const organisationId = randomUUID();
    await transact(system.ctx.db, async (tx) => {
      await sql`insert into organisations (id, slug, name, created_at)
        values (${organisationId}, 'observatory', 'Observatory', ${system.ctx.now()})`.execute(tx);
    });
    const { accountId } = store.actors.laure;
    const homes = await Promise.all(
      Array.from({ length: 6 }, () =>
        transact(system.ctx.db, (tx) => ensureHome(tx, organisationId, accountId, system.ctx.now())),
      ),
    );
    expect(new Set(homes.map(({ id }) => id)).size).toBe(1);
    const { rows } = await sql`select from nodes where organisation_id = ${organisationId}`.execute(
      system.ctx.db,
    );
    expect(rows).toHaveLength(3);
  });
});
