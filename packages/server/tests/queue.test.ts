import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { type Api, createApi } from './support/api.ts';
import { openOrganisation, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type AccountBody, type QueuedBody, type QueueSystem, startQueueSystem } from './support/queue.ts';

let queue: QueueSystem;
let admin: Api;
let curator: Api;
let accountPath: string;
beforeAll(async () => {
  queue = await startQueueSystem();
  ({ admin, member: curator } = await openOrganisation(queue.system));
  await setRole(queue.system, LAURE, 'curator');
  accountPath = `/registrar-accounts/${queue.account}`;
});
afterEach(async () => {
  await queue.datacite.clearFaults();
  queue.system.clock.advance(2 * 3_600_000);
  await queue.system.drain();
});
afterAll(() => queue?.system.close());

type Page = { items: QueuedBody[]; next: string | null };

async function listAll(query: string, by = queue.operator): Promise<QueuedBody[]> {
  const items: QueuedBody[] = [];
  let cursor = '';
  for (;;) {
    const page: Page = (await by.get<Page>(`/queue?${query}${cursor}`)).body;
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = `&cursor=${page.next}`;
  }
}

/** A DOI that somebody made elsewhere, so that its registration is refused. */
async function refuseOne(): Promise<string> {
  const pid = await queue.mint({ state: 'reserved' });
  await queue.datacite.writeElsewhere(pid, { url: 'https://example.org/elsewhere' });
  await queue.operator.post(`/pids/${encodeURIComponent(pid)}/publish`, {});
  await queue.system.drain();
  return pid;
}

async function readEvents(type: string, id: string): Promise<{ action: string; reason: string | null }[]> {
  const { rows } = await sql<{ action: string; reason: string | null }>`
    select action, reason from events where subject_type = ${type} and subject_id = ${id} order by id`.execute(
    queue.system.ctx.db,
  );
  return rows;
}

describe('the queue that one can see', () => {
  test('shows what waits and what was refused, page by page, and what is done when asked for', async () => {
    const waiting = await queue.mintMany(5);
    expect((await listAll('limit=2&status=TO_BE_REGISTERED')).map(({ pid }) => pid)).toEqual(waiting);
    expect((await listAll('limit=2')).map(({ pid }) => pid)).toEqual(waiting);
    expect((await listAll('action=register')).map(({ pid }) => pid)).toEqual(waiting);
    expect(await listAll('action=register&status=UPDATE_REGISTERED')).toEqual([]);
    expect(await listAll('state=refused')).toEqual([]);
    const [first] = await listAll('');
    expect(first).toEqual({
      pid: waiting[0],
      status: 'TO_BE_REGISTERED',
      state: 'pending',
      wanted: 'findable',
      account: { id: queue.account, repositoryId: 'MINTMARK.DEMO' },
      organisation: 'default',
      attempts: 0,
      nextAttemptAt: expect.any(String),
      lastAnswer: null,
      holder: null,
      wantedAt: expect.any(String),
      acknowledgedAt: null,
    });
    await queue.system.drain();
    expect(await listAll('')).toEqual([]);
    expect((await listAll('state=acknowledged&limit=200')).map(({ pid }) => pid)).toEqual(
      expect.arrayContaining(waiting),
    );
    expect(await listAll('status=IS_REGISTERED&organisation=default')).not.toEqual([]);
    expect(await listAll('status=IS_REGISTERED&organisation=another')).toEqual([]);
  });

  test('says of a refusal why and at which field', async () => {
    const strict = await startQueueSystem({ repositoryDomains: ['*.example.org'] });
    try {
      await strict.mint({ target: 'https://elsewhere.example.net/data' });
      await strict.system.drain();
      const { body } = await strict.operator.get<Page>('/queue?state=refused');
      expect(body.items).toMatchObject([
        {
          status: 'TO_BE_REGISTERED',
          attempts: 1,
          nextAttemptAt: null,
          lastAnswer: { status: 422, errors: [{ pointer: '/target', detail: expect.any(String) }] },
        },
      ]);
    } finally {
      await strict.system.close();
    }
  });

  test('shows what an item’s identifier is the name of', async () => {
    const pid = await queue.mint();
    const id = '11111111-1111-4111-8111-111111111111';
    await transact(queue.system.ctx.db, (tx) =>
      sql`update pids set holder_type = 'item', holder_id = ${id} where pid = ${pid}`.execute(tx),
    );
    expect((await listAll('')).find((each) => each.pid === pid)?.holder).toMatchObject({ type: 'item', id });
  });

  test('is counted by status, by state and by account', async () => {
    const before = await queue.summarize();
    await queue.mintMany(3);
    const after = await queue.summarize();
    expect(after.statuses.TO_BE_REGISTERED).toBe((before.statuses.TO_BE_REGISTERED ?? 0) + 3);
    expect(after.states.pending).toBe((before.states.pending ?? 0) + 3);
    expect(after.accounts).toMatchObject([
      { id: queue.account, statuses: after.statuses, nextAttemptAt: expect.any(String) },
    ]);
    expect(after.heldBack).toBeNull();
  });

  test.each([
    'status=MINTED',
    'state=none',
    'action=publish',
    'limit=0',
    'limit=201',
    'cursor=!',
    'account=1',
    'x=1',
  ])('?%s is refused', async (query) => {
    expect((await queue.operator.get(`/queue?${query}`)).status).toBe(400);
  });
});

describe('queueing again', () => {
  test('what was refused is attempted again, and its history says who wanted that', async () => {
    const pid = await refuseOne();
    const answer = await curator.post('/queue/requeue', { pids: [pid] });
    expect(answer.body).toEqual({ requeued: 1 });
    expect(await queue.read(pid)).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await readEvents('pid', pid)).toContainEqual(
      expect.objectContaining({ action: 'registration-requeued' }),
    );
    await queue.system.drain();
    expect(await queue.read(pid)).toMatchObject({ state: 'refused', attempts: 1 });
  });

  test('what waits for its next attempt is due at once', async () => {
    const pid = await queue.mint();
    await queue.datacite.orderFault({ kind: 'unavailable', retryAfterSeconds: 3_000 });
    await queue.system.drain();
    await curator.post('/queue/requeue', { pids: [pid] });
    await queue.system.drain();
    expect((await queue.read(pid)).status).toBe('IS_REGISTERED');
  });

  test('what is acknowledged is sent again only by name and by force', async () => {
    const pid = await queue.mint();
    await queue.system.drain();
    expect((await curator.post('/queue/requeue', { pids: [pid] })).body).toEqual({ requeued: 0 });
    expect((await curator.post('/queue/requeue', { filter: {}, force: true })).status).toBe(400);
    expect((await curator.post('/queue/requeue', { filter: { status: 'IS_REGISTERED' } })).body).toEqual({
      requeued: 0,
    });
    expect((await curator.post('/queue/requeue', { pids: [pid], force: true })).body).toEqual({
      requeued: 1,
    });
    expect((await queue.read(pid)).status).toBe('UPDATE_REGISTERED');
    await queue.system.drain();
    expect((await queue.read(pid)).status).toBe('IS_REGISTERED');
    expect((await queue.datacite.dois()).find(({ doi }) => doi === pid)?.writeCount).toBe(2);
  });

  test('everything that a filter means, in pieces', async () => {
    const { ctx } = queue.system;
    const pids = await queue.drafts.reserve(1_300);
    await transact(ctx.db, (tx) =>
      sql`update registrations set state = 'refused', next_attempt_at = null where pid = any(${pids}::text[])`.execute(
        tx,
      ),
    );
    const { body } = await admin.post<{ requeued: number }>('/queue/requeue', {
      filter: { state: 'refused', status: 'TO_BE_RESERVED' },
    });
    expect(body.requeued).toBe(1_300);
    expect((await queue.summarize()).states.refused).toBeLessThan(1_300);
    await transact(ctx.db, (tx) =>
      sql`update registrations set state = 'acknowledged', next_attempt_at = null where pid = any(${pids}::text[])`.execute(
        tx,
      ),
    );
  });

  test.each([
    [{}],
    [{ pids: [], filter: {} }],
    [{ pids: ['10.5072/a'], filter: {} }],
    [{ filter: { status: 'MINTED' } }],
    [{ pids: Array.from({ length: 1_001 }, () => '10.5072/a') }],
  ])('%j is refused', async (body) => {
    expect((await queue.operator.post('/queue/requeue', body)).status).toBe(400);
  });
});

describe('how an account is worked off', () => {
  test('a paused account claims nothing, minting goes on, and resuming sends it all', async () => {
    const paused = await admin.post<AccountBody>(`${accountPath}/pause`, { reason: 'New contract.' });
    expect(paused.body.pause).toEqual({ since: expect.any(String), reason: 'New contract.' });
    const pids = await queue.mintMany(3);
    await queue.datacite.forgetRequests();
    await queue.system.drain();
    expect(await queue.datacite.requests()).toEqual([]);
    const metrics = await (await fetch(`${queue.system.url}/metrics`)).text();
    expect(metrics).toMatch(/mintmark_registrar_account_paused\{[^}]*\} 1/);
    expect((await queue.summarize()).accounts[0]?.pause?.reason).toBe('New contract.');

    expect((await admin.post<AccountBody>(`${accountPath}/resume`)).body.pause).toBeNull();
    await queue.system.drain();
    for (const pid of pids) expect((await queue.read(pid)).status).toBe('IS_REGISTERED');
    expect(await readEvents('registrar-account', queue.account)).toEqual(
      expect.arrayContaining([
        { action: 'pause', reason: 'New contract.' },
        { action: 'resume', reason: null },
      ]),
    );
  });

  test('no more are under way at a time than its concurrency says', async () => {
    await admin.patch(accountPath, { concurrency: 2 });
    try {
      await queue.mintMany(8);
      await queue.datacite.orderFault({ kind: 'slow', delayMs: 100, count: null });
      const begun = performance.now();
      await queue.system.drain();
      // Eight requests of a tenth of a second each, two at a time.
      expect(performance.now() - begun).toBeGreaterThan(395);
    } finally {
      await admin.patch(accountPath, { concurrency: 4 });
    }
  });

  test('rate, concurrency and alert address change, and are remembered over a start', async () => {
    const change = { concurrency: 32, requestsPerFiveMinutes: 120, alertAddress: ' doi@example.org ' };
    const { body } = await admin.patch<AccountBody>(accountPath, change);
    expect(body).toMatchObject({
      concurrency: 32,
      requestsPerFiveMinutes: 120,
      configuredRequestsPerFiveMinutes: 3_000,
      alertAddress: 'doi@example.org',
    });
    const { bootstrap } = await import('../src/bootstrap.ts');
    await bootstrap(queue.system.ctx);
    expect(await queue.readAccount()).toEqual(body);
    const reset = { concurrency: 4, requestsPerFiveMinutes: null, alertAddress: null };
    expect((await admin.patch<AccountBody>(accountPath, reset)).body).toMatchObject({
      requestsPerFiveMinutes: 3_000,
      alertAddress: null,
    });
  });

  test.each([
    [{}],
    [{ concurrency: 0 }],
    [{ concurrency: 33 }],
    [{ requestsPerFiveMinutes: 3_001 }],
    [{ requestsPerFiveMinutes: 0 }],
    [{ alertAddress: 'nobody' }],
    [{ alertAddress: 'a@example.org, b@example.org' }],
    [{ url: 'https://example.org' }],
    [{ password: 'x' }],
  ])('%j is refused', async (body) => {
    expect((await admin.patch(accountPath, body)).status).toBe(400);
  });
});

describe('who sees and steers', () => {
  test('no answer holds a secret', async () => {
    const texts = await Promise.all(
      ['/queue?state=acknowledged', '/queue/summary', '/registrar-accounts', accountPath].map(async (path) =>
        JSON.stringify((await queue.operator.get(path)).body),
      ),
    );
    expect(texts.join()).not.toMatch(/password|stand-in-password|sealed/i);
  });

  test('curators see and queue again, and leave accounts alone', async () => {
    expect((await curator.get('/queue')).status).toBe(200);
    expect((await curator.get('/queue/summary')).status).toBe(200);
    expect((await curator.get(accountPath)).status).toBe(200);
    for (const [method, path, body] of [
      ['patch', accountPath, { concurrency: 1 }],
      ['post', `${accountPath}/pause`, { reason: 'x' }],
      ['post', `${accountPath}/resume`, undefined],
      ['post', `${accountPath}/check`, undefined],
    ] as const) {
      expect((await curator[method](path, body)).status, path).toBe(403);
    }
  });

  test('members, and tokens without the scope, see no queue', async () => {
    await setRole(queue.system, LAURE, 'member');
    try {
      for (const path of ['/queue', '/queue/summary', '/registrar-accounts']) {
        expect((await curator.get(path)).status, path).toBe(403);
      }
      expect((await curator.post('/queue/requeue', { filter: {} })).status).toBe(403);
      expect((await curator.post('/queue/attempts', { action: 'register' })).status).toBe(403);
      expect((await curator.get(accountPath)).status).toBe(404);
      expect((await curator.post(`${accountPath}/pause`, { reason: 'x' })).status).toBe(404);
    } finally {
      await setRole(queue.system, LAURE, 'curator');
    }
    const reader = createApi(queue.system, (await signIn(queue.system, JOSIAH, ['pid:read'])).token);
    expect((await reader.get('/queue')).status).toBe(200);
    expect((await reader.post('/queue/requeue', { filter: {} })).status).toBe(403);
    expect((await reader.post('/queue/attempts', { action: 'register' })).status).toBe(403);
    expect((await reader.patch(accountPath, { concurrency: 1 })).status).toBe(403);
    expect((await createApi(queue.system, null).get('/queue')).status).toBe(401);
  });

  test('what belongs to another organisation looks like nothing', async () => {
    const pid = await queue.mint();
    const other = '22222222-2222-4222-8222-222222222222';
    const { db } = queue.system.ctx;
    await transact(db, (tx) =>
      sql`insert into organisations (id, slug, name, created_at) values (${other}, 'other', 'Other', now())`.execute(
        tx,
      ),
    );
    const move = (to: string) =>
      transact(db, (tx) =>
        sql`update registrar_accounts set organisation_id = (select id from organisations where slug = ${to})`.execute(
          tx,
        ),
      );
    await move('other');
    try {
      expect(await listAll('', admin)).toEqual([]);
      expect((await admin.get<{ items: unknown[] }>('/registrar-accounts')).body.items).toEqual([]);
      expect((await admin.get(accountPath)).status).toBe(404);
      expect((await admin.patch(accountPath, { concurrency: 1 })).status).toBe(404);
      expect((await admin.post(`${accountPath}/check`)).status).toBe(404);
      expect((await admin.post('/queue/requeue', { pids: [pid], force: true })).body).toEqual({
        requeued: 0,
      });
      expect((await admin.post('/queue/requeue', { filter: {} })).body).toEqual({ requeued: 0 });
      expect((await admin.post('/queue/attempts', { pids: [pid] })).body).toMatchObject({
        items: [{ before: null, outcome: 'not-sent' }],
      });
      expect((await listAll('')).map((each) => each.pid)).toContain(pid);
    } finally {
      await move('default');
    }
  });
});
