import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, readShoulders } from './support/api.ts';
import { type Browser, fieldOf, openBrowser, type Visit } from './support/browser.ts';
import { controlDatacite } from './support/datacite.ts';
import { createItem, identify } from './support/items.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let operator: Api;
/** An administrator, a curator and a member of the organisation. */
let josiah: Browser;
let sofia: Browser;
let laure: Browser;
let doi: string;
let accountId: string;
beforeAll(async () => {
  system = await startSystem({ repositoryDomains: ['example.org', '127.0.0.1'] });
  operator = createApi(system, TEST_ADMIN_TOKEN);
  [josiah, sofia, laure] = [openBrowser(system), openBrowser(system), openBrowser(system)];
  await josiah.signIn(JOSIAH);
  await sofia.signIn(SOFIA);
  await laure.signIn(LAURE);
  await setRole(system, JOSIAH, 'admin');
  await setRole(system, SOFIA, 'curator');
  await setRole(system, LAURE, 'member');
  ({ doi } = await readShoulders(operator));
  const accounts = await operator.get<{ items: { id: string }[] }>('/registrar-accounts');
  accountId = accounts.body.items[0]?.id ?? '';
});
afterAll(() => system?.close());
beforeEach(async () => {
  await controlDatacite(system).clearFaults();
  await system.drain();
});

/** Mints a DOI, which the registrar refuses where it leads off its domains. */
async function mint(target = 'https://example.org/data'): Promise<string> {
  const answer = await operator.post<{ pid: string }>('/pids', {
    shoulder: doi,
    state: 'public',
    metadata: completeMetadata(),
    target,
  });
  expect(answer.status).toBe(201);
  return answer.body.pid;
}

async function mintRefused(): Promise<string> {
  const pid = await mint('https://elsewhere.invalid/data');
  await system.drain();
  return pid;
}

async function readState(pid: string): Promise<{ state: string; attempts: number }> {
  const { body } = await operator.get<{ state: string; attempts: number }>(
    `/queue/${encodeURIComponent(pid)}`,
  );
  return body;
}

/** Sends a form of a page, with its hidden value. */
async function send(by: Browser, from: string, path: string, form: Record<string, string | string[]> = {}) {
  const { body } = await by.open(from);
  return by.send(path, { form_token: fieldOf(body, 'form_token'), ...form });
}

const entryPath = (pid: string) => `/app/queue/entry?${new URLSearchParams({ pid })}`;
const leadsTo = ({ status, location }: Visit) => `${status} ${location?.replace(system.url, '')}`;

describe('who sees the queue', () => {
  test('strangers are asked to sign in and come back', async () => {
    const stranger = openBrowser(system);
    for (const path of ['/app/queue', '/app/queue/entries?state=refused', entryPath('10.5072/a')]) {
      const answer = await stranger.open(path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain(`return_to=${encodeURIComponent(path)}`);
    }
  });

  test('members are told that it is for curators, and learn of no entry', async () => {
    const pid = await mint();
    for (const path of ['/app/queue', '/app/queue/entries', entryPath(pid)]) {
      const answer = await laure.open(path);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain(pid);
    }
    expect((await laure.open('/app')).body).not.toContain('/app/queue');
    expect((await sofia.open('/app')).body).toContain('/app/queue');
  });

  test('a curator sees it, and no form for the account', async () => {
    const { status, body } = await sofia.open('/app/queue');
    expect(status).toBe(200);
    expect(body).toContain('MINTMARK.DEMO');
    expect(body).not.toContain('/pause');
    const refused = await send(sofia, '/app/queue/entries', `/app/queue/accounts/${accountId}/pause`, {
      reason: 'I would like to',
    });
    expect(refused.status).toBe(403);
  });
});

describe('what the pages say', () => {
  test('the overview counts by status in plain words, and each count leads to its entries', async () => {
    const refused = await mintRefused();
    const waiting = await mint();
    const { body } = await sofia.open('/app/queue');
    expect(body).toContain('Queued for registration');
    expect(body).toContain(`account=${accountId}&amp;status=TO_BE_REGISTERED`);
    const entries = await sofia.open(`/app/queue/entries?account=${accountId}&status=TO_BE_REGISTERED`);
    expect(entries.body).toContain(refused);
    expect(entries.body).toContain(waiting);
    const only = await sofia.open('/app/queue/entries?state=refused');
    expect(only.body).toContain(refused);
    expect(only.body).not.toContain(waiting);
  });

  test('a refusal is shown with its field and its reason, in the list and on its own page', async () => {
    const pid = await mintRefused();
    for (const path of ['/app/queue/entries?state=refused', entryPath(pid)]) {
      const { body } = await sofia.open(path);
      expect(body).toContain('<code>/target</code>');
      expect(body).toContain('is not allowed by repository MINTMARK.DEMO');
    }
    const { body } = await sofia.open(entryPath(`https://doi.org/${pid.toUpperCase()}`));
    expect(body).toContain('TO_BE_REGISTERED');
    expect(body).toContain('422: URL https://elsewhere.invalid/data');
  });

  test('what was found out before anything was sent is not called an answer that never came', async () => {
    const wish = { shoulder: doi, state: 'reserved', metadata: completeMetadata() };
    const { pid } = (await operator.post<{ pid: string }>('/pids', wish)).body;
    await controlDatacite(system).writeElsewhere(pid, { url: 'https://example.org/elsewhere' });
    await operator.post(`/pids/${encodeURIComponent(pid)}/publish`, {}, { 'if-match': '"1"' });
    await system.drain();
    const { body } = await josiah.open(entryPath(pid));
    expect(body).toMatch(/<\/time>, DataCite has this DOI already, for https/);
  });

  test('an entry leads to the item that it is for', async () => {
    const { uuid } = await createItem(operator);
    const { body } = await identify(operator, uuid, 'register');
    expect((await sofia.open(entryPath(body.pid))).body).toContain(`href="/app/items/${uuid}"`);
  });

  test('an entry that is unknown looks like nothing', async () => {
    expect((await sofia.open(entryPath('10.5072/nothing'))).status).toBe(404);
    expect((await sofia.open('/app/queue/entry')).status).toBe(404);
  });
});

describe('attempting again', () => {
  test('one entry is due again from its own page', async () => {
    const pid = await mintRefused();
    const answer = await send(sofia, entryPath(pid), '/app/queue/requeue', { what: 'one', pid });
    expect(leadsTo(answer)).toBe(`303 ${entryPath(pid)}&requeued=1`);
    expect(await readState(pid)).toMatchObject({ state: 'pending', attempts: 0 });
    await system.drain();
    expect(await readState(pid)).toMatchObject({ state: 'refused', attempts: 1 });
  });

  test('the ticked ones are, and no others', async () => {
    const [first, second, third] = [await mintRefused(), await mintRefused(), await mintRefused()];
    const list = '/app/queue/entries?state=refused';
    const answer = await send(sofia, list, '/app/queue/requeue', {
      what: 'ticked',
      state: 'refused',
      pid: [first, third],
    });
    expect(leadsTo(answer)).toBe('303 /app/queue/entries?state=refused&requeued=2');
    expect((await readState(first)).state).toBe('pending');
    expect((await readState(second)).state).toBe('refused');
    expect((await readState(third)).state).toBe('pending');
  });

  test('all that the filter shows are, beyond the page that is seen', async () => {
    await Promise.all(Array.from({ length: 55 }, () => mint('https://elsewhere.invalid/data')));
    await system.drain();
    const waiting = await mint();
    const before = await operator.get<{ states: { refused: number } }>('/queue/summary');
    expect(before.body.states.refused).toBeGreaterThan(54);
    const answer = await send(sofia, '/app/queue/entries?state=refused', '/app/queue/requeue', {
      what: 'all',
      state: 'refused',
    });
    expect(leadsTo(answer)).toBe(
      `303 /app/queue/entries?state=refused&requeued=${before.body.states.refused}`,
    );
    const after = await operator.get<{ states: { refused: number } }>('/queue/summary');
    expect(after.body.states.refused).toBe(0);
    expect((await readState(waiting)).state).toBe('pending');
  });

  test('where none is ticked, nothing is done and that is said', async () => {
    const pid = await mintRefused();
    const answer = await send(sofia, '/app/queue/entries', '/app/queue/requeue', { what: 'ticked' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Tick those');
    expect((await readState(pid)).state).toBe('refused');
  });

  test('a form that another site made does nothing', async () => {
    const pid = await mintRefused();
    const forged = await sofia.send('/app/queue/requeue', { what: 'all', form_token: 'guessed' });
    expect(forged.status).toBe(403);
    expect((await readState(pid)).state).toBe('refused');
  });
});

describe('an account', () => {
  test('is paused with a reason that everyone reads, sends nothing, and goes on', async () => {
    const path = `/app/queue/accounts/${accountId}`;
    const paused = await send(josiah, '/app/queue', `${path}/pause`, { reason: 'The contract <ended>' });
    expect(leadsTo(paused)).toBe('303 /app/queue');
    expect((await sofia.open('/app/queue')).body).toContain('The contract &lt;ended&gt;');
    const pid = await mint();
    await system.drain();
    expect(await readState(pid)).toMatchObject({ state: 'pending', attempts: 0 });
    for (const page of ['/app/queue/entries?state=pending', `/app/queue/entry?pid=${pid}`]) {
      expect((await sofia.open(page)).body, page).toContain('once its account goes on; it is paused');
    }
    expect((await sofia.open('/app/queue')).body).not.toContain('Next attempt');
    expect(leadsTo(await send(josiah, '/app/queue', `${path}/resume`))).toBe('303 /app/queue');
    await system.drain();
    expect((await readState(pid)).state).toBe('acknowledged');
  });

  test('is not paused without a reason, and the form says so at its field', async () => {
    const answer = await send(josiah, '/app/queue', `/app/queue/accounts/${accountId}/pause`, {
      reason: '  ',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Say why, in 1,000 characters at most.');
    expect((await josiah.open('/app/queue')).body).not.toContain('<strong>Paused</strong>');
  });

  test('is checked now, and what the registrar said is shown', async () => {
    const answer = await send(josiah, '/app/queue', `/app/queue/accounts/${accountId}/check`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/role="status">MINTMARK\.DEMO: ./);
  });

  test('that is not there looks like nothing', async () => {
    const path = '/app/queue/accounts/00000000-0000-4000-8000-000000000000/resume';
    expect((await send(josiah, '/app/queue', path)).status).toBe(404);
  });
});
