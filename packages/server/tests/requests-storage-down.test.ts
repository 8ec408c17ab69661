import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CutOff, openCutOff } from './support/cut-off.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';
import { type S3Server, startS3Server } from './support/s3-server.ts';

/** The longest time that passes between two attempts. */
const PAUSE_MS = 3_600_000;

let scratch: string;
let s3: S3Server;
/** The way to the object storage. */
let way: CutOff;
let world: RequestSystem;
/** Before which step the way is cut. */
let cutBefore: string | null = null;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'mintmark-requests-'));
  s3 = await startS3Server(scratch, ['data']);
  way = await openCutOff(Number(new URL(s3.url).port));
  world = await startRequestSystem({
    env: {
      OBJECT_STORAGE_ENDPOINT: '127.0.0.1',
      OBJECT_STORAGE_PORT: String(way.port),
      OBJECT_STORAGE_USE_SSL: 'false',
      OBJECT_STORAGE_ACCESS_KEY: 'S3RVER',
      OBJECT_STORAGE_SECRET_KEY: 'S3RVER',
      OBJECT_STORAGE_BUCKET_NAME: 'data',
    },
    beforeStep({ step }, moment) {
      if (step !== cutBefore || moment !== 'before') return;
      cutBefore = null;
      way.cut();
    },
  });
});
beforeEach(() => {
  cutBefore = null;
  way.mend();
});
afterAll(async () => {
  await world?.system.close();
  await way?.close();
  await s3?.close();
  await rm(scratch, { recursive: true, force: true });
});

async function stage(): Promise<{ id: string; folderId: string }> {
  const { id: folderId } = await world.makeFolder();
  const id = await world.request(folderId);
  await world.system.drain();
  // What was verified on arrival was verified before the folder is frozen.
  world.system.clock.advance(1_000);
  return { id, folderId };
}

async function expectPublishedOnce({ id, folderId }: { id: string; folderId: string }): Promise<void> {
  const { state, permanentId } = await world.read(id);
  expect(state, (await world.problem(id)) ?? '').toBe('published');
  const url = `${world.system.url}/packages/${folderId}`;
  const own = (await world.datacite.dois()).filter((each) => each.url === url);
  expect(own).toMatchObject([{ doi: permanentId, state: 'findable' }]);
  const page = await fetch(`${url}/files/README.md`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('How the samples were taken.');
  expect((await fetch(`${url}/manifest-sha256.txt`)).status).toBe(200);
}

test('a folder is staged while nothing can be read or written: its bytes stay where they are', async () => {
  const { id: folderId } = await world.makeFolder();
  way.cut();
  const id = await world.request(folderId);
  await world.system.drain();
  expect((await world.read(id)).state).toBe('submitted');
});

test.each(['freeze', 'verify-bytes', 'store-manifest'])(
  'a storage that goes down at “%s” and comes back delays a publication',
  async (step) => {
    const staged = await stage();
    cutBefore = step;
    await world.publish(staged.id);
    await world.system.drain();
    expect((await world.read(staged.id)).state).toBe('publishing');
    way.mend();
    world.system.clock.advance(PAUSE_MS);
    await world.system.drain();
    await expectPublishedOnce(staged);
  },
);

test('a storage that is down once all is announced delays nothing', async () => {
  const staged = await stage();
  cutBefore = 'publish';
  await world.publish(staged.id);
  await world.system.drain();
  way.mend();
  await expectPublishedOnce(staged);
});

test('a storage that stays down: the request fails with the reason, shows nothing to strangers, and goes on', async () => {
  const staged = await stage();
  cutBefore = 'store-manifest';
  await world.publish(staged.id);
  for (let round = 0; round < 20 && (await world.read(staged.id)).state === 'publishing'; round += 1) {
    await world.system.drain();
    world.system.clock.advance(PAUSE_MS);
  }
  const failed = await world.read(staged.id);
  expect(failed.state).toBe('failed');
  expect(await world.problem(staged.id)).toMatch(/^store-manifest: .*object storage/);
  expect(await world.readers(staged.folderId)).toEqual(['requester', 'curator']);
  expect((await fetch(`${world.system.url}/packages/${staged.folderId}`)).status).toBe(404);
  way.mend();
  await world.retry(staged.id);
  await world.system.drain();
  await expectPublishedOnce(staged);
  expect((await world.read(staged.id)).permanentId).toBe(failed.permanentId);
});
