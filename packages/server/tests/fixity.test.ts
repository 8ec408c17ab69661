import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteNode, isVerifiedSince, verifyContent } from '../src/modules/data/index.ts';
import { emptyTrash } from '../src/modules/data/trash/empty-trash.ts';
import { createJobHandlers } from '../src/worker.ts';
import {
  createFileApi,
  type FileApi,
  listObjects,
  makeBytes,
  openHome,
  type StoredFile,
} from './support/files.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const DAY_MS = 86_400_000;
let system: System;
let operator: FileApi;
let home: string;

beforeAll(async () => {
  system = await startSystem();
  await signIn(system, JOSIAH);
  // Tokens of people end long before bytes are verified again.
  operator = createFileApi(system, TEST_ADMIN_TOKEN);
  home = await openHome(system, JOSIAH);
});
afterAll(() => system?.close());

/** Uploads a file, and says which objects hold it. */
async function upload(
  name: string,
  bytes: Buffer<ArrayBuffer>,
): Promise<{ file: StoredFile; keys: string[] }> {
  const before = await listObjects(system);
  const file = await operator.upload(home, name, bytes);
  return { file, keys: (await listObjects(system)).filter((key) => !before.includes(key)) };
}

async function overwrite(key: string, bytes: Uint8Array): Promise<void> {
  await system.ctx.storage.put(key, bytes, { contentType: 'application/octet-stream' });
}

async function eventsOf(file: StoredFile): Promise<string[]> {
  const { body } = await operator.send<{ items: { action: string }[] }>('GET', `/files/${file.id}/events`);
  return body.items.map((event) => event.action);
}

async function readMetric(name: string): Promise<number> {
  const text = await system.ctx.metrics.registry.metrics();
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
}

describe('stored bytes', () => {
  test('are read again every 60 days; a byte that changed is noticed, told, and never given out', async () => {
    const bytes = makeBytes(33 * 1024 * 1024);
    const { file, keys } = await upload('watched.bin', bytes);
    const [, second = ''] = keys;
    const original = (await system.ctx.storage.get(second)) ?? new Uint8Array();
    const changed = Uint8Array.from(original);
    changed[5] = (changed[5] ?? 0) ^ 1;
    await overwrite(second, changed);

    system.clock.advance(59 * DAY_MS);
    await system.drain();
    expect((await operator.download(`/files/${file.id}/content`)).status).toBe(200);

    const before = await readMetric('mintmark_data_damage_found_total');
    system.clock.advance(2 * DAY_MS);
    await system.drain();
    expect(await readMetric('mintmark_data_damage_found_total')).toBe(before + 1);
    const refused = await operator.download(`/files/${file.id}/content`);
    expect(refused.status).toBe(500);
    expect(refused.bytes.toString()).toContain('bytes-damaged');
    const archive = await operator.download(`/folders/${home}/archive`);
    expect([archive.status, archive.bytes.toString().includes('watched.bin')]).toEqual([500, true]);
    expect(await eventsOf(file)).toContain('bytes-damaged');
    const { body } = await operator.send<StoredFile>('GET', `/files/${file.id}`);
    expect(body.problem).toContain('SHA-256');

    await overwrite(second, original);
    // Whoever restores them does not wait for two months.
    system.clock.advance(61 * 60_000);
    await system.drain();
    expect((await operator.download(`/files/${file.id}/content`)).bytes.equals(bytes)).toBe(true);
    expect(await eventsOf(file)).toContain('bytes-right-again');
  });

  test('that are missing are noticed when they are asked for and when they are verified', async () => {
    const { file, keys } = await upload('missing.bin', makeBytes(100));
    await system.ctx.storage.delete(keys[0] ?? '');
    expect((await operator.download(`/files/${file.id}/content`)).status).toBe(500);
    const id = keys[0]?.split('/')[2] ?? '';
    expect(await verifyContent(system.ctx, id)).toEqual({ contentId: id, problem: 'an object is missing' });
    expect(await isVerifiedSince(system.ctx.db, [id], new Date(0))).toBe(false);
  });

  test('were verified when they came, and can be asked for', async () => {
    const { keys } = await upload('fresh.bin', makeBytes(100));
    const id = keys[0]?.split('/')[2] ?? '';
    const now = system.clock.now();
    expect(await isVerifiedSince(system.ctx.db, [id], now)).toBe(true);
    system.clock.advance(1_000);
    expect(await isVerifiedSince(system.ctx.db, [id], system.clock.now())).toBe(false);
    await verifyContent(system.ctx, id);
    expect(await isVerifiedSince(system.ctx.db, [id], system.clock.now())).toBe(true);
    expect(await verifyContent(system.ctx, '00000000-0000-4000-8000-000000000000')).toBeNull();
  });
});

describe('bytes that no file holds any more', () => {
  test('are kept while a file is in the trash or was copied, and deleted a day after the last let go', async () => {
    const { file, keys } = await upload('short-lived.bin', makeBytes(100));
    const upkeep = async () => {
      await emptyTrash(system.ctx);
      await createJobHandlers(system.ctx).upkeep({});
    };
    await deleteNode(system.ctx, { kind: 'operator' }, file.id, 'any');
    system.clock.advance(2 * DAY_MS);
    await upkeep();
    expect(await listObjects(system)).toEqual(expect.arrayContaining(keys));
    system.clock.advance(31 * DAY_MS);
    await upkeep();
    system.clock.advance(2 * DAY_MS);
    await upkeep();
    expect((await listObjects(system)).filter((key) => keys.includes(key))).toEqual([]);
  });
});
