import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { type CommandLine, openCommandLine } from './support/command-line.ts';
import { controlDatacite } from './support/datacite.ts';
import type { ItemBody } from './support/items.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let api: Api;
let line: CommandLine;
let shoulder: string;
beforeAll(async () => {
  system = await startSystem({
    repositoryDomains: ['example.org', '127.0.0.1'],
    env: { HANDLE_PREFIX: '20.500.12345' },
  });
  api = createApi(system, TEST_ADMIN_TOKEN);
  line = openCommandLine(system, TEST_ADMIN_TOKEN);
  ({ doi: shoulder } = await readShoulders(api));
});
afterEach(() => system.drain());
afterAll(async () => {
  await system?.close();
  line?.close();
});

const queue = (...args: string[]) => line.run(['queue', ...args]);

async function mint(target = 'https://example.org/data'): Promise<string> {
  const wish = { shoulder, state: 'public', metadata: completeMetadata(), target };
  return (await api.post<PidBody>('/pids', wish)).body.pid;
}

async function mintRefused(): Promise<string> {
  const pid = await mint('https://elsewhere.invalid/data');
  await system.drain();
  return pid;
}

describe('the queue on the command line', () => {
  test('is listed by state and status, and one entry is shown with what was refused where', async () => {
    const refused = await mintRefused();
    const waiting = await mint();
    const all = await queue('list');
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(all.stdout).toMatch(new RegExp(`^${refused} +TO_BE_REGISTERED +refused +1 +URL https`, 'm'));
    expect(all.stdout).toMatch(new RegExp(`^${waiting} +TO_BE_REGISTERED +pending +0 `, 'm'));
    const some = await line.readJson<{ items: { pid: string }[] }>('queue', 'list', '--state', 'refused');
    expect(some.items.map(({ pid }) => pid)).toEqual([refused]);
    const shown = await queue('show', `https://doi.org/${refused}`);
    expect(shown.stdout).toMatch(/^Last answer +422: URL https:\/\/elsewhere\.invalid\/data is not allowed/m);
    expect(shown.stdout).toMatch(/^ {2}\/target +URL/m);
  });

  test('tells what was found out before anything was sent as it is, and not as an answer that never came', async () => {
    const wish = { shoulder, state: 'reserved', metadata: completeMetadata() };
    const { pid } = (await api.post<PidBody>('/pids', wish)).body;
    await controlDatacite(system).writeElsewhere(pid, { url: 'https://example.org/elsewhere' });
    const address = `/pids/${encodeURIComponent(pid)}`;
    await api.post(`${address}/publish`, {}, { 'if-match': '"1"' });
    await system.drain();
    for (const shown of [await queue('show', pid), await line.run(['show', pid, '--registration'])]) {
      expect(shown.stdout).toMatch(/^Last answer +DataCite has this DOI already, for https/m);
    }
  });

  test('is summed up by account', async () => {
    const { stdout, code } = await queue('summary');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Repository +MINTMARK\.DEMO$/m);
    expect(stdout).toMatch(/^TO_BE_REGISTERED +\d+$/m);
  });

  test('takes back what was refused: those named, those of a filter, all', async () => {
    const [first, second] = [await mintRefused(), await mintRefused()];
    expect(await queue('requeue', first)).toMatchObject({ code: 0, stdout: '1 identifier is due again.\n' });
    await system.drain();
    expect((await queue('requeue', first, second)).stdout).toBe('2 identifiers are due again.\n');
    await system.drain();
    const filtered = await line.readJson<{ requeued: number }>(
      'queue',
      'requeue',
      '--state',
      'refused',
      '--account',
      'mintmark.demo',
    );
    expect(filtered.requeued).toBeGreaterThanOrEqual(2);
    expect((await queue('requeue', '--all')).code).toBe(0);
  });

  test.each([
    [['requeue'], 'Say what to attempt again'],
    [['requeue', '10.5072/a', '--all'], 'Say what to attempt again'],
    [['requeue', '--all', '--force'], '--force goes with identifiers only'],
    [['pause', 'MINTMARK.DEMO'], 'Say why'],
    [['show'], 'needs PID'],
    [['list', 'more'], 'does not know what to do with "more"'],
    [['sumary'], 'Did you mean summary?'],
    [['list', '--state', 'refusd'], 'Did you mean refused?'],
    [['accounts', '--rate', '100'], 'Say which account'],
  ])('a mistake is told and nothing is done: %j', async (args, sentence) => {
    const ended = await queue(...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(sentence);
  });
});

describe('an account on the command line', () => {
  test('is paused, seen to be, and goes on', async () => {
    const paused = await queue('pause', 'MINTMARK.DEMO', '--reason', 'The contract is being renewed');
    expect(paused.stdout).toMatch(/^Paused +since .*: The contract is being renewed$/m);
    expect((await queue('accounts')).stdout).toMatch(/^MINTMARK\.DEMO +default +paused/m);
    const pid = await mint();
    await system.drain();
    expect((await queue('show', pid)).stdout).toMatch(/^Attempts +0$/m);
    expect((await queue('resume', 'MINTMARK.DEMO')).stdout).not.toContain('Paused');
    await system.drain();
    expect((await queue('show', pid)).stdout).toMatch(/^Status +IS_REGISTERED$/m);
  });

  test('is checked, and told to work faster or slower', async () => {
    const check = await line.readJson<{ ok: boolean }>('queue', 'check', 'MINTMARK.DEMO');
    expect(check.ok).toBe(true);
    const slower = await queue('accounts', 'MINTMARK.DEMO', '--rate', '120', '--concurrency', '2');
    expect(slower.stdout).toMatch(/^Works +120 requests in five minutes at most, 2 at a time$/m);
    const as = await line.readJson<{ requestsPerFiveMinutes: number }>(
      'queue',
      'accounts',
      'MINTMARK.DEMO',
      '--rate',
      '0',
    );
    expect(as.requestsPerFiveMinutes).toBe(3000);
  });

  test('that is not there is said not to be, with the name that was meant', async () => {
    const ended = await queue('check', 'MINTMARK.DEMI');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('Did you mean MINTMARK.DEMO?');
  });

  test('is not steered by a curator', async () => {
    const sofia = await signIn(system, SOFIA);
    await setRole(system, SOFIA, 'curator');
    const curator = openCommandLine(system, sofia.token);
    expect((await curator.run(['queue', 'summary'])).code).toBe(0);
    const ended = await curator.run(['queue', 'pause', 'MINTMARK.DEMO', '--reason', 'I would like to']);
    curator.close();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Only an administrator');
  });
});

describe('items on the command line', () => {
  const items = (...args: string[]) => line.run(['items', ...args]);

  test('are made, archived, registered, withdrawn, reinstated and deleted', async () => {
    writeFileSync(join(line.home, 'record.json'), JSON.stringify(completeMetadata('Cores of a lake')));
    writeFileSync(
      join(line.home, 'files.json'),
      JSON.stringify([{ name: 'cores.csv', url: 'https://example.org/cores.csv' }]),
    );
    const made = await line.readJson<ItemBody>(
      'items',
      'create',
      '--metadata',
      'record.json',
      '--files',
      'files.json',
    );
    expect(made).toMatchObject({ state: 'workspace', files: [{ name: 'cores.csv' }] });
    const archived = await items('archive', made.uuid);
    expect(archived.stdout).toMatch(/^State +archived$/m);
    const handle = /^(20\.500\.12345\/\S+) +handle/m.exec(archived.stdout)?.[1] ?? '';
    const registered = await items('register', handle);
    expect(registered.stdout).toMatch(/^10\.5072\/\S+ +doi +public +TO_BE_REGISTERED$/m);
    expect((await items('list', '--q', 'lake')).stdout).toContain(made.uuid);
    const withdrawn = await items('withdraw', made.uuid, '--reason', 'The cores were mixed up');
    expect(withdrawn.stdout).toMatch(/^Withdrawn +The cores were mixed up$/m);
    expect((await items('reinstate', made.uuid)).stdout).toMatch(/^State +archived$/m);
    expect((await items('delete', made.uuid)).stdout).toBe(`${made.uuid} is deleted.\n`);
    expect(await items('show', made.uuid)).toMatchObject({ code: 1, stdout: '' });
  });

  test.each([
    [['create'], 'Say what it is'],
    [['withdraw', '10.5072/a'], 'Say why'],
    [['archive'], 'needs ITEM'],
    [['regster', '10.5072/a'], 'Did you mean register?'],
  ])('a mistake is told and nothing is done: %j', async (args, sentence) => {
    const ended = await items(...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(sentence);
  });
});
