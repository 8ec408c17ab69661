import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import {
  type Api,
  completeMetadata,
  createApi,
  type PidBody,
  type ProblemBody,
  readShoulders,
} from './support/api.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const DAY_MS = 86_400_000;

type BlockBody = {
  id: string;
  title: string | null;
  shoulder: string;
  count: number;
  states: Record<string, number>;
  owner: { orcid: string } | null;
  createdAt: string;
  expiresAt: string | null;
  names: string[];
};
type Shoulders = { doi: string; ark: string };
type Released = { released: number; block: BlockBody };

let system: System;
let api: Api;
let token: string;
let shoulders: Shoulders;

beforeAll(async () => {
  system = await startSystem();
  token = (await signIn(system)).token;
  api = createApi(system, token);
  shoulders = await readShoulders(api);
});
afterAll(() => system?.close());

const pathOf = (pid: string): string => `/pids/${encodeURIComponent(pid)}`;

async function reserve(
  body: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<BlockBody> {
  const answer = await api.post<BlockBody>(
    '/blocks',
    { shoulder: shoulders.doi, count: 3, ...body },
    headers,
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** How many identifiers a shoulder counts as given out. */
async function readIssued(of: System, shoulder: string): Promise<number> {
  const { issued } = await of.ctx.db
    .selectFrom('shoulders')
    .select('issued')
    .where('id', '=', shoulder)
    .executeTakeFirstOrThrow();
  return issued;
}

async function setShoulder(
  of: System,
  id: string,
  change: { open?: boolean; quota?: number },
): Promise<void> {
  await of.ctx.db
    .transaction()
    .execute((tx) => tx.updateTable('shoulders').set(change).where('id', '=', id).execute());
}

async function readNotices(of: System): Promise<{ kind: string; title: string; body: string }[]> {
  return of.ctx.db.selectFrom('notices').select(['kind', 'title', 'body']).orderBy('created_at').execute();
}

const runUpkeep = (of: System): Promise<void> => createJobHandlers(of.ctx).upkeep({});

async function fetchText(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${system.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

describe('reserving a block', () => {
  test('a curator reserves names in one call, and they are reserved for nobody else', async () => {
    const block = await reserve({ count: 5, title: 'Spring campaign', expiresInDays: 30 });
    expect(block).toMatchObject({
      title: 'Spring campaign',
      shoulder: shoulders.doi,
      count: 5,
      states: { reserved: 5, public: 0, released: 0 },
      owner: { orcid: '0000-0002-1825-0097' },
      expiresAt: '2026-07-01T09:00:00.000Z',
    });
    expect(new Set(block.names).size).toBe(5);
    const pid = await api.get<PidBody & { block: string; expiresAt: string }>(pathOf(block.names[0] ?? ''));
    expect(pid.body).toMatchObject({ state: 'reserved', block: block.id, expiresAt: block.expiresAt });
    expect((await fetch(`${system.url}/${block.names[0]}`)).status).toBe(404);
  });

  test('each name gets the draft record and a target of its own', async () => {
    const { names } = await reserve({
      shoulder: shoulders.ark,
      target: 'https://example.org/samples/{pid}?from=field',
      metadata: { titles: [{ title: 'Drill core, not yet described' }] },
    });
    const { body } = await api.get<PidBody>(pathOf(names[1] ?? ''));
    expect(body.target).toBe(`https://example.org/samples/${names[1]}?from=field`);
    expect(body.metadata).toMatchObject({ titles: [{ title: 'Drill core, not yet described' }] });
    const found = await api.get<{ items: unknown[] }>('/pids?q=Drill%20core');
    expect(found.body.items).toHaveLength(3);
  });

  test('with drafts, DataCite knows each name before anyone else, with its record', async () => {
    const { names } = await reserve({
      count: 2,
      drafts: true,
      metadata: { titles: [{ title: 'A draft' }] },
    });
    await system.drain();
    for (const name of names) {
      const { body } = await api.get<{ state: string }>(`${pathOf(name)}/registration`);
      expect(body.state).toBe('acknowledged');
    }
    expect(await readDraft(names[0] ?? '')).toMatchObject({
      state: 'draft',
      titles: [expect.objectContaining({ title: 'A draft' })],
    });
    const read = await api.get<PidBody>(pathOf(names[0] ?? ''));
    await api.patch(
      pathOf(names[0] ?? ''),
      { metadata: { titles: [{ title: 'A better draft' }] } },
      { 'if-match': `"${read.body.version}"` },
    );
    await system.drain();
    expect(await readDraft(names[0] ?? '')).toMatchObject({
      state: 'draft',
      titles: [expect.objectContaining({ title: 'A better draft' })],
    });
    await api.post(`${pathOf(names[0] ?? '')}/release`, {});
    await system.drain();
    expect(await readDraft(names[0] ?? '')).toBeNull();
  });

  test('a repeat with the same key shows the same block and its names, and reserves nothing more', async () => {
    const key = { 'idempotency-key': 'field-trip-2026' };
    const wish = { shoulder: shoulders.ark, count: 4 };
    const before = await readIssued(system, shoulders.ark);
    const first = await reserve(wish, key);
    const again = await api.post<BlockBody>('/blocks', wish, key);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first);
    expect(await readIssued(system, shoulders.ark)).toBe(before + 4);
    const other = await api.post<ProblemBody>('/blocks', { ...wish, count: 5 }, key);
    expect(other.status).toBe(422);
    const stored = await system.ctx.db
      .selectFrom('idempotency_keys')
      .select('body')
      .where('key', '=', 'field-trip-2026')
      .executeTakeFirstOrThrow();
    expect(stored.body).toEqual({ blockId: first.id });
  });

  test('the same request sent several times at once reserves one block', async () => {
    const before = await readIssued(system, shoulders.ark);
    const key = { 'idempotency-key': 'clicked-four-times' };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => reserve({ shoulder: shoulders.ark, count: 250 }, key)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.every(({ names }) => names.length === 250)).toBe(true);
    expect(await readIssued(system, shoulders.ark)).toBe(before + 250);
  });

  test('names come as JSON and CSV, by Accept, by format and by address', async () => {
    const block = await reserve({ count: 2, metadata: { titles: [{ title: '=1+1' }] } });
    const [first, second] = block.names;
    const csv = await fetchText(`/blocks/${block.id}/names.csv`);
    expect(csv.headers.get('content-type')).toMatch('text/csv');
    // A title is anyone's text; a spreadsheet must not compute it.
    expect(await csv.text()).toBe(
      `pid,url,state,target,title\r\n${first},https://doi.org/${first},reserved,,'=1+1\r\n${second},https://doi.org/${second},reserved,,'=1+1\r\n`,
    );
    const json = (await (await fetchText(`/blocks/${block.id}/names.json`)).json()) as {
      items: { pid: string }[];
    };
    expect(json.items.map(({ pid }) => pid)).toEqual(block.names);
    for (const [query, accept] of [
      ['?format=csv', '*/*'],
      ['', 'text/csv'],
    ]) {
      const answer = await fetch(`${system.url}/api/v1/blocks${query}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: accept ?? '',
        },
        body: JSON.stringify({ shoulder: shoulders.ark, count: 2 }),
      });
      expect(answer.status).toBe(201);
      expect((await answer.text()).split('\r\n')).toHaveLength(4);
    }
  });

  test('mistakes are told with their place, and nothing is reserved', async () => {
    const before = await readIssued(system, shoulders.doi);
    const wrong: [Record<string, unknown>, string][] = [
      [{ count: 0 }, '/count'],
      [{ count: 100_001 }, '/count'],
      [{ title: '   ' }, '/title'],
      [{ target: 'javascript:{pid}' }, '/target'],
      [{ expiresAt: '2026-05-01T00:00:00Z' }, '/expiresAt'],
      [{ expiresAt: '2026-12-01T00:00:00Z', expiresInDays: 3 }, '/expiresInDays'],
      [{ expiresInDays: 4000 }, '/expiresInDays'],
      [{ shoulder: shoulders.ark, drafts: true }, '/drafts'],
      [{ metadata: { titles: 'no list' } }, '/metadata/titles'],
    ];
    for (const [body, pointer] of wrong) {
      const answer = await api.post<ProblemBody>('/blocks', { shoulder: shoulders.doi, count: 1, ...body });
      expect([400, 422], pointer).toContain(answer.status);
      expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
    }
    expect(await readIssued(system, shoulders.doi)).toBe(before);
  });

  test('a closed shoulder, a quota passed and a template used up leave nothing behind', async () => {
    const own = await startSystem();
    try {
      const member = createApi(own, (await signIn(own)).token);
      const { doi, ark } = await readShoulders(member);
      await setShoulder(own, doi, { quota: 10 });
      const tooMany = await member.post<ProblemBody>('/blocks', { shoulder: doi, count: 11 });
      expect(tooMany.status).toBe(409);
      expect(tooMany.body.detail).toContain('10 are left. 11 were asked for.');
      expect((await member.post('/blocks', { shoulder: doi, count: 10 })).status).toBe(201);
      expect((await member.post('/blocks', { shoulder: doi, count: 1 })).status).toBe(409);

      await own.ctx.db
        .transaction()
        .execute((tx) =>
          tx.updateTable('shoulders').set({ template: '.sd' }).where('id', '=', ark).execute(),
        );
      const usedUp = await member.post<ProblemBody>('/blocks', { shoulder: ark, count: 11 });
      expect(usedUp.status).toBe(409);
      expect(await readIssued(own, ark)).toBe(0);
      expect((await member.post('/blocks', { shoulder: ark, count: 10 })).status).toBe(201);

      await setShoulder(own, doi, { open: false, quota: 1_000 });
      expect((await member.post('/blocks', { shoulder: doi, count: 1 })).status).toBe(409);
      const blocks = await member.get<{ items: BlockBody[] }>('/blocks');
      expect(blocks.body.items.map(({ count }) => count).sort()).toEqual([10, 10]);
      expect(await readIssued(own, doi)).toBe(10);
    } finally {
      await own.close();
    }
  });

  test('two people at once never get one name twice, and the shoulder counts both', async () => {
    const laure = createApi(system, (await signIn(system, LAURE)).token);
    const before = await readIssued(system, shoulders.ark);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, turn) =>
        (turn % 2 === 0 ? api : laure).post<BlockBody>('/blocks', { shoulder: shoulders.ark, count: 700 }),
      ),
    );
    const names = answers.flatMap(({ body }) => body.names);
    expect(new Set(names).size).toBe(5_600);
    expect(await readIssued(system, shoulders.ark)).toBe(before + 5_600);
  });

  test('names that were given back and let out again come first', async () => {
    const first = await reserve({ count: 3, drafts: true });
    await api.post(`/blocks/${first.id}/release`, {});
    const [again = ''] = first.names;
    await system.ctx.db
      .transaction()
      .execute((tx) =>
        tx
          .insertInto('queued_names')
          .values({ name: again, shoulder_id: shoulders.doi, due_at: system.clock.now() })
          .execute(),
      );
    const second = await reserve({ count: 2, target: 'https://example.org/{pid}' });
    expect(second.names[0]).toBe(again);
    expect(first.names).not.toContain(second.names[1]);
    const read = await api.get<PidBody & { block: string }>(pathOf(again));
    expect(read.body).toMatchObject({
      state: 'reserved',
      block: second.id,
      target: `https://example.org/${again}`,
    });
    expect((await api.get<BlockBody>(`/blocks/${first.id}`)).body.states.released).toBe(2);
    // The drafts of their first time are gone, and nobody asked for new ones.
    await api.post(`/blocks/${second.id}/edit`, {
      filter: {},
      metadata: { titles: [{ title: 'Second time' }] },
    });
    await system.drain();
    expect(await readDraft(again)).toBeNull();
  });

  test('a hundred thousand names are reserved in one call, listed, and given back', async () => {
    const before = await readIssued(system, shoulders.ark);
    const block = await reserve({
      shoulder: shoulders.ark,
      count: 100_000,
      metadata: { titles: [{ title: 'Sediment' }] },
      target: 'https://example.org/{pid}',
    });
    expect(new Set(block.names).size).toBe(100_000);
    expect(block.states.reserved).toBe(100_000);
    const csv = await (await fetchText(`/blocks/${block.id}/names.csv`)).text();
    expect(csv.split('\r\n')).toHaveLength(100_002);
    const { body } = await api.post<Released>(`/blocks/${block.id}/release`, {});
    expect(body).toMatchObject({ released: 100_000, block: { states: { reserved: 0, released: 100_000 } } });
    expect(await readIssued(system, shoulders.ark)).toBe(before);
  });
});

async function readDraft(doi: string): Promise<Record<string, unknown> | null> {
  const response = await fetch(`${system.datacite.url}/dois/${encodeURIComponent(doi)}`, {
    headers: { authorization: `Basic ${Buffer.from('MINTMARK.DEMO:stand-in-password').toString('base64')}` },
  });
  if (response.status === 404) return null;
  const body = (await response.json()) as { data: { attributes: Record<string, unknown> } };
  return body.data.attributes;
}

describe('who sees a block', () => {
  test('owners see theirs, curators those of their organisation, and others none', async () => {
    const block = await reserve({ title: 'Not for everyone' });
    const laure = createApi(system, (await signIn(system, LAURE)).token);
    const [name = ''] = block.names;
    for (const answer of [
      await laure.get(`/blocks/${block.id}`),
      await laure.get(`/blocks/${block.id}/names.json`),
      await laure.get(`/blocks/${block.id}/labels.pdf`),
      await laure.patch(`/blocks/${block.id}`, { title: 'Mine' }),
      await laure.post(`/blocks/${block.id}/release`, {}),
      await laure.post(`/blocks/${block.id}/promote`, { filter: {} }),
      await laure.post(`/blocks/${block.id}/edit`, { items: [{ pid: name }] }),
      await laure.get(pathOf(name)),
      await laure.post(`${pathOf(name)}/release`, {}),
      await laure.post(`${pathOf(name)}/publish`, {}),
    ]) {
      expect(answer.status).toBe(404);
    }
    const listed = await laure.get<{ items: BlockBody[] }>('/blocks');
    expect(listed.body.items.map(({ id }) => id)).not.toContain(block.id);
    expect((await laure.get<{ items: unknown[] }>('/pids?state=reserved&q=Not%20for')).body.items).toEqual(
      [],
    );
    expect((await createApi(system, null).get(`/blocks/${block.id}`)).status).toBe(401);
    // A stranger cannot tell a reserved name from one that never was.
    const reserved = await fetch(`${system.url}/${name}`);
    const never = await fetch(`${system.url}/10.5072/zzzz-zz00`);
    expect(reserved.status).toBe(never.status);

    const operator = createApi(system, TEST_ADMIN_TOKEN);
    const { body: organisations } = await operator.get<{ items: { slug: string }[] }>('/organisations');
    const members = `/organisations/${organisations.items[0]?.slug}/members/${LAURE}`;
    const role = async (value: string) => {
      const answer = await fetch(`${system.url}/api/v1${members}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ role: value }),
      });
      expect(answer.status).toBeLessThan(300);
    };
    await role('curator');
    const now = await laure.get<{ items: BlockBody[] }>('/blocks');
    expect(now.body.items.map(({ id }) => id)).toContain(block.id);
    const changed = await laure.patch<BlockBody>(`/blocks/${block.id}`, { title: 'Seen by a curator' });
    expect(changed.body.title).toBe('Seen by a curator');
    await role('member');
  });

  test('the list is read page by page, newest first', async () => {
    const made = [await reserve(), await reserve(), await reserve()].map(({ id }) => id);
    const first = await api.get<{ items: BlockBody[]; next: string }>('/blocks?limit=2');
    const second = await api.get<{ items: BlockBody[] }>(`/blocks?limit=2&cursor=${first.body.next}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids.length).toBe(4);
    expect(made.every((id) => typeof id === 'string')).toBe(true);
    expect((await api.get('/blocks?cursor=nonsense')).status).toBe(400);
  });

  test('a token without the right scope changes nothing', async () => {
    const block = await reserve();
    const reader = createApi(system, (await signIn(system, undefined, ['pid:read'])).token);
    expect((await reader.get(`/blocks/${block.id}`)).status).toBe(200);
    expect((await reader.post('/blocks', { shoulder: shoulders.ark, count: 1 })).status).toBe(403);
    expect((await reader.post(`/blocks/${block.id}/release`, {})).status).toBe(403);
    const minter = createApi(system, (await signIn(system, undefined, ['pid:read', 'pid:mint'])).token);
    expect((await minter.post(`/blocks/${block.id}/promote`, { filter: {} })).status).toBe(403);
  });
});

describe('promoting and editing', () => {
  test('named items become public, each with its record, all at once', async () => {
    const block = await reserve({ count: 3 });
    const [one, two] = block.names;
    const answer = await api.post<{ count: number; pids: string[] }>(`/blocks/${block.id}/promote`, {
      items: [
        {
          pid: `https://doi.org/${one?.toUpperCase()}`,
          metadata: completeMetadata('First core'),
          target: 'https://example.org/1',
        },
        { pid: two, metadata: completeMetadata('Second core') },
      ],
    });
    expect(answer.body).toEqual({ count: 2, pids: [one, two] });
    const after = await api.get<BlockBody>(`/blocks/${block.id}`);
    expect(after.body.states).toMatchObject({ reserved: 1, public: 2 });
    const resolved = await fetch(`${system.url}/${one}`, { redirect: 'manual' });
    expect(resolved.headers.get('location')).toBe('https://example.org/1');
    expect(await (await fetch(`${system.url}/${two}`)).text()).toContain('Second core');
    await system.drain();
    const { body } = await api.get<{ state: string }>(`${pathOf(one ?? '')}/registration`);
    expect(body.state).toBe('acknowledged');
    const events = await api.get<{ items: { action: string }[] }>(`${pathOf(one ?? '')}/events`);
    expect(events.body.items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['reserve', 'publish']),
    );
  });

  test('every mistake is told with its place, and nothing is announced', async () => {
    const block = await reserve({ count: 3 });
    const other = await reserve({ count: 1 });
    const [one, two, three] = block.names;
    const answer = await api.post<ProblemBody>(`/blocks/${block.id}/promote`, {
      items: [
        { pid: one, metadata: completeMetadata() },
        { pid: two, metadata: { ...completeMetadata(), publicationYear: 'soon' } },
        { pid: other.names[0], metadata: completeMetadata() },
        { pid: three, metadata: completeMetadata(), target: 'ftp://example.org/' },
      ],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual([
      '/items/1/metadata/publicationYear',
      '/items/2/pid',
      '/items/3/target',
    ]);
    const incomplete = await api.post<ProblemBody>(`/blocks/${block.id}/promote`, { items: [{ pid: one }] });
    expect(incomplete.status).toBe(422);
    expect(incomplete.body.errors?.map(({ pointer }) => pointer)).toContain('/items/0/metadata/titles');
    const twice = await api.post<ProblemBody>(`/blocks/${block.id}/promote`, {
      items: [{ pid: one }, { pid: 'no name' }, { pid: `doi:${one}` }],
    });
    expect(twice.body.errors?.map(({ pointer }) => pointer)).toEqual(['/items/1/pid', '/items/2/pid']);
    expect((await api.get<BlockBody>(`/blocks/${block.id}`)).body.states.reserved).toBe(3);
  });

  test('a filter announces the first names, or all that is left, with one record', async () => {
    const block = await reserve({ count: 5, shoulder: shoulders.ark });
    const body = {
      metadata: { titles: [{ title: 'Tray of fossils' }] },
      target: 'https://example.org/tray/{pid}',
    };
    const some = await api.post<{ pids: string[] }>(`/blocks/${block.id}/promote`, {
      filter: { first: 2 },
      ...body,
    });
    expect(some.body.pids).toEqual(block.names.slice(0, 2));
    const key = { 'idempotency-key': 'all-of-the-tray' };
    const rest = await api.post<{ pids: string[] }>(
      `/blocks/${block.id}/promote`,
      { filter: {}, ...body },
      key,
    );
    expect(rest.body.pids).toEqual(block.names.slice(2));
    const again = await api.post<{ pids: string[] }>(
      `/blocks/${block.id}/promote`,
      { filter: {}, ...body },
      key,
    );
    expect(again.body).toEqual(rest.body);
    const none = await api.post(`/blocks/${block.id}/promote`, { filter: {}, ...body });
    expect(none.status).toBe(409);
    const read = await api.get<PidBody>(pathOf(block.names[4] ?? ''));
    expect(read.body).toMatchObject({
      state: 'public',
      target: `https://example.org/tray/${block.names[4]}`,
    });
  });

  test('items and filter are told apart', async () => {
    const { id, names } = await reserve();
    for (const body of [
      {},
      { items: [] },
      { items: [{ pid: names[0] }], filter: {} },
      { items: [{ pid: names[0] }], metadata: {} },
      { items: Array.from({ length: 1_001 }, () => ({ pid: names[0] })) },
    ]) {
      expect((await api.post(`/blocks/${id}/promote`, body)).status).toBe(400);
    }
    const large = await reserve({ count: 1_001, shoulder: shoulders.ark });
    const tooMany = await api.post<ProblemBody>(`/blocks/${large.id}/promote`, { filter: {} });
    expect(tooMany.body.errors?.[0]?.pointer).toBe('/filter/first');
  });

  test('many drafts are edited at once, and those at DataCite with them', async () => {
    const block = await reserve({ count: 2, drafts: true });
    const answer = await api.post(`/blocks/${block.id}/edit`, {
      filter: {},
      metadata: { titles: [{ title: 'Water sample' }] },
    });
    expect(answer.status).toBe(200);
    await system.drain();
    expect(await readDraft(block.names[1] ?? '')).toMatchObject({
      state: 'draft',
      titles: [expect.objectContaining({ title: 'Water sample' })],
    });
    const read = await api.get<PidBody>(pathOf(block.names[0] ?? ''));
    expect(read.body).toMatchObject({ state: 'reserved', version: 2 });
    const published = await api.post<PidBody>(`/blocks/${block.id}/promote`, {
      filter: { first: 1 },
      metadata: completeMetadata('Water sample'),
    });
    expect(published.status).toBe(200);
    await system.drain();
    expect(await readDraft(block.names[0] ?? '')).toMatchObject({ state: 'findable' });
    const edit = await api.post<ProblemBody>(`/blocks/${block.id}/edit`, {
      items: [{ pid: block.names[0], metadata: {} }],
    });
    expect(edit.body.errors?.[0]).toMatchObject({ pointer: '/items/0/pid' });
  });
});

describe('giving names back', () => {
  test('what is unused is released, what was announced stays, and a repeat releases nothing more', async () => {
    const before = await readIssued(system, shoulders.ark);
    const block = await reserve({ count: 6, shoulder: shoulders.ark });
    await api.post(`/blocks/${block.id}/promote`, { filter: { first: 2 } });
    const first = await api.post<Released>(`/blocks/${block.id}/release`, {});
    expect(first.body).toMatchObject({ released: 4, block: { states: { public: 2, released: 4 } } });
    const again = await api.post<Released>(`/blocks/${block.id}/release`, {});
    expect(again.body.released).toBe(0);
    expect(await readIssued(system, shoulders.ark)).toBe(before + 2);
    const events = await api.get<{ items: { action: string; actor: { orcid: string } }[] }>(
      `${pathOf(block.names[5] ?? '')}/events`,
    );
    expect(events.body.items.map(({ action }) => action)).toEqual(['reserve', 'release']);
    expect(events.body.items[1]?.actor.orcid).toBe('0000-0002-1825-0097');
  });

  test('names are released one by one or as a list; one that was announced stops the list', async () => {
    const block = await reserve({ count: 4, shoulder: shoulders.ark });
    const [one = '', two = '', three = ''] = block.names;
    const single = await api.post<PidBody>(`${pathOf(one)}/release`, {});
    expect(single.body.state).toBe('released');
    expect((await api.post(`${pathOf(one)}/release`, {})).status).toBe(200);
    await api.post(`${pathOf(two)}/publish`, {});
    expect((await api.post(`${pathOf(two)}/release`, {})).status).toBe(409);
    const refused = await api.post<ProblemBody>(`/blocks/${block.id}/release`, {
      pids: [three, two, 'ark:99999/fk4zzz'],
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(['/pids/1', '/pids/2']);
    const done = await api.post<Released>(`/blocks/${block.id}/release`, { pids: [one, three] });
    expect(done.body).toMatchObject({
      released: 1,
      block: { states: { reserved: 1, public: 1, released: 2 } },
    });
  });

  test('released and announced at the same moment, a name is one or the other', async () => {
    const before = await readIssued(system, shoulders.ark);
    const block = await reserve({ count: 40, shoulder: shoulders.ark });
    await Promise.all([
      api.post(`/blocks/${block.id}/release`, {}),
      api.post(`/blocks/${block.id}/promote`, { items: block.names.slice(10, 20).map((pid) => ({ pid })) }),
      ...block.names.slice(0, 10).map((name) => api.post(`${pathOf(name)}/publish`, {})),
      api.post(`/blocks/${block.id}/release`, { pids: block.names.slice(20) }),
    ]);
    const { states } = (await api.get<BlockBody>(`/blocks/${block.id}`)).body;
    expect((states.public ?? 0) + (states.released ?? 0)).toBe(40);
    expect(await readIssued(system, shoulders.ark)).toBe(before + (states.public ?? 0));
  });
});

describe('the end of a reservation', () => {
  let own: System;
  let member: Api;
  let ark: string;
  beforeAll(async () => {
    own = await startSystem();
    member = createApi(own, (await signIn(own)).token);
    ({ ark } = await readShoulders(member));
  });
  afterAll(() => own?.close());

  test('its owner is reminded 14 and 3 days before; what was not announced by then is given back', async () => {
    const { body: block } = await member.post<BlockBody>('/blocks', {
      shoulder: ark,
      count: 5,
      title: 'Cores of June',
      expiresInDays: 20,
    });
    await runUpkeep(own);
    expect(await readNotices(own)).toEqual([]);
    own.clock.advance(6 * DAY_MS);
    await runUpkeep(own);
    await runUpkeep(own);
    expect(await readNotices(own)).toEqual([
      {
        kind: 'block-expiring',
        title: 'Reserved names run out in 14 days: “Cores of June”',
        body: expect.stringContaining('5 names'),
      },
    ]);
    await member.post(`/blocks/${block.id}/promote`, { filter: { first: 2 } });
    own.clock.advance(11.5 * DAY_MS);
    await runUpkeep(own);
    expect((await readNotices(own)).at(-1)).toMatchObject({
      title: 'Reserved names run out in 3 days: “Cores of June”',
      body: expect.stringContaining('3 names'),
    });
    own.clock.advance(2.5 * DAY_MS);
    await runUpkeep(own);
    await runUpkeep(own);
    const notices = await readNotices(own);
    expect(notices.map(({ kind }) => kind)).toEqual(['block-expiring', 'block-expiring', 'block-expired']);
    const after = await member.get<BlockBody>(`/blocks/${block.id}`);
    expect(after.body.states).toMatchObject({ reserved: 0, public: 2, released: 3 });
    expect(await readIssued(own, ark)).toBe(2);
    const events = await member.get<{ items: { action: string; actor: { kind: string }; reason: string }[] }>(
      `${pathOf(block.names[4] ?? '')}/events`,
    );
    expect(events.body.items.at(-1)).toMatchObject({
      action: 'release',
      actor: { kind: 'service' },
      reason: 'The reservation ran out.',
    });
  });

  test('a block that is given more time keeps its names, and one used up is spoken of no more', async () => {
    // The first token has ended meanwhile.
    member = createApi(own, (await signIn(own)).token);
    const before = (await readNotices(own)).length;
    const { body: longer } = await member.post<BlockBody>('/blocks', {
      shoulder: ark,
      count: 2,
      expiresInDays: 20,
    });
    const { body: used } = await member.post<BlockBody>('/blocks', {
      shoulder: ark,
      count: 2,
      expiresInDays: 20,
    });
    await member.post(`/blocks/${used.id}/promote`, { filter: {} });
    own.clock.advance(19 * DAY_MS);
    const end = new Date(own.clock.now().getTime() + 60 * DAY_MS).toISOString();
    const changed = await member.patch<BlockBody>(`/blocks/${longer.id}`, { expiresAt: end });
    expect(changed.body.expiresAt).toBe(end);
    own.clock.advance(10 * DAY_MS);
    await runUpkeep(own);
    expect((await readNotices(own)).length).toBe(before);
    expect((await member.get<BlockBody>(`/blocks/${longer.id}`)).body.states.reserved).toBe(2);
    await member.patch(`/blocks/${longer.id}`, { expiresAt: null });
    own.clock.advance(100 * DAY_MS);
    await runUpkeep(own);
    member = createApi(own, (await signIn(own)).token);
    expect((await member.get<BlockBody>(`/blocks/${longer.id}`)).body.states.reserved).toBe(2);
  });
});
