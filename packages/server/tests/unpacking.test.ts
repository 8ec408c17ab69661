import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { claimUnpacking } from '../src/modules/data/unpacking/store.ts';
import { createFileApi, type FileApi, listObjects, makeFolders, openHome, sha256 } from './support/files.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';
import { writeArchive, type ZipInput } from './support/zip-writer.ts';

type Unpacking = {
  id: string;
  state: string;
  filesTotal: number | null;
  filesDone: number;
  problem: string | null;
};
type Below = { items: { path: string; sha256: string }[] };

let system: System;
let josiah: FileApi;
let home: string;
let count = 0;

beforeAll(async () => {
  system = await startSystem();
  josiah = createFileApi(system, (await signIn(system, JOSIAH)).token);
  home = await openHome(system, JOSIAH);
});
afterAll(() => system?.close());

async function makeFolder(): Promise<string> {
  count += 1;
  return (await makeFolders(system, home, [`target-${count}`]))(`target-${count}`);
}

/** Uploads an archive, unpacks it into a folder of its own, and says what came of it. */
async function unpack(archive: Buffer<ArrayBuffer>, folder?: string) {
  const target = folder ?? (await makeFolder());
  count += 1;
  const file = await josiah.upload(home, `archive-${count}.zip`, archive);
  const begun = await josiah.send<Unpacking>(
    'POST',
    `/files/${file.id}/unpack`,
    JSON.stringify({ folder: target }),
    { 'content-type': 'application/json' },
  );
  expect(begun.status).toBe(202);
  const before = await listObjects(system);
  await system.drain();
  const { body } = await josiah.send<Unpacking>('GET', `/unpackings/${begun.body.id}`);
  const { body: below } = await josiah.send<Below>('GET', `/folders/${target}/files`);
  const left = (await listObjects(system)).filter((key) => !before.includes(key));
  return { unpacking: body, below: below.items, left };
}

async function expectRefused(inputs: readonly ZipInput[], sentence: string | RegExp): Promise<void> {
  const { unpacking, below, left } = await unpack(
    writeArchive([{ name: 'first.txt', data: 'harmless' }, ...inputs]),
  );
  expect(unpacking.state).toBe('failed');
  expect(unpacking.problem).toMatch(sentence);
  expect(below).toEqual([]);
  expect(left).toEqual([]);
}

describe('a ZIP archive', () => {
  test('is unpacked into a folder, with its folders and every byte', async () => {
    const large = Buffer.alloc(3_000_000, 'abc');
    const { unpacking, below } = await unpack(
      writeArchive([
        { name: 'README.txt', data: 'hello' },
        { name: 'sub/', mode: 0o040755 },
        { name: 'sub/Größe.csv', data: 'a,b', method: 0 },
        { name: 'sub/deep/large.bin', data: large },
        { name: 'empty.bin' },
      ]),
    );
    expect(unpacking).toMatchObject({ state: 'done', filesTotal: 4, filesDone: 4, problem: null });
    expect(below.map(({ path, sha256: sum }) => [path, sum])).toEqual([
      ['README.txt', sha256('hello')],
      ['empty.bin', sha256('')],
      ['sub/Größe.csv', sha256('a,b')],
      ['sub/deep/large.bin', sha256(large)],
    ]);
  });

  test('with names that come in parts of characters is kept in one form', async () => {
    const { below } = await unpack(writeArchive([{ name: 'cafe\u0301.txt', data: 'x' }]));
    expect(below.map(({ path }) => path)).toEqual(['caf\u00e9.txt']);
  });

  test('with more folders than it may hold is refused, however few entries name them', async () => {
    const deep = (number: number) => Array.from({ length: 50 }, (_, level) => `${number}-${level}`).join('/');
    const inputs = Array.from({ length: 2_100 }, (_, number) => ({ name: `${deep(number)}/x`, method: 0 }));
    await expectRefused(inputs, /more than 100,000 files and folders/);
  });

  test('whose list is mostly comments is refused before it fills the memory', async () => {
    const inputs = Array.from({ length: 1_100 }, (_, number) => ({ name: `${number}`, comment: 65_000 }));
    await expectRefused(inputs, /names and comments/);
  });

  test('is unpacked as a whole or not at all when a name is taken', async () => {
    const target = await makeFolder();
    await josiah.upload(target, 'taken.txt', 'mine');
    const { unpacking, below, left } = await unpack(
      writeArchive([
        { name: 'new.txt', data: 'new' },
        { name: 'taken.txt', data: 'other' },
      ]),
      target,
    );
    expect(unpacking.state).toBe('failed');
    expect(unpacking.problem).toContain('taken.txt');
    expect(below.map(({ path, sha256: sum }) => [path, sum])).toEqual([['taken.txt', sha256('mine')]]);
    expect(left).toEqual([]);
  });

  test.each<[string, ZipInput[], RegExp]>([
    ['an absolute path', [{ name: '/etc/passwd', data: 'x' }], /\/etc\/passwd.*absolute/],
    ['a path that climbs', [{ name: 'a/../../up.txt', data: 'x' }], /up\.txt.*leads out/],
    ['the letter of a drive', [{ name: 'C:/x.txt', data: 'x' }], /C:\/x\.txt.*drive/],
    ['backslashes', [{ name: '..\\up.txt', data: 'x' }], /backslash/],
    ['a symbolic link', [{ name: 'link', data: '/etc/passwd', mode: 0o120777 }], /“link”.*link or a device/],
    ['a device', [{ name: 'device', mode: 0o020666 }], /“device”.*link or a device/],
    ['an encrypted entry', [{ name: 'secret', data: 'x', flags: 0x801 }], /“secret” is encrypted/],
    [
      'one name twice',
      [
        { name: 'twice', data: '1' },
        { name: 'twice', data: '2' },
      ],
      /“twice” is there twice/,
    ],
    [
      'one name twice in two forms of Unicode',
      [
        { name: 'caf\u00e9', data: '1' },
        { name: 'cafe\u0301', data: '2' },
      ],
      /is there twice/,
    ],
    [
      'a file that is a folder, too',
      [
        { name: 'both', data: '1' },
        { name: 'both/x', data: '2' },
      ],
      /“both” is a file and a folder/,
    ],
    ['marks that turn the text around', [{ name: 'a\u202Etxt.exe', data: 'x' }], /name that cannot be kept/],
    ['a NUL', [{ name: 'a\0b', data: 'x' }], /name that cannot be kept/],
    ['a name of ten thousand characters', [{ name: 'n'.repeat(10_000), data: 'x' }], /n{200}….*kept/],
    ['too many folders in each other', [{ name: `${'d/'.repeat(70)}x`, data: 'x' }], /more than 64 folders/],
    ['another way of compressing', [{ name: 'odd', data: 'x', method: 0, flags: 0x800, crc: 1 }], /checksum/],
    ['fewer bytes than it says', [{ name: 'short', data: 'x', bytes: 10 }], /“short” is smaller/],
    ['more bytes than it says', [{ name: 'long', data: 'x'.repeat(100), bytes: 5 }], /“long” is larger/],
  ])('with %s is refused, naming the entry, and leaves nothing', async (_, inputs, sentence) => {
    await expectRefused(inputs, sentence);
  });

  test('whose entries share their bytes is refused: a bomb', async () => {
    const bomb = Buffer.alloc(100_000);
    await expectRefused(
      [
        { name: 'a', data: bomb },
        { name: 'b', data: bomb, offset: 0 },
      ],
      /shares bytes/,
    );
  });

  test('that unpacks to far more than it is is refused before anything is unpacked', async () => {
    const { unpacking, left } = await unpack(
      writeArchive([{ name: 'zeros', data: Buffer.alloc(80 * 1024 * 1024) }]),
    );
    expect(unpacking.problem).toContain('250 times');
    expect(left).toEqual([]);
  });

  test('that is none, or ends too early, is refused', async () => {
    for (const bytes of [
      Buffer.from('no archive'),
      writeArchive([{ name: 'a', data: 'x' }]).subarray(10),
      Buffer.alloc(0),
    ]) {
      const { unpacking } = await unpack(bytes);
      expect(unpacking.problem).toContain('cannot be read as a ZIP archive');
    }
  });

  test('with which process after process dies is given up in the end', async () => {
    const target = await makeFolder();
    const file = await josiah.upload(home, 'deadly.zip', writeArchive([{ name: 'a.txt', data: 'a' }]));
    const wish = JSON.stringify({ folder: target });
    const json = { 'content-type': 'application/json' };
    const begun = await josiah.send<Unpacking>('POST', `/files/${file.id}/unpack`, wish, json);
    // Each of them took it, and was not heard of again.
    for (let death = 0; death < 12; death += 1) {
      const now = system.clock.now();
      const claim = { by: randomUUID(), now, until: new Date(now.getTime() + 1_000) };
      expect(await transact(system.ctx.db, (tx) => claimUnpacking(tx, claim))).toMatchObject({
        id: begun.body.id,
      });
      system.clock.advance(1_000);
    }
    await system.drain();
    const { body } = await josiah.send<Unpacking>('GET', `/unpackings/${begun.body.id}`);
    expect(body).toMatchObject({ state: 'failed', problem: 'It did not end in 12 attempts.' });
    expect((await josiah.send<Below>('GET', `/folders/${target}/files`)).body.items).toEqual([]);
  });

  test('is unpacked by nobody who may not read it or write to the folder', async () => {
    const laure = createFileApi(system, (await signIn(system, LAURE)).token);
    const file = await josiah.upload(home, 'private.zip', writeArchive([{ name: 'a', data: 'x' }]));
    const json = { 'content-type': 'application/json' };
    expect((await laure.send('POST', `/files/${file.id}/unpack`, '{}', json)).status).toBe(404);
    const begun = await josiah.send<Unpacking>('POST', `/files/${file.id}/unpack`, '{}', json);
    expect((await laure.send('GET', `/unpackings/${begun.body.id}`)).status).toBe(404);
    await system.drain();
  });
});
