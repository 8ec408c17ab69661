import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendBytes } from '../src/modules/data/uploads/append-bytes.ts';
import { beginUpload } from '../src/modules/data/uploads/begin-upload.ts';
import { finishUpload } from '../src/modules/data/uploads/finish-upload.ts';
import { createHashCache } from '../src/modules/data/uploads/hash-cache.ts';
import { receiveFile } from '../src/modules/data/uploads/receive-file.ts';
import { readUpload } from '../src/modules/data/uploads/store.ts';
import { UploadStore } from '../src/modules/data/uploads/tus-store.ts';
import type { Upload } from '../src/modules/data/uploads/upload.ts';
import { type DataStore, openDataStore } from './support/data.ts';
import { createFileApi, type FileApi } from './support/files.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let store: DataStore;
let josiah: FileApi;

beforeAll(async () => {
  system = await startSystem();
  store = await openDataStore(system);
  josiah = createFileApi(system, (await signIn(system, JOSIAH)).token);
});
afterAll(() => system?.close());

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function requireUpload(id: string): Promise<Upload> {
  const upload = await readUpload(system.ctx.db, id);
  if (upload === null) throw new Error('the upload is gone');
  return upload;
}

test('bytes stay when one process ends an upload while another one still joins its last parts', async () => {
  const { ctx } = system;
  const begun = await beginUpload(ctx, store.actors.josiah, {
    id: randomUUID(),
    lengthBytes: 6,
    metadata: { folder: store.homes.josiah, filename: 'raced.txt' },
  });
  await appendBytes(ctx, createHashCache(), begun, piece('abc'));

  const isRead = Promise.withResolvers<void>();
  const isJoined = Promise.withResolvers<void>();
  const isFinished = Promise.withResolvers<void>();
  let stored = 0;
  const joining = {
    ...ctx,
    storage: {
      ...ctx.storage,
      async putStream(...wish: Parameters<typeof ctx.storage.putStream>) {
        stored += 1;
        // The second one is the join of both parts: until then the other process reads them.
        if (stored === 2) await isRead.promise;
        return ctx.storage.putStream(...wish);
      },
      async delete(key: string) {
        isJoined.resolve();
        await isFinished.promise;
        return ctx.storage.delete(key);
      },
    },
  };
  const ending = {
    ...ctx,
    storage: {
      ...ctx.storage,
      async getStream(...wish: Parameters<typeof ctx.storage.getStream>) {
        const bytes = await ctx.storage.getStream(...wish);
        opened += 1;
        if (bytes === null || opened < 2) return bytes;
        return (async function* () {
          yield* bytes;
          isRead.resolve();
          await isJoined.promise;
        })();
      },
    },
  };
  let opened = 0;
  const appended = appendBytes(joining, createHashCache(), await requireUpload(begun.id), piece('def'));
  while ((await requireUpload(begun.id)).offsetBytes < 6) await new Promise(setImmediate);
  const fileId = await finishUpload(
    ending,
    createHashCache(),
    store.actors.josiah,
    await requireUpload(begun.id),
  );
  isFinished.resolve();
  await appended;

  const response = await fetch(`${system.url}/api/v1/files/${fileId}/content`, {
    headers: josiah.authorization,
  });
  expect([response.status, await response.text()]).toEqual([200, 'abcdef']);
});

test('what is sent without its length is refused as soon as it is more than may be stored', async () => {
  const MIB = 1024 * 1024;
  const quota = { organisationBytes: null, personBytes: MIB };
  expect((await store.operator.put('/organisations/default/data-quota', quota)).status).toBe(200);
  let sent = 0;
  const endless = async function* () {
    for (; sent < 400; sent += 1) yield Buffer.alloc(MIB);
  };
  const place = { folderId: store.homes.josiah, name: 'endless.bin', mediaType: null, replaces: false };
  const wish = { ...place, lengthBytes: null, sha256: null, body: endless() };
  await expect(receiveFile(system.ctx, store.actors.josiah, wish)).rejects.toMatchObject({
    code: 'data-quota-reached',
  });
  expect(sent).toBeLessThan(70);

  const deferred = await beginUpload(system.ctx, store.actors.josiah, {
    id: randomUUID(),
    lengthBytes: null,
    metadata: { folder: store.homes.josiah, filename: 'deferred.bin' },
  });
  sent = 0;
  const uploads = new UploadStore(system.ctx, createHashCache(), store.actors.josiah);
  const refused = uploads.write(Readable.from(endless()), deferred.id, 0);
  await expect(refused).rejects.toMatchObject({ code: 'data-quota-reached' });
  expect(sent).toBeLessThan(70);
});
