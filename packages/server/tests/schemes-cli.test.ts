import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { describeProducts, type SchemeBody } from './support/schemes.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const MINTMARK = fileURLToPath(new URL('../../cli/bin/mintmark.mjs', import.meta.url));

let system: System;
let home: string;
beforeAll(async () => {
  system = await startSystem();
  home = mkdtempSync(join(tmpdir(), 'mintmark-home-'));
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  await system?.close();
});

type Items = { items: { key: string; namespace: string; outcome: string; errors: unknown[] }[] };

async function mintmark(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MINTMARK, ...args], {
    env: { PATH: process.env.PATH, HOME: home, MINTMARK_URL: system.url, MINTMARK_TOKEN: TEST_ADMIN_TOKEN },
    cwd: home,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

function write(file: string, content: unknown): void {
  mkdirSync(join(home, 'schemes'), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(home, 'schemes', file), text);
}

describe('schemes on the command line', () => {
  test('are listed and shown', async () => {
    const list = await mintmark('schemes', 'list');
    expect(list.code).toBe(0);
    expect(list.stdout).toMatch(/^gs1 +gs1 +sscc gtin gdti and 13 more +yes +GS1 identification keys$/m);
    const show = await mintmark('schemes', 'show', 'gs1');
    expect(show.stdout).toMatch(/^01 +I +gtin .* 22 10 21 \| 235 +Global Trade Item Number \(GTIN\)$/m);
    const json = await mintmark('schemes', 'show', 'orcid', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      namespace: 'orcid',
      document: { id: 'identifiers/orcid' },
    });
  });

  test('are imported from files, each whole or not at all, and exported again', async () => {
    write('acme.json', describeProducts('acme'));
    write('torn.json', '{"namespace":');
    write('voc.json', describeProducts('voc'));
    write('notes.txt', 'no scheme');
    const first = await mintmark('schemes', 'import', 'schemes', '--shared', '--json');
    expect(first.code).toBe(1);
    const outcomes = ({ items }: Items) => items.map(({ namespace, outcome }) => [namespace, outcome]);
    expect(outcomes(JSON.parse(first.stdout))).toEqual([
      ['acme', 'created'],
      ['torn', 'refused'],
      ['voc', 'refused'],
    ]);
    const told = await mintmark('schemes', 'import', 'schemes');
    expect(told.stdout).toContain('acme.json  unchanged');
    expect(told.stdout).toContain('“voc” opens other addresses of this service');
    const read = await createApi(system, TEST_ADMIN_TOKEN).get<SchemeBody>('/schemes/acme');
    expect(read.body.shared).toBe(true);

    const exported = await mintmark('schemes', 'export', 'out', '--json');
    expect(exported.code).toBe(0);
    const files = readdirSync(join(home, 'out'));
    expect(files).toHaveLength(11);
    expect(JSON.parse(readFileSync(join(home, 'out', 'acme.json'), 'utf8'))).toEqual(read.body.document);
    const again = await mintmark('schemes', 'import', 'out', '--json');
    expect(new Set(outcomes(JSON.parse(again.stdout)).map(([, outcome]) => outcome))).toEqual(
      new Set(['unchanged']),
    );
  });

  test('go to the object storage of the service and come back', async () => {
    const exported = await mintmark('schemes', 'export', '--json');
    expect(exported.code).toBe(0);
    const { items } = JSON.parse(exported.stdout) as Items;
    expect(items.find(({ namespace }) => namespace === 'gs1')).toMatchObject({
      key: 'identifiers/gs1.json',
      outcome: 'written',
    });
    const imported = await mintmark('schemes', 'import', '--dry-run');
    expect(imported.code).toBe(0);
    expect(imported.stdout).toContain('identifiers/gs1.json  unchanged');
    const some = await mintmark('schemes', 'import', '--only', 'doi,ror');
    expect(some.stdout).toBe('identifiers/doi.json  unchanged\nidentifiers/ror.json  unchanged\n');
  });

  test.each([
    [['schemes'], 'needs VERB'],
    [['schemes', 'lst'], 'Did you mean list?'],
    [['schemes', 'show'], 'needs NAMESPACE'],
    [['schemes', 'list', 'gs1'], 'does not know what to do with "gs1"'],
    [['schemes', 'import', 'out', '--dry-run'], '--dry-run goes without DIR'],
  ])('%j is refused with what is wrong', async (args, sentence) => {
    const ended = await mintmark(...args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(sentence);
  });

  test('a directory that is missing is told', async () => {
    const ended = await mintmark('schemes', 'import', 'nowhere');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('The directory nowhere cannot be read');
  });
});
