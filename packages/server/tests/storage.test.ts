import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { HeadObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectStorageConfig } from '../src/config.ts';
import { type ObjectStorage, openObjectStorage } from '../src/storage/index.ts';
import { openS3Storage } from '../src/storage/s3.ts';
import { type S3Server, startS3Server } from './support/s3-server.ts';

const text = (value: string) => new TextEncoder().encode(value);
const read = (body: Uint8Array | null) => (body === null ? null : new TextDecoder().decode(body));
const json = { contentType: 'application/json' };

const bucketNames = ['behaviour', 'pages', 'types'] as const;
let scratch: string;
let s3: S3Server;
let s3Config: ObjectStorageConfig;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'mintmark-storage-'));
  s3 = await startS3Server(join(scratch, 's3'), bucketNames);
  s3Config = {
    endpoint: s3.url,
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    bucket: 'behaviour',
    region: 'us-east-1',
    pathStyle: true,
  };
});

afterAll(async () => {
  await s3.close();
  await rm(scratch, { recursive: true });
});

async function* streamOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

async function collect(storage: ObjectStorage, key: string): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await storage.getStream(key)) ?? []) pieces.push(piece);
  return pieces;
}

describe.each([
  { kind: 'memory', open: async () => openObjectStorage(null, null) },
  { kind: 'files', open: async () => openObjectStorage(null, await mkdtemp(join(scratch, 'data-'))) },
  { kind: 'S3', open: async () => openObjectStorage(s3Config, null) },
])('object storage in $kind', ({ open }) => {
  let storage: ObjectStorage;

  beforeEach(async () => {
    storage = await open();
  });

  afterEach(async () => {
    for (const key of await storage.list('')) await storage.delete(key);
  });

  test('an object comes back byte for byte', async () => {
    const everyByte = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    await storage.put('data/all.bin', everyByte, { contentType: 'application/octet-stream' });
    expect(Buffer.compare(everyByte, (await storage.get('data/all.bin')) ?? new Uint8Array())).toBe(0);
  });

  test('an empty object is there and empty', async () => {
    await storage.put('empty', new Uint8Array(), json);
    expect((await storage.get('empty'))?.byteLength).toBe(0);
    expect(await storage.list('')).toEqual(['empty']);
  });

  test('writing again replaces the whole object, also by a shorter one', async () => {
    await storage.put('note.json', text('"a long first version"'), json);
    await storage.put('note.json', text('"short"'), json);
    expect(read(await storage.get('note.json'))).toBe('"short"');
  });

  test('what a caller does to its bytes afterwards does not change the object', async () => {
    const body = text('kept');
    await storage.put('note', body, json);
    body.fill(0);
    (await storage.get('note'))?.fill(0);
    expect(read(await storage.get('note'))).toBe('kept');
  });

  test('a stream comes back byte for byte, whatever its pieces and its length', async () => {
    for (const lengths of [[], [0], [1], [70_000, 3, 0, 200_000], Array<number>(5).fill(5 * 1024 * 1024)]) {
      const pieces = lengths.map((length, index) => Buffer.alloc(length, index + 1));
      const stored = await storage.putStream('streams/one', streamOf(pieces), json);
      const whole = Buffer.concat(pieces);
      expect(stored).toEqual({ bytes: whole.byteLength });
      expect(whole.equals(Buffer.concat(await collect(storage, 'streams/one')))).toBe(true);
      expect(whole.equals(Buffer.from((await storage.get('streams/one')) ?? ''))).toBe(true);
    }
  });

  test('a range of an object gives these bytes alone, and nothing where it begins behind the end', async () => {
    const body = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251);
    await storage.put('ranges/one', body, json);
    const readRange = async (start: number, end: number) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of (await storage.getStream('ranges/one', { start, end })) ?? [])
        pieces.push(piece);
      return Buffer.concat(pieces);
    };
    for (const [start, end] of [
      [0, 1],
      [0, 200_000],
      [65_535, 65_537],
      [199_999, 200_000],
    ] as const) {
      expect((await readRange(start, end)).equals(Buffer.from(body.subarray(start, end)))).toBe(true);
    }
    expect((await readRange(200_000, 200_001)).byteLength).toBe(0);
    expect(await storage.getStream('ranges/none', { start: 0, end: 1 })).toBeNull();
  });

  test('a stream that fails half-way leaves the object as it was, and none where there was none', async () => {
    const failing = async function* () {
      yield Buffer.alloc(9 * 1024 * 1024, 1);
      throw new Error('the sender is gone');
    };
    const messages = async (key: string) => {
      const error: unknown = await storage.putStream(key, failing(), json).catch((caught: unknown) => caught);
      return error instanceof Error ? error.message : '';
    };
    await storage.put('old', text('old'), json);
    expect(await messages('old')).toContain('the sender is gone');
    expect(await messages('new')).toContain('the sender is gone');
    expect(read(await storage.get('old'))).toBe('old');
    expect(await storage.list('')).toEqual(['old']);
    expect(await storage.getStream('new')).toBeNull();
  });

  test('an object that was never written is null, also where its name is a folder or lies below an object', async () => {
    await storage.put('folder/object', text('x'), json);
    expect(await storage.get('nothing')).toBeNull();
    expect(await storage.get('folder')).toBeNull();
    expect(await storage.get('folder/object/below')).toBeNull();
    expect(await storage.get('other/object')).toBeNull();
  });

  test('a deleted object is gone, and deleting it again succeeds', async () => {
    await storage.put('folder/object', text('x'), json);
    await storage.put('folder/neighbour', text('y'), json);
    await storage.delete('folder/object');
    await storage.delete('folder/object');
    await storage.delete('folder');
    await storage.delete('never/was/there');
    expect(await storage.get('folder/object')).toBeNull();
    expect(await storage.list('')).toEqual(['folder/neighbour']);
  });

  test('keys are listed by prefix, in all folders, in order of their bytes', async () => {
    const keys = ['b/2', 'a', 'b/1/deep/er', 'b.txt', 'B', 'b/10', 'bc/1', 'b/é', 'b/\u{1F600}', 'b/\uFF5E'];
    for (const key of keys) await storage.put(key, text(key), json);
    expect(await storage.list('b/')).toEqual([
      'b/1/deep/er',
      'b/10',
      'b/2',
      'b/é',
      'b/\uFF5E',
      'b/\u{1F600}',
    ]);
    expect(await storage.list('b/1')).toEqual(['b/1/deep/er', 'b/10']);
    expect(await storage.list('b/1/deep/er')).toEqual(['b/1/deep/er']);
    expect(await storage.list('b')).toEqual(['b.txt', ...(await storage.list('b/')), 'bc/1']);
    expect(await storage.list('')).toEqual(['B', 'a', ...(await storage.list('b'))]);
    expect(await storage.list('nothing/here/')).toEqual([]);
    expect(await storage.list('a/')).toEqual([]);
  });

  test('keys may have spaces, percent signs and other characters that addresses and XML escape', async () => {
    const keys = [
      'a b/c+d',
      'a%2Fb',
      'a&amp;b',
      '<x>',
      '"quoted"',
      "it's",
      '#?=',
      '10.5072/ABC;v=1',
      'ark:99999',
      '..x',
      '~',
    ];
    for (const key of keys) await storage.put(key, text(key), json);
    for (const key of keys) expect(read(await storage.get(key))).toBe(key);
    expect(new Set(await storage.list(''))).toEqual(new Set(keys));
  });

  test.each([
    ['the empty key', ''],
    ['an absolute key', '/etc/passwd'],
    ['a key that climbs', '../outside'],
    ['a key that climbs in the middle', 'a/../../outside'],
    ['a key that ends by climbing', 'a/..'],
    ['a key with a dot segment', 'a/./b'],
    ['a key with an empty segment', 'a//b'],
    ['a key that ends with a slash', 'a/'],
    ['a key with a NUL', 'a\0b'],
    ['a key with a line break', 'a\nb'],
    ['a key with a backslash', 'a\\..\\b'],
    ['a key with half a character', 'a\uD800'],
    ['a key with a segment of 256 bytes', `a/${'é'.repeat(128)}`],
    ['a key of 1025 bytes', 'ab/'.repeat(342).slice(0, 1025)],
    ['a key among unfinished writes', '.unfinished/x'],
  ])('%s is refused', async (_, key) => {
    await expect(storage.put(key, text('x'), json)).rejects.toThrow('is not an object key');
    await expect(storage.get(key)).rejects.toThrow('is not an object key');
    await expect(storage.delete(key)).rejects.toThrow('is not an object key');
    expect(await storage.list('')).toEqual([]);
  });

  test('a key of 1024 bytes with segments of 255 bytes is accepted', async () => {
    const key = ['a'.repeat(255), 'b'.repeat(255), 'c'.repeat(255), 'd'.repeat(200), 'e'.repeat(55)].join(
      '/',
    );
    expect(Buffer.byteLength(key)).toBe(1024);
    await storage.put(key, text('x'), json);
    expect(read(await storage.get(key))).toBe('x');
    expect(await storage.list(key)).toEqual([key]);
  });

  test.each(['../', '/', 'a//', 'a/../', 'a\\', 'a\0'])('the prefix %j is refused', async (prefix) => {
    await expect(storage.list(prefix)).rejects.toThrow('is not a prefix of object keys');
  });

  test('whatever the key, it is refused or the object can be read, listed and deleted', async () => {
    const segment = fc.string({
      unit: fc.constantFrom(...'aZ0.-_ %+&~\\\0é\u{1F600}'),
      minLength: 1,
      maxLength: 8,
    });
    const anyKey = fc.oneof(
      fc.array(segment, { minLength: 1, maxLength: 4 }).map((each) => each.join('/')),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(anyKey, async (key) => {
        const refusal = await storage.put(key, text(key), json).then(
          () => null,
          (error: Error) => error.message,
        );
        if (refusal !== null) {
          expect(refusal).toContain('is not an object key');
          return;
        }
        expect(read(await storage.get(key))).toBe(key);
        expect(await storage.list('')).toEqual([key]);
        await storage.delete(key);
        expect(await storage.list('')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a key that was the folder of deleted objects can be stored', async () => {
    await storage.put('samples/2026/one', text('one'), json);
    await storage.put('samples/two', text('two'), json);
    await storage.delete('samples/2026/one');
    await storage.delete('samples/two');
    await storage.put('samples', text('all'), json);
    expect(read(await storage.get('samples'))).toBe('all');
    expect(await storage.list('')).toEqual(['samples']);
    await storage.delete('samples');
  });

  test('a usable storage passes its check, and the check leaves nothing behind', async () => {
    await storage.check();
    expect(await storage.list('')).toEqual([]);
  });
});

describe('object storage in files', () => {
  let data: string;
  let objects: string;
  let storage: ObjectStorage;

  beforeEach(async () => {
    data = await mkdtemp(join(scratch, 'data-'));
    objects = join(data, 'objects');
    storage = openObjectStorage(null, data);
  });

  test('objects are plain files under the data directory and outlive the process', async () => {
    await storage.put('identifiers/gs1.json', text('{}'), json);
    expect(await readFile(join(objects, 'identifiers', 'gs1.json'), 'utf8')).toBe('{}');
    expect(read(await openObjectStorage(null, data).get('identifiers/gs1.json'))).toBe('{}');
  });

  test('opening and reading create nothing', async () => {
    expect(await storage.get('a')).toBeNull();
    expect(await storage.list('')).toEqual([]);
    await storage.delete('a');
    expect(await readdir(data)).toEqual([]);
  });

  test('links that lead out of the directory are neither read, written through, deleted through nor listed', async () => {
    const outside = join(data, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'secret'), 'secret');
    await storage.put('a', text('x'), json);
    await symlink(outside, join(objects, 'folder'));
    await symlink(join(outside, 'secret'), join(objects, 'file'));

    expect(await storage.list('')).toEqual(['a']);
    expect(await storage.list('folder/')).toEqual([]);
    expect(await storage.get('folder/secret')).toBeNull();
    expect(await storage.get('file')).toBeNull();
    await storage.delete('folder/secret');
    await expect(storage.put('folder/secret', text('x'), json)).rejects.toThrow('is not a folder');
    await expect(storage.put('folder/new/object', text('x'), json)).rejects.toThrow('is not a folder');
    await storage.put('file', text('mine'), json);

    expect(await readdir(outside)).toEqual(['secret']);
    expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret');
    expect(read(await storage.get('file'))).toBe('mine');
  });

  test('readers see one version whole while others are being written', async () => {
    const versions = ['0', '1', '2', '3'].map((digit) => digit.repeat(200_000));
    await storage.put('contested', text(versions[0] ?? ''), json);
    const seen: (string | null)[] = [];
    const writing = Promise.all(versions.map((version) => storage.put('contested', text(version), json)));
    const reading = Array.from({ length: 20 }, async () => seen.push(read(await storage.get('contested'))));
    await Promise.all([writing, ...reading]);
    seen.push(read(await storage.get('contested')));
    expect(seen.every((version) => version !== null && versions.includes(version))).toBe(true);
    expect(await readdir(join(objects, '.unfinished'))).toEqual([]);
  });

  test('a key that is the folder of another is refused and leaves the other as it was', async () => {
    await storage.put('a/b', text('x'), json);
    await expect(storage.put('a', text('y'), json)).rejects.toThrow('the object "a" cannot be stored');
    await expect(storage.put('a/b/c', text('y'), json)).rejects.toThrow(
      'the object "a/b/c" cannot be stored',
    );
    expect(read(await storage.get('a/b'))).toBe('x');
    expect(await readdir(join(objects, '.unfinished'))).toEqual([]);
  });

  test('what a killed write left is never listed, and a later check clears it without touching younger ones', async () => {
    await storage.put('a', text('x'), json);
    const [left, young] = [join(objects, '.unfinished', 'left'), join(objects, '.unfinished', 'young')];
    await writeFile(left, 'half');
    await writeFile(young, 'half');
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
    await utimes(left, twoDaysAgo, twoDaysAgo);
    expect(await storage.list('')).toEqual(['a']);
    expect(await storage.list('.unf')).toEqual([]);
    await storage.check();
    expect(await readdir(join(objects, '.unfinished'))).toEqual(['young']);
  });

  test('the check of a directory that cannot be made says where and what to do', async () => {
    const file = join(data, 'file');
    await writeFile(file, '');
    const check = openObjectStorage(null, file).check();
    await expect(check).rejects.toThrow(`objects cannot be stored in ${join(file, 'objects')}: `);
    await expect(check).rejects.toThrow('set DATA_DIR');
  });
});

describe('object storage in S3', () => {
  test('more objects than one page of a listing holds are all listed', async () => {
    const storage = openObjectStorage({ ...s3Config, bucket: 'pages' }, null);
    const keys = Array.from({ length: 2_010 }, (_, index) => `rows/${String(index).padStart(5, '0')}`);
    for (let start = 0; start < keys.length; start += 50) {
      await Promise.all(keys.slice(start, start + 50).map((key) => storage.put(key, text(key), json)));
    }
    expect(await storage.list('rows/')).toEqual(keys);
    expect(await storage.list('rows/0200')).toEqual(keys.slice(2_000));
  });

  test('the content type is kept with the object', async () => {
    await openObjectStorage({ ...s3Config, bucket: 'types' }, null).put('a.json', text('{}'), json);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: 'types', Key: 'a.json' }));
    expect(head.ContentType).toBe('application/json');
  });

  test('a missing bucket is named by the check, which does not create it', async () => {
    const storage = openObjectStorage({ ...s3Config, bucket: 'absent' }, null);
    await expect(storage.check()).rejects.toThrow(
      `object storage at ${s3.url}, bucket "absent": there is no such bucket. Create it, or correct OBJECT_STORAGE_BUCKET_NAME`,
    );
    await expect(storage.get('a')).rejects.toThrow();
    await expect(storage.delete('a')).rejects.toThrow();
    const { Buckets } = await s3.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name).sort()).toEqual([...bucketNames].sort());
  });

  test('refused credentials are explained by the check without showing the secret', async () => {
    const storage = openObjectStorage(
      { ...s3Config, accessKey: 'unknown', secretKey: 'canary-secret' },
      null,
    );
    const error = await storage.check().catch((caught: unknown) => caught);
    expect(String(error)).toContain('it refuses the access key (HTTP 403). Check OBJECT_STORAGE_ACCESS_KEY');
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('canary-secret');
  });

  test.each([
    [301, 'the bucket is not in the region "us-east-1". Check OBJECT_STORAGE_REGION'],
    [501, 'it answered HTTP 501'],
  ])('an answer of HTTP %i is explained by the check', async (status, sentence) => {
    const server = await listen((_, response) => response.writeHead(status).end());
    await expect(openObjectStorage({ ...s3Config, endpoint: server.url }, null).check()).rejects.toThrow(
      sentence,
    );
    await server.close();
  });

  test('an address where nothing listens is explained by the check', async () => {
    const server = await listen(() => {});
    await server.close();
    const storage = openObjectStorage({ ...s3Config, endpoint: server.url }, null);
    await expect(storage.check()).rejects.toThrow(
      /it cannot be reached \(.*ECONNREFUSED.*\)\. Check OBJECT_STORAGE_ENDPOINT/,
    );
  });

  test('a server that accepts the request and stays silent is given up', async () => {
    const server = await listen(() => {});
    const timeouts = { connectMs: 1_000, idleMs: 100, checkMs: 150 };
    const storage = openS3Storage({ ...s3Config, endpoint: server.url }, timeouts);
    await expect(storage.check()).rejects.toThrow('no answer within 0.15 s');
    await expect(storage.get('a')).rejects.toThrow('timed out after 100 ms');
    await server.close();
  });

  test('an object whose bytes stop coming is given up instead of returned short', async () => {
    const server = await listen((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half ');
    });
    const timeouts = { connectMs: 1_000, idleMs: 100, checkMs: 1_000 };
    const storage = openS3Storage({ ...s3Config, endpoint: server.url }, timeouts);
    await expect(storage.get('a')).rejects.toThrow('timed out after 100 ms');
    await server.close();
  });

  test('a short failure of the server is retried', async () => {
    let requests = 0;
    const server = await listen((_, response) => {
      requests += 1;
      response.writeHead(requests === 1 ? 503 : 200).end();
    });
    await openObjectStorage({ ...s3Config, endpoint: server.url }, null).check();
    expect(requests).toBe(2);
    await server.close();
  });

  test('a server without bucket names in its host name is asked by path', async () => {
    const paths: (string | undefined)[] = [];
    const server = await listen((request, response) => {
      paths.push(request.url?.split('?')[0]);
      response.writeHead(200).end();
    });
    const storage = openObjectStorage({ ...s3Config, endpoint: server.url }, null);
    await storage.check();
    await storage.put('a/b c', text('x'), json);
    expect(paths).toEqual(['/behaviour/', '/behaviour/a/b%20c']);
    await server.close();
  });

  test('uploads carry no checksum headers, which some compatible servers refuse', async () => {
    let headers: string[] = [];
    const server = await listen((request, response) => {
      headers = Object.keys(request.headers);
      response.writeHead(200).end();
    });
    await openObjectStorage({ ...s3Config, endpoint: server.url }, null).put('a', text('x'), json);
    expect(headers).toContain('x-amz-content-sha256');
    expect(headers.filter((name) => /checksum|trailer|content-encoding/.test(name))).toEqual([]);
    await server.close();
  });
});

async function listen(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
