import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { createFeeder } from '../src/modules/registration/feeder.ts';
import { openService } from '../src/service.ts';
import { completeMetadata, createApi, readShoulders } from './support/api.ts';
import { controlDatacite } from './support/datacite.ts';
import { createDrafts, type Drafts } from './support/drafts.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
afterEach(() => system?.close());

async function start(env: Record<string, string> = {}): Promise<{
  api: ReturnType<typeof createApi>;
  datacite: ReturnType<typeof controlDatacite>;
  drafts: Drafts;
  doi: string;
}> {
  system = await startSystem({ env: { DATACITE_TIMEOUT_SECONDS: '1', ...env } });
  const api = createApi(system, TEST_ADMIN_TOKEN);
  const { doi } = await readShoulders(api);
  return { api, datacite: controlDatacite(system), drafts: await createDrafts(system, doi), doi };
}

async function countPending(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from registrations where state = 'pending'`.execute(system.ctx.db);
  return rows[0]?.count ?? 0;
}

/** Lets time pass until everything is at DataCite or refused. @returns the minutes that it took */
async function settleAll(stepMinutes = 30): Promise<number> {
  for (let minutes = 0; minutes < 400 * stepMinutes; minutes += stepMinutes) {
    await system.drain();
    if ((await countPending()) === 0) return minutes;
    system.clock.advance(stepMinutes * 60_000);
  }
  throw new Error(`${await countPending()} are still pending`);
}

const pathOf = (pid: string): string => `/pids/${encodeURIComponent(pid)}`;

test('2,000 drafts through every fault: each there exactly once, gone after release, fifty made public', async () => {
  const { api, datacite, drafts } = await start({
    DATACITE_REQUESTS_PER_5_MINUTES: '3000',
    // No answer is to be lost but by the faults ordered, on a busy machine either.
    DATACITE_TIMEOUT_SECONDS: '5',
  });
  const names = await drafts.reserve(2000);
  const faults: Record<string, unknown>[] = [
    { kind: 'rate-limited', retryAfterSeconds: 90, rate: 0.006, seed: 1 },
    { kind: 'rate-limited', rate: 0.006, seed: 2 },
    { kind: 'unavailable', rate: 0.03, seed: 3 },
    { kind: 'bad-gateway-html', rate: 0.03, seed: 4 },
    { kind: 'error-500', rate: 0.03, seed: 5 },
    { kind: 'reset', rate: 0.03, seed: 6 },
    { kind: 'timeout-after-commit', delayMs: 1, rate: 0.05, seed: 7 },
    { kind: 'timeout-after-commit', count: 4 },
    { kind: 'hang', count: 4 },
  ];
  for (const fault of faults) await datacite.orderFault(fault);
  await settleAll();

  const made = await datacite.dois();
  expect(made.map(({ doi }) => doi).sort()).toEqual([...names].sort());
  expect(new Set(made.map(({ state }) => state))).toEqual(new Set(['draft']));
  expect(made.filter(({ writes }) => writes.filter(({ status }) => status === 201).length !== 1)).toEqual([]);
  // Written again is only what had its answer lost, each time it was.
  const lost = (await datacite.faults()).filter(({ kind }) => kind === 'timeout-after-commit');
  const answersLost = lost.reduce((sum, { struck }) => sum + struck, 0);
  expect(answersLost).toBeGreaterThan(50);
  const writes = made.reduce((sum, { writeCount }) => sum + writeCount, 0);
  expect(writes - names.length).toBeLessThanOrEqual(answersLost);
  for (const { kind, struck } of await datacite.faults()) expect(struck, kind).toBeGreaterThan(0);

  const publicOnes = names.slice(0, 50);
  for (const pid of publicOnes) {
    await api.patch(
      pathOf(pid),
      { metadata: completeMetadata(), target: `https://example.org/${pid}` },
      { 'if-match': '"1"' },
    );
    expect((await api.post(`${pathOf(pid)}/publish`, {})).status).toBe(200);
  }
  await drafts.release(names.slice(50));
  await settleAll();
  await datacite.clearFaults();
  const left = await datacite.dois();
  expect(left.map(({ doi, state, url }) => [doi, state, url]).sort()).toEqual(
    publicOnes.map((pid) => [pid, 'findable', `https://example.org/${pid}`]).sort(),
  );
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::integer as count from registrations group by state`.execute(system.ctx.db);
  expect(rows).toEqual([{ state: 'acknowledged', count: 2000 }]);
  // About a minute: each request may be answered late, with 429, or not at all.
}, 400_000);

test('a published DOI does not wait behind a block of drafts, and the queue shows in the metrics', async () => {
  const { api, datacite, drafts, doi } = await start({ DATACITE_REQUESTS_PER_5_MINUTES: '50' });
  await drafts.reserve(40);
  system.clock.advance(1_000);
  const { body } = await api.post<{ pid: string }>('/pids', {
    shoulder: doi,
    state: 'public',
    metadata: completeMetadata(),
  });
  system.clock.advance(60_000);
  const metrics = await (await fetch(`${system.url}/metrics`)).text();
  expect(metrics).toContain('mintmark_registrations_pending{wish="draft"} 40');
  expect(metrics).toContain('mintmark_registrations_pending{wish="findable"} 1');
  expect(metrics).toContain('mintmark_registrations_oldest_due_seconds{wish="draft"} 61');
  expect(metrics).toContain('mintmark_registrations_oldest_due_seconds{wish="absent"} 0');

  await system.drain();
  expect(await datacite.dois()).toContainEqual(expect.objectContaining({ doi: body.pid, state: 'findable' }));
  expect(await countPending()).toBeGreaterThan(30);
  await settleAll(5);
  expect(await datacite.dois()).toHaveLength(41);
});

test('a request that hangs holds back nobody but itself', async () => {
  const { datacite, drafts } = await start({ DATACITE_TIMEOUT_SECONDS: '5' });
  const names = await drafts.reserve(12);
  await datacite.orderFault({ kind: 'hang' });
  const feeder = createFeeder(system.ctx);
  await feeder.fill();
  // The hanging one has five seconds; the others are long done by then.
  await expect.poll(() => datacite.dois(), { timeout: 4_500, interval: 20 }).toHaveLength(names.length - 1);
  expect(await feeder.idle()).toBe(names.length);
  expect(await countPending()).toBe(1);
  await settleAll();
  expect(await datacite.dois()).toHaveLength(names.length);
});

test('after a 429 everything is silent for as long as asked, then half as fast, recovering within the hour', async () => {
  const { datacite, drafts } = await start({ DATACITE_REQUESTS_PER_5_MINUTES: '600' });
  await drafts.reserve(1200);
  /** Requests in one minute of even work, after what had gathered is used up. */
  const sentInAMinute = async (): Promise<number> => {
    await system.drain();
    const before = await countPending();
    for (let second = 0; second < 12; second += 1) {
      system.clock.advance(5_000);
      await system.drain();
    }
    return before - (await countPending());
  };
  expect(await sentInAMinute()).toBe(108);
  // Four at once are refused: one incident, not four.
  await datacite.orderFault({ kind: 'rate-limited', retryAfterSeconds: 120, count: 4 });
  system.clock.advance(5_000);
  await system.drain();
  const silent = (await datacite.requests()).length;
  system.clock.advance(119_000);
  await system.drain();
  expect((await datacite.requests()).length).toBe(silent);
  system.clock.advance(1_000);
  const slow = await sentInAMinute();
  expect(slow).toBeGreaterThanOrEqual(54);
  expect(slow).toBeLessThan(62);
  system.clock.advance(3_600_000);
  expect(await sentInAMinute()).toBe(108);
});

test('what a worker left behind that was stopped in the middle is not written by its late answer', async () => {
  const { datacite, drafts } = await start();
  const [pid = ''] = await drafts.reserve(1);
  await datacite.orderFault({ kind: 'slow', delayMs: 600, match: { method: 'POST' } });
  const late = createFeeder(system.ctx);
  expect(await late.fill()).toBe(1);
  // Its claim runs out while it waits; another worker takes over, then the reservation is given back.
  system.clock.advance(3_600_000);
  await drafts.release([pid]);
  await system.drain();
  await late.idle();
  await settleAll();
  expect(await datacite.dois()).toEqual([]);
});

test('two workers share the queue and the budget: nothing is sent twice, and no more than one may send', async () => {
  const { datacite, drafts } = await start({ DATACITE_REQUESTS_PER_5_MINUTES: '600' });
  const { ctx, config, clock } = system;
  // On PostgreSQL a process of its own, with its own connections; the embedded database allows one.
  const other =
    config.databaseUrl === null ? null : await openService(config, { now: clock.now, log: ctx.log });
  try {
    const feeders = [createFeeder(ctx), createFeeder(other?.ctx ?? ctx)];
    const names = await drafts.reserve(150);
    await Promise.all(feeders.map((feeder) => feeder.fill()));
    await Promise.all(feeders.map((feeder) => feeder.idle()));
    // A tenth of the budget may go at once, whoever sends it.
    expect(await datacite.requests()).toHaveLength(60);
    clock.advance(300_000);
    await Promise.all(feeders.map((feeder) => feeder.fill()));
    const made = await Promise.all(feeders.map((feeder) => feeder.idle()));
    expect(Math.min(...made)).toBeGreaterThan(20);
    clock.advance(300_000);
    await system.drain();
    const dois = await datacite.dois();
    expect(dois.map(({ doi, writeCount }) => [doi, writeCount]).sort()).toEqual(
      [...names].sort().map((doi) => [doi, 1]),
    );
    expect(await datacite.requests()).toHaveLength(names.length);
  } finally {
    await other?.close();
  }
});
