import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { completeMetadata, createApi } from './support/api.ts';
import { LAURE, type SignedIn, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const MINTMARK = fileURLToPath(new URL('../../cli/bin/mintmark.mjs', import.meta.url));

let system: System;
let josiah: SignedIn;
let home: string;
beforeAll(async () => {
  system = await startSystem({ worker: true, repositoryDomains: ['example.org', '127.0.0.1'] });
  josiah = await signIn(system);
});
afterAll(() => system?.close());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mintmark-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

type Ended = { code: number | null; stdout: string; stderr: string };

/** Runs the command as a shell would, in a home directory of its own. */
async function mintmark(
  args: readonly string[],
  { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [MINTMARK, ...args], {
    env: { PATH: process.env.PATH, HOME: home, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // A command that does not read its input may end before all of it is written.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

const asJosiah = () => ({ MINTMARK_URL: system.url, MINTMARK_TOKEN: josiah.token });

/** Runs a command as Josiah with `--json`, and returns what it printed. */
async function readJson<T = Record<string, unknown>>(...args: string[]): Promise<T> {
  const ended = await mintmark([...args, '--json'], { env: asJosiah() });
  expect(ended).toMatchObject({ code: 0 });
  return JSON.parse(ended.stdout) as T;
}

function writeMetadata(metadata: unknown): string {
  const path = join(home, 'record.json');
  writeFileSync(path, JSON.stringify(metadata));
  return path;
}

const credentialsFile = () => join(home, '.config', 'mintmark', 'credentials.json');

async function statusOf(token: string): Promise<number> {
  return (await createApi(system, token).get('/me')).status;
}

describe('signing in and out', () => {
  test('a person copies a token from the token page, is known from then on, and signs out', async () => {
    const { token } = await signIn(system, LAURE, ['pid:read']);
    const login = await mintmark(['login', '--url', system.url], { stdin: `${token}\n` });
    expect(login).toMatchObject({ code: 0 });
    expect(login.stderr).toContain(`${system.url}/app/tokens`);
    expect(login.stdout).toContain('Laure Haak');
    expect(login.stdout + login.stderr).not.toContain(token);
    expect(statSync(credentialsFile()).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, '.config', 'mintmark')).mode & 0o777).toBe(0o700);

    const me = await mintmark(['whoami', '--json']);
    expect(JSON.parse(me.stdout)).toMatchObject({
      url: system.url,
      account: { orcid: LAURE, name: 'Laure Haak' },
      scopes: ['pid:read'],
    });

    const logout = await mintmark(['logout']);
    expect(logout).toMatchObject({ code: 0 });
    expect(logout.stdout).toContain('the token is revoked');
    expect(existsSync(credentialsFile())).toBe(false);
    expect(await statusOf(token)).toBe(401);
    expect(await mintmark(['whoami'])).toMatchObject({
      code: 1,
      stderr: 'You are not signed in. Run: mintmark login\n',
    });
    expect(await mintmark(['logout'])).toMatchObject({ code: 0, stdout: 'Nobody is signed in here.\n' });
  });

  test('a token that the service does not know is refused and not kept', async () => {
    const login = await mintmark(['login', '--url', system.url, '--token', 'mm_nonsense']);
    expect(login).toMatchObject({ code: 1, stdout: '' });
    expect(login.stderr).toContain('The access token is not valid');
    expect(existsSync(credentialsFile())).toBe(false);
  });

  test('an empty answer to the question for a token is a mistake', async () => {
    expect(await mintmark(['login', '--url', system.url, '--token', '-'])).toMatchObject({
      code: 2,
      stdout: '',
    });
    const { token } = await signIn(system, LAURE, ['pid:read']);
    const asked = await mintmark(['login', '--url', system.url, '--token', '-'], { stdin: token });
    expect(asked.stdout).toContain('Laure Haak');
  });

  test('signing out with a token that had ended already deletes it', async () => {
    const { token } = await signIn(system);
    await mintmark(['login', '--url', system.url, '--token', token]);
    await createApi(system, token).delete('/tokens/current');
    const logout = await mintmark(['logout', '--json']);
    expect(logout).toMatchObject({ code: 0, stdout: '{"signedOut":true,"revoked":true}\n' });
    expect(existsSync(credentialsFile())).toBe(false);
  });

  test("the operator's token cannot be revoked here, and that is said", async () => {
    await mintmark(['login', '--url', system.url, '--token', TEST_ADMIN_TOKEN]);
    const logout = await mintmark(['logout']);
    expect(logout.code).toBe(1);
    expect(logout.stdout).toContain('not revoked');
    expect(existsSync(credentialsFile())).toBe(false);
  });

  test('when the service cannot be reached, signing out keeps the token', async () => {
    const { token } = await signIn(system);
    await mintmark(['login', '--url', system.url, '--token', token]);
    const kept = readFileSync(credentialsFile(), 'utf8').replace(system.url, 'http://127.0.0.1:1');
    writeFileSync(credentialsFile(), kept);
    const logout = await mintmark(['logout']);
    expect(logout).toMatchObject({ code: 3, stdout: '' });
    expect(logout.stderr).toContain('/app/tokens');
    expect(existsSync(credentialsFile())).toBe(true);
  });
});

describe('minting', () => {
  test('a DOI is described in a file, minted, and waited for until DataCite has it', async () => {
    const file = writeMetadata(completeMetadata('Water samples from the shell'));
    const minted = await mintmark(
      [
        'mint',
        '--shoulder',
        '10.5072',
        '--metadata',
        file,
        '--target',
        'https://example.org/data/7',
        '--wait',
        '--json',
      ],
      { env: asJosiah() },
    );
    expect(minted).toMatchObject({ code: 0 });
    const pid = JSON.parse(minted.stdout) as { pid: string };
    expect(pid).toMatchObject({
      type: 'doi',
      state: 'public',
      target: 'https://example.org/data/7',
      registration: { state: 'acknowledged' },
    });
    const datacite = await fetch(`${system.datacite.url}/dois/${encodeURIComponent(pid.pid)}`);
    expect(await datacite.json()).toMatchObject({ data: { attributes: { state: 'findable' } } });

    const shown = await mintmark(['show', `https://doi.org/${pid.pid}`, '--registration', '--events'], {
      env: asJosiah(),
    });
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^Title +Water samples from the shell$/m);
    expect(shown.stdout).toMatch(/^Registration +acknowledged$/m);
    expect(shown.stdout).toMatch(/ mint +Josiah Carberry$/m);
  });

  test('metadata come from standard input too, and a reserved name is published, then withdrawn', async () => {
    const minted = await mintmark(
      ['mint', '--shoulder', '10.5072', '--state', 'reserved', '--metadata', '-', '--json'],
      { stdin: JSON.stringify(completeMetadata()), env: asJosiah() },
    );
    const { pid } = JSON.parse(minted.stdout) as { pid: string };
    expect(await readJson('show', pid)).toMatchObject({ state: 'reserved' });
    expect(await readJson('publish', pid)).toMatchObject({ state: 'public' });
    const again = await mintmark(['publish', pid], { env: asJosiah() });
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('is public already');
    expect(await mintmark(['withdraw', pid], { env: asJosiah() })).toMatchObject({ code: 2 });
    expect(await readJson('withdraw', pid, '--reason', 'Minted twice')).toMatchObject({
      state: 'withdrawn',
      reason: 'Minted twice',
    });
    const { events } = await readJson<{ events: { action: string }[] }>('show', pid, '--events');
    expect(events.map(({ action }) => action).filter((action) => !action.startsWith('registration'))).toEqual(
      ['reserve', 'publish', 'withdraw'],
    );
  });

  test('an ARK needs no description, and no registrar is waited for', async () => {
    const ark = await readJson('mint', '--shoulder', 'ark:/99999/fk4', '--wait');
    expect(ark).toMatchObject({ type: 'ark', registration: { state: 'none' } });
  });

  test('every mistake in the metadata is shown at its place, and nothing is minted', async () => {
    const file = writeMetadata({ titles: [], publicationYear: 'soon' });
    const args = ['mint', '--shoulder', '10.5072', '--metadata', file];
    const before = await readJson<{ items: unknown[] }>('list', '--all');
    const refused = await mintmark(args, { env: asJosiah() });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^ {2}\/metadata\/titles +\S/m);
    expect(refused.stderr).toMatch(/^ {2}\/metadata\/publicationYear +\S/m);
    const asJson = await mintmark([...args, '--json'], { env: asJosiah() });
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      error: { kind: 'refused', status: 422, errors: expect.arrayContaining([expect.objectContaining({})]) },
    });
    expect(await readJson('list', '--all')).toEqual(before);
  });

  test('a shoulder that is not there is refused with those that are', async () => {
    const refused = await mintmark(['mint', '--shoulder', '10.9999'], { env: asJosiah() });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('10.5072');
  });

  test('when the registrar refuses, the waiting ends with 1 and what DataCite said', async () => {
    const file = writeMetadata(completeMetadata());
    const target = 'https://www.example.com/data/7';
    const waited = await mintmark(
      ['mint', '--shoulder', '10.5072', '--metadata', file, '--target', target, '--wait'],
      { env: asJosiah() },
    );
    expect(waited.code).toBe(1);
    expect(waited.stdout).toMatch(/^Registration +refused$/m);
    expect(waited.stdout).toMatch(/^ {2}\/target +\S/m);
  });
});

describe('listing', () => {
  test('a list is a table for people and items for programs, narrowed and cut', async () => {
    const title = 'Listed from the shell';
    const file = writeMetadata(completeMetadata(title));
    for (const _ of [1, 2, 3])
      await readJson('mint', '--shoulder', '10.5072', '--state', 'reserved', '--metadata', file);
    const narrowed = ['list', '--q', title, '--state', 'reserved', '--type', 'doi', '--mine'];
    const all = await readJson<{ items: { pid: string }[]; next: string | null }>(...narrowed);
    expect(all.items).toHaveLength(3);
    expect(all.next).toBeNull();
    const table = await mintmark([...narrowed, '--limit', '2'], { env: asJosiah() });
    expect(table.stdout.split('\n')[0]).toMatch(/^IDENTIFIER +STATE +TYPE +REGISTRATION +CHANGED +TITLE$/);
    expect(table.stdout.match(/Listed from the shell/g)).toHaveLength(2);
    expect(table.stderr).toBe('There are more: use --limit or --all.\n');
    const none = await mintmark(['list', '--q', 'nothing like it'], { env: asJosiah() });
    expect(none).toEqual({ code: 0, stdout: '', stderr: 'There are none.\n' });
  });
});

describe('how it ends', () => {
  test.each([
    [['mitn'], 'Did you mean mint?'],
    [['list', '--stat', 'public'], 'Did you mean --state?'],
    [['list', '--limit', '0'], '--limit'],
    [['mint'], '--shoulder'],
    [['show'], 'PID'],
    [['mint', '--shoulder', '10.5072', '--metadata', '/nowhere/record.json'], '/nowhere/record.json'],
    [['login', '--url', 'localhost'], 'localhost'],
    [[], 'Usage: mintmark'],
  ])('%j is a mistake in the command line: 2', async (args, hint) => {
    const ended = await mintmark(args, { env: asJosiah() });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(hint);
  });

  test('a service that is not there: 3', async () => {
    const ended = await mintmark(['list', '--json'], {
      env: { MINTMARK_URL: 'http://127.0.0.1:1', MINTMARK_TOKEN: 'mm_x' },
    });
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { kind: 'unreachable', status: null } });
    expect(ended.stderr).toContain('127.0.0.1:1');
  });

  test('an identifier that is not there: 1', async () => {
    const ended = await mintmark(['show', '10.5072/nothing'], { env: asJosiah() });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('There is no such identifier here');
  });

  test('help and version: 0, on standard output', async () => {
    for (const args of [['help'], ['--help'], ['help', 'mint'], ['mint', '--help'], ['--version']]) {
      const ended = await mintmark(args);
      expect(ended).toMatchObject({ code: 0, stderr: '' });
      expect(ended.stdout).toContain('mintmark');
    }
    expect(JSON.parse((await mintmark(['--version', '--json'])).stdout)).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});
