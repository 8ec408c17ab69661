import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFeeder } from '../src/modules/registration/feeder.ts';
import { type QueueSystem, startQueueSystem } from './support/queue.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let queue: QueueSystem;
beforeAll(async () => {
  queue = await startQueueSystem();
});
afterEach(async () => {
  await queue.datacite.clearFaults();
  queue.system.clock.advance(2 * HOUR_MS);
  await queue.system.drain();
  await queue.datacite.forgetRequests();
});
afterAll(() => queue?.system.close());

const nowMs = (): number => queue.system.clock.now().getTime();
const waitOf = async (pid: string): Promise<number> =>
  Date.parse((await queue.read(pid)).nextAttemptAt ?? '') - nowMs();
const heartbeats = async (): Promise<number> =>
  (await queue.datacite.requests()).filter(({ path }) => path === '/heartbeat').length;

/** What each fault of DataCite leaves in the queue after the one attempt that it strikes. */
const passing: [
  string,
  Record<string, unknown>,
  { status: number | null; detail: RegExp; waitMs: [number, number] },
][] = [
  [
    'rate-limited, with a time to wait',
    { kind: 'rate-limited', retryAfterSeconds: 90 },
    { status: 429, detail: /./, waitMs: [90_000, 90_000] },
  ],
  [
    'rate-limited, without one',
    { kind: 'rate-limited' },
    { status: 429, detail: /./, waitMs: [60_000, 60_000] },
  ],
  ['unavailable', { kind: 'unavailable' }, { status: 503, detail: /503/, waitMs: [1_500, 2_500] }],
  [
    'unavailable, with a time to wait',
    { kind: 'unavailable', retryAfterSeconds: 600 },
    { status: 503, detail: /503/, waitMs: [600_000, 600_000] },
  ],
  ['bad-gateway-html', { kind: 'bad-gateway-html' }, { status: 502, detail: /502/, waitMs: [1_500, 2_500] }],
  ['error-500', { kind: 'error-500' }, { status: 500, detail: /500/, waitMs: [1_500, 2_500] }],
  ['reset', { kind: 'reset' }, { status: null, detail: /could not be reached/, waitMs: [1_500, 2_500] }],
  ['hang', { kind: 'hang' }, { status: null, detail: /within 3000 ms/, waitMs: [1_500, 2_500] }],
  [
    'slow, longer than we wait',
    { kind: 'slow', delayMs: 3_500 },
    { status: null, detail: /within 3000 ms/, waitMs: [1_500, 2_500] },
  ],
  [
    'timeout-after-commit',
    { kind: 'timeout-after-commit', delayMs: 1 },
    { status: null, detail: /could not be reached/, waitMs: [1_500, 2_500] },
  ],
  [
    'handle-refused',
    { kind: 'handle-refused' },
    { status: 201, detail: /resolve|Handle/i, waitMs: [1_500, 2_500] },
  ],
];

describe('what a fault of the registrar leaves in the queue', () => {
  test.each(passing)('%s', async (_, fault, { status, detail, waitMs }) => {
    const pid = await queue.mint();
    await queue.datacite.orderFault(fault);
    await queue.system.drain();
    const row = await queue.read(pid);
    expect(row).toMatchObject({
      status: 'TO_BE_REGISTERED',
      state: 'pending',
      wanted: 'findable',
      attempts: 1,
      acknowledgedAt: null,
      lastAnswer: { status, detail: expect.stringMatching(detail), errors: [] },
    });
    const waited = await waitOf(pid);
    expect(waited).toBeGreaterThanOrEqual(waitMs[0]);
    expect(waited).toBeLessThanOrEqual(waitMs[1]);

    queue.system.clock.advance(HOUR_MS);
    await queue.system.drain();
    expect(await queue.read(pid)).toMatchObject({
      status: 'IS_REGISTERED',
      state: 'acknowledged',
      attempts: 2,
      nextAttemptAt: null,
      lastAnswer: { detail: 'DataCite shows it to everyone.' },
    });
  });

  test('slow, but in time: it is simply registered', async () => {
    const pid = await queue.mint();
    await queue.datacite.orderFault({ kind: 'slow', delayMs: 300 });
    await queue.system.drain();
    expect(await queue.read(pid)).toMatchObject({ status: 'IS_REGISTERED', attempts: 1 });
  });

  test('the wait grows with each failure, up to an hour', async () => {
    const pid = await queue.mint();
    await queue.datacite.orderFault({ kind: 'error-500', count: 4, match: { doi: pid } });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await queue.system.drain();
      expect((await queue.read(pid)).attempts).toBe(attempt);
      waits.push(await waitOf(pid));
      queue.system.clock.advance(waits.at(-1) ?? 0);
    }
    waits.forEach((waited, index) => {
      expect(waited).toBeGreaterThanOrEqual(1_500 * 2 ** index);
      expect(waited).toBeLessThanOrEqual(2_500 * 2 ** index);
    });
  });
});

describe('one that fails never blocks those behind it', () => {
  const expectAllBut = async (failing: string, pids: readonly string[]): Promise<void> => {
    for (const pid of pids) {
      const { status } = await queue.read(pid);
      expect(status, pid).toBe(pid === failing ? 'TO_BE_REGISTERED' : 'IS_REGISTERED');
    }
  };

  test.each([
    ['hanging', { kind: 'hang', count: null }],
    ['an error of the registrar each time', { kind: 'error-500', count: null }],
    ['a connection that is cut each time', { kind: 'reset', count: null }],
  ])('%s', async (_, fault) => {
    const failing = await queue.mint();
    queue.system.clock.advance(1_000);
    await queue.datacite.orderFault({ ...fault, match: { doi: failing } });
    const pids = await queue.mintMany(12);
    await queue.system.drain();
    await expectAllBut(failing, [failing, ...pids]);
    expect((await queue.readAccount()).outage).toBeNull();
  });

  test('refused', async () => {
    const refused = await queue.mint({ state: 'reserved' });
    await queue.datacite.writeElsewhere(refused, { url: 'https://example.org/elsewhere' });
    await queue.operator.post(`/pids/${encodeURIComponent(refused)}/publish`, {});
    queue.system.clock.advance(1_000);
    const pids = await queue.mintMany(12);
    await queue.system.drain();
    await expectAllBut(refused, [refused, ...pids]);
    expect(await queue.read(refused)).toMatchObject({ state: 'refused', attempts: 1, nextAttemptAt: null });
  });

  test('an answer that cannot be written down here', async () => {
    const broken = await queue.mint();
    const run = (statement: string): Promise<unknown> =>
      queue.system.ctx.engine.withPinnedConnection((runSql) => runSql(statement));
    await run(`
      create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger fails before insert on events for each row
        when (new.subject_id = '${broken}' and new.action = 'registration-acknowledged') execute function fail()`);
    try {
      queue.system.clock.advance(1_000);
      const pids = await queue.mintMany(12);
      await queue.system.drain();
      await expectAllBut(broken, [broken, ...pids]);
      const row = await queue.read(broken);
      expect(row).toMatchObject({ state: 'pending', attempts: 1, lastAnswer: { status: null } });
      expect(row.lastAnswer?.detail).toContain('on our side');
      expect(await waitOf(broken)).toBeGreaterThan(1_000);
    } finally {
      await run('drop trigger fails on events; drop function fail()');
    }
    queue.system.clock.advance(HOUR_MS);
    await queue.system.drain();
    expect(await queue.read(broken)).toMatchObject({ status: 'IS_REGISTERED', attempts: 2 });
  });
});

describe('a registrar that is out of order', () => {
  test('after five failures in a row nothing is sent but heartbeats, and then everything goes on at once', async () => {
    const pids = await queue.mintMany(30);
    await queue.datacite.orderFault({ kind: 'unavailable', count: null });
    await queue.system.drain();
    const out = await queue.readAccount();
    expect(out.outage).toMatchObject({ detail: expect.stringContaining('503') });
    const sent = (await queue.datacite.requests()).length;
    // Those under way when the fifth failed come to their end; nothing else is begun.
    expect(sent).toBeLessThanOrEqual(8);
    expect((await queue.summarize()).accounts[0]?.outage).not.toBeNull();
    const metrics = await (await fetch(`${queue.system.url}/metrics`)).text();
    const gauge = (pattern: RegExp): number => Number(pattern.exec(metrics)?.[1]);
    expect(gauge(/mintmark_registrar_account_out\{[^}]*repository="MINTMARK.DEMO"\} (\d+)/)).toBe(1);
    expect(gauge(/mintmark_registrations_open\{status="TO_BE_REGISTERED"\} (\d+)/)).toBeGreaterThanOrEqual(
      30,
    );

    // Each heartbeat after as long as the outage lasts by then, ten minutes at most.
    const asked: number[] = [];
    for (let second = 0, before = 0; second < 3_600; second += 10) {
      queue.system.clock.advance(10_000);
      await queue.system.drain();
      const now = await heartbeats();
      if (now > before) asked.push(second + 10);
      before = now;
    }
    expect(asked).toEqual([30, 60, 120, 240, 480, 960, 1_560, 2_160, 2_760, 3_360]);
    expect((await queue.datacite.requests()).length - sent).toBe(asked.length);

    await queue.datacite.clearFaults();
    queue.system.clock.advance(10 * MINUTE_MS);
    await queue.system.drain();
    expect((await queue.readAccount()).outage).toBeNull();
    const statuses = new Set(await Promise.all(pids.map(async (pid) => (await queue.read(pid)).status)));
    expect(statuses).toEqual(new Set(['IS_REGISTERED']));
  });

  test('a heartbeat that gets no answer leaves it out, and one process asks at a time', async () => {
    await queue.mintMany(6);
    await queue.datacite.orderFault({ kind: 'reset', count: null, match: { method: 'POST' } });
    await queue.system.drain();
    expect((await queue.readAccount()).outage).not.toBeNull();
    await queue.datacite.orderFault({ kind: 'reset', count: 1, match: { pathPrefix: '/heartbeat' } });
    queue.system.clock.advance(30_000);
    const feeders = [createFeeder(queue.system.ctx), createFeeder(queue.system.ctx)];
    await Promise.all(feeders.map((feeder) => feeder.fill()));
    await Promise.all(feeders.map((feeder) => feeder.idle()));
    expect(await heartbeats()).toBe(1);
    expect((await queue.readAccount()).outage).not.toBeNull();
  });

  test('an administrator who checks it need not wait for the next heartbeat', async () => {
    const pids = await queue.mintMany(6);
    await queue.datacite.orderFault({ kind: 'error-500', count: null });
    await queue.system.drain();
    const path = `/registrar-accounts/${queue.account}/check`;
    const sick = await queue.operator.post<{ ok: boolean; account: { outage: unknown } }>(path);
    expect(sick.body).toMatchObject({ ok: false, account: { outage: { detail: expect.any(String) } } });
    await queue.datacite.clearFaults();
    const well = await queue.operator.post<{ ok: boolean; detail: string }>(path);
    expect(well.body).toMatchObject({
      ok: true,
      detail: expect.stringContaining('10.5072'),
      account: { outage: null },
    });
    await queue.system.drain();
    for (const pid of pids) expect(await queue.read(pid)).toMatchObject({ status: 'IS_REGISTERED' });
  });

  test('being too fast is no outage, and neither are refusals', async () => {
    await queue.mintMany(6);
    await queue.datacite.orderFault({ kind: 'rate-limited', count: 6 });
    for (let minute = 0; minute < 6; minute += 1) {
      await queue.system.drain();
      queue.system.clock.advance(MINUTE_MS);
    }
    expect((await queue.readAccount()).outage).toBeNull();
  });

  test('one DOI that fails by itself, again and again, keeps nobody waiting: the heartbeat is fine', async () => {
    const poison = await queue.mint();
    await queue.datacite.orderFault({ kind: 'error-500', count: null, match: { doi: poison } });
    let waitMs = 0;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await queue.system.drain();
      expect((await queue.readAccount()).outage).toBeNull();
      waitMs = await waitOf(poison);
      queue.system.clock.advance(HOUR_MS);
    }
    expect(await heartbeats()).toBeGreaterThan(0);
    expect((await queue.read(poison)).attempts).toBe(12);
    expect(waitMs).toBeGreaterThan(30 * MINUTE_MS);
    const behind = await queue.mint();
    await queue.system.drain();
    expect((await queue.read(behind)).status).toBe('IS_REGISTERED');
  });

  test('one DOI alone notices an outage as well, by the heartbeat that fails with it', async () => {
    const pid = await queue.mint();
    await queue.datacite.orderFault({ kind: 'unavailable', count: null });
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await queue.system.drain();
      queue.system.clock.advance(5 * MINUTE_MS);
    }
    expect((await queue.readAccount()).outage).not.toBeNull();
    await queue.datacite.clearFaults();
    queue.system.clock.advance(10 * MINUTE_MS);
    await queue.system.drain();
    expect((await queue.read(pid)).status).toBe('IS_REGISTERED');
  });
});
