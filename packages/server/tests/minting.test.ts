import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Api,
  completeMetadata,
  createApi,
  type PidBody,
  type ProblemBody,
  readShoulders,
} from './support/api.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let api: Api;
let shoulders: { doi: string; ark: string };

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, (await signIn(system)).token);
  shoulders = await readShoulders(api);
});
afterAll(() => system?.close());

const pathOf = (pid: string): string => `/pids/${encodeURIComponent(pid)}`;

async function mint(body: Record<string, unknown> = {}): Promise<PidBody> {
  const answer = await api.post<PidBody>('/pids', {
    shoulder: shoulders.doi,
    state: 'public',
    metadata: completeMetadata(),
    ...body,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('minting', () => {
  test('a member mints a public DOI under the example prefix', async () => {
    const answer = await api.post<PidBody>('/pids', {
      shoulder: shoulders.doi,
      state: 'public',
      target: 'https://example.org/data/1',
      metadata: completeMetadata(),
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      type: 'doi',
      state: 'public',
      target: 'https://example.org/data/1',
      owner: { name: 'Josiah Carberry', orcid: '0000-0002-1825-0097' },
      registration: { state: 'pending' },
      version: 1,
    });
    expect(answer.body.pid).toMatch(/^10\.5072\/[0-9a-z]{4}-[0-9a-z]{4}$/);
    expect(answer.body.url).toBe(`https://doi.org/${answer.body.pid}`);
    expect(answer.headers.get('location')).toBe(`/api/v1${pathOf(answer.body.pid)}`);
    expect(answer.headers.get('etag')).toBe('"1"');
  });

  test('the first ARKs of a fresh service come in the order of Nog', async () => {
    const fresh = await startSystem();
    try {
      const member = createApi(fresh, (await signIn(fresh)).token);
      const { ark } = await readShoulders(member);
      const names: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        names.push((await member.post<PidBody>('/pids', { shoulder: ark, state: 'public' })).body.pid);
      }
      expect(names).toEqual(['ark:99999/fk44w2s', 'ark:99999/fk4159p', 'ark:99999/fk4wc7r']);
    } finally {
      await fresh.close();
    }
  });

  test('a reserved identifier may go without metadata and is announced to nobody', async () => {
    const reserved = await mint({ state: 'reserved', metadata: undefined });
    expect(reserved).toMatchObject({ state: 'reserved', metadata: null, registration: { state: 'none' } });
    expect((await fetch(`${system.url}/${reserved.pid}`)).status).toBe(404);
  });

  test('a public DOI without what DataCite needs is refused with every mistake at its place', async () => {
    const answer = await api.post<ProblemBody>('/pids', {
      shoulder: shoulders.doi,
      state: 'public',
      metadata: { titles: [], publicationYear: 'soon' },
    });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    const pointers = (answer.body.errors ?? []).map((each) => each.pointer);
    expect(pointers).toEqual(
      expect.arrayContaining([
        '/metadata/titles',
        '/metadata/publicationYear',
        '/metadata/creators',
        '/metadata/publisher',
      ]),
    );
  });

  test('a target that is no http or https address is refused at its place', async () => {
    for (const target of [
      'javascript:alert(1)',
      'ftp://example.org/x',
      'https://user:secret@example.org/',
      'no address',
      'https://example.org/\r\nx: y',
    ]) {
      const answer = await api.post<ProblemBody>('/pids', { shoulder: shoulders.ark, target });
      expect(answer.status, target).toBe(400);
      expect(answer.body.errors?.[0]?.pointer).toBe('/target');
    }
  });

  test('64 clients at once never get one name twice', async () => {
    const answers = await Promise.all(
      Array.from({ length: 64 }, async (_, index) => {
        const shoulder = index % 2 === 0 ? shoulders.ark : shoulders.doi;
        return Promise.all(
          Array.from({ length: 4 }, () => api.post<PidBody>('/pids', { shoulder, state: 'reserved' })),
        );
      }),
    );
    const names = answers.flat().map((answer) => answer.body.pid);
    expect(new Set(names).size).toBe(256);
  });

  test('nobody mints without signing in, without the scope, or outside their organisation', async () => {
    const wish = { shoulder: shoulders.ark, state: 'reserved' };
    expect((await createApi(system, null).post('/pids', wish)).status).toBe(401);
    const reader = createApi(system, (await signIn(system, LAURE, ['pid:read'])).token);
    expect((await reader.post('/pids', wish)).status).toBe(403);
    const minter = createApi(system, (await signIn(system, LAURE, ['pid:read', 'pid:mint'])).token);
    expect((await minter.post('/pids', wish)).status).toBe(201);
    expect((await minter.post('/pids', { ...wish, state: 'public' })).status).toBe(403);

    const closed = await startSystem({ env: { SIGN_UP: 'closed' } });
    try {
      const { doi } = await readShoulders(createApi(closed, 'test-operator-token-0123456789'));
      const stranger = createApi(closed, (await signIn(closed)).token);
      expect((await stranger.get<{ items: unknown[] }>('/shoulders')).body.items).toEqual([]);
      expect((await stranger.post('/pids', { shoulder: doi, state: 'reserved' })).status).toBe(404);
    } finally {
      await closed.close();
    }
  });
});

describe('idempotency keys', () => {
  test('the same key and body give the same answer and one identifier', async () => {
    const wish = { shoulder: shoulders.doi, state: 'reserved', target: 'https://example.org/once' };
    const headers = { 'idempotency-key': 'key-1' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => api.post<PidBody>('/pids', wish, headers)),
    );
    expect(answers.map((each) => each.status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map((each) => each.body.pid)).size).toBe(1);
    expect(answers.filter((each) => each.headers.get('idempotency-replayed') === 'true')).toHaveLength(7);
    expect(new Set(answers.map((each) => each.headers.get('location'))).size).toBe(1);
  });

  test('the same key with another body is refused, and another person may use it', async () => {
    const headers = { 'idempotency-key': 'key-2' };
    expect((await api.post('/pids', { shoulder: shoulders.ark, state: 'reserved' }, headers)).status).toBe(
      201,
    );
    const other = await api.post<ProblemBody>(
      '/pids',
      { shoulder: shoulders.doi, state: 'reserved' },
      headers,
    );
    expect(other.status).toBe(422);
    expect(other.body.type).toContain('idempotency-key-reused');
    const laure = createApi(system, (await signIn(system, LAURE)).token);
    expect((await laure.post('/pids', { shoulder: shoulders.doi, state: 'reserved' }, headers)).status).toBe(
      201,
    );
  });

  test('a key is forgotten after 24 hours', async () => {
    const headers = { 'idempotency-key': 'key-3' };
    const wish = { shoulder: shoulders.doi, state: 'reserved' };
    const first = await api.post<PidBody>('/pids', wish, headers);
    system.clock.advance(24 * 3_600_000 + 1);
    const second = await api.post<PidBody>('/pids', wish, headers);
    expect(second.body.pid).not.toBe(first.body.pid);
  });
});

describe('changing an identifier', () => {
  test('a change needs the version that was read, and a stale one is refused', async () => {
    const { pid } = await mint();
    expect((await api.patch(pathOf(pid), { target: 'https://example.org/2' })).status).toBe(428);
    const changed = await api.patch<PidBody>(
      pathOf(pid),
      { target: 'https://example.org/2' },
      { 'if-match': '"1"' },
    );
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ target: 'https://example.org/2', version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');
    const stale = await api.patch<ProblemBody>(pathOf(pid), { target: null }, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect((await api.get<PidBody>(pathOf(pid))).body.target).toBe('https://example.org/2');
  });

  test('of two changes from the same version one wins and the other is told', async () => {
    const { pid } = await mint();
    const answers = await Promise.all(
      ['a', 'b'].map((name) =>
        api.patch(pathOf(pid), { target: `https://example.org/${name}` }, { 'if-match': '"1"' }),
      ),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 412]);
  });

  test('a reserved identifier is published once its metadata is complete', async () => {
    const { pid } = await mint({ state: 'reserved', metadata: { titles: [{ title: 'Not yet finished' }] } });
    const early = await api.post<ProblemBody>(`${pathOf(pid)}/publish`, {});
    expect(early.status).toBe(422);
    await api.patch(pathOf(pid), { metadata: completeMetadata('Finished') }, { 'if-match': '"1"' });
    const published = await api.post<PidBody>(`${pathOf(pid)}/publish`, {});
    expect(published.body).toMatchObject({ state: 'public', registration: { state: 'pending' } });
    expect((await api.post<ProblemBody>(`${pathOf(pid)}/publish`, {})).status).toBe(409);
  });

  test('withdrawing needs a reason, leads to a tombstone, and cannot be undone by publishing', async () => {
    const { pid } = await mint({ target: 'https://example.org/gone' });
    expect((await api.post(`${pathOf(pid)}/withdraw`, {})).status).toBe(400);
    expect((await api.post(`${pathOf(pid)}/withdraw`, { reason: '   ' })).status).toBe(400);
    const withdrawn = await api.post<PidBody>(`${pathOf(pid)}/withdraw`, {
      reason: 'The samples were mixed up.',
    });
    expect(withdrawn.body.state).toBe('withdrawn');
    const page = await fetch(`${system.url}/${pid}`, { redirect: 'manual' });
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('The samples were mixed up.');
    expect((await api.post(`${pathOf(pid)}/publish`, {})).status).toBe(409);
    expect((await api.patch(pathOf(pid), { target: null }, { 'if-match': '*' })).status).toBe(409);
  });

  test('another member reads a public identifier, not a reserved one, and changes neither', async () => {
    const announced = await mint();
    const reserved = await mint({ state: 'reserved' });
    const laure = createApi(system, (await signIn(system, LAURE)).token);
    expect((await laure.get(pathOf(announced.pid))).status).toBe(200);
    expect((await laure.get(pathOf(reserved.pid))).status).toBe(404);
    expect((await laure.post(`${pathOf(announced.pid)}/withdraw`, { reason: 'I want to' })).status).toBe(403);
    expect((await laure.post(`${pathOf(reserved.pid)}/publish`, {})).status).toBe(404);
  });

  test('every change is in the history with who did it, before and after', async () => {
    const { pid } = await mint({ target: 'https://example.org/1' });
    await api.patch(pathOf(pid), { target: 'https://example.org/2' }, { 'if-match': '"1"' });
    await api.post(`${pathOf(pid)}/withdraw`, { reason: 'Superseded by a newer version.' });
    const { body } = await api.get<{
      items: {
        action: string;
        actor: { orcid: string };
        before: { target: string } | null;
        after: { target: string };
        reason: string | null;
      }[];
    }>(`${pathOf(pid)}/events`);
    expect(body.items.map((each) => each.action)).toEqual(['mint', 'update', 'withdraw']);
    expect(body.items.every((each) => each.actor.orcid === '0000-0002-1825-0097')).toBe(true);
    expect(body.items[1]).toMatchObject({
      before: { target: 'https://example.org/1' },
      after: { target: 'https://example.org/2' },
    });
    expect(body.items[2]?.reason).toBe('Superseded by a newer version.');
  });

  test('an identifier is found under every spelling of its name', async () => {
    const { pid } = await mint();
    for (const spelling of [`doi:${pid}`, `https://doi.org/${pid}`, pid.toUpperCase()]) {
      expect((await api.get<PidBody>(pathOf(spelling))).body.pid, spelling).toBe(pid);
    }
  });
});

describe('lists', () => {
  test('filters and sorting find what one looks for, page by page without gap or double', async () => {
    const own = await startSystem();
    try {
      const member = createApi(own, (await signIn(own)).token);
      const { doi, ark } = await readShoulders(member);
      const made: string[] = [];
      for (let index = 0; index < 7; index += 1) {
        own.clock.advance(index % 2 === 0 ? 0 : 1000);
        const answer = await member.post<PidBody>('/pids', {
          shoulder: index === 6 ? ark : doi,
          state: 'reserved',
          metadata: { titles: [{ title: `100% sample_${index}` }] },
        });
        made.push(answer.body.pid);
      }
      const all: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page: { body: { items: PidBody[]; next: string | null } } = await member.get(
          `/pids?limit=2&sort=created${query}`,
        );
        all.push(...page.body.items.map((each) => each.pid));
        cursor = page.body.next;
      } while (cursor !== null);
      expect([...all].sort()).toEqual([...made].sort());
      expect(new Set(all).size).toBe(7);

      const find = async (query: string): Promise<string[]> =>
        (await member.get<{ items: PidBody[] }>(`/pids?${query}`)).body.items.map((each) => each.pid);
      expect(await find('type=ark')).toEqual([made[6]]);
      expect(await find(`shoulder=${ark}`)).toEqual([made[6]]);
      expect(await find('q=sample_3')).toEqual([made[3]]);
      expect(await find('q=%25')).toHaveLength(7);
      expect(await find('state=public')).toEqual([]);
      expect(await find('owner=me&sort=-pid')).toEqual([...made].sort().reverse());
      expect((await member.get<ProblemBody>('/pids?state=lost')).body.errors?.[0]?.pointer).toBe(
        '/querystring/state',
      );
      expect((await member.get('/pids?cursor=nonsense')).status).toBe(400);
    } finally {
      await own.close();
    }
  });
});

describe('what the database refuses', () => {
  test('a row of pids is never deleted, renamed or emptied, not even by hand', async () => {
    const { pid } = await mint();
    const byHand = (text: string): Promise<unknown> =>
      system.ctx.engine.withPinnedConnection((run) => run(text));
    await expect(byHand(`delete from pids where pid = '${pid}'`)).rejects.toThrow(/never deleted/);
    await expect(byHand(`update pids set pid = '10.5072/other' where pid = '${pid}'`)).rejects.toThrow(
      /never deleted/,
    );
    await expect(byHand('truncate pids cascade')).rejects.toThrow(/never deleted/);
    expect((await api.get(pathOf(pid))).status).toBe(200);
  });

  test('nothing is registered or resolved that is no identifier, and neither changes its name', async () => {
    const { pid } = await mint();
    const byHand = (text: string): Promise<unknown> =>
      system.ctx.engine.withPinnedConnection((run) => run(text));
    const inserts = {
      registrations: `insert into registrations (pid, registrar_account_id, wanted, wanted_hash, wanted_at, state, next_attempt_at)
        select '10.5072/nobody', registrar_account_id, wanted, wanted_hash, wanted_at, 'pending', wanted_at
        from registrations where pid = '${pid}'`,
      resolutions: `insert into resolutions (pid, type, state, target, document, updated_at)
        select '10.5072/nobody', type, state, target, document, updated_at from resolutions where pid = '${pid}'`,
    };
    for (const [table, insert] of Object.entries(inserts)) {
      await expect(byHand(insert)).rejects.toThrow('there is no such identifier');
      const rename = `update ${table} set pid = '10.5072/other' where pid = '${pid}'`;
      await expect(byHand(rename)).rejects.toThrow(/never deleted, renamed/);
    }
  });
});
