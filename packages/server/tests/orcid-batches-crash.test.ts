import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../src/db/index.ts';
import { createDatabase } from './support/databases.ts';
import { createEntryBatches, type EntryBatches } from './support/orcid-entries.ts';
import { findTwoPorts, pause, type ServerProcess, startServer } from './support/server-process.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

const ROWS = 3000;
const LIMIT_MS = 180_000;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
});

test('a server that is killed in the middle of a batch of entries goes on without doubling or losing one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-entries-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const database = await createDatabase();
  closers.push(() => database.drop());
  const dataDir = join(folder, 'data');
  const start = async (): Promise<ServerProcess> => {
    const [port, orcidPort] = await findTwoPorts();
    const [, datacitePort] = await findTwoPorts();
    const server = await startServer({
      DATA_DIR: dataDir,
      ADMIN_TOKEN: TEST_ADMIN_TOKEN,
      LOG_LEVEL: 'warn',
      PORT: String(port),
      PUBLIC_URL: 'http://127.0.0.1:3000',
      ORCID_STAND_IN_PORT: String(orcidPort),
      DATACITE_STAND_IN_PORT: String(datacitePort),
      ...(database.url === null
        ? {}
        : { DATABASE_URL: database.url, SECRET_KEY: 'a secret key for tests only, long enough' }),
    });
    closers.push(() => server.kill());
    return server;
  };
  let server = await start();
  const api = (): EntryBatches => createEntryBatches(server, TEST_ADMIN_TOKEN);
  const csv = Array.from({ length: ROWS }, (_, row) => `key-${row},person-${row}@example.org,keyword ${row}`);
  const { status, body } = await api().upload('keyword', `local-id,email,keyword\n${csv.join('\n')}\n`);
  expect(status).toBe(202);

  const endsAt = performance.now() + LIMIT_MS;
  let interrupted = 0;
  for (let seen = -1; ; ) {
    if (performance.now() > endsAt) throw new Error('the batch does not end');
    const { state, counts } = await api().read(body.id);
    if (state === 'done') break;
    if (counts.done > 0 && counts.done > seen && interrupted < 3) {
      seen = counts.done;
      interrupted += 1;
      await server.kill();
      server = await start();
    } else await pause(50);
  }
  expect(interrupted, 'it was killed before it was done').toBeGreaterThan(0);
  expect((await api().read(body.id)).counts).toEqual({
    total: ROWS,
    done: ROWS,
    ok: ROWS,
    refused: 0,
    skipped: 0,
  });
  const rows = await api().readResult(body.id);
  expect(rows.findIndex((row, index) => row.line !== index + 2 || row.outcome !== 'created')).toBe(-1);
  expect(new Set(rows.map(({ entry }) => entry)).size).toBe(ROWS);

  await server.kill();
  const engine = await openDatabase(database.url, dataDir);
  try {
    const { rows: found } = await sql<{ entries: number; events: number }>`
      select (select count(*)::integer from orcid_entries) as entries,
        (select count(*)::integer from events where action = 'entry-create') as events`.execute(
      engine.kysely,
    );
    expect(found).toEqual([{ entries: ROWS, events: ROWS }]);
  } finally {
    await engine.close();
  }
}, 300_000);
