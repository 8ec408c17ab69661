import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { openService } from '../src/service.ts';
import { createFeeder } from '../src/modules/registration/feeder.ts';
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
  const { api, datacite, drafts } = await start({ DATACITE_REQUESTS_PER_5_MINUTES: '3000' });
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
});
