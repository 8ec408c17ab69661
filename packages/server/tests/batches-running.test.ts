import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { type Api, createApi, readShoulders } from './support/api.ts';
import { type BatchApi, type BatchBody, createBatchApi, readCounts } from './support/batches.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System | null = null;
afterEach(async () => {
  await system?.close();
  system = null;
});

/** A system whose background work runs as in production. */
async function start(): Promise<{ running: System; api: Api; batches: BatchApi; ark: string }> {
  system = await startSystem({ worker: true });
  const api = createApi(system, TEST_ADMIN_TOKEN);
  const { ark } = await readShoulders(api);
  return { running: system, api, batches: createBatchApi(system, TEST_ADMIN_TOKEN), ark };
}

const described = (count: number): string =>
  `verb,shoulder,title\n${Array.from({ length: count }, (_, row) => `reserve,99999/fk4,Sample ${row}\n`).join('')}`;

async function waitUntil(
  batches: BatchApi,
  id: string,
  enough: (batch: BatchBody) => boolean,
): Promise<BatchBody> {
  let latest = await batches.read(id);
  await expect
    .poll(
      async () => {
        latest = await batches.read(id);
        return enough(latest);
      },
      { timeout: 60_000, interval: 10 },
    )
    .toBe(true);
  return latest;
}

const isOver = (batch: BatchBody): boolean => batch.links.cancel === null;

test('a batch that is cancelled on its way keeps what was done, and says of each row what became of it', async () => {
  const { running, api, batches, ark } = await start();
  const { body } = await batches.upload(described(30_000));
  await waitUntil(batches, body.id, (batch) => batch.counts.done > 0);
  expect((await api.post(`/batches/${body.id}/cancel`)).status).toBe(202);
  const batch = await waitUntil(batches, body.id, isOver);
  expect(batch.state).toBe('cancelled');
  const { ok, skipped, total } = batch.counts;
  expect(ok).toBeGreaterThan(0);
  expect(skipped).toBeGreaterThan(0);
  expect(ok + skipped).toBe(total);
  expect(await readCounts(running, ark)).toMatchObject({ issued: ok, pids: ok });
  const rows = await batches.readResult(body.id);
  expect(rows.map((row) => row.outcome)).toEqual([
    ...Array(ok).fill('ok'),
    ...Array(skipped).fill('skipped'),
  ]);
});

test('a small batch does not wait for a large one, and a caller may wait for it in the request', async () => {
  const { batches } = await start();
  const large = await batches.upload(described(30_000));
  const small = await batches.upload(described(3), { query: { wait: '60' } });
  expect(small.body).toMatchObject({ state: 'done', counts: { ok: 3 } });
  expect((await batches.read(large.body.id)).state).toBe('running');
});

test('events show the progress while it is made, and end when the service stops', async () => {
  const { running, batches } = await start();
  const { body } = await batches.upload(described(30_000));
  const headers = { authorization: batches.authorization };
  const response = await fetch(batches.address(`/${body.id}/events`), { headers });
  const places: number[] = [];
  for await (const text of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    const done = /"done":(\d+)/.exec(Buffer.from(text).toString())?.[1];
    if (done !== undefined) places.push(Number(done));
    if (places.length === 3) {
      system = null;
      // Would wait for the listener for ever, if events went on.
      void running.close();
    }
  }
  expect(places.length).toBeGreaterThanOrEqual(3);
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
});

test('a row that the database does not take fails alone, not the rows beside it', async () => {
  const { running, batches, ark } = await start();
  await transact(running.ctx.db, async (tx) => {
    await sql`create function refuse_poison() returns trigger language plpgsql as $$
      begin raise exception 'poison' using errcode = 'data_exception'; end $$`.execute(tx);
    await sql`create trigger refuse_poison before insert on pids for each row when (new.title = 'Poison')
      execute function refuse_poison()`.execute(tx);
  });
  const text = described(500).replace('Sample 123\n', 'Poison\n').replace('Sample 400\n', 'Poison\n');
  const { body } = await batches.upload(text, { query: { wait: '60' } });
  expect(body).toMatchObject({ state: 'done', counts: { ok: 498, refused: 2 } });
  const refused = (await batches.readResult(body.id)).filter((row) => row.outcome === 'refused');
  expect(refused.map((row) => row.line)).toEqual([125, 402]);
  expect(refused[0]?.errors[0]?.detail).toContain('The database does not take this row');
  expect(await readCounts(running, ark)).toMatchObject({ issued: 498, pids: 498 });
  const whole = await batches.upload(text, { query: { wait: '60', mode: 'all-or-nothing' } });
  expect(whole.body).toMatchObject({ state: 'failed', counts: { ok: 0, skipped: 500 } });
  expect(await readCounts(running, ark)).toMatchObject({ issued: 498, pids: 498 });
});

test('a batch whose upload is gone fails and says so', async () => {
  const { running, batches } = await start();
  const { body } = await batches.upload(described(30_000));
  const second = await batches.upload(described(30_000));
  const third = await batches.upload(described(10));
  for (const key of await running.ctx.storage.list('batches/'))
    if (key.endsWith(third.body.id)) await running.ctx.storage.delete(key);
  const batch = await waitUntil(batches, third.body.id, isOver);
  expect(batch).toMatchObject({ state: 'failed', problem: 'The upload is gone.' });
  await waitUntil(batches, body.id, isOver);
  await waitUntil(batches, second.body.id, isOver);
});

test('other methods are answered with those that there are', async () => {
  const { api } = await start();
  const answer = await api.delete('/batches');
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});
