import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIn, startOrcidStandIn } from '@mintmark/sandbox';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../src/db/index.ts';
import { type Api, createApi } from './support/api.ts';
import { createDatabase } from './support/databases.ts';
import { createItem, type ItemBody } from './support/items.ts';
import { control, metadataBy, type RecordItem, recordOf } from './support/orcid-deposits.ts';
import { createEntryBatches } from './support/orcid-entries.ts';
import { importPeople, OURS } from './support/orcid-many.ts';
import { type OrcidService, startOrcidService } from './support/orcid-service.ts';
import { findTwoPorts, pause } from './support/server-process.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

/**
 * 5,000 deposits are asked for by MINTMARK_FIVE_THOUSAND=1 and not by default: at the rate that ORCID allows a member, each
 * call of theirs takes a twenty-second of a second, whatever the machine, and that comes to a quarter of an hour.
 */
const SCALE =
  process.env.MINTMARK_FIVE_THOUSAND === '1'
    ? { people: 250, items: 500, peopleEach: 8, jobsEach: 4, kills: 12, limitMs: 3_600_000 }
    : { people: 15, items: 30, peopleEach: 3, jobsEach: 2, kills: 4, limitMs: 300_000 };
const JOBS = SCALE.people * SCALE.jobsEach;
const DEPOSITS = SCALE.items * SCALE.peopleEach + JOBS;

const ANOTHER = 'APP-ANOTHERSYSTEM000';
const CHAOS = {
  seed: 20_261_122,
  share503: 0.02,
  burst: 3,
  shareRevoke: 0.001,
  shareDelete: 0.02,
  shareLock: 0.01,
  shareUnlock: 0.03,
};
const FAULTS = [
  { kind: 'timeout-after-commit', rate: 0.06, delayMs: 10 },
  { kind: 'reset', rate: 0.03 },
  // Long enough that a process is often killed while it waits for an answer.
  { kind: 'slow', rate: 0.5, delayMs: 80 },
];

let folder: string;
let registry: StandIn;
let database: Awaited<ReturnType<typeof createDatabase>>;
let service: OrcidService;
let api: Api;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-deposits-'));
  database = await createDatabase();
  const clients = [
    { id: OURS, secret: 'stand-in-client-secret', redirectUris: ['http://127.0.0.1/'] },
    { id: ANOTHER, secret: 'another', redirectUris: ['http://127.0.0.1/'] },
  ];
  registry = await startOrcidStandIn({ clients });
  const [port] = await findTwoPorts();
  service = await startOrcidService(
    {
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATA_DIR: join(folder, 'data'),
      ADMIN_TOKEN: TEST_ADMIN_TOKEN,
      SECRET_KEY: 'a secret key for tests only, long enough',
      LOG_LEVEL: 'warn',
      ...(database.url === null ? {} : { DATABASE_URL: database.url }),
    },
    registry.url,
  );
  api = createApi(service, TEST_ADMIN_TOKEN);
}, 120_000);
afterAll(async () => {
  await service?.kill();
  await registry?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const atRegistry = <T>(method: string, path: string, body?: unknown): Promise<T> =>
  control<T>({ orcid: registry }, method, path, body);

const namedBy = (people: readonly string[], item: number): string[] =>
  Array.from(
    { length: SCALE.peopleEach },
    (_, each) => people[(item * SCALE.peopleEach + each) % people.length] ?? '',
  );
const titleOf = (item: number, round: string): string => `Springs of valley ${item}, ${round}`;

async function changeItems(items: readonly ItemBody[], people: readonly string[], round: string, step = 1) {
  for (let index = 0; index < items.length; index += step) {
    const metadata = metadataBy(namedBy(people, index), titleOf(index, round));
    const answer = await api.patch(`/items/${items[index]?.uuid}`, { metadata }, { 'if-match': '*' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  }
}

const jobOf = (person: number, job: number) => ({ role: `Curator ${job}`, year: `${1990 + (person % 20)}` });

/** Jobs: the registry itself takes these twice. */
async function uploadJobs(people: readonly string[], endDate: string): Promise<void> {
  const rows = people.flatMap((orcid, person) =>
    Array.from({ length: SCALE.jobsEach }, (_, job) => {
      const { role, year } = jobOf(person, job);
      const place = 'University of Example,Auckland,NZ,https://ror.org/03b94tp07,ROR';
      return `job-${person}-${job},${orcid},${place},${role},${year},${endDate}`;
    }),
  );
  const header =
    'local-id,orcid,organization,city,country,organization-id,organization-id-source,role,start-date,end-date';
  const batches = createEntryBatches(service, TEST_ADMIN_TOKEN);
  const { status, body } = await batches.upload('employment', `${header}\n${rows.join('\n')}\n`);
  expect(status, JSON.stringify(body)).toBe(202);
  await waitFor(async () => {
    const { state, counts } = await batches.read(body.id);
    if (state === 'done') expect(counts.ok, JSON.stringify(counts)).toBe(JOBS);
    return state === 'done';
  });
}

/** What the person and another system say in the same words as we do. */
async function addStrangers(people: readonly string[], items: readonly ItemBody[]): Promise<void> {
  for (const [person, orcid] of people.entries()) {
    const { role, year } = jobOf(person, 0);
    await atRegistry('POST', `records/${orcid}/items`, {
      kind: 'employment',
      item: {
        organization: {
          name: 'University of Example',
          address: { city: 'Auckland', country: 'NZ' },
          'disambiguated-organization': {
            'disambiguated-organization-identifier': 'https://ror.org/03b94tp07',
            'disambiguation-source': 'ROR',
          },
        },
        'role-title': role,
        'start-date': { year: { value: year } },
      },
    });
  }
  for (const [index, { uuid }] of items.entries()) {
    const [orcid = ''] = namedBy(people, index);
    await atRegistry('POST', `records/${orcid}/items`, {
      kind: 'work',
      source: ANOTHER,
      item: {
        title: { title: { value: titleOf(index, 'first') } },
        type: 'data-set',
        'external-ids': {
          'external-id': [
            {
              'external-id-type': 'uri',
              'external-id-value': `${service.url}/app/items/${uuid}`,
              'external-id-relationship': 'self',
            },
          ],
        },
      },
    });
  }
}

async function readRecords(people: readonly string[]): Promise<Map<string, RecordItem[]>> {
  const records = new Map<string, RecordItem[]>();
  for (const orcid of people) records.set(orcid, await recordOf({ orcid: registry }, orcid));
  return records;
}

async function countRequests(): Promise<number> {
  const { items } = await atRegistry<{ items: { requests: number }[] }>('GET', 'pace');
  return items.reduce((sum, { requests }) => sum + requests, 0);
}

type Page = { items: { reason: string | null }[]; next: string | null };

async function readPage(state: 'due' | 'held', cursor: string | null = null): Promise<Page> {
  const from = cursor === null ? '' : `&cursor=${cursor}`;
  const { body } = await api.get<Page>(
    `/organisations/default/orcid/deposits?state=${state}&limit=100${from}`,
  );
  return body;
}

const isAnyDue = async (): Promise<boolean> => (await readPage('due')).items.length > 0;

async function isAnyLocked(): Promise<boolean> {
  for (let page = await readPage('held'); ; page = await readPage('held', page.next)) {
    if (page.items.some(({ reason }) => reason === 'locked')) return true;
    if (page.next === null) return false;
  }
}

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > SCALE.limitMs) {
      throw new Error(`it takes too long\n${service.output().slice(-4000)}`);
    }
    await pause(100);
  }
}

/** Waits until nothing is due. Where nothing goes on, time passes faster: never by as much as a live claim lasts. */
async function settle(): Promise<void> {
  let seen = await countRequests();
  let idle = 0;
  await waitFor(async () => {
    // What changed a moment ago is due a moment later: an item is followed after it was written.
    if (idle >= 6 && !(await isAnyDue())) return true;
    await pause(400);
    const count = await countRequests();
    idle = count === seen ? idle + 1 : 0;
    seen = count;
    if (idle > 0) service.advance(idle < 5 ? 15_000 : 300_000);
    return false;
  });
}

/** What tells one thing on a record from another. */
function keyOf({ kind, item }: Pick<RecordItem, 'kind' | 'item'>): string {
  if (kind !== 'work') return `${kind} ${textOf(item['role-title'])}`;
  const ids = item['external-ids'] as { 'external-id': Record<string, unknown>[] };
  const own = ids['external-id'].find((id) => id['external-id-relationship'] === 'self');
  return `${kind} ${textOf(own?.['external-id-value'])}`;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'value' in value
    ? String(value.value)
    : String(value);
}

type Deposit = {
  id: string;
  orcid: string;
  kind: string;
  state: string;
  reason: string | null;
  detail: string | null;
  wanted: Record<string, unknown>;
  putCode: number | null;
  isPosted: boolean;
  /** Put codes that its history has. */
  known: number[];
};

async function readDeposits(): Promise<Deposit[]> {
  const engine = await openDatabase(database.url, join(folder, 'data'));
  try {
    const { rows } = await sql<Deposit>`
      select deposit.id, connection.orcid, deposit.kind, deposit.state, reason, detail, wanted, put_code as "putCode",
        posted_at is not null as "isPosted",
        array(select distinct (told->>'putCode')::integer from events cross join unnest(array[before, after]) as told
          where subject_type = 'orcid-deposit' and subject_id = deposit.id::text and told->>'putCode' is not null
        ) as known
      from orcid_deposits as deposit join orcid_connections as connection on connection.id = connection_id
      order by deposit.seq`.execute(engine.kysely);
    return rows;
  } finally {
    await engine.close();
  }
}

type Strike = { kind: string; orcid: string | null; putCode?: number };

test(
  `${DEPOSITS} deposits end on their records once, or in a stated reason, whatever happens to registry and service`,
  async () => {
    const people = await importPeople({ orcid: registry }, api, SCALE.people);
    await atRegistry('POST', 'chaos', CHAOS);
    for (const fault of FAULTS) {
      await atRegistry('POST', 'faults', { ...fault, match: { pathPrefix: '/v3.0/' }, count: null });
    }
    const items: ItemBody[] = [];
    for (let index = 0; index < SCALE.items; index += 1) {
      const metadata = metadataBy(namedBy(people, index), titleOf(index, 'first'));
      items.push(await createItem(api, { metadata }));
    }
    await addStrangers(people, items);
    await uploadJobs(people, '');
    const isStrange = ({ source }: RecordItem): boolean => source !== OURS;
    const strangers = new Map(
      [...(await readRecords(people))].map(([id, all]) => [id, all.filter(isStrange)]),
    );

    let interrupted = 0;
    for (let kill = 0; kill < SCALE.kills; kill += 1) {
      const from = await countRequests();
      const more = Math.round(DEPOSITS / (SCALE.kills + 2) + Math.random() * 10);
      await waitFor(async () => (await countRequests()) - from >= more || !(await isAnyDue()));
      if (await isAnyDue()) interrupted += 1;
      await service.killAndRestart();
      // Half of what is there, or is on its way, is something else by now.
      if (kill === 1) await changeItems(items, people, 'second', 2);
      // Beside what chaos does.
      if (kill === 2) await atRegistry('POST', 'grants/revoke', { orcid: people[0] });
      if (kill === 2) await atRegistry('POST', `people/${people[1]}/state`, { state: 'locked' });
    }
    expect(interrupted, 'it was killed while it wrote').toBeGreaterThan(1);
    await settle();

    const { strikes } = await atRegistry<{ strikes: Strike[] }>('GET', 'chaos');
    await atRegistry('DELETE', 'chaos');
    await atRegistry('DELETE', 'faults');
    for (const orcid of people) await atRegistry('POST', `people/${orcid}/state`, { state: 'active' });
    // Records that were locked are asked about once a day, and again where the clock was put forward while it was asked.
    await waitFor(async () => {
      service.advance(25 * 3_600_000);
      await settle();
      return !(await isAnyLocked());
    });
    await changeItems(items, people, 'last');
    await uploadJobs(people, '2026-11');
    await settle();

    await service.kill();
    const deposits = await readDeposits();
    const records = await readRecords(people);
    expect(deposits).toHaveLength(DEPOSITS);

    const count = new Map<string, number>();
    for (const { state, reason } of deposits) {
      const end = reason === null ? state : `${state}: ${reason}`;
      count.set(end, (count.get(end) ?? 0) + 1);
    }
    const ends = [...count.keys()].filter(
      (end) => !['acknowledged', 'deleted-by-user', 'held: not-connected'].includes(end),
    );
    expect(ends, JSON.stringify([...count])).toEqual([]);
    expect(count.get('acknowledged') ?? 0, JSON.stringify([...count])).toBeGreaterThan(DEPOSITS / 3);
    expect(deposits.find(({ state, detail }) => state === 'held' && !detail)).toBeUndefined();
    // Whose permission was taken back, and nobody else's.
    const revoked = new Set(strikes.filter(({ kind }) => kind === 'revoke').map(({ orcid }) => orcid));
    const withoutPermission = deposits.filter(({ state }) => state === 'held').map(({ orcid }) => orcid);
    expect(new Set(withoutPermission)).toContain(people[0]);
    expect(withoutPermission.filter((orcid) => orcid !== people[0] && !revoked.has(orcid))).toEqual([]);

    const ours = [...records].flatMap(([orcid, all]) =>
      all.filter((item) => !isStrange(item)).map((item) => ({ ...item, orcid })),
    );
    const keys = ours.map((item) => `${item.orcid} ${keyOf(item)}`);
    expect(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      'nothing is on a record twice',
    ).toEqual([]);

    const byPutCode = new Map(ours.map((item) => [item.putCode, item]));
    for (const { id, orcid, state, putCode, wanted, kind } of deposits) {
      if (state !== 'acknowledged') continue;
      const there = byPutCode.get(putCode ?? -1);
      expect(there?.orcid, `${id} ${putCode}`).toBe(orcid);
      expect(there === undefined ? null : keyOf(there)).toBe(keyOf({ kind, item: wanted }));
      if (kind === 'work') expect(JSON.stringify(there?.item)).toContain(', last');
      else expect(JSON.stringify(there?.item['end-date'])).toContain('2026');
    }
    // An answer was lost, and the permission with it: it may be there, and nobody can look.
    const maybe = new Set(
      deposits
        .filter(({ state, putCode, isPosted }) => state === 'held' && putCode === null && isPosted)
        .map((each) => `${each.orcid} ${keyOf({ kind: each.kind, item: each.wanted })}`),
    );
    const putCodes = new Set(deposits.map(({ putCode }) => putCode));
    const unknown = ours.filter(
      (item) => !putCodes.has(item.putCode) && !maybe.has(`${item.orcid} ${keyOf(item)}`),
    );
    expect(unknown, 'nothing of ours is there that we do not know').toEqual([]);

    const deleted = new Set(strikes.filter(({ kind }) => kind === 'delete').map(({ putCode }) => putCode));
    expect(deleted.size).toBeGreaterThan(0);
    const offTheRecord = deposits.filter(({ known }) => known.some((code) => deleted.has(code)));
    const backAgain = offTheRecord.filter((each) =>
      keys.includes(`${each.orcid} ${keyOf({ kind: each.kind, item: each.wanted })}`),
    );
    expect(backAgain, 'what a person deleted is not there again').toEqual([]);
    const notDeleted = deposits.filter(
      ({ state, known }) => state === 'deleted-by-user' && !known.some((code) => deleted.has(code)),
    );
    expect(notDeleted, 'nobody is said to have deleted what they did not').toEqual([]);

    for (const [orcid, before] of strangers) {
      const left = before.filter(({ putCode }) => !deleted.has(putCode));
      expect((records.get(orcid) ?? []).filter(isStrange)).toEqual(left);
    }
  },
  SCALE.limitMs * 2,
);
