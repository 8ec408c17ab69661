import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { type CommandLine, type Ended, openCommandLine } from './support/command-line.ts';
import { controlDatacite } from './support/datacite.ts';
import { createItem, type IdentifierBody, type ItemBody, identify, readItem } from './support/items.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;

let system: System;
let api: Api;
let line: CommandLine;
let datacite: ReturnType<typeof controlDatacite>;
let account: string;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: '20.500.12345', DATACITE_TIMEOUT_SECONDS: '3' } });
  api = createApi(system, TEST_ADMIN_TOKEN);
  line = openCommandLine(system, TEST_ADMIN_TOKEN);
  datacite = controlDatacite(system);
  const accounts = await api.get<{ items: { id: string }[] }>('/registrar-accounts');
  account = accounts.body.items[0]?.id ?? '';
});
afterAll(async () => {
  await system?.close();
  line?.close();
});
/** Each test leaves an empty queue and a full budget. */
afterEach(async () => {
  await datacite.clearFaults();
  await api.post(`/registrar-accounts/${account}/resume`, {});
  await api.post(`/registrar-accounts/${account}/check`, {});
  await api.post('/queue/requeue', { filter: {} });
  system.clock.advance(2 * HOUR_MS);
  await system.drain();
});

const organise = (...args: string[]): Promise<Ended> => line.run(['doi-organiser', ...args]);

/** An archived item with a Handle, and a DOI that is queued. */
async function queueItem(action: 'register' | 'reserve' = 'register') {
  const item = await createItem(api);
  const { status, body } = await identify(api, item.uuid, action);
  expect(status).toBe(201);
  return { uuid: item.uuid, doi: body.pid, handle: handleOf(item) };
}

/** DOIs of no item, as many at a time as the service takes. */
async function queueDois(count: number): Promise<string[]> {
  const { doi: shoulder } = await readShoulders(api);
  const made = Array.from({ length: count }, async () => {
    const wish = { shoulder, state: 'public', metadata: completeMetadata() };
    return (await api.post<PidBody>('/pids', wish)).body.pid;
  });
  return (await Promise.all(made)).sort();
}

async function queueItems(count: number) {
  const items = [];
  for (let made = 0; made < count; made += 1) items.push(await queueItem());
  return items.sort((one, other) => (one.doi < other.doi ? -1 : 1));
}

function handleOf({ identifiers }: ItemBody): string {
  return identifiers.find(({ type }) => type === 'handle')?.pid ?? '';
}

/** An item whose DOI the registrar has. */
async function registeredItem(action: 'register' | 'reserve' = 'register') {
  const item = await queueItem(action);
  await system.drain();
  return item;
}

async function retitle(uuid: string, title: string): Promise<void> {
  const { version } = await readItem(api, uuid);
  const answer = await api.patch(
    `/items/${uuid}`,
    { metadata: completeMetadata(title) },
    { 'if-match': `"${version}"` },
  );
  expect(answer.status).toBe(200);
}

async function doiOf(uuid: string): Promise<IdentifierBody | undefined> {
  return (await readItem(api, uuid)).identifiers.find(({ type }) => type === 'doi');
}

async function statusOf(doi: string): Promise<string> {
  return (await api.get<{ status: string }>(`/queue/${encodeURIComponent(doi)}`)).body.status;
}

/** How often the registrar was asked to write a DOI. */
async function countWrites(doi: string): Promise<number> {
  const requests = await datacite.requests();
  return requests.filter(({ method, path }) => method !== 'GET' && path.toLowerCase().includes(doi)).length;
}

/** Every attempt for this DOI fails; a registrar that answers 500 for one DOI is not out of order. */
const failFor = (doi: string, kind = 'error-500') =>
  datacite.orderFault({ kind, count: null, match: { doi } });

const registered = (doi: string) => `This identifier: doi:${doi} is successfully registered.\n`;
const notRegistered = (doi: string) => `It wasn't possible to register this identifier: doi:${doi}\n`;

describe("what is asserted of DSpace's command (DOIOrganiserTest)", () => {
  const rows = {
    testProcessBatchedProcessesEveryQueuedDOI: async () => {
      const items = await queueItems(5);
      const ended = await organise('-r');
      expect(ended).toEqual({
        code: 0,
        stdout: items.map(({ doi }) => registered(doi)).join(''),
        stderr: '',
      });
      for (const { doi } of items) expect(await statusOf(doi)).toBe('IS_REGISTERED');
    },

    testProcessBatchedSkipsDOIsThatFailWithoutThrowing: async () => {
      const items = await queueItems(5);
      const [refused = { doi: '' }, ...others] = items;
      await datacite.writeElsewhere(refused.doi, { url: 'https://example.org/elsewhere' });
      const ended = await organise('-r');
      expect(ended.code).toBe(1);
      expect(ended.stdout).toBe(others.map(({ doi }) => registered(doi)).join(''));
      expect(ended.stderr).toContain(notRegistered(refused.doi));
      expect(await statusOf(refused.doi)).toBe('TO_BE_REGISTERED');
      for (const { doi } of others) expect(await statusOf(doi)).toBe('IS_REGISTERED');
      // Out of the way, so that the next test finds an empty queue.
      expect(await datacite.deleteElsewhere(refused.doi)).toBe(204);
    },

    testProcessBatchedSkipsDOIsThatFailByThrowing: async () => {
      const [broken = { doi: '' }, ...others] = await queueItems(3);
      await failFor(broken.doi, 'reset');
      const ended = await organise('-r');
      expect(ended.code).toBe(3);
      expect(ended.stdout).toBe(others.map(({ doi }) => registered(doi)).join(''));
      expect(ended.stderr).toContain(notRegistered(broken.doi));
      expect(await statusOf(broken.doi)).toBe('TO_BE_REGISTERED');
    },

    testProcessBatchedTerminatesWhenNoDOICanBeProcessed: async () => {
      const items = await queueItems(4);
      for (const { doi } of items) await failFor(doi);
      await datacite.forgetRequests();
      const ended = await organise('-r');
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      for (const { doi } of items) {
        expect(ended.stderr).toContain(notRegistered(doi));
        expect(await statusOf(doi)).toBe('TO_BE_REGISTERED');
        const entry = await api.get<{ attempts: number }>(`/queue/${encodeURIComponent(doi)}`);
        expect(entry.body.attempts).toBe(1);
      }
    },

    testProcessBatchedWithNothingQueued: async () => {
      await datacite.forgetRequests();
      expect(await organise('-r')).toEqual({
        code: 0,
        stdout: '',
        stderr: 'There are no objects in the database that could be processed for registration.\n',
      });
      expect(await datacite.requests()).toEqual([]);
    },

    testRegisterReportsConnectorFailureWithoutChangingTheStatus: async () => {
      const { doi } = await queueItem();
      await failFor(doi);
      const ended = await organise('--register-doi', doi);
      expect(ended).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).toContain(notRegistered(doi));
      expect(await statusOf(doi)).toBe('TO_BE_REGISTERED');
    },
  };

  test.each(Object.entries(rows))('%s', (_name, run) => run());

  const file = new URL('../../../../shared/data/dspace/assertions.json', import.meta.url);
  test.skipIf(!existsSync(file))('no row is left out (skipped where the data is not there)', () => {
    const { assertions } = JSON.parse(readFileSync(file, 'utf8')) as {
      assertions: { file: string; test: string }[];
    };
    const asserted = assertions.filter((each) => each.file.endsWith('/DOIOrganiserTest.java'));
    expect(asserted.map((each) => each.test).sort()).toEqual(Object.keys(rows).sort());
  });
});

describe('the queues', () => {
  test('are listed in the lines that scripts search for', async () => {
    const updated = await registeredItem();
    const deleted = await registeredItem();
    const reserved = await queueItem('reserve');
    const waiting = await queueItem();
    await retitle(updated.uuid, 'Another title');
    await api.delete(`/items/${deleted.uuid}`);
    const of = ({ doi, handle }: { doi: string; handle: string }) =>
      `    doi:${doi} (belongs to item with handle ${handle})\n\n`;
    expect(await organise('-l')).toEqual({
      code: 0,
      stdout:
        `DOIs queued for reservation: \n${of(reserved)}` +
        `DOIs queued for registration: \n${of(waiting)}` +
        `DOIs queued for update: \n${of(updated)}` +
        `DOIs queued for deletion: \n    doi:${deleted.doi} (cannot determine handle of assigned object)\n\n`,
      stderr: '',
    });
  });

  test('that are empty are said to be', async () => {
    const { stdout } = await organise('--list');
    expect(stdout).toBe(
      ['reservation', 'registration', 'update', 'deletion']
        .map((queue) => `There are no DOIs queued for ${queue}.\n\n`)
        .join(''),
    );
  });

  test('are worked off in the order of cron lines when several are named at once', async () => {
    const updated = await registeredItem();
    const deleted = await registeredItem();
    const reserved = await queueItem('reserve');
    const waiting = await queueItem();
    await retitle(updated.uuid, 'Another title');
    await api.delete(`/items/${deleted.uuid}`);
    expect(await organise('-dr', '--reserve-all', '-u')).toEqual({
      code: 0,
      stdout:
        `Successfully updated metadata of DOI doi:${updated.doi}.\n` +
        `This identifier : doi:${reserved.doi} is successfully reserved.\n` +
        registered(waiting.doi) +
        `It was possible to delete this identifier: doi:${deleted.doi} online.\n`,
      stderr: '',
    });
    expect(await statusOf(deleted.doi)).toBe('DELETED');
  });

  test('an update before registration sends a draft, and the registration that follows announces it', async () => {
    const { uuid, doi } = await queueItem();
    await retitle(uuid, 'Changed before it was registered');
    expect(await statusOf(doi)).toBe('UPDATE_BEFORE_REGISTRATION');
    expect((await organise('-u')).stdout).toBe(`Successfully updated metadata of DOI doi:${doi}.\n`);
    expect(await statusOf(doi)).toBe('TO_BE_REGISTERED');
    expect((await organise('-r')).stdout).toBe(registered(doi));
    expect(await statusOf(doi)).toBe('IS_REGISTERED');
  });

  test('are worked off page by page, each DOI once, with one that fails among them', async () => {
    const dois = await queueDois(104);
    const failing = dois[40] ?? '';
    await failFor(failing);
    const { code, stdout, stderr } = await organise('-r');
    expect(code).toBe(3);
    const others = dois.filter((doi) => doi !== failing);
    expect(stdout).toBe(others.map(registered).join(''));
    expect(stderr).toContain(notRegistered(failing));
  });

  test('with -q nothing is printed, and all is done', async () => {
    const [first, second] = [await queueItem(), await queueItem()];
    await failFor(second.doi);
    expect(await organise('-r', '-q')).toEqual({ code: 3, stdout: '', stderr: '' });
    expect(await statusOf(first.doi)).toBe('IS_REGISTERED');
    expect(await organise('-l', '-q')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('with --json each outcome is one object', async () => {
    const { doi } = await queueItem();
    const ended = await organise('-r', '--json');
    expect(JSON.parse(ended.stdout)).toMatchObject({
      items: [{ pid: doi, action: 'register', outcome: 'acknowledged' }],
      unfinished: [],
    });
  });
});

describe('what is not sent', () => {
  test('because the account is paused is told once, with the reason', async () => {
    const items = await queueItems(3);
    await api.post(`/registrar-accounts/${account}/pause`, { reason: 'The contract is being renewed' });
    await datacite.forgetRequests();
    expect(await organise('-r')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'Not attempted: 3 DOIs. The account is paused: The contract is being renewed\n',
    });
    expect(await datacite.requests()).toEqual([]);
    expect(await statusOf(items[0]?.doi ?? '')).toBe('TO_BE_REGISTERED');
  });

  test('because the registrar is out of order is told, after those that showed it', async () => {
    await queueDois(12);
    await datacite.orderFault({ kind: 'error-500', count: null });
    const ended = await organise('-r');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toMatch(/Not attempted: \d+ DOIs?\. The registrar is out of order: /);
  });

  test('because the rate budget is used up is waited for', async () => {
    const rate = (requestsPerFiveMinutes: number | null) =>
      api.patch(`/registrar-accounts/${account}`, { requestsPerFiveMinutes });
    const items = await queueItems(3);
    await rate(10);
    // Time passes as soon as the command says that it waits.
    let passing: NodeJS.Timeout | undefined;
    const ended = await line.run(['doi-organiser', '-r'], {
      onTold: () => {
        passing ??= setInterval(() => system.clock.advance(60_000), 20);
      },
    });
    clearInterval(passing);
    await rate(null);
    expect(ended).toEqual({
      code: 0,
      stdout: items.map(({ doi }) => registered(doi)).join(''),
      stderr: 'The rate budget is used up; waiting for it.\n',
    });
  });

  test('within the time that one may wait stays queued', async () => {
    const items = await queueItems(3);
    await api.patch(`/registrar-accounts/${account}`, { requestsPerFiveMinutes: 10 });
    const ended = await organise('-r', '--wait', '0');
    await api.patch(`/registrar-accounts/${account}`, { requestsPerFiveMinutes: null });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toBe('The rate budget stayed used up. What is left stays queued.\n');
    expect(await statusOf(items[2]?.doi ?? '')).toBe('TO_BE_REGISTERED');
  });
});

describe('a single DOI', () => {
  test('is minted and registered for an item that has none', async () => {
    const { uuid } = await createItem(api);
    const ended = await organise('--register-doi', uuid);
    const doi = await doiOf(uuid);
    expect(ended).toEqual({ code: 0, stdout: registered(doi?.pid ?? ''), stderr: '' });
    expect(doi?.status).toBe('IS_REGISTERED');
    // The registrar has it: nothing is sent again.
    const writes = await countWrites(doi?.pid ?? '');
    expect((await organise('--register-doi', uuid)).stdout).toBe(registered(doi?.pid ?? ''));
    expect(await countWrites(doi?.pid ?? '')).toBe(writes);
  });

  test('is found by Handle and by DOI, in any spelling', async () => {
    const first = await queueItem();
    expect((await organise('--register-doi', `hdl:${first.handle}`)).stdout).toBe(registered(first.doi));
    const second = await queueItem();
    const shouted = `https://doi.org/${second.doi.toUpperCase()}`;
    expect((await organise('--register-doi', shouted)).stdout).toBe(registered(second.doi));
  });

  test('is reserved, then registered, then updated', async () => {
    const { uuid, identifiers } = await createItem(api);
    const handle = identifiers.find(({ type }) => type === 'handle')?.pid ?? '';
    const reserved = await organise('--reserve-doi', handle);
    const doi = (await doiOf(uuid))?.pid ?? '';
    expect(reserved.stdout).toBe(`This identifier : doi:${doi} is successfully reserved.\n`);
    expect((await organise('--register-doi', doi)).stdout).toBe(registered(doi));
    await retitle(uuid, 'Another title');
    expect((await organise('--update-doi', uuid)).stdout).toBe(
      `Successfully updated metadata of DOI doi:${doi}.\n`,
    );
    expect(await statusOf(doi)).toBe('IS_REGISTERED');
  });

  test('is deleted when that is queued, and not otherwise', async () => {
    const { uuid, doi } = await registeredItem();
    const early = await organise('--delete-doi', doi);
    expect(early).toMatchObject({ code: 1, stdout: '' });
    expect(early.stderr).toContain(`It wasn't possible to delete this identifier: doi:${doi} online.\n`);
    expect(await statusOf(doi)).toBe('IS_REGISTERED');
    await api.delete(`/items/${uuid}`);
    expect((await organise('--delete-doi', doi)).stdout).toBe(
      `It was possible to delete this identifier: doi:${doi} online.\n`,
    );
    expect(await statusOf(doi)).toBe('DELETED');
  });

  test('that is unknown, or no identifier at all, is said not to be found', async () => {
    for (const text of ['10.5072/nothing', 'nonsense', '00000000-0000-4000-8000-000000000000']) {
      const ended = await organise('--register-doi', text);
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toContain(`It wasn't possible to detect this identifier: ${text}\n`);
    }
  });
});

describe('a filter', () => {
  test('keeps DOIs of items that do not fit it from being registered', async () => {
    const condition = { files: { min: 1 } };
    expect((await api.put('/organisations/default/doi-filters/with-files', { condition })).status).toBe(201);
    const without = await queueItem();
    const fitting = await createItem(api, { files: [{ name: 'a.csv', url: 'https://example.org/a.csv' }] });
    const doi = (await identify(api, fitting.uuid, 'register')).body.pid;
    const ended = await organise('-r', '--filter', 'with-files');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe(registered(doi));
    expect(ended.stderr).toContain(notRegistered(without.doi));
    expect(await statusOf(without.doi)).toBe('TO_BE_REGISTERED');

    const { uuid } = await createItem(api);
    expect((await organise('--filter', 'with-files', '--register-doi', uuid)).code).toBe(1);
    expect(await doiOf(uuid)).toBeUndefined();
    // Without a name it means every item, as there.
    expect((await organise('--register-doi', uuid, '--filter')).code).toBe(0);
  });
});

describe('the command line', () => {
  test('without an option, and with -h, shows how to use it', async () => {
    const [bare, short, long] = [await organise(), await organise('-qh'), await organise('--help')];
    expect(bare).toMatchObject({ code: 0, stderr: '' });
    expect(bare.stdout).toMatch(/^ +-u, --update-all /m);
    expect([short, long]).toEqual([bare, bare]);
  });

  test('with a mistake does nothing and ends with 2', async () => {
    expect(await organise('--registr-all')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean --register-all?'),
    });
    expect((await organise('-r', '--wait', 'long')).code).toBe(2);
  });

  test('of a member, who sees no queue, is refused', async () => {
    const { token } = await signIn(system, LAURE);
    const laure = openCommandLine(system, token);
    const ended = await laure.run(['doi-organiser', '-l']);
    laure.close();
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('Only curators and administrators');
  });
});
