import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/db/index.ts';
import { forgetPeak, readPeakMib, waitUntil } from './support/batch-process.ts';
import { createBatchApi, type ResultRow } from './support/batches.ts';
import { createDatabase } from './support/databases.ts';
import { findTwoPorts, pause, type ServerProcess, startServer } from './support/server-process.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

const token = TEST_ADMIN_TOKEN;
const MILLION = 1_000_000;
const PEAK_LIMIT_MIB = 700;
/** A claim of a process that died ends by itself after half a minute. */
const RESUME_LIMIT_MS = 120_000;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
});

type Place = { env: Record<string, string>; databaseUrl: string | null; start(): Promise<ServerProcess> };

/** A service that can be started, killed and started again, each time on ports of its own. */
async function createPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-batches-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const database = await createDatabase();
  closers.push(() => database.drop());
  const env: Record<string, string> = {
    DATA_DIR: join(folder, 'data'),
    ADMIN_TOKEN: token,
    LOG_LEVEL: 'warn',
    ...(database.url === null
      ? {}
      : { DATABASE_URL: database.url, SECRET_KEY: 'a secret key for tests only, long enough' }),
  };
  return {
    env,
    databaseUrl: database.url,
    async start() {
      const [port, orcidPort] = await findTwoPorts();
      const [, datacitePort] = await findTwoPorts();
      const server = await startServer({
        ...env,
        PORT: String(port),
        // The same service, whichever of its processes answers.
        PUBLIC_URL: 'http://127.0.0.1:3000',
        ORCID_STAND_IN_PORT: String(orcidPort),
        DATACITE_STAND_IN_PORT: String(datacitePort),
      });
      closers.push(() => server.kill());
      return server;
    },
  };
}

async function* mixedRows(count: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('verb,shoulder,title\n');
  for (let row = 0; row < count; row += 1)
    yield Buffer.from(row % 3 === 0 ? `reserve,99999/fk4,Sample ${row}\n` : 'reserve,99999/fk4,\n');
}

/** What the database itself says, once no process holds it any more. */
async function readDatabase(place: Place) {
  const engine = await openDatabase(place.databaseUrl, place.env.DATA_DIR ?? null);
  try {
    const { rows } = await sql<{ counter: number; issued: number; pids: number; events: number }>`
      select counter, issued, (select count(*)::integer from pids where shoulder_id = shoulders.id) as pids,
        (select count(*)::integer from events where subject_type in ('pid', 'block')) as events
      from shoulders where prefix = '99999' and shoulder = 'fk4'`.execute(engine.kysely);
    return rows[0];
  } finally {
    await engine.close();
  }
}

function expectEachRowOnce(results: readonly ResultRow[], count: number): void {
  expect(results).toHaveLength(count);
  expect(results.findIndex((row, index) => row.line !== index + 2 || row.outcome !== 'ok')).toBe(-1);
  expect(new Set(results.map((row) => row.pid)).size, 'no name stands in two rows').toBe(count);
}

describe('a server that is killed in the middle of a batch', () => {
  test.each(['row-by-row', 'all-or-nothing'])(
    'leaves it to go on without doubling or losing a row, %s',
    async (mode) => {
      const count = 24_000;
      const place = await createPlace();
      let server = await place.start();
      const { body } = await createBatchApi(server, token).upload(mixedRows(count), { query: { mode } });
      const options = { token, id: body.id, limitMs: RESUME_LIMIT_MS };
      let progress = await waitUntil(server, options, (batch) => batch.counts.done > 0);
      let interrupted = 0;
      for (let kills = 0; kills < 3 && progress.state === 'running'; kills += 1) {
        await pause(Math.random() * 300);
        await server.kill();
        server = await place.start();
        const { done } = progress.counts;
        if ((await createBatchApi(server, token).read(body.id)).state === 'running') interrupted += 1;
        progress = await waitUntil(
          server,
          options,
          (batch) => batch.state !== 'running' || batch.counts.done > done + 500,
        );
      }
      expect(interrupted, 'it was killed before it was done').toBeGreaterThan(0);
      const batch = await waitUntil(
        server,
        options,
        ({ state }) => state !== 'running' && state !== 'waiting',
      );
      expect(batch).toMatchObject({ state: 'done', counts: { total: count, done: count, ok: count } });
      expectEachRowOnce(await createBatchApi(server, token).readResult(body.id), count);
      await server.kill();
      expect(await readDatabase(place)).toMatchObject({ counter: count, issued: count, pids: count });
    },
    400_000,
  );

  test.skipIf((process.env.TEST_DATABASE_URL ?? '') === '')(
    'leaves it to another process on the same PostgreSQL (skipped without TEST_DATABASE_URL)',
    async () => {
      const count = 24_000;
      const place = await createPlace();
      const first = await place.start();
      const second = await place.start();
      const ids: string[] = [];
      for (let batch = 0; batch < 3; batch += 1) {
        const { body } = await createBatchApi(first, token).upload(mixedRows(count));
        ids.push(body.id);
      }
      const options = { token, limitMs: RESUME_LIMIT_MS };
      for (const id of ids.slice(0, 2))
        await waitUntil(second, { ...options, id }, (each) => each.counts.done > 0);
      await first.kill();
      const results: ResultRow[] = [];
      for (const id of ids) {
        await waitUntil(second, { ...options, id }, ({ state }) => state === 'done');
        const rows = await createBatchApi(second, token).readResult(id);
        expectEachRowOnce(rows, count);
        results.push(...rows);
      }
      expect(new Set(results.map((row) => row.pid)).size).toBe(3 * count);
      await second.kill();
      expect(await readDatabase(place)).toMatchObject({
        counter: 3 * count,
        issued: 3 * count,
        pids: 3 * count,
      });
    },
    400_000,
  );
});

test.skipIf(process.env.MINTMARK_MILLION !== '1')(
  '1,000,000 names are reserved by one CSV batch, killed once in the middle (skipped without MINTMARK_MILLION=1)',
  async () => {
    async function* million(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('verb,shoulder\n');
      const rows = Buffer.from('reserve,99999/fk4\n'.repeat(1000));
      for (let thousand = 0; thousand < MILLION / 1000; thousand += 1) yield rows;
    }
    const place = await createPlace();
    const peaks: number[] = [];
    const startPeaks: number[] = [];
    let server = await place.start();
    startPeaks.push(await readPeakMib(server));
    await forgetPeak(server);
    const begun = performance.now();
    const seconds = (): number => Math.round((performance.now() - begun) / 100) / 10;
    const { body, status } = await createBatchApi(server, token).upload(million());
    expect(status).toBe(202);
    const uploadedAfter = seconds();
    const options = { token, id: body.id, limitMs: 900_000 };
    await waitUntil(server, options, (batch) => batch.counts.done > MILLION / 2);
    peaks.push(await readPeakMib(server));
    await server.kill();
    const killedAfter = seconds();
    server = await place.start();
    startPeaks.push(await readPeakMib(server));
    await forgetPeak(server);
    const batch = await waitUntil(server, options, ({ state }) => state !== 'running');
    const doneAfter = seconds();
    expect(batch).toMatchObject({ state: 'done', counts: { total: MILLION, ok: MILLION } });
    const seen = new Set<string>();
    let line = 1;
    const response = await fetch(
      createBatchApi(server, token).address(`/${body.id}/result`, { format: 'ndjson' }),
      {
        headers: { authorization: `Bearer ${token}` },
      },
    );
    let rest = '';
    for await (const text of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      const lines = (rest + Buffer.from(text).toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const each of lines) {
        const row = JSON.parse(each) as ResultRow;
        line += 1;
        if (row.line !== line || row.pid === null || row.outcome !== 'ok') throw new Error(each);
        seen.add(row.pid);
      }
    }
    expect(seen.size).toBe(MILLION);
    peaks.push(await readPeakMib(server));
    await server.kill();
    expect(await readDatabase(place)).toEqual({
      counter: MILLION,
      issued: MILLION,
      pids: MILLION,
      events: 1,
    });
    console.log(
      `1,000,000 rows on ${place.databaseUrl === null ? 'the embedded database' : 'PostgreSQL'}: uploaded after ${uploadedAfter} s, ` +
        `killed after ${killedAfter} s, done after ${doneAfter} s, result read after ${seconds()} s; peaks ${peaks.join(' and ')} MiB, while starting ${startPeaks.join(' and ')} MiB`,
    );
    for (const peak of peaks) expect(peak).toBeLessThan(PEAK_LIMIT_MIB);
  },
  1_800_000,
);
