import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser } from './support/browser.ts';
import { decide, follow, readForm } from './support/oauth.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const MINTMARK = fileURLToPath(new URL('../../cli/bin/mintmark.mjs', import.meta.url));

let system: System;
let browser: Browser;
let home: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  system = await startSystem({ worker: true });
  browser = openBrowser(system);
  await browser.signIn(JOSIAH);
});
afterAll(() => system?.close());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mintmark-home-'));
});
afterEach(() => {
  for (const child of running) child.kill();
  rmSync(home, { recursive: true });
});

type Command = {
  /** Waits until the pattern is on standard error. */
  told(pattern: RegExp): Promise<string>;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
};

function start(args: readonly string[]): Command {
  const child = spawn(process.execPath, [MINTMARK, ...args], { env: { PATH: process.env.PATH, HOME: home } });
  running.add(child);
  child.stdin.end();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, stdout, stderr });
    });
  });
  return {
    ended,
    told: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stderr)?.[1];
          if (found !== undefined) resolve(found);
        };
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`it ended without ${pattern}:\n${stderr}`)));
        look();
      }),
  };
}

const run = (...args: string[]) => start(args).ended;
const addressOf = (command: Command) => command.told(/^ {4}(http\S+)$/m);
const credentialsFile = () => join(home, '.config', 'mintmark', 'credentials.json');

type Kept = { url: string; token: string; refreshToken: string; expiresAt: string };
const readKept = (): Kept => JSON.parse(readFileSync(credentialsFile(), 'utf8')) as Kept;
const writeKept = (changes: Partial<Kept>): void =>
  writeFileSync(credentialsFile(), JSON.stringify({ ...readKept(), ...changes }), { mode: 0o600 });

/** Signs in by the browser as a person would, and returns what the browser shows at the end. */
async function signInByBrowser(...args: string[]) {
  const command = start(['login', '--url', system.url, ...args]);
  const page = await follow(browser, system, await browser.open(await addressOf(command)));
  const back = await decide(browser, system, page, 'allow');
  const shown = await (await fetch(back)).text();
  return { shown, back, ended: await command.ended };
}

const statusOf = async (token: string) => (await createApi(system, token).get('/me')).status;

describe('signing in by the browser', () => {
  test('the person allows it there, and the next commands act for them', async () => {
    const { shown, ended } = await signInByBrowser();
    expect(shown).toContain('You are signed in');
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('Josiah Carberry');
    expect(statSync(credentialsFile()).mode & 0o777).toBe(0o600);
    const kept = readKept();
    for (const secret of [kept.token, kept.refreshToken]) {
      expect(ended.stdout + ended.stderr).not.toContain(secret);
    }
    const me = await run('whoami', '--json');
    expect(JSON.parse(me.stdout)).toMatchObject({
      account: { orcid: JOSIAH },
      scopes: ['pid:read', 'pid:mint', 'pid:publish', 'data:read', 'data:write'],
      token: { name: 'Mintmark command line' },
    });
    expect((await run('list')).code).toBe(0);
  });

  test('only what was asked for, where less is asked for', async () => {
    await signInByBrowser('--scope', 'pid:read');
    const me = await run('whoami', '--json');
    expect(JSON.parse(me.stdout)).toMatchObject({ scopes: ['pid:read'] });
    expect((await run('mint', '--shoulder', '99999/fk4')).code).toBe(1);
  });

  test('when it is not allowed, that is said and nothing is kept', async () => {
    const command = start(['login', '--url', system.url]);
    const page = await follow(browser, system, await browser.open(await addressOf(command)));
    const shown = await fetch(await decide(browser, system, page, 'deny'));
    expect(shown.status).toBe(400);
    expect(await shown.text()).toContain('You are not signed in');
    const ended = await command.ended;
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('not allowed');
    expect(existsSync(credentialsFile())).toBe(false);
  });

  test('an answer to another question, or to another name of this machine, is not listened to', async () => {
    const command = start(['login', '--url', system.url]);
    const page = await follow(browser, system, await browser.open(await addressOf(command)));
    const back = await decide(browser, system, page, 'allow');
    const forged = new URL(back);
    forged.searchParams.set('state', 'forged');
    expect((await fetch(forged)).status).toBe(404);
    const rebound = await new Promise<number | undefined>((resolve) =>
      get(back, { headers: { host: `evil.example.org:${back.port}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }),
    );
    expect(rebound).toBe(404);
    const mixed = new URL(back);
    mixed.searchParams.set('iss', 'https://evil.example.org');
    expect((await fetch(mixed)).status).toBe(400);
    expect((await command.ended).code).toBe(1);
    expect(existsSync(credentialsFile())).toBe(false);
  });

  test('signing in again ends what was allowed before', async () => {
    await signInByBrowser();
    const before = readKept();
    await signInByBrowser();
    expect(await statusOf(before.token)).toBe(401);
    expect(await statusOf(readKept().token)).toBe(200);
  });

  test('a service that calls itself something else is not signed in at', async () => {
    const other = system.url.replace('127.0.0.1', 'localhost');
    const ended = await run('login', '--url', other);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(system.url);
  });

  test('a service that is not there: 3', async () => {
    expect(await run('login', '--url', 'http://127.0.0.1:1')).toMatchObject({ code: 3, stdout: '' });
    expect((await run('login', '--url', 'http://127.0.0.1:1', '--device')).code).toBe(3);
  });
});

describe('signing in with a code', () => {
  async function typeCode(code: string, decision: 'allow' | 'deny'): Promise<void> {
    const entry = readForm(await browser.open('/oauth/device'));
    const page = await browser.send(entry.action, { ...entry.fields, user_code: code });
    const { action, fields } = readForm(page);
    await browser.send(action, { ...fields, decision });
  }

  test('the person types it elsewhere', async () => {
    const command = start(['login', '--device', '--url', system.url]);
    expect(await addressOf(command)).toBe(`${system.url}/oauth/device`);
    await typeCode(await command.told(/^ {4}([A-Z]{4}-[A-Z]{4})$/m), 'allow');
    expect(await command.ended).toMatchObject({ code: 0 });
    expect((await run('whoami')).stdout).toContain('Josiah Carberry');
  });

  test('when it is not allowed, that is said', async () => {
    const command = start(['login', '--device', '--url', system.url]);
    await typeCode(await command.told(/^ {4}([A-Z]{4}-[A-Z]{4})$/m), 'deny');
    const ended = await command.ended;
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('not allowed');
  });
});

describe('staying signed in', () => {
  test('a token that ends soon is renewed first, and the new refresh token is kept', async () => {
    await signInByBrowser();
    const before = readKept();
    writeKept({ expiresAt: new Date().toISOString() });
    expect((await run('whoami')).code).toBe(0);
    const after = readKept();
    expect(after.token).not.toBe(before.token);
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(Date.parse(after.expiresAt)).toBeGreaterThan(Date.now() + 3_000_000);
    expect(readdirSync(join(home, '.config', 'mintmark'))).toEqual(['credentials.json']);
  });

  test('a token that the service does not know any more is renewed as well', async () => {
    await signInByBrowser();
    writeKept({ token: `mmo_${'A'.repeat(43)}` });
    expect((await run('whoami')).code).toBe(0);
  });

  test('several commands at the same moment use one refresh token once', async () => {
    await signInByBrowser();
    writeKept({ expiresAt: new Date().toISOString() });
    const ended = await Promise.all([run('whoami'), run('list'), run('whoami'), run('whoami')]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect((await run('whoami')).code).toBe(0);
  });

  test('when what was allowed has ended, that is said with what to do', async () => {
    await signInByBrowser();
    const { token } = readKept();
    await createApi(system, token).delete('/tokens/current');
    const ended = await run('whoami');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('mintmark login');
  });

  test('signing out ends it at the service', async () => {
    await signInByBrowser();
    const { token } = readKept();
    const logout = await run('logout', '--json');
    expect(logout).toMatchObject({ code: 0, stdout: '{"signedOut":true,"revoked":true}\n' });
    expect(await statusOf(token)).toBe(401);
    expect(existsSync(credentialsFile())).toBe(false);
  });

  test('when the service cannot be reached, signing out keeps the sign-in', async () => {
    await signInByBrowser();
    writeKept({ url: 'http://127.0.0.1:1' });
    expect((await run('logout')).code).toBe(3);
    expect(existsSync(credentialsFile())).toBe(true);
  });

  test('credentials of an older release still work', async () => {
    await signInByBrowser();
    const { url, token } = readKept();
    writeFileSync(credentialsFile(), JSON.stringify({ url, token }), { mode: 0o600 });
    expect((await run('whoami')).code).toBe(0);
    expect(await run('logout')).toMatchObject({ code: 0 });
    expect(await statusOf(token)).toBe(401);
  });
});
