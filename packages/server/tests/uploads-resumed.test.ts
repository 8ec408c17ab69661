import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CutOff, openCutOff } from './support/cut-off.ts';
import { createFileApi, type FileApi, listObjects, makeBytes, openHome, sha256 } from './support/files.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type S3Server, startS3Server } from './support/s3-server.ts';
import { type System, startSystem } from './support/start-system.ts';

const MIB = 1024 * 1024;
let scratch: string;
let s3: S3Server;
let way: CutOff;
let system: System;
let josiah: FileApi;
let laure: FileApi;
let home: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'mintmark-uploads-'));
  s3 = await startS3Server(scratch, ['data']);
  way = await openCutOff(Number(new URL(s3.url).port));
  system = await startSystem({
    env: {
      OBJECT_STORAGE_ENDPOINT: '127.0.0.1',
      OBJECT_STORAGE_PORT: String(way.port),
      OBJECT_STORAGE_USE_SSL: 'false',
      OBJECT_STORAGE_ACCESS_KEY: 'S3RVER',
      OBJECT_STORAGE_SECRET_KEY: 'S3RVER',
      OBJECT_STORAGE_BUCKET_NAME: 'data',
    },
  });
  josiah = createFileApi(system, (await signIn(system, JOSIAH)).token);
  laure = createFileApi(system, (await signIn(system, LAURE)).token);
  home = await openHome(system, JOSIAH);
});
afterAll(async () => {
  await system?.close();
  await way?.close();
  await s3?.close();
  await rm(scratch, { recursive: true, force: true });
});

type Answer = { status: number; headers: Headers; text: string };

/** Speaks tus without a library, so that each step can be broken. */
function tus(files: FileApi) {
  const call = async (
    method: string,
    url: string,
    headers: Record<string, string>,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Answer> => {
    const response = await fetch(url, {
      method,
      headers: { ...files.authorization, 'tus-resumable': '1.0.0', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const encode = (metadata: Record<string, string>): string =>
    Object.entries(metadata)
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',');
  return {
    call,
    begin: (length: number, metadata: Record<string, string>, headers: Record<string, string> = {}) =>
      call('POST', `${system.url}/api/v1/uploads`, {
        'upload-length': String(length),
        'upload-metadata': encode({ folder: home, ...metadata }),
        ...headers,
      }),
    send: (url: string, offset: number, bytes: Uint8Array<ArrayBuffer>) =>
      call(
        'PATCH',
        url,
        { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        bytes,
      ),
    head: (url: string) => call('HEAD', url, {}),
  };
}

async function begin(name: string, length: number, metadata: Record<string, string> = {}): Promise<string> {
  const begun = await tus(josiah).begin(length, { filename: name, ...metadata });
  expect(begun.status, begun.text).toBe(201);
  return new URL(begun.headers.get('location') ?? '', system.url).href;
}

/** Sends the head of a PATCH and some of its bytes, and then pulls the cable. */
async function sendAndBreak(url: string, offset: number, bytes: Buffer, announced: number): Promise<void> {
  const request = httpRequest(url, {
    method: 'PATCH',
    headers: {
      ...josiah.authorization,
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(announced),
    },
  });
  const isOver = new Promise<void>((resolve) => {
    request.on('error', () => {});
    request.on('close', resolve);
  });
  // Once the bytes are on their way; how many of them arrive, the server tells.
  request.write(bytes, () => setImmediate(() => request.socket?.end()));
  await isOver;
}

async function offsetOf(url: string): Promise<number> {
  const head = await tus(josiah).head(url);
  expect(head.status).toBe(200);
  return Number(head.headers.get('upload-offset'));
}

async function fileOf(url: string): Promise<string> {
  const { body } = await josiah.send<{ file: string | null }>(
    'GET',
    new URL(url).pathname.replace('/api/v1', ''),
  );
  if (body.file === null) throw new Error('it is no file yet');
  return body.file;
}

describe('an upload that can be resumed', () => {
  test('tells what it can do', async () => {
    const { status, headers } = await tus(josiah).call('OPTIONS', `${system.url}/api/v1/uploads`, {});
    expect(status).toBe(204);
    expect(headers.get('tus-version')).toBe('1.0.0');
    expect(headers.get('tus-extension')).toBe(
      'creation,creation-with-upload,creation-defer-length,termination,expiration',
    );
    expect(Number(headers.get('tus-max-size'))).toBeGreaterThan(1e12);
  });

  test('becomes a file when its last byte is there, and asking again changes nothing', async () => {
    const bytes = makeBytes(300_000);
    const url = await begin('steps.bin', bytes.length, { filetype: 'text/csv' });
    const { send, head } = tus(josiah);
    const first = await send(url, 0, bytes.subarray(0, 100_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
    expect(first.headers.get('upload-expires')).not.toBeNull();
    expect((await head(url)).headers.get('upload-metadata')).toContain('filename ');
    expect((await send(url, 100_000, bytes.subarray(100_000))).status).toBe(204);
    const file = await fileOf(url);
    const again = await send(url, 100_000, bytes.subarray(100_000));
    expect(again.status).toBe(409);
    expect((await send(url, 300_000, Buffer.alloc(0))).status).toBe(204);
    expect(await offsetOf(url)).toBe(300_000);
    expect(await fileOf(url)).toBe(file);
    const got = await josiah.download(`/files/${file}/content`);
    expect(got.bytes.equals(bytes)).toBe(true);
    expect(got.headers.get('etag')).toBe(`"${sha256(bytes)}"`);
    expect(got.headers.get('content-type')).toContain('text/csv');
  });

  test('keeps what was received when the connection breaks, and goes on from there', async () => {
    const bytes = makeBytes(5 * MIB);
    const url = await begin('broken.bin', bytes.length);
    await sendAndBreak(url, 0, bytes.subarray(0, 2 * MIB), bytes.length);
    await expect.poll(() => offsetOf(url), { timeout: 20_000 }).toBeGreaterThan(0.5 * MIB);
    const offset = await offsetOf(url);
    expect((await tus(josiah).send(url, offset, bytes.subarray(offset))).status).toBe(204);
    expect((await josiah.download(`/files/${await fileOf(url)}/content`)).bytes.equals(bytes)).toBe(true);
  });

  test('has few parts however small the pieces are that it comes in, and no object is left over', async () => {
    const bytes = makeBytes(64_000, 7);
    const url = await begin('pieces.bin', bytes.length);
    for (let offset = 0; offset < bytes.length; offset += 1_000) {
      expect((await tus(josiah).send(url, offset, bytes.subarray(offset, offset + 1_000))).status).toBe(204);
    }
    const id = url.split('/').at(-1) ?? '';
    expect((await listObjects(system)).filter((key) => key.includes(id)).length).toBeLessThan(4);
    expect((await josiah.download(`/files/${await fileOf(url)}/content`)).bytes.equals(bytes)).toBe(true);
  });

  test('works with the client library, in one request and in many', async () => {
    for (const chunkSize of [Number.POSITIVE_INFINITY, MIB]) {
      const bytes = makeBytes(3 * MIB, chunkSize === MIB ? 2 : 3);
      const url = await new Promise<string>((resolve, reject) => {
        const upload = new Upload(bytes, {
          endpoint: `${system.url}/api/v1/uploads`,
          headers: josiah.authorization,
          metadata: { folder: home, filename: `library-${chunkSize}.bin` },
          chunkSize,
          onError: reject,
          onSuccess: () => resolve(upload.url ?? ''),
        });
        upload.start();
      });
      expect((await josiah.download(`/files/${await fileOf(url)}/content`)).bytes.equals(bytes)).toBe(true);
    }
  });

  test('may be empty, may come with its beginning, and may say its length later', async () => {
    const empty = await begin('empty.bin', 0);
    expect((await josiah.download(`/files/${await fileOf(empty)}/content`)).bytes.length).toBe(0);
    const { call } = tus(josiah);
    const metadata = `folder ${Buffer.from(home).toString('base64')},filename ${Buffer.from('late.bin').toString('base64')}`;
    const late = await call(
      'POST',
      `${system.url}/api/v1/uploads`,
      {
        'upload-defer-length': '1',
        'upload-metadata': metadata,
        'content-type': 'application/offset+octet-stream',
      },
      Buffer.from('abc'),
    );
    expect([late.status, late.headers.get('upload-offset')]).toEqual([201, '3']);
    const url = new URL(late.headers.get('location') ?? '', system.url).href;
    expect((await tus(josiah).head(url)).headers.get('upload-defer-length')).toBe('1');
    const end = await call(
      'PATCH',
      url,
      {
        'upload-offset': '3',
        'upload-length': '6',
        'content-type': 'application/offset+octet-stream',
      },
      Buffer.from('def'),
    );
    expect(end.status).toBe(204);
    expect((await josiah.download(`/files/${await fileOf(url)}/content`)).bytes.toString()).toBe('abcdef');
  });

  test('is its owner’s alone', async () => {
    const url = await begin('mine.bin', 10);
    for (const answer of [
      await tus(laure).head(url),
      await tus(laure).send(url, 0, Buffer.from('x')),
      await tus(laure).call('DELETE', url, {}),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await tus(laure).begin(10, { filename: 'intruder.bin' })).status).toBe(404);
  });

  test('is refused before a byte is sent when it cannot become a file', async () => {
    const { begin: ask, call } = tus(josiah);
    await josiah.upload(home, 'taken.bin', 'x');
    expect((await ask(1, { filename: 'taken.bin' })).status).toBe(409);
    expect((await ask(1, { filename: 'taken.bin', replaces: 'true' })).status).toBe(201);
    expect((await ask(1, { filename: '../up' })).status).toBe(400);
    expect((await ask(1, { filename: 'x', folder: 'no-id' })).status).toBe(400);
    expect((await ask(1e15, { filename: 'huge.bin' })).status).toBe(413);
    const old = await call('POST', `${system.url}/api/v1/uploads`, { 'tus-resumable': '0.2.2' });
    expect([400, 412]).toContain(old.status);
    const plain = await fetch(`${system.url}/api/v1/uploads`, {
      method: 'POST',
      headers: josiah.authorization,
    });
    expect(plain.status).toBe(412);
    expect(plain.headers.get('tus-version')).toBe('1.0.0');
    expect(plain.headers.get('content-type')).toContain('application/problem+json');
  });

  test('with other bytes than its checksum says is refused and leaves nothing', async () => {
    const url = await begin('summed.bin', 3, { sha256: sha256('abc') });
    const before = await listObjects(system);
    const wrong = await tus(josiah).send(url, 0, Buffer.from('abd'));
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('checksum-mismatch');
    expect((await tus(josiah).head(url)).status).toBe(404);
    expect(await listObjects(system)).toEqual(before);
    const right = await begin('summed.bin', 3, { sha256: sha256('abc') });
    expect((await tus(josiah).send(right, 0, Buffer.from('abc'))).status).toBe(204);
  });

  test('can be given up, and is deleted a week after its last byte; nothing of it stays', async () => {
    const [given, left] = [await begin('given.bin', 10), await begin('left.bin', 10)];
    for (const url of [given, left]) await tus(josiah).send(url, 0, Buffer.from('12345'));
    expect((await tus(josiah).call('DELETE', given, {})).status).toBe(204);
    expect((await tus(josiah).head(given)).status).toBe(404);
    system.clock.advance(8 * 86_400_000);
    expect((await tus(josiah).head(left)).status).toBe(410);
    await upkeep();
    expect((await tus(josiah).head(left)).status).toBe(404);
    const ids = [given, left].map((url) => url.split('/').at(-1) ?? '');
    const kept = await listObjects(system);
    expect(kept.filter((key) => ids.some((id) => key.includes(id)))).toEqual([]);
  });
});

async function upkeep(): Promise<void> {
  const { createJobHandlers } = await import('../src/worker.ts');
  await createJobHandlers(system.ctx).upkeep({});
}

describe('while the object storage is down', () => {
  test('an upload is refused with 503 and goes on when it is back', async () => {
    const bytes = makeBytes(2 * MIB, 11);
    const url = await begin('down.bin', bytes.length);
    expect((await tus(josiah).send(url, 0, bytes.subarray(0, MIB))).status).toBe(204);
    way.cut();
    const refused = await tus(josiah).send(url, MIB, bytes.subarray(MIB));
    expect(refused.status).toBe(503);
    expect(refused.text).toContain('storage-unavailable');
    way.mend();
    expect(await offsetOf(url)).toBe(MIB);
    expect((await tus(josiah).send(url, MIB, bytes.subarray(MIB))).status).toBe(204);
    expect((await josiah.download(`/files/${await fileOf(url)}/content`)).bytes.equals(bytes)).toBe(true);
  });

  test('a file in one request is refused with 503 in the middle, and nothing of it stays', async () => {
    const before = await listObjects(system);
    way.cut(5 * MIB);
    const path = `/folders/${home}/files?name=half.bin`;
    const refused = await josiah.send('POST', path, makeBytes(40 * MIB), {
      'content-type': 'application/octet-stream',
    });
    expect(refused.status).toBe(503);
    way.mend();
    system.clock.advance(3 * 86_400_000);
    await upkeep();
    expect(await listObjects(system)).toEqual(before);
  });

  test('a download is refused with 503 instead of being short', async () => {
    const file = await josiah.upload(home, 'there.bin', makeBytes(1_000));
    way.cut();
    expect((await josiah.download(`/files/${file.id}/content`)).status).toBe(503);
    expect((await josiah.download(`/folders/${home}/archive`)).status).toBe(503);
    way.mend();
    expect((await josiah.download(`/files/${file.id}/content`)).status).toBe(200);
  });
});
