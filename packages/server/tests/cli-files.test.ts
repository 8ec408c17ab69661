import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandLine, openCommandLine } from './support/command-line.ts';
import { type CutOff, openCutOff } from './support/cut-off.ts';
import { makeBytes, sha256 } from './support/files.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const HOME = `/default/home/${JOSIAH}`;
let system: System;
let way: CutOff;
let line: CommandLine;

type Uploaded = { folder: string; files: { path: string; outcome: string }[]; skipped: string[] };

beforeAll(async () => {
  system = await startSystem();
  way = await openCutOff(Number(new URL(system.url).port));
  line = openCommandLine(system, (await signIn(system, JOSIAH)).token);
  mkdirSync(join(line.home, 'dataset/sub'), { recursive: true });
  writeFileSync(join(line.home, 'dataset/README.txt'), 'hello');
  writeFileSync(join(line.home, 'dataset/sub/numbers.bin'), makeBytes(33 * 1024 * 1024));
  writeFileSync(join(line.home, 'dataset/sub/empty'), '');
  symlinkSync('/etc/passwd', join(line.home, 'dataset/sub/link'));
});
afterAll(async () => {
  line?.close();
  await way?.close();
  await system?.close();
});

function hash(path: string): string {
  return sha256(readFileSync(join(line.home, path)));
}

describe('mintmark upload and download', () => {
  test('bring a folder there and back, byte for byte', async () => {
    const uploaded = await line.readJson<Uploaded>('upload', 'dataset');
    expect(uploaded.folder).toBe(HOME);
    expect(uploaded.files.map(({ path, outcome }) => [path, outcome])).toEqual([
      [`${HOME}/dataset/README.txt`, 'uploaded'],
      [`${HOME}/dataset/sub/empty`, 'uploaded'],
      [`${HOME}/dataset/sub/numbers.bin`, 'uploaded'],
    ]);
    expect(uploaded.skipped).toEqual([join('dataset/sub/link')]);
    await line.readJson('download', `${HOME}/dataset`, '--to', 'back');
    for (const file of ['README.txt', 'sub/empty', 'sub/numbers.bin']) {
      expect(hash(`back/dataset/${file}`), file).toBe(hash(`dataset/${file}`));
    }
  });

  test('send and load nothing again that is there, and refuse to write over other bytes', async () => {
    const again = await line.readJson<Uploaded>('upload', 'dataset');
    expect(again.files.every(({ outcome }) => outcome === 'there')).toBe(true);
    expect(await line.readJson('download', `${HOME}/dataset`, '--to', 'back')).toMatchObject({
      files: 3,
      there: 3,
    });
    writeFileSync(join(line.home, 'dataset/README.txt'), 'changed');
    const refused = await line.run(['upload', 'dataset']);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('--replace');
    expect((await line.run(['download', `${HOME}/dataset/README.txt`, '--to', 'dataset'])).code).toBe(1);
    const replaced = await line.readJson<Uploaded>('upload', 'dataset', '--replace');
    expect(replaced.files.filter(({ outcome }) => outcome === 'uploaded').length).toBe(1);
  });

  test('go on where they broke off', async () => {
    const bytes = makeBytes(70 * 1024 * 1024, 5);
    writeFileSync(join(line.home, 'large.bin'), bytes);
    const cut = openCommandLine(
      { url: `http://127.0.0.1:${way.port}` },
      (await signIn(system, JOSIAH)).token,
    );
    try {
      way.cut(40 * 1024 * 1024);
      const mended = setTimeout(() => way.mend(), 2_000);
      const result = await cut.run(['upload', join(line.home, 'large.bin'), '--json']);
      clearTimeout(mended);
      expect(result.code, result.stderr).toBe(0);
    } finally {
      way.mend();
      cut.close();
    }
    // A download that broke off has left its beginning.
    const part = `resumed/large.bin.${sha256(bytes).slice(0, 12)}.part`;
    mkdirSync(join(line.home, 'resumed'));
    writeFileSync(join(line.home, part), bytes.subarray(0, 1_000_000));
    await line.readJson('download', `${HOME}/large.bin`, '--to', 'resumed');
    expect(hash('resumed/large.bin')).toBe(sha256(bytes));
  });

  test('a folder comes as one archive, too', async () => {
    const { file } = await line.readJson<{ file: string }>(
      'download',
      `${HOME}/dataset`,
      '--format',
      'bag',
      '--to',
      'archives',
    );
    expect(file).toBe(join('archives', 'dataset-bag.zip'));
    expect(statSync(join(line.home, file)).size).toBeGreaterThan(33 * 1024 * 1024);
  });

  test('folders are listed and made', async () => {
    expect((await line.run(['folders', '--create', `${HOME}/new one`])).code).toBe(0);
    const { stdout, code } = await line.run(['folders']);
    expect(code).toBe(0);
    expect(stdout).toContain(HOME);
    expect(stdout).toContain('dataset/');
    expect(stdout).toContain('new one/');
    expect((await line.run(['folders', '/nowhere'])).code).toBe(1);
  });
});
