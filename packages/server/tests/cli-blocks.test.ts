import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeMetadata } from './support/api.ts';
import { readSheets } from './support/label-sheets.ts';
import { signIn } from './support/people.ts';
import { addIgsnShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem } from './support/start-system.ts';

const MINTMARK = fileURLToPath(new URL('../../cli/bin/mintmark.mjs', import.meta.url));

let system: System;
let token: string;
let home: string;
beforeAll(async () => {
  system = await startSystem();
  token = (await signIn(system)).token;
  home = mkdtempSync(join(tmpdir(), 'mintmark-home-'));
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  await system?.close();
});

type Ended = { code: number | null; stdout: string; stderr: string };

async function mintmark(args: readonly string[], stdin = ''): Promise<Ended> {
  const child = spawn(process.execPath, [MINTMARK, ...args], {
    env: { PATH: process.env.PATH, HOME: home, MINTMARK_URL: system.url, MINTMARK_TOKEN: token },
    cwd: home,
  });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ended.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ended.stderr += chunk.toString();
  });
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  ended.code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return ended;
}

async function readJson<T>(...args: string[]): Promise<T> {
  const ended = await mintmark([...args, '--json']);
  expect(ended).toMatchObject({ code: 0 });
  return JSON.parse(ended.stdout) as T;
}

type Block = { id: string; names: string[]; states: Record<string, number>; files: string[] };

const inHome = (file: string, content: string): string => {
  writeFileSync(join(home, file), content);
  return file;
};

describe('blocks on the command line', () => {
  test('samples go with what is minted, reserved and promoted', async () => {
    await addIgsnShoulder(system);
    const { types: _, creators: __, ...metadata } = completeMetadata('Core 7');
    inHome('record.json', JSON.stringify(metadata));
    inHome('sample.json', JSON.stringify({ material: 'Sediment', collectors: 'Carberry, Josiah' }));
    const shoulder = ['--shoulder', '10.5072/core'];
    const files = ['--metadata', 'record.json', '--sample', 'sample.json'];
    type Shown = { metadata: { subjects: unknown; creators: { name: string }[] } };
    const minted = await readJson<Shown>('mint', ...shoulder, ...files);
    expect(minted.metadata).toMatchObject({
      types: { resourceTypeGeneral: 'PhysicalObject' },
      subjects: [{ subject: 'Sediment', subjectScheme: 'Material' }],
    });
    const block = await readJson<Block>('reserve', ...shoulder, '--count', '3', '--sample', 'sample.json');
    const [one = '', two = '', three = ''] = block.names;
    expect((await readJson<Shown>('show', one)).metadata.subjects).toMatchObject([{ subject: 'Sediment' }]);
    inHome('used.csv', `pid,title,sample\n${one},First,\n${two},,"{""collectors"": ""Other, One""}"\n`);
    await readJson('promote', block.id, '--from', 'used.csv', ...files);
    expect((await readJson<Shown>('show', one)).metadata.creators).toMatchObject([
      { name: 'Carberry, Josiah' },
    ]);
    expect((await readJson<Shown>('show', two)).metadata.creators).toMatchObject([{ name: 'Other, One' }]);
    const last = await mintmark(['promote', block.id, '--all', ...files]);
    expect(last).toMatchObject({ code: 0, stderr: '1 name is public now.\n' });
    expect((await readJson<Shown>('show', three)).metadata.creators).toMatchObject([
      { name: 'Carberry, Josiah' },
    ]);

    const twice = await mintmark(['mint', ...shoulder, '--metadata', '-', '--sample', '-'], '{}');
    expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('Standard input is one file') });
    inHome('list.json', '[]');
    const list = await mintmark(['mint', ...shoulder, '--sample', 'list.json']);
    expect(list).toMatchObject({ code: 2, stderr: expect.stringContaining('no JSON object with a sample') });
    const elsewhere = await mintmark(['mint', '--shoulder', '10.5072', ...files]);
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.stderr).toContain('/sample');
  });

  test('a curator reserves names, fills a table, prints labels, announces what is used and gives back the rest', async () => {
    inHome('samples.csv', '\uFEFFsample;igsn\r\nA1;\r\nA2;\r\n');
    const block = await readJson<Block>(
      ...[
        'reserve',
        '--shoulder',
        '10.5072',
        '--count',
        '4',
        '--title',
        'Lake cores',
        '--expires-in-days',
        '30',
      ],
      ...['--fill', 'samples.csv', '--column', 'igsn', '--out', 'filled.csv', '--csv', 'names.csv'],
      ...['--labels', 'labels.pdf', '--stock', 'a4-65', '--skip', '3'],
    );
    const [one = '', two = '', three = ''] = block.names;
    expect(block.files).toEqual(['names.csv', 'filled.csv', 'labels.pdf']);
    expect(readFileSync(join(home, 'filled.csv'), 'utf8')).toBe(
      `\uFEFFsample;igsn\r\nA1;${one}\r\nA2;${two}\r\n`,
    );
    expect(readFileSync(join(home, 'names.csv'), 'utf8').split('\r\n')).toHaveLength(6);
    const [page] = readSheets(readFileSync(join(home, 'labels.pdf')));
    expect(page?.symbols.map(({ text }) => text)).toEqual(
      block.names.map((name) => `https://doi.org/${name}`),
    );

    inHome('record.json', JSON.stringify(completeMetadata()));
    inHome(
      'used.csv',
      `pid;title;target\n${one};"Core; first";https://example.org/a1\n\n${two.toUpperCase()};Second core;\n`,
    );
    const promoted = await readJson<{ pids: string[] }>(
      ...['promote', block.id, '--from', 'used.csv', '--metadata', 'record.json'],
    );
    expect(promoted.pids).toEqual([one, two]);
    const shown = await readJson<{ state: string; target: string; metadata: { titles: unknown } }>(
      'show',
      one,
    );
    expect(shown).toMatchObject({
      state: 'public',
      target: 'https://example.org/a1',
      metadata: { titles: [{ title: 'Core; first' }] },
    });

    const listed = await mintmark(['blocks']);
    expect(listed.stdout).toContain('2 reserved, 2 public');
    inHome('back.txt', `${three}\n`);
    const some = await readJson<{ released: number }>('release', block.id, '--pids', 'back.txt');
    expect(some.released).toBe(1);
    const announced = await mintmark(['release', one]);
    expect(announced.code).toBe(1);
    expect(announced.stderr).toContain('can only be withdrawn');
    const rest = await mintmark(['release', block.id]);
    expect(rest).toMatchObject({ code: 0, stderr: '1 name was given back.\n' });
    expect(rest.stdout).toContain('2 public, 2 released');
  });

  test('JSON announces, too, and each mistake is told with its place', async () => {
    const block = await readJson<Block>('reserve', '--shoulder', '10.5072', '--count', '2');
    const items = block.names.map((pid, index) => ({
      pid,
      metadata: index === 0 ? completeMetadata() : { ...completeMetadata(), publicationYear: 'soon' },
    }));
    const refused = await mintmark(['promote', block.id, '--from', '-'], JSON.stringify(items));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('/items/1/metadata/publicationYear');
    inHome('record.json', JSON.stringify(completeMetadata()));
    const done = await mintmark(['promote', block.id, '--all', '--metadata', 'record.json']);
    expect(done).toMatchObject({ code: 0, stderr: '2 names are public now.\n' });
  });

  test('a block is kept when its table is refused, and the message says how to go on', async () => {
    inHome('long.csv', 'sample\nA\nB\nC\n');
    const ended = await mintmark([
      'reserve',
      '--shoulder',
      '10.5072',
      '--count',
      '2',
      '--fill',
      'long.csv',
      '--column',
      'igsn',
      '--out',
      'x.csv',
    ]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Line 4: There are more rows than names');
    const id = /mintmark blocks --block (\S+)/.exec(ended.stderr)?.[1] ?? '';
    const again = await readJson<Block>('blocks', '--block', id, '--csv', 'names-again.csv');
    expect(again.states.reserved).toBe(2);
  });

  test.each([
    [['reserve', '--shoulder', '10.5072'], 'Say how many'],
    [['reserve', '--count', '3'], 'Say where'],
    [['reserve', '--shoulder', '10.5072', '--count', 'x'], '--count is a number'],
    [['reserve', '--shoulder', '10.5072', '--count', '1', '--column', 'a'], 'belong to --fill'],
    [
      ['reserve', '--shoulder', '10.5072', '--count', '1', '--labels', 'x.pdf', '--stock', 'a5'],
      '--stock can be',
    ],
    [['blocks', '--csv', 'x.csv'], 'Say which block'],
    [['promote', 'x'], 'Say which names'],
    [['promote', 'x', '--all', '--first', '3'], 'Say which names'],
  ])('%j is a mistake of the command line', async (args, message) => {
    const ended = await mintmark(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  test.each([
    ['a,b\n1,2\n', 'has no column pid'],
    ['pid,colour\n1,2\n', 'has a column "colour"'],
    ['pid\n1,2\n', 'line 2: 2 cells'],
    ['pid\n"open\n', 'never closed'],
    ['pid,metadata\n1,no json\n', 'line 2: metadata is not JSON'],
    ['pid\n', 'There is no row'],
    ['{"items":[{}]}', 'each with a pid'],
  ])('%j is no list of names', async (content, message) => {
    const ended = await mintmark(['promote', 'x', '--from', '-'], content);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });
});
