import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const MINTMARK = fileURLToPath(new URL('../../bin/mintmark.mjs', import.meta.url));

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mintmark-noid-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

type Ended = { code: number | null; stdout: string; stderr: string };

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [MINTMARK, 'noid', ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, ...env },
  });
}

async function waitFor(child: ChildProcess, stdin = ''): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

const noid = (args: readonly string[], stdin = '') => waitFor(start(args), stdin);

/** Runs a command that must be done without a word on standard error, and returns what it printed. */
async function run(args: readonly string[], stdin = ''): Promise<string> {
  const ended = await noid(args, stdin);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return ended.stdout;
}

const namesIn = (stdout: string) =>
  stdout.split('\n').flatMap((line) => (line.startsWith('id: ') ? [line.slice(4)] : []));

const LONG = ['long', '13030', 'example.org', 'test'];

describe('one command', () => {
  test('makes a minter with its report, and mints', async () => {
    const created = await run(['dbcreate', 'tst8.rde', ...LONG]);
    expect(created).toContain('Created:   minter for 290 random identifiers of form tst8.rde');
    const report = readFileSync(join(home, 'NOID/README'), 'utf8');
    expect(report).toMatch(/^Size: {6}290$/m);
    expect(report).toMatch(/^Policy: {4}\(:GR-NI-E\)$/m);
    expect(await run(['mint', '2'])).toMatch(/^id: 13030\/tst8..\nid: 13030\/tst8..\n$/);
    expect(readFileSync(join(home, 'NOID/log'), 'utf8')).toMatch(/^m: 13030\/tst8.. i\|/m);
    expect(await noid(['dbcreate', '.zd'])).toMatchObject({ code: 1, stdout: '' });
  });

  test('finds the minter by -f, by the variable NOID, or here', async () => {
    await run(['-f', 'a', 'dbcreate', '.sd']);
    await run(['--dir=b', 'dbcreate', '.sdd']);
    await run(['dbcreate', '.sddd']);
    expect(await run(['-fa', 'mint', '1'])).toBe('id: 0\n');
    expect(await waitFor(start(['mint', '1'], { NOID: 'b' }))).toMatchObject({ stdout: 'id: 00\n' });
    expect(await run(['mint', '1'])).toBe('id: 000\n');
  });

  test('leaves nothing behind when a minter cannot be made', async () => {
    const ended = await noid(['dbcreate', 'tst.rde', 'long']);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('NAAN') });
    expect(existsSync(join(home, 'NOID'))).toBe(false);
  });

  test('binds, fetches, gets and keeps notes', async () => {
    await run(['dbcreate', '.sdd']);
    await run(['mint', '1']);
    expect(await run(['bind', 'set', '00', 'who', '-Carberry'])).toContain('Status:  ok, 9 bytes written');
    await run(['bind', 'set', '00', ':'], 'what: psycho-\n ceramics\n# a comment\nwhen: 1929\n\nnot: read\n');
    await run(['bind', 'set', '00', ':-'], '\n# a comment\ntext: one\n\n  two\n');
    expect(await run(['get', '00'])).toBe('one\n\n  two\n\npsycho- ceramics\n1929\n-Carberry\n');
    expect(await run(['fetch', '00', 'what', 'who'])).toMatch(
      /^id: {4}00\nCirc: {2}i\|\d{14}\|[^|]+\|1\nwhat: psycho- ceramics\nwho: -Carberry\n$/,
    );
    await run(['bind', 'set', ':idmap/^0(.)', 'to', 'x/$1']);
    expect(await run(['get', '05', 'to'])).toBe('x/5\n');
    expect(await noid(['get', '15', 'to'])).toMatchObject({ code: 1 });
    expect(await run(['note', 'motto', 'kept for good'])).toBe('');
    expect(await run(['dbinfo'])).toContain('  :/:/motto: kept for good\n');
  });

  test('tells in its exit code whether all was done', async () => {
    await run(['dbcreate', '.sd']);
    expect(await run(['validate', '-', '1', '2'])).toBe('id: 1\nid: 2\n');
    expect(await noid(['validate', '-', '1', 'x'])).toMatchObject({ code: 1 });
    expect(await noid(['mint', '11'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^(id: \d\n){10}$/),
      stderr: 'error: identifiers exhausted (stopped at 10).\n',
    });
    expect(await noid(['mint', 'some'])).toMatchObject({ code: 2 });
    expect(await noid(['mnit', '1'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean mint?'),
    });
    expect(await noid(['-x', 'mint', '1'])).toMatchObject({ code: 2 });
    expect(await noid([])).toMatchObject({ code: 2 });
  });

  test('answers one JSON value when asked', async () => {
    await run(['dbcreate', '.sd']);
    expect(JSON.parse(await run(['mint', '2', '--json']))).toEqual({
      output: ['id: 0', 'id: 1'],
      errors: [],
    });
    await run(['bind', 'set', '0', 'option', '--', '--json']);
    expect(await run(['get', '0', 'option'])).toBe('--json\n');
  });

  test('validates against any template without a minter', async () => {
    expect(await run(['validate', 'fk.redek', 'fk491f'])).toBe('id: fk491f\n');
    expect(await noid(['validate', '-', 'fk491f'])).toMatchObject({ code: 1 });
  });

  test('leaves files that are no minter alone', async () => {
    mkdirSync(join(home, 'NOID'));
    writeFileSync(join(home, 'NOID/noid.sqlite'), 'something else, of some length, that is no database');
    expect(await noid(['mint', '1'])).toMatchObject({ code: 1, stdout: '' });
    rmSync(join(home, 'NOID/noid.sqlite'));
    const other = new DatabaseSync(join(home, 'NOID/noid.sqlite'));
    other.exec('create table entry (theirs text)');
    other.close();
    for (const command of [
      ['mint', '1'],
      ['dbcreate', '.zd'],
    ]) {
      expect(await noid(command)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining('is no minter'),
      });
    }
    rmSync(join(home, 'NOID/noid.sqlite'));
    writeFileSync(join(home, 'NOID/noid.bdb'), '');
    expect(await noid(['mint', '1'])).toMatchObject({ stderr: expect.stringContaining('db_dump -p') });
  });

  test('is explained', async () => {
    const help = await run(['--help']);
    expect(help).toContain('Usage: mintmark noid [OPTIONS] VERB ARGUMENTS');
    expect(help).toContain('-f, --dir DIR');
  });
});

describe('importing', () => {
  test('brings a minter with its bindings, and goes on where it stood', async () => {
    await run(['-f', 'old', 'dbcreate', 'tst1.rde', ...LONG]);
    await run(['-f', 'old', 'mint', '5']);
    await run(['-f', 'old', 'bind', 'set', '13030/tst11q', 'who', 'Carberry']);
    const dump = await run(['-f', 'old', 'dbinfo', 'dump']);
    expect(await run(['-f', 'new', 'dbimport', '-'], dump)).toContain('5 given out');
    expect(await run(['-f', 'new', 'get', '13030/tst11q'])).toBe('Carberry\n');
    expect(await run(['-f', 'new', 'mint', '3'])).toBe(await run(['-f', 'old', 'mint', '3']));
    expect(await noid(['-f', 'new', 'dbimport', '-'], dump)).toMatchObject({ code: 1 });
  });

  test('moves past names that were minted after the state was kept', async () => {
    await run(['dbcreate', '.sdd']);
    expect(await run(['advance', '41', '07'])).toBe(
      'id: 41 is past now, with 42 names\nid: 07 was past already\n',
    );
    expect(await run(['mint', '1'])).toBe('id: 42\n');
    expect(await noid(['advance', '4x'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^iderr: 4x /),
    });
  });

  test('refuses what is no minter, and names the place', async () => {
    writeFileSync(join(home, 'state.json'), '{"template":"x{eedk}","oacounter":"many"}');
    expect(await noid(['dbimport', 'state.json'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/oacounter'),
    });
    expect(existsSync(join(home, 'NOID'))).toBe(false);
  });
});

describe('commands from standard input', () => {
  test('are done one after the other, with a blank line between what they print', async () => {
    const commands = [
      'dbcreate .sdd',
      'mint 2',
      '',
      `bind set 00 who "Josiah Carberry" `,
      'bind set 00 what \'a "life"\'',
      'bind set 01 :',
      'who: nobody',
      '',
      'hold set 02',
      'mint 1',
      'get 00',
      'get 01 who',
    ].join('\n');
    const stdout = await run(['-'], commands);
    expect(namesIn(stdout)).toEqual(['00', '01', '03']);
    expect(stdout).toContain('Ok: 1 hold placed\n\nid: 03\n\na "life"\nJosiah Carberry\n\nnobody\n\n');
  });

  test('go on after one that was refused', async () => {
    await run(['dbcreate', '.sdd']);
    const ended = await noid(['-'], 'mint 1\nmint none\nnonsense\nbind set 00 "x\nhold set zz\nmint 1\n');
    expect(ended.code).toBe(1);
    expect(namesIn(ended.stdout)).toEqual(['00', '01']);
    expect(ended.stderr.match(/^(?:id)?err(?:or)?: /gm)).toHaveLength(5);
  });

  test('are answered at once when nothing more has come', async () => {
    await run(['dbcreate', '.sdd']);
    const child = start(['-']);
    for (const expected of ['id: 00\n\n', 'id: 01\n\n']) {
      const answered = new Promise((resolve) => child.stdout?.once('data', resolve));
      child.stdin?.write('mint 1\n');
      expect(String(await answered)).toBe(expected);
    }
    child.stdin?.end();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });
});

describe('one minter', () => {
  test('used by several processes at once gives no name twice, and loses none', async () => {
    await run(['dbcreate', 'x.reedk', '-', '99999']);
    const bulk = 'mint 1\n'.repeat(500);
    const ended = await Promise.all([
      noid(['mint', '900']),
      noid(['mint', '700']),
      noid(['-'], bulk),
      noid(['-'], bulk),
    ]);
    const names = ended.flatMap(({ stdout }) => namesIn(stdout));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(names).toHaveLength(2600);
    expect(new Set(names).size).toBe(2600);
    expect(await run(['dbinfo'])).toContain('  :/oacounter: 2600\n');
  });

  test('that is killed while it mints gives none of the printed names again', async () => {
    await run(['dbcreate', 'x.reeedk', ...LONG]);
    const printed: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const child = start(round % 2 === 0 ? ['mint', '200000'] : ['-']);
      child.stdin?.on('error', () => {});
      child.stdin?.write('mint 1\n'.repeat(20_000));
      let stdout = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
        // In the middle of its work, as the power might fail.
        if (stdout.length > 20_000 * (round + 1)) child.kill('SIGKILL');
      });
      const signal = await new Promise((resolve) => child.on('close', (_, how) => resolve(how)));
      expect(signal).toBe('SIGKILL');
      // The last line may be cut off.
      printed.push(...namesIn(stdout.slice(0, stdout.lastIndexOf('\n'))));
    }
    expect(printed.length).toBeGreaterThan(5000);
    expect(new Set(printed).size).toBe(printed.length);
    const later = new Set(namesIn(await run(['mint', '1000'])));
    expect(printed.filter((name) => later.has(name))).toEqual([]);
  });
});
