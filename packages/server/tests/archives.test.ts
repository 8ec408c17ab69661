import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Entry, fromBufferPromise } from 'yauzl';
import { writeTagFiles } from '../src/modules/data/downloads/bag.ts';
import { findBagProblems } from './support/bag-validator.ts';
import { createFileApi, type FileApi, makeBytes, makeFolders, openHome, sha256 } from './support/files.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let josiah: FileApi;
let home: string;
let folder: string;
const contents = new Map<string, Buffer<ArrayBuffer>>([
  ['README.txt', Buffer.from('What this is.\n')],
  ['100%25.txt', Buffer.from('a percent sign')],
  ['empty.bin', Buffer.alloc(0)],
  ['sub/Größe.csv', Buffer.from('a,b\n')],
  ['sub/deep/large.bin', makeBytes(33 * 1024 * 1024)],
]);

beforeAll(async () => {
  system = await startSystem();
  josiah = createFileApi(system, (await signIn(system, JOSIAH)).token);
  home = await openHome(system, JOSIAH);
  const idOf = await makeFolders(system, home, ['dataset', 'dataset/sub', 'dataset/sub/deep']);
  folder = idOf('dataset');
  for (const [path, bytes] of contents) {
    const place = `dataset/${path}`;
    const parent = idOf(place.slice(0, place.lastIndexOf('/')));
    await josiah.upload(parent, path.split('/').at(-1) ?? '', bytes);
  }
});
afterAll(() => system?.close());

/** Every file of an archive by its path, read by a library that had no part in writing it. */
async function readArchive(archive: Buffer): Promise<{ files: Map<string, Buffer>; entries: Entry[] }> {
  const zip = await fromBufferPromise(archive, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    files.set(entry.fileName, Buffer.concat(pieces));
    entries.push(entry);
  }
  zip.close();
  return { files, entries };
}

function below(base: string, files: ReadonlyMap<string, Buffer>): Map<string, Buffer> {
  return new Map([...files].map(([name, bytes]) => [name.replace(`${base}/`, ''), bytes]));
}

describe('a folder as a ZIP archive', () => {
  test('holds every file byte for byte under its path, and says its size before', async () => {
    const got = await josiah.download(`/folders/${folder}/archive`);
    expect(got.status).toBe(200);
    expect(got.headers.get('content-type')).toBe('application/zip');
    expect(got.headers.get('content-disposition')).toContain('filename="dataset.zip"');
    expect(got.headers.get('content-length')).toBe(String(got.bytes.length));
    const { files } = await readArchive(got.bytes);
    expect([...files.keys()]).toEqual([...contents.keys()].sort().map((path) => `dataset/${path}`));
    for (const [path, bytes] of below('dataset', files)) {
      expect(sha256(bytes), path).toBe(sha256(contents.get(path) ?? ''));
    }
  });

  test('is the same archive each time', async () => {
    const [first, second] = [
      await josiah.download(`/folders/${folder}/archive?path=sub/Gr%C3%B6%C3%9Fe.csv`),
      await josiah.download(`/folders/${folder}/archive?path=sub/Gr%C3%B6%C3%9Fe.csv`),
    ];
    expect(first.bytes.equals(second.bytes)).toBe(true);
  });

  test('holds only what is chosen, and names what there is not', async () => {
    const chosen = await josiah.download(`/folders/${folder}/archive?path=README.txt&path=sub/deep/`);
    expect([...(await readArchive(chosen.bytes)).files.keys()]).toEqual([
      'dataset/README.txt',
      'dataset/sub/deep/large.bin',
    ]);
    const none = await josiah.download(`/folders/${folder}/archive?path=sub/none`);
    expect(none.status).toBe(404);
    expect(none.bytes.toString()).toContain('sub/none');
  });

  test('by HEAD says how large it is', async () => {
    const head = await fetch(`${system.url}/api/v1/folders/${folder}/archive`, {
      method: 'HEAD',
      headers: josiah.authorization,
    });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(33 * 1024 * 1024);
  });

  test('is nobody else’s, and no file’s', async () => {
    const laure = createFileApi(system, (await signIn(system, LAURE)).token);
    expect((await laure.download(`/folders/${folder}/archive`)).status).toBe(404);
    const file = await josiah.upload(home, 'single.txt', 'x');
    expect((await josiah.download(`/folders/${file.id}/archive`)).status).toBe(404);
  });
});

test('a folder whose name is that of a drive comes as an archive, and many files leave no listeners', async () => {
  const warnings: string[] = [];
  const note = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', note);
  const idOf = await makeFolders(system, home, ['c: drive']);
  const form = new FormData();
  for (let number = 10; number < 26; number += 1)
    form.append('files', new Blob([makeBytes(300_000)]), `${number}`);
  const sent = await josiah.send('POST', `/folders/${idOf('c: drive')}/files`, form);
  expect(sent.status).toBe(201);
  const got = await josiah.download(`/folders/${idOf('c: drive')}/archive`);
  expect(got.status).toBe(200);
  const { files } = await readArchive(got.bytes);
  expect([...files.keys()].slice(0, 2)).toEqual(['c_ drive/10', 'c_ drive/11']);
  expect(files.size).toBe(16);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

describe('a folder as a bag', () => {
  test('is complete and valid by RFC 8493', async () => {
    const got = await josiah.download(`/folders/${folder}/archive?format=bag`);
    const { files } = await readArchive(got.bytes);
    expect([...files.keys()].every((name) => name.startsWith('dataset/'))).toBe(true);
    const bag = below('dataset', files);
    expect(findBagProblems(bag)).toEqual([]);
    expect([...bag.keys()].slice(0, 4)).toEqual([
      'bagit.txt',
      'bag-info.txt',
      'manifest-sha256.txt',
      'tagmanifest-sha256.txt',
    ]);
    for (const [path, bytes] of contents) expect(bag.get(`data/${path}`)?.equals(bytes), path).toBe(true);
    expect(bag.get('manifest-sha256.txt')?.toString()).toContain('data/100%2525.txt\n');
    const octets = [...contents.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(bag.get('bag-info.txt')?.toString()).toContain(`Payload-Oxum: ${octets}.${contents.size}\n`);
  });

  test('of one chosen file is valid, too', async () => {
    const got = await josiah.download(`/folders/${folder}/archive?format=bag&path=README.txt`);
    const { files } = await readArchive(got.bytes);
    expect(findBagProblems(below('dataset', files))).toEqual([]);
    expect([...files.keys()].filter((name) => name.includes('/data/'))).toEqual(['dataset/data/README.txt']);
  });

  test('writes line breaks and percent signs in names as the standard says, and nothing else', () => {
    const [, , manifest] = writeTagFiles([{ path: 'a\r\nb 100% ü*.txt', bytes: 1, sha256: 'f'.repeat(64) }], {
      date: new Date('2026-06-01T00:00:00Z'),
      more: [['External-Identifier', 'two\nlines']],
    });
    expect(manifest?.text).toBe(`${'f'.repeat(64)}  data/a%0D%0Ab 100%25 ü*.txt\n`);
  });

  test('with a changed, a missing or a further file is refused by the validator', async () => {
    const got = await josiah.download(`/folders/${folder}/archive?format=bag&path=README.txt`);
    const bag = below('dataset', (await readArchive(got.bytes)).files);
    const changes: [string, Buffer | null][] = [
      ['data/README.txt', Buffer.from('What this is!\n')],
      ['data/README.txt', null],
      ['data/more.txt', Buffer.from('x')],
      ['bag-info.txt', Buffer.from('Payload-Oxum: 1.1\n')],
      ['bagit.txt', Buffer.from('BagIt-Version: 0.97\n')],
    ];
    for (const [name, bytes] of changes) {
      const changed = new Map(bag);
      if (bytes === null) changed.delete(name);
      else changed.set(name, bytes);
      expect(findBagProblems(changed), name).not.toEqual([]);
    }
  });
});
