import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import {
  type BatchApi,
  type BatchBody,
  createBatchApi,
  readCounts,
  setShoulder,
  settle,
} from './support/batches.ts';
import { JOSIAH, LAURE, type SignedIn, signIn } from './support/people.ts';
import { startS3Server } from './support/s3-server.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let josiah: SignedIn;
let api: Api;
let batches: BatchApi;
let shoulders: { doi: string; ark: string };
beforeAll(async () => {
  system = await startSystem();
  josiah = await signIn(system);
  api = createApi(system, josiah.token);
  batches = createBatchApi(system, josiah.token);
  shoulders = await readShoulders(api);
});
afterAll(() => system?.close());

const read = async (pid: string | null | undefined): Promise<PidBody> =>
  (await api.get<PidBody>(`/pids/${encodeURIComponent(pid ?? '')}`)).body;
const json = (value: unknown): string => `"${JSON.stringify(value).replaceAll('"', '""')}"`;

describe('what rows can ask for', () => {
  test('plain reservations get the next names of the shoulder, in one block with one event', async () => {
    const before = await readCounts(system, shoulders.ark);
    const { batch, rows } = await settle(
      system,
      batches,
      `verb,shoulder\n${'reserve,99999/fk4\n'.repeat(7)}`,
    );
    expect(batch).toMatchObject({
      state: 'done',
      counts: { total: 7, done: 7, ok: 7, refused: 0, skipped: 0 },
    });
    expect(rows.map(({ line, outcome, state }) => [line, outcome, state])).toEqual(
      [2, 3, 4, 5, 6, 7, 8].map((line) => [line, 'ok', 'reserved']),
    );
    expect(new Set(rows.map((row) => row.pid)).size).toBe(7);
    const after = await readCounts(system, shoulders.ark);
    expect(after).toMatchObject({ issued: before.issued + 7, pids: before.pids + 7 });
    const events = await api.get<{ items: { action: string; after: unknown }[] }>(
      `/pids/${encodeURIComponent(rows[3]?.pid ?? '')}/events`,
    );
    expect(events.body.items).toMatchObject([{ action: 'reserve', after: { batch: batch.id } }]);
    expect(batch.blocks).toHaveLength(1);
    const listed = await api.get<{ items: PidBody[] }>(`/pids?block=${batch.blocks[0]}`);
    expect(listed.body.items).toHaveLength(7);
  });

  test('their blocks are called after shoulder and batch, by which people find them among their blocks', async () => {
    const at = system.clock.now().toISOString();
    const body = 'verb,shoulder\nreserve,99999/fk4\nreserve,10.5072\nreserve,99999/fk4\n';
    const { batch } = await settle(system, batches, body);
    expect(batch.blocks).toHaveLength(2);
    const response = await fetch(`${system.url}/app/blocks`, { headers: { cookie: josiah.cookie } });
    const page = await response.text();
    for (const id of batch.blocks) {
      const block = (await api.get<{ title: string; shoulder: string; count: number }>(`/blocks/${id}`)).body;
      const [name, count] = block.shoulder === shoulders.ark ? ['99999/fk4', 2] : ['10.5072', 1];
      const title = `${name}, batch of ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
      expect(block).toMatchObject({ title, count });
      expect(page).toContain(`<a href="/app/blocks/${id}">${title}</a>`);
    }
  });

  test('rows mint with columns of a spreadsheet, or with metadata as JSON', async () => {
    const { batch, rows } = await settle(
      system,
      batches,
      [
        'Verb;Shoulder;Target;Title;Creators;Publisher;Year;Type;Subjects;State;Metadata',
        'mint;10.5072;https://example.org/1;"Spring; water";Carberry, Josiah [0000-0002-1825-0097]; Example University;Example University;2026;Dataset;water;;'.replace(
          'Carberry, Josiah [0000-0002-1825-0097]; Example University',
          '"Carberry, Josiah [0000-0002-1825-0097]; Example Institute"',
        ),
        `mint;10.5072;https://example.org/2;;;;;;;registered;${json(completeMetadata('Second'))}`,
        `mint;ark:/99999/fk4;https://example.org/3;;;;;;;;`,
      ].join('\r\n'),
    );
    expect(rows.map(({ outcome, errors, state }) => ({ outcome, errors, state }))).toEqual([
      { outcome: 'ok', errors: [], state: 'public' },
      { outcome: 'ok', errors: [], state: 'registered' },
      { outcome: 'ok', errors: [], state: 'public' },
    ]);
    expect(batch.counts.ok).toBe(3);
    const first = await read(rows[0]?.pid);
    expect(first).toMatchObject({
      state: 'public',
      target: 'https://example.org/1',
      owner: { orcid: JOSIAH },
    });
    expect(first.metadata).toMatchObject({
      titles: [{ title: 'Spring; water' }],
      creators: [
        {
          name: 'Carberry, Josiah',
          familyName: 'Carberry',
          nameIdentifiers: [{ nameIdentifier: 'https://orcid.org/0000-0002-1825-0097' }],
        },
        { name: 'Example Institute' },
      ],
      publicationYear: 2026,
      types: { resourceTypeGeneral: 'Dataset' },
      subjects: [{ subject: 'water' }],
    });
    expect((await read(rows[0]?.pid)).registration.state).toBe('acknowledged');
    expect((await read(rows[1]?.pid)).metadata).toMatchObject({ titles: [{ title: 'Second' }] });
  });

  test('rows update, retarget, publish and withdraw what is there, and reserve names of their choice', async () => {
    const made = await settle(
      system,
      batches,
      [
        { verb: 'reserve', shoulder: '10.5072', pid: '10.5072/Chosen-1', title: 'Draft' },
        {
          verb: 'mint',
          shoulder: '10.5072',
          metadata: completeMetadata('Public'),
          target: 'https://example.org/a',
        },
        {
          verb: 'mint',
          shoulder: '10.5072',
          metadata: completeMetadata('Public'),
          target: 'https://example.org/b',
        },
        { verb: 'mint', shoulder: shoulders.ark },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
      { type: 'application/x-ndjson' },
    );
    expect(made.rows.map((row) => row.outcome)).toEqual(['ok', 'ok', 'ok', 'ok']);
    const [reserved, first, second, ark] = made.rows.map((row) => row.pid);
    expect(reserved).toBe('10.5072/chosen-1');
    const { rows } = await settle(
      system,
      batches,
      JSON.stringify([
        {
          verb: 'publish',
          pid: reserved,
          metadata: completeMetadata('Now public'),
          target: 'https://example.org/r',
        },
        { verb: 'update', pid: first, title: 'A new title' },
        { verb: 'withdraw', pid: second, reason: 'Sent in twice' },
        { verb: 'retarget', pid: ark, target: 'https://example.org/moved' },
      ]),
      { type: 'application/json' },
    );
    expect(rows.map(({ outcome, state, errors }) => [outcome, state, errors])).toEqual([
      ['ok', 'public', []],
      ['ok', 'public', []],
      ['ok', 'withdrawn', []],
      ['ok', 'public', []],
    ]);
    expect((await read(reserved)).metadata).toMatchObject({ titles: [{ title: 'Now public' }] });
    expect((await read(first)).metadata).toMatchObject({
      titles: [{ title: 'A new title' }],
      publisher: { name: 'Example University' },
    });
    expect(await read(second)).toMatchObject({ state: 'withdrawn', reason: 'Sent in twice' });
    expect((await read(ark)).target).toBe('https://example.org/moved');
    expect((await read(reserved)).registration.state).toBe('acknowledged');
  });

  test('verb and shoulder of the upload stand for rows that have none', async () => {
    const { rows } = await settle(system, batches, 'title\nFirst\nSecond\n', {
      query: { verb: 'reserve', shoulder: '99999/fk4' },
    });
    expect(rows.map(({ verb, outcome }) => [verb, outcome])).toEqual([
      ['reserve', 'ok'],
      ['reserve', 'ok'],
    ]);
    expect((await read(rows[1]?.pid)).metadata).toMatchObject({ titles: [{ title: 'Second' }] });
  });
});

describe('what is refused', () => {
  test('each row that cannot be done is told with its line, its field and what to do; the others are done', async () => {
    const pid = (await settle(system, batches, 'verb,shoulder\nreserve,99999/fk4')).rows[0]?.pid ?? '';
    const { batch, rows } = await settle(
      system,
      batches,
      [
        'verb,shoulder,pid,target,reason,title,year,metadata',
        'reserve,99999/fk4,,,,,,',
        'delete,99999/fk4,,,,,,',
        'mint,10.5072,,,,Only a title,soon,',
        'reserve,10.9999,,,,,,',
        'reserve,99999/fk4,10.5072/elsewhere,,,,,',
        'reserve,10.5072,10.5072/chosen-1,,,,,',
        'update,10.5072/nothing-here,,,,,,',
        'update,,10.5072/nothing-here,,,New,,',
        `retarget,,${pid},ftp://example.org,,,,`,
        `withdraw,,ark:99999/fk4zzzz,,no,,,`,
        'reserve,99999/fk4,,,,,,"{""titles"":"',
        'reserve,99999/fk4,,,,A,B',
      ].join('\n'),
    );
    const told = rows.map(({ line, outcome, errors }) => [line, outcome, errors.map((error) => error.field)]);
    expect(told).toEqual([
      [2, 'ok', []],
      [3, 'refused', ['verb']],
      [4, 'refused', expect.arrayContaining(['year', 'creators', 'publisher', 'type'])],
      [5, 'refused', ['shoulder']],
      [6, 'refused', ['pid']],
      [7, 'refused', ['pid']],
      [8, 'refused', expect.arrayContaining(['shoulder', 'pid'])],
      [9, 'refused', ['pid']],
      [10, 'refused', ['target']],
      [11, 'refused', ['reason']],
      [12, 'refused', ['metadata']],
      [13, 'refused', ['']],
    ]);
    expect(rows[1]?.errors[0]?.detail).toBe(
      'Use one of reserve, mint, update, publish, withdraw, retarget, not "delete".',
    );
    expect(rows[11]?.errors[0]?.detail).toContain('has 7 cells, and the heading has 8');
    expect(batch).toMatchObject({ state: 'done', counts: { ok: 1, refused: 11, skipped: 0 } });
  });

  test('a name stands in one row of a batch only, and the second is told where the first is', async () => {
    const pid = (await settle(system, batches, 'verb,shoulder\nreserve,99999/fk4')).rows[0]?.pid ?? '';
    const { rows } = await settle(
      system,
      batches,
      [
        'verb,shoulder,pid,title,reason',
        'reserve,10.5072,10.5072/TWICE,,',
        'reserve,10.5072,https://doi.org/10.5072/twice,,',
        `update,,${pid},New,`,
        `withdraw,,https://n2t.net/${pid},,Gone for good`,
      ].join('\n'),
    );
    expect(rows.map((row) => row.outcome)).toEqual(['ok', 'refused', 'ok', 'refused']);
    expect(rows[1]?.errors).toEqual([
      { field: 'pid', detail: '10.5072/twice stands in line 2 already; a batch has one row for each name.' },
    ]);
    expect(rows[3]?.errors[0]?.detail).toContain('stands in line 4 already');
  });

  test('under all-or-nothing one refused row leaves nothing done, and the sound ones are told as skipped', async () => {
    const before = await readCounts(system, shoulders.ark);
    const { batch, rows } = await settle(
      system,
      batches,
      'verb,shoulder,pid\nreserve,99999/fk4,\nreserve,99999/fk4,ark:12345/x\nreserve,99999/fk4,\n',
      { query: { mode: 'all-or-nothing' } },
    );
    expect(batch).toMatchObject({
      state: 'refused',
      counts: { total: 3, done: 3, ok: 0, refused: 1, skipped: 2 },
    });
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'skipped'],
      [3, 'refused'],
      [4, 'skipped'],
    ]);
    expect(await readCounts(system, shoulders.ark)).toEqual(before);
  });

  test('under all-or-nothing sound rows are all done', async () => {
    const before = await readCounts(system, shoulders.ark);
    const body = `verb,shoulder,title\n${'reserve,99999/fk4,\n'.repeat(1500)}${'reserve,99999/fk4,With a title\n'.repeat(1500)}`;
    const { batch, rows } = await settle(system, batches, body, { query: { mode: 'all-or-nothing' } });
    expect(batch).toMatchObject({ state: 'done', counts: { ok: 3000, refused: 0 } });
    expect(new Set(rows.map((row) => row.pid)).size).toBe(3000);
    expect(await readCounts(system, shoulders.ark)).toMatchObject({
      issued: before.issued + 3000,
      pids: before.pids + 3000,
    });
  });

  test('a closed shoulder refuses each of its rows, and no others', async () => {
    await setShoulder(system, shoulders.ark, { open: false });
    try {
      const body = 'verb,shoulder,title\nreserve,99999/fk4,\nreserve,10.5072,\nreserve,99999/fk4,Described\n';
      const { rows } = await settle(system, batches, body);
      expect(rows.map(({ outcome, errors }) => [outcome, errors[0]?.field])).toEqual([
        ['refused', 'shoulder'],
        ['ok', undefined],
        ['refused', 'shoulder'],
      ]);
      const before = await readCounts(system, shoulders.doi);
      const all = await settle(system, batches, body, { query: { mode: 'all-or-nothing' } });
      expect(all.batch.state).toBe('refused');
      expect(await readCounts(system, shoulders.doi)).toEqual(before);
    } finally {
      await setShoulder(system, shoulders.ark, { open: true });
    }
  });

  test.each(['row-by-row', 'all-or-nothing'])('a quota that is passed in the middle, %s', async (mode) => {
    const before = await readCounts(system, shoulders.ark);
    await setShoulder(system, shoulders.ark, { quota: before.issued + 3 });
    try {
      const body = `verb,shoulder\n${'reserve,99999/fk4\n'.repeat(5)}`;
      const dry = await settle(system, batches, body, { query: { mode, dryRun: 'true' } });
      expect(dry.rows.map((row) => row.outcome)).toEqual(['ok', 'ok', 'ok', 'refused', 'refused']);
      expect(await readCounts(system, shoulders.ark)).toMatchObject({
        issued: before.issued,
        pids: before.pids,
      });
      const { batch, rows } = await settle(system, batches, body, { query: { mode } });
      const given = mode === 'row-by-row' ? 3 : 0;
      expect(rows.map((row) => row.outcome)).toEqual(
        [0, 1, 2, 3, 4].map((row) => (row > 2 ? 'refused' : given > 0 ? 'ok' : 'skipped')),
      );
      expect(rows[3]?.errors[0]).toMatchObject({
        field: 'shoulder',
        detail: expect.stringContaining('0 are left'),
      });
      expect(batch.counts).toMatchObject({ ok: given, refused: 2 });
      expect(await readCounts(system, shoulders.ark)).toMatchObject({
        issued: before.issued + given,
        pids: before.pids + given,
      });
    } finally {
      await setShoulder(system, shoulders.ark, { quota: null });
    }
  });

  test('a dry run says what would happen and writes nothing', async () => {
    const before = await readCounts(system, shoulders.doi);
    const { batch, rows } = await settle(
      system,
      batches,
      [
        { verb: 'mint', shoulder: '10.5072', metadata: completeMetadata() },
        { verb: 'mint', shoulder: '10.5072' },
        { verb: 'publish', pid: '10.5072/twice', metadata: completeMetadata() },
        { verb: 'withdraw', pid: '10.5072/twice2', reason: 'Not there' },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
      { type: 'application/x-ndjson', query: { dryRun: 'true' } },
    );
    expect(batch).toMatchObject({ state: 'done', dryRun: true, counts: { ok: 2, refused: 2 } });
    expect(rows.map(({ outcome, pid, state }) => [outcome, pid, state])).toEqual([
      ['ok', null, 'public'],
      ['refused', null, null],
      ['ok', '10.5072/twice', 'public'],
      ['refused', '10.5072/twice2', null],
    ]);
    expect((await read('10.5072/twice')).state).toBe('reserved');
    expect(await readCounts(system, shoulders.doi)).toEqual(before);
  });

  test('rights are those at the time of each row, not those of the upload', async () => {
    const laure = await signIn(system, LAURE);
    const theirs = createBatchApi(system, laure.token);
    const uploaded = await theirs.upload('verb,shoulder\nreserve,99999/fk4\n');
    expect(uploaded.status).toBe(202);
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    const { items } = (await operator.get<{ items: { slug: string }[] }>('/organisations')).body;
    const gone = await operator.delete(`/organisations/${items[0]?.slug}/members/${LAURE}`);
    expect(gone.status).toBeLessThan(300);
    await system.drain();
    const [row] = await theirs.readResult(uploaded.body.id);
    expect(row).toMatchObject({ outcome: 'refused', errors: [{ field: 'shoulder' }] });
  });

  test('a token that may not publish reserves, and its mint rows are refused', async () => {
    const { token } = await signIn(system, JOSIAH, ['pid:read', 'pid:mint']);
    const { rows } = await settle(
      system,
      createBatchApi(system, token),
      'verb,shoulder\nreserve,99999/fk4\nmint,99999/fk4\n',
    );
    expect(rows.map(({ outcome, errors }) => [outcome, errors[0]?.field])).toEqual([
      ['ok', undefined],
      ['refused', 'verb'],
    ]);
  });
});

describe('following a batch', () => {
  test('only who uploaded it, administrators and operators see it', async () => {
    system.clock.advance(1000);
    const { batch } = await settle(system, batches, 'verb,shoulder\nreserve,99999/fk4\n');
    const stranger = createBatchApi(system, (await signIn(system, '0000-0002-1694-233X')).token);
    expect(await stranger.read(batch.id)).toMatchObject({ status: 404 });
    await expect(stranger.readResult(batch.id)).rejects.toThrow('404');
    const listed = await api.get<{ items: BatchBody[] }>('/batches?limit=2');
    expect(listed.body.items[0]?.id).toBe(batch.id);
    expect(await createBatchApi(system, TEST_ADMIN_TOKEN).read(batch.id)).toMatchObject({ id: batch.id });
  });

  test('a repeated upload with the same key answers the same batch, and keeps nothing more', async () => {
    const headers = { 'idempotency-key': 'a-batch-of-mine' };
    const body = 'verb,shoulder\nreserve,99999/fk4\n';
    const [first, second] = await Promise.all([
      batches.upload(body, { headers }),
      batches.upload(body, { headers }),
    ]);
    const third = await batches.upload(body, { headers });
    expect([second.body.id, third.body.id]).toEqual([first.body.id, first.body.id]);
    const other = await batches.upload(body, { headers, query: { dryRun: 'true' } });
    expect(other.status).toBe(422);
    expect(
      (await system.ctx.storage.list('batches/')).filter((key) => key.endsWith(first.body.id)),
    ).toHaveLength(1);
    await system.drain();
  });

  test('a batch that is cancelled leaves what was done and skips the rest', async () => {
    const { body } = await batches.upload(`verb,shoulder\n${'reserve,99999/fk4\n'.repeat(3)}`);
    const cancelled = await api.post<BatchBody>(`/batches/${body.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 202, body: { state: 'cancelling' } });
    await system.drain();
    expect(await batches.read(body.id)).toMatchObject({
      state: 'cancelled',
      counts: { done: 3, skipped: 3 },
    });
    expect((await batches.readResult(body.id)).map((row) => row.outcome)).toEqual([
      'skipped',
      'skipped',
      'skipped',
    ]);
    expect((await api.post(`/batches/${body.id}/cancel`)).status).toBe(409);
  });

  test('an upload that breaks off leaves nothing', async () => {
    const stored = await system.ctx.storage.list('batches/');
    const gone = new AbortController();
    async function* breaking() {
      yield Buffer.from(`verb,shoulder\n${'reserve,99999/fk4\n'.repeat(50_000)}`);
      gone.abort();
      yield Buffer.from('reserve,99999/fk4\n');
    }
    const upload = fetch(batches.address(''), {
      method: 'POST',
      headers: { authorization: batches.authorization, 'content-type': 'text/csv' },
      body: ReadableStream.from(breaking()) as ReadableStream<Uint8Array>,
      duplex: 'half',
      signal: gone.signal,
    } as RequestInit);
    await expect(upload).rejects.toThrow();
    await expect.poll(() => system.ctx.storage.list('batches/')).toEqual(stored);
    const listed = await api.get<{ items: BatchBody[] }>('/batches?limit=200');
    expect(listed.body.items.every((batch) => batch.counts.total < 50_000)).toBe(true);
  });

  test('events tell the progress and end with the batch; who comes back is told what is new', async () => {
    const { body } = await batches.upload('verb,shoulder\nreserve,99999/fk4\n');
    const listen = (headers: Record<string, string> = {}) =>
      fetch(batches.address(`/${body.id}/events`), {
        headers: { authorization: batches.authorization, ...headers },
      });
    const response = await listen();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = response.text();
    await system.drain();
    const events = (await text).split('\n\n').filter((event) => event.startsWith('id:'));
    expect(events.at(-1)).toContain('event: done');
    expect(events.at(-1)).toContain('"ok":1');
    const again = await (await listen({ 'last-event-id': 'running-0' })).text();
    expect(again.match(/^event: .*$/gm)).toEqual(['event: done']);
  });

  test('the result for spreadsheets guards what they would take for a formula', async () => {
    const { batch } = await settle(system, batches, 'verb,shoulder\n=1+1,99999/fk4\nreserve,99999/fk4\n');
    const text = await batches.readResultText(batch.id, 'csv');
    const [heading, first, second] = text.split('\r\n');
    expect(heading).toBe('line,verb,pid,state,outcome,errors');
    expect(first).toMatch(/^2,'=1\+1,,,refused,/);
    expect(second).toMatch(/^3,reserve,ark:99999\/fk4\w+,reserved,ok,$/);
  });

  test('refused rows are told to the person, once', async () => {
    const { batch } = await settle(system, batches, 'verb,shoulder\nreserve,99999/none\n');
    const { rows } = await readNotices();
    expect(rows.filter((notice) => notice.link?.includes(batch.id))).toMatchObject([
      { kind: 'batch-done', title: 'Your batch of 1 row is done' },
    ]);
  });

  test('30 days later upload and result are deleted, and the batch is still listed', async () => {
    const { batch } = await settle(system, batches, 'verb,shoulder\nreserve,99999/fk4\n');
    system.clock.advance(29 * 86_400_000);
    const later = createBatchApi(system, (await signIn(system)).token);
    await clear();
    expect(await later.readResult(batch.id)).toHaveLength(1);
    system.clock.advance(2 * 86_400_000);
    const last = createBatchApi(system, (await signIn(system)).token);
    await clear();
    expect(await system.ctx.storage.list('batches/')).toEqual([]);
    await expect(last.readResult(batch.id)).rejects.toThrow('404');
    expect(await last.read(batch.id)).toMatchObject({ state: 'done', links: { result: null } });
  });
});

test('uploads may be kept in a bucket, of which transactions never wait', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bucket-'));
  const bucket = await startS3Server(folder, ['uploads']);
  const there = await startSystem({
    env: {
      OBJECT_STORAGE_ENDPOINT: bucket.url,
      OBJECT_STORAGE_ACCESS_KEY: 'S3RVER',
      OBJECT_STORAGE_SECRET_KEY: 'S3RVER',
      OBJECT_STORAGE_BUCKET_NAME: 'uploads',
    },
  });
  try {
    const operator = createBatchApi(there, TEST_ADMIN_TOKEN);
    const body = `verb,shoulder,title\n${'reserve,99999/fk4,A sample\n'.repeat(2500)}`;
    const { rows } = await settle(there, operator, body, { query: { mode: 'all-or-nothing' } });
    expect(rows.filter((row) => row.outcome === 'ok')).toHaveLength(2500);
    expect((await operator.upload('verb\n"')).status).toBe(400);
    expect(await there.ctx.storage.list('batches/')).toHaveLength(1);
  } finally {
    await there.close();
    await bucket.close();
    await rm(folder, { recursive: true });
  }
});

async function readNotices() {
  return sql<{
    kind: string;
    title: string;
    link: string | null;
  }>`select kind, title, link from notices`.execute(system.ctx.db);
}

async function clear(): Promise<void> {
  await createJobHandlers(system.ctx).upkeep({});
}
