import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from './support/people.ts';
import { addIgsnShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem } from './support/start-system.ts';

const MINTMARK = fileURLToPath(new URL('../../cli/bin/mintmark.mjs', import.meta.url));

let system: System;
let token: string;
let folder: string;
beforeAll(async () => {
  system = await startSystem({ worker: true });
  token = (await signIn(system)).token;
  folder = mkdtempSync(join(tmpdir(), 'mintmark-bulk-'));
});
afterAll(async () => {
  await system?.close();
  rmSync(folder, { recursive: true });
});

type Ended = { code: number | null; stdout: string; stderr: string };

/** Runs `mintmark bulk`; `onTold` sees what it writes to standard error while it runs. */
async function bulk(
  args: readonly string[],
  options: { stdin?: string; onTold?: (text: string, pid: number) => void } = {},
) {
  const child = spawn(process.execPath, [MINTMARK, 'bulk', ...args], {
    env: { PATH: process.env.PATH, HOME: folder, MINTMARK_URL: system.url, MINTMARK_TOKEN: token },
  });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ended.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ended.stderr += chunk.toString();
    options.onTold?.(ended.stderr, child.pid ?? 0);
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  ended.code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return ended;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('mintmark bulk', () => {
  test('uploads a file, waits for it, and writes the result; 0 says that all is done', async () => {
    const file = write('samples.csv', `verb,shoulder\n${'reserve,99999/fk4\n'.repeat(2000)}`);
    const result = join(folder, 'result.csv');
    const ended = await bulk([file, '--result', result]);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toMatch(/Done +2,000/);
    expect(ended.stderr).toContain('mintmark bulk --watch ');
    const lines = readFileSync(result, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(2001);
    expect(lines[2000]).toMatch(/^2001,reserve,ark:99999\/fk4\w+,reserved,ok,$/);
  });

  test('columns of samples go through, and their mistakes come back with line and column', async () => {
    await addIgsnShoulder(system);
    const stdin = 'sample.material,sample.date\nSoil,2026-07\nSoil,summer\n';
    const ended = await bulk(['-', '--verb', 'reserve', '--shoulder', '10.5072/core'], { stdin });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/Done +1/);
    expect(ended.stdout).toMatch(/3 +sample\.date +'summer'/);
  });

  test('rows that are refused are shown with line and field, and it ends with 1', async () => {
    const ended = await bulk(['-', '--verb', 'reserve', '--shoulder', '99999/fk4'], {
      stdin: 'pid,title\n,First\nark:12345/x,Second\n',
    });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/Refused +1/);
    expect(ended.stdout).toMatch(/3 +pid +Names under this shoulder begin with ark:99999\/fk4\./);
  });

  test('a file that cannot be taken is refused with its mistakes, and a wrong command line with 2', async () => {
    const wrong = await bulk([write('wrong.csv', 'verb,titel\nreserve,x\n')]);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('/lines/1/titel');
    expect(wrong.stderr).toContain('Did you mean title?');
    expect((await bulk([])).code).toBe(2);
    expect((await bulk([join(folder, 'none.csv')])).code).toBe(2);
  });

  test('a dry run of JSON Lines says what would happen, all or nothing leaves nothing done', async () => {
    const file = write(
      'rows.jsonl',
      '{"verb":"reserve","shoulder":"99999/fk4"}\n{"verb":"reserve","shoulder":"none"}\n',
    );
    const dry = await bulk([file, '--dry-run', '--json']);
    expect(dry.code).toBe(1);
    expect(JSON.parse(dry.stdout)).toMatchObject({
      dryRun: true,
      counts: { ok: 1, refused: 1 },
      refusedRows: [{ line: 2, errors: [{ field: 'shoulder' }] }],
    });
    const nothing = JSON.parse((await bulk([file, '--all-or-nothing', '--json'])).stdout);
    expect(nothing).toMatchObject({ state: 'refused', counts: { ok: 0, refused: 1, skipped: 1 } });
  });

  test('Ctrl+C leaves the batch running, and it can be looked at again', async () => {
    const file = write('many.csv', `verb,shoulder,title\n${'reserve,99999/fk4,A sample\n'.repeat(8_000)}`);
    let interrupted = false;
    const ended = await bulk([file], {
      onTold(text, pid) {
        if (interrupted || !text.includes('--watch')) return;
        interrupted = true;
        process.kill(pid, 'SIGINT');
      },
    });
    expect(ended.code).toBe(130);
    const id = /--watch ([0-9a-f-]{36})/.exec(ended.stderr)?.[1] ?? '';
    expect(ended.stderr).toContain('The batch goes on without you.');
    const watched = await bulk(['--watch', id, '--json']);
    expect(watched.code).toBe(0);
    expect(JSON.parse(watched.stdout)).toMatchObject({ id, state: 'done', counts: { ok: 8_000 } });
  });
});
