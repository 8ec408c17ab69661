import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { openScheme, register, wishLink } from './support/links.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const MINTMARK = fileURLToPath(new URL('../../cli/bin/mintmark.mjs', import.meta.url));

let system: System;
let home: string;
beforeAll(async () => {
  system = await startSystem();
  await openScheme(system);
  home = mkdtempSync(join(tmpdir(), 'mintmark-links-'));
});
afterAll(async () => {
  await system?.close();
  rmSync(home, { recursive: true });
});

type Ended = { code: number | null; stdout: string; stderr: string };

async function mintmark(args: readonly string[], stdin = ''): Promise<Ended> {
  const child = spawn(process.execPath, [MINTMARK, 'links', ...args], {
    env: { PATH: process.env.PATH, HOME: home, MINTMARK_URL: system.url, MINTMARK_TOKEN: TEST_ADMIN_TOKEN },
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

describe('links on the command line', () => {
  test('are imported from a file, again without any change, and listed and shown', async () => {
    const rows = Array.from(
      { length: 1500 },
      (_, index) => `cores/core/AA${1000 + index},gs1:pip,https://example.org/${index},Core ${index}\n`,
    );
    writeFileSync(join(home, 'links.csv'), `anchor,linkType,target,title\n${rows.join('')}`);
    const first = await mintmark(['import', 'links.csv']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^New identifiers +1,500$/m);
    const again = await mintmark(['import', 'links.csv', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ done: true, unchanged: 1500, refusedRows: [] });
    const list = await mintmark(['list', 'cores/1/AA10', '--limit', '60']);
    expect(list.stdout.trimEnd().split('\n')).toHaveLength(61);
    expect(list.stderr).toContain('There are more');
    const all = await mintmark(['list', '--limit', '1600', '--json']);
    expect(JSON.parse(all.stdout).items).toHaveLength(1500);
    const shown = await mintmark(['show', 'cores/core/AA1001', '--events']);
    expect(shown.stdout).toMatch(/^Resolves at +http.*\/cores\/1\/AA1001$/m);
    expect(shown.stdout).toMatch(/^gs1:pip +https:\/\/example\.org\/1 +default +Core 1$/m);
    expect(shown.stdout).toContain('register');
  });

  test('that are refused are told with line and member, and it ends with 1', async () => {
    const ended = await mintmark(
      ['import', '-'],
      `${JSON.stringify({ anchor: 'cores/1/BB0001', links: [wishLink()] })}\n${JSON.stringify({ anchor: 'cores/1/BB0002', links: [wishLink({ linkType: 'evil:thing' })] })}\n`,
    );
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^New identifiers +1$/m);
    expect(ended.stdout).toMatch(/^2 +\/links\/0\/linkType +There is no such link type/m);
  });

  test('are shown as they were', async () => {
    const api = createApi(system, TEST_ADMIN_TOKEN);
    const { links } = await register(api, 'cores/1/CC0001', [wishLink()]);
    const then = system.clock.now().toISOString();
    system.clock.advance(1000);
    await api.patch(`/links/${links[0]?.id}`, { target: 'https://example.org/moved' }, { 'if-match': '*' });
    const now = await mintmark(['show', 'cores/1/CC0001']);
    expect(now.stdout).toContain('https://example.org/moved');
    const before = await mintmark(['show', 'cores/1/CC0001', '--at', then]);
    expect(before.stdout).toContain('https://example.org/core');
  });

  test.each([
    [['importt', 'x'], 'Did you mean import?'],
    [['show'], 'needs IDENTIFIER'],
    [['import'], 'needs FILE'],
    [['import', 'nowhere.csv'], 'cannot be read'],
    [['list', '--limit', 'many'], '--limit is a number'],
  ])('%j is a mistake that is explained', async (args, why) => {
    const ended = await mintmark(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(why);
  });

  test('an identifier that there is not is refused', async () => {
    const ended = await mintmark(['show', 'cores/1/ZZ9999']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('no such identifier');
  });
});
