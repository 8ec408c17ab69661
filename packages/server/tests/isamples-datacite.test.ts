import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi, type PidBody } from './support/api.ts';
import {
  dataciteMetadata,
  drainUntil,
  getRawJwt,
  type Manage,
  type ManageAnswer,
  openManage,
  readAtDatacite,
  startWithAdministrator,
} from './support/isamples.ts';
import { LAURE, type SignedIn } from './support/people.ts';
import type { System } from './support/start-system.ts';

/** The repository at DataCite is not allowed to let DOIs lead there. */
const FOREIGN = 'https://foreign.example.net/1';
const STRANGER = '0000-0002-1694-233X';

let system: System;
let admin: SignedIn;
let laure: Manage;

type Refusal = { detail: string | { loc: string[]; msg: string; type: string }[] };

beforeAll(async () => {
  ({ system, admin } = await startWithAdministrator({
    env: { DATACITE_TIMEOUT_SECONDS: '2' },
    repositoryDomains: ['example.org', '127.0.0.1'],
  }));
  laure = openManage(system, await getRawJwt(system, LAURE));
});
afterAll(() => system?.close());

const mint = <T = string>(
  attributes: Record<string, unknown>,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  who: Manage = laure,
): Promise<ManageAnswer<T>> =>
  who.post<T>(
    '/mint_datacite_identifier',
    { datacite_metadata: dataciteMetadata(attributes), ...more },
    headers,
  );

const atDatacite = async (doi: string) =>
  (await readAtDatacite(system)).find((each) => each.doi === doi.replace(/^doi:/, '')) ?? null;

/** All that the stand-in knows of a DOI, as text. */
async function describeAtDatacite(doi: string): Promise<string> {
  const answer = await fetch(`${system.datacite.url}/dois/${doi.replace(/^doi:/, '')}`, {
    headers: { authorization: `Basic ${btoa('MINTMARK.DEMO:stand-in-password')}` },
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

async function readHere(doi: string): Promise<PidBody> {
  const pid = doi.replace(/^doi:/, '');
  return (await createApi(system, admin.token).get<PidBody>(`/pids/${encodeURIComponent(pid)}`)).body;
}

async function orderFault(fault: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${system.datacite.url}/_control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  expect(answer.status).toBe(201);
}

/** Every text that the database holds of one word, by table. */
async function tablesHolding(word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(system.ctx.db);
  const found: string[] = [];
  for (const { name } of rows) {
    const held = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)} as row where row::text like ${`%${word}%`}`.execute(
      system.ctx.db,
    );
    if ((held.rows[0]?.count ?? 0) > 0) found.push(name);
  }
  return found;
}

async function readNotices(orcid: string): Promise<{ kind: string; title: string; body: string }[]> {
  const { rows } = await sql<{ kind: string; title: string; body: string }>`
    select kind, title, body from notices join accounts on accounts.id = notices.account_id
    where accounts.orcid = ${orcid} order by notices.created_at`.execute(system.ctx.db);
  return rows;
}

describe('metadata only at DataCite (first flow of the seed)', () => {
  test('the answer is the DOI once DataCite has it, and we keep name, owner and target alone', async () => {
    const word = 'Xylopyrography';
    const request = mint({
      event: 'publish',
      url: 'https://example.org/samples/1',
      titles: [{ title: word }],
    });
    const answer = await drainUntil(system, request);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/^doi:10\.5072\/[0-9a-z]{4}-[0-9a-z]{4}$/);
    expect(await atDatacite(answer.body)).toMatchObject({
      state: 'findable',
      url: 'https://example.org/samples/1',
    });
    expect(await readHere(answer.body)).toMatchObject({
      state: 'public',
      metadata: null,
      owner: { orcid: LAURE },
      target: 'https://example.org/samples/1',
      registration: { state: 'acknowledged' },
    });
    expect(await tablesHolding(word)).toEqual([]);
    expect(system.logged()).not.toContain(word);
    const resolved = await fetch(`${system.url}/${answer.body.slice(4)}`, { redirect: 'manual' });
    expect(resolved.headers.get('location')).toBe('https://example.org/samples/1');
  });

  test('what DataCite holds stays when the DOI changes here', async () => {
    const { body: doi } = await drainUntil(system, mint({ event: 'publish', url: 'https://example.org/2' }));
    const api = createApi(system, admin.token);
    const path = `/pids/${encodeURIComponent(doi.slice(4))}`;
    const { version } = await readHere(doi);
    const changed = await api.patch(
      path,
      { target: 'https://example.org/3' },
      { 'if-match': `"${version}"` },
    );
    expect(changed.status).toBe(200);
    await system.drain();
    const kept = await describeAtDatacite(doi);
    expect(kept).toContain('https://example.org/3');
    expect(kept).toContain('Basalt of one dredge');
    await api.post(`${path}/withdraw`, { reason: 'Taken twice' });
    await system.drain();
    expect(await atDatacite(doi)).toMatchObject({ state: 'registered' });
    expect(await describeAtDatacite(doi)).toContain('Basalt of one dredge');
  });

  test('metadata that is sent to our own API later is kept here from then on', async () => {
    const { body: doi } = await drainUntil(system, mint({ event: 'publish' }));
    const api = createApi(system, admin.token);
    const { version } = await readHere(doi);
    const metadata = {
      titles: [{ title: 'Named anew' }],
      creators: [{ name: 'Carberry, Josiah' }],
      publisher: { name: 'Example University' },
      publicationYear: 2026,
      types: { resourceTypeGeneral: 'PhysicalObject' },
    };
    await api.patch(
      `/pids/${encodeURIComponent(doi.slice(4))}`,
      { metadata },
      { 'if-match': `"${version}"` },
    );
    await system.drain();
    expect(await describeAtDatacite(doi)).toContain('Named anew');
    expect((await readHere(doi)).metadata).toMatchObject({ titles: [{ title: 'Named anew' }] });
  });

  test('without an event it is a draft, reserved here', async () => {
    const answer = await drainUntil(system, mint({}));
    expect(answer.status).toBe(200);
    expect(await atDatacite(answer.body)).toMatchObject({ state: 'draft' });
    expect(await readHere(answer.body)).toMatchObject({ state: 'reserved', metadata: null });
  });

  test('a draft is published by sending it again with its doi and an event', async () => {
    const { body: doi } = await drainUntil(system, mint({}));
    const answer = await drainUntil(system, mint({ doi: doi.slice(4), event: 'publish' }));
    expect([answer.status, answer.body]).toEqual([200, doi]);
    expect(await atDatacite(doi)).toMatchObject({ state: 'findable' });
    expect((await readHere(doi)).state).toBe('public');
  });

  test('a chosen suffix is taken, and a taken one refused with 409', async () => {
    const suffix = 'dredge-1';
    const first = await drainUntil(system, mint({ suffix, event: 'publish' }));
    expect(first.body).toBe('doi:10.5072/dredge-1');
    const again = await mint<Refusal>({ suffix, event: 'publish' });
    expect(again.status).toBe(409);
  });

  test('while DataCite does not answer it is 202 with the same DOI, and the person is told later', async () => {
    const answer = await mint({ event: 'publish' }, {}, { prefer: 'wait=0' });
    expect(answer.status).toBe(202);
    expect(answer.body).toMatch(/^doi:10\.5072\//);
    expect((await readHere(answer.body)).state).toBe('reserved');
    const nowhere = await fetch(`${system.url}/${answer.body.slice(4)}`);
    expect(nowhere.status).toBe(404);
    await system.drain();
    expect((await readHere(answer.body)).state).toBe('public');
    const titles = (await readNotices(LAURE)).map((each) => each.title);
    expect(titles).toContain(`${answer.body.slice(4)} is registered`);
  });

  test('who got the answer of the request is not told of it again', async () => {
    const { body: doi } = await drainUntil(system, mint({ event: 'publish' }));
    const titles = (await readNotices(LAURE)).map((each) => each.title);
    expect(titles).not.toContain(`${doi.slice(4)} is registered`);
  });
});

describe('complete record here, excerpt at DataCite (second flow of the seed)', () => {
  test('the record is provisional until DataCite has answered, then public, and the researcher is told', async () => {
    const record = { material: 'basalt', collectionMethod: { name: 'dredge', depthInMetres: 2811 } };
    const answer = await mint(
      { event: 'publish', titles: [{ title: 'Complete' }], ...record },
      { keep_record: true },
      { prefer: 'wait=0' },
    );
    expect(answer.status).toBe(202);
    expect(await readHere(answer.body)).toMatchObject({
      state: 'reserved',
      metadata: { titles: [{ title: 'Complete' }] },
    });
    await system.drain();
    expect(await readHere(answer.body)).toMatchObject({
      state: 'public',
      metadata: { titles: [{ title: 'Complete' }] },
      registration: { state: 'acknowledged' },
    });
    const there = await describeAtDatacite(answer.body);
    expect(there).toContain('Complete');
    expect(there).not.toContain('depthInMetres');
    const kept = await laure.get<{ state: string; record: unknown }>(`/record?identifier=${answer.body}`);
    expect(kept.body).toMatchObject({ identifier: answer.body, state: 'public', record });
    expect(await readNotices(LAURE)).toContainEqual(
      expect.objectContaining({
        kind: 'registration-done',
        title: `${answer.body.slice(4)} is registered`,
      }),
    );
  });

  test('when DataCite refuses, it stays reserved, the researcher is told why, and sends it again', async () => {
    const refused = await drainUntil(
      system,
      mint<Refusal>({ event: 'publish', suffix: 'again-1', url: FOREIGN }, { keep_record: true }),
    );
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body.detail)).toContain('stays reserved');
    const doi = 'doi:10.5072/again-1';
    expect((await readHere(doi)).state).toBe('reserved');
    expect(await readNotices(LAURE)).toContainEqual(
      expect.objectContaining({ kind: 'registration-refused', title: '10.5072/again-1 was refused' }),
    );
    const again = await drainUntil(
      system,
      mint(
        { event: 'publish', doi: '10.5072/again-1', url: 'https://example.org/again' },
        { keep_record: true },
      ),
    );
    expect([again.status, again.body]).toEqual([200, doi]);
    expect((await readHere(doi)).state).toBe('public');
  });

  test('edited while it waits, it is announced as DataCite has it, or as it is complete now', async () => {
    const edited: string[] = [];
    const api = createApi(system, admin.token);
    for (const titles of [[{ title: 'Edited' }], []]) {
      const { body: doi } = await mint({ event: 'publish' }, { keep_record: true }, { prefer: 'wait=0' });
      const { metadata, version } = await readHere(doi);
      const changed = await api.patch(
        `/pids/${encodeURIComponent(doi.slice(4))}`,
        { metadata: { ...metadata, titles } },
        { 'if-match': `"${version}"` },
      );
      expect(changed.status).toBe(200);
      edited.push(doi);
    }
    await system.drain();
    const [complete = '', incomplete = ''] = edited;
    expect(await readHere(complete)).toMatchObject({
      state: 'public',
      metadata: { titles: [{ title: 'Edited' }] },
      registration: { state: 'acknowledged' },
    });
    expect(await describeAtDatacite(complete)).toContain('Edited');
    expect(await readHere(incomplete)).toMatchObject({
      state: 'public',
      metadata: { titles: [{ title: 'Basalt of one dredge' }] },
      registration: { state: 'acknowledged' },
    });
  });

  test('nobody else reads the record', async () => {
    const { body: doi } = await drainUntil(system, mint({ secret: 'site 9' }, { keep_record: true }));
    expect((await laure.get(`/record?identifier=${doi}`)).body).toMatchObject({
      record: { secret: 'site 9' },
    });
    const stranger = openManage(system, await getRawJwt(system, STRANGER));
    expect((await stranger.get(`/record?identifier=${doi}`)).status).toBe(404);
  });

  test('a name that DataCite was asked to announce is never given back', async () => {
    const { body: doi } = await mint({ event: 'publish' }, { keep_record: true }, { prefer: 'wait=0' });
    const release = sql`update pids set state = 'released' where pid = ${doi.slice(4)}`.execute(
      system.ctx.db,
    );
    await expect(release).rejects.toThrow('never given back');
    await system.drain();
  });
});

describe('drafts', () => {
  const draft = <T = string[]>(
    count: unknown,
    attributes: Record<string, unknown> = {},
    headers: Record<string, string> = {},
    path = '/mint_draft_datacite_identifiers',
  ) => laure.post<T>(path, { num_drafts: count, datacite_metadata: dataciteMetadata(attributes) }, headers);

  test('all names are answered at once, and each is at DataCite once with its metadata', async () => {
    const answer = await draft('12', { titles: [{ title: 'Twelve cores' }] });
    expect(answer.status).toBe(200);
    expect(new Set(answer.body).size).toBe(12);
    await system.drain();
    const there = await readAtDatacite(system);
    for (const doi of answer.body) {
      expect(there.filter((each) => `doi:${each.doi}` === doi)).toMatchObject([
        { state: 'draft', writeCount: 1 },
      ]);
      expect(await describeAtDatacite(doi)).toContain('Twelve cores');
    }
    expect(await tablesHolding('Twelve cores')).toEqual([]);
  });

  test('the older address and a form that was left empty work as well', async () => {
    const answer = await laure.post<string[]>('/mint_draft_identifiers', {
      num_drafts: 2,
      datacite_metadata: {
        data: {
          type: 'dois',
          attributes: { prefix: '10.5072', creators: [null], titles: [{}], publisher: 'Example University' },
        },
      },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toHaveLength(2);
  });

  test.each([
    [0, {}, 'num_drafts'],
    [100_001, {}, 'num_drafts'],
    [2, { suffix: 'one' }, 'num_drafts'],
    [1, { event: 'publish' }, 'event'],
    [1, { prefix: 'abc' }, 'prefix'],
    [1, { url: 'javascript:alert(1)' }, 'url'],
    [1, { publicationYear: 'soon' }, 'publicationYear'],
  ] as const)('%j drafts with %j are refused with 422 at %s', async (count, attributes, place) => {
    const answer = await draft<Refusal>(count, attributes);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body.detail)).toContain(place);
  });

  test('metadata that would fill the database while it waits is refused', async () => {
    const descriptions = Array.from({ length: 10 }, () => ({
      description: 'x'.repeat(60_000),
      descriptionType: 'Abstract',
    }));
    const answer = await draft<Refusal>(1_000, { descriptions });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body.detail)).toContain('at most');
  });
});

describe('faults of the original that are absent', () => {
  test('fault 2: an id_token of someone who is no member spends no credentials of the service', async () => {
    const closed = await startWithAdministrator({ env: { SIGN_UP: 'closed' } });
    try {
      const stranger = openManage(closed.system, await getRawJwt(closed.system, STRANGER));
      const single = await mint<Refusal>({ event: 'publish' }, {}, {}, stranger);
      expect(single.status).toBe(401);
      const drafts = await stranger.post('/mint_draft_datacite_identifiers', {
        num_drafts: 5,
        datacite_metadata: dataciteMetadata(),
      });
      expect(drafts.status).toBe(401);
      await closed.system.drain();
      expect(await readAtDatacite(closed.system)).toEqual([]);
    } finally {
      await closed.system.close();
    }
  });

  test('fault 3: drafts that are asked for at the same moment get different names', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        laure.post<string[]>('/mint_draft_datacite_identifiers', {
          num_drafts: 5,
          datacite_metadata: dataciteMetadata(),
        }),
      ),
    );
    expect(new Set(answers.flatMap((each) => each.body)).size).toBe(40);
    await system.drain();
  });

  test('fault 5: a refusal has a status that says so, and its reasons', async () => {
    const incomplete = await mint<Refusal>({ event: 'publish', titles: [], publicationYear: null });
    expect(incomplete.status).toBe(422);
    expect(incomplete.body.detail).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          loc: ['body', 'datacite_metadata', 'data', 'attributes', 'titles'],
          type: 'metadata-refused',
        }),
      ]),
    );
    const refused = await drainUntil(system, mint<Refusal>({ event: 'publish', url: FOREIGN }));
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body.detail)).toContain('DataCite refused it');
  });

  test('fault 5: what is sent goes to the DataCite of the configuration', async () => {
    const { body: doi } = await drainUntil(system, mint({ event: 'publish' }));
    expect(await atDatacite(doi)).not.toBeNull();
  });

  test('fault 5: no draft is missing or doubled though DataCite answers 429, 503 and not at all', async () => {
    for (const kind of ['rate-limited', 'unavailable', 'timeout-after-commit']) {
      await orderFault({ kind, count: 2, match: { method: 'PUT' }, retryAfterSeconds: 1 });
    }
    const answer = await laure.post<string[]>('/mint_draft_datacite_identifiers', {
      num_drafts: 10,
      datacite_metadata: dataciteMetadata(),
    });
    for (let round = 0; round < 8; round += 1) {
      await system.drain();
      system.clock.advance(600_000);
    }
    const there = (await readAtDatacite(system)).map((each) => `doi:${each.doi}`);
    for (const doi of answer.body) expect(there.filter((each) => each === doi)).toEqual([doi]);
  });

  test('fault 6: a request that is repeated with its key mints once, and waits for the same DOI', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await mint({ event: 'publish' }, {}, { ...headers, prefer: 'wait=0' });
    expect(first.status).toBe(202);
    const again = await drainUntil(system, mint({ event: 'publish' }, {}, headers));
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('fault 6: what was done, by whom, is in the history', async () => {
    const { body: doi } = await drainUntil(system, mint({ event: 'publish' }));
    const { body } = await createApi(system, admin.token).get<{
      items: { action: string; actor: { kind: string; orcid: string | null } }[];
    }>(`/pids/${encodeURIComponent(doi.slice(4))}/events`);
    expect(body.items.map(({ action, actor }) => [action, actor.kind, actor.orcid])).toEqual([
      ['reserve', 'person', LAURE],
      ['registration-acknowledged', 'service', null],
      ['publish', 'service', null],
    ]);
  });
});
