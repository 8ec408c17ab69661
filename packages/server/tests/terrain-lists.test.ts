import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Curation,
  makeFolder,
  openCuration,
  type Person,
  postStatus,
  requestDoi,
} from './support/curation.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { createTerrainClient } from './support/terrain.ts';

let curation: Curation;
/** In the order in which they were submitted: three of Laure's and one of Garcia's between them. */
let ids: string[];

const OWN = '/permanent-id-requests';
const ALL = '/admin/permanent-id-requests';

type ListingBody = { id: string; status: string; date_submitted: number; date_updated: number };

beforeAll(async () => {
  curation = await openCuration();
  const { laure, garcia, josiah, system } = curation;
  ids = [];
  for (const [person, name] of [
    [laure, 'A_one_2026'],
    [laure, 'B_two_2026'],
    [garcia, 'C_three_2026'],
    [laure, 'D_four_2026'],
  ] as const) {
    ids.push((await requestDoi(curation, person, await makeFolder(curation, person, name))).id);
    system.clock.advance(60_000);
  }
  // The one submitted first is the one touched last.
  await postStatus(josiah, ids[1] ?? '', { status: 'Evaluation' });
  system.clock.advance(60_000);
  await postStatus(josiah, ids[0] ?? '', { status: 'Asked the group leader' });
});
afterAll(() => curation?.system.close());

async function list(person: Person, path: string): Promise<{ requests: ListingBody[]; total: number }> {
  const answer = await person.terrain.get(path);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as { requests: ListingBody[]; total: number };
}

/** Which of the requests, by the order of their submission from 1. */
async function places(person: Person, path: string): Promise<number[]> {
  return (await list(person, path)).requests.map(({ id }) => ids.indexOf(id) + 1);
}

describe('whose requests', () => {
  test('a person sees their own, also one who curates', async () => {
    expect(await places(curation.laure, OWN)).toEqual([4, 2, 1]);
    expect(await places(curation.garcia, OWN)).toEqual([3]);
    expect(await places(curation.josiah, OWN)).toEqual([]);
  });

  test('a curator sees those of the organisation, one of another organisation none', async () => {
    expect(await places(curation.josiah, ALL)).toEqual([4, 3, 2, 1]);
    expect(await list(curation.sofia, ALL)).toEqual({ requests: [], total: 0 });
  });

  test('the operator sees all', async () => {
    const operator = createTerrainClient(curation.system, TEST_ADMIN_TOKEN);
    expect((await operator.get(ALL)).body.total).toBe(4);
  });
});

describe('order', () => {
  test.each([
    ['', [4, 3, 2, 1]],
    ['?sort-dir=ASC', [4, 3, 2, 1]],
    ['?sort-field=date_submitted', [1, 2, 3, 4]],
    ['?sort-field=date_submitted&sort-dir=ASC', [1, 2, 3, 4]],
    ['?sort-field=date_submitted&sort-dir=DESC', [4, 3, 2, 1]],
    ['?sort-field=date_updated&sort-dir=DESC', [1, 2, 4, 3]],
    ['?sort-field=date_updated', [3, 4, 2, 1]],
    ['?sort-field=status', [1, 2, 3, 4]],
    ['?sort-field=status&sort-dir=DESC', [4, 3, 2, 1]],
    ['?sort-field=requested_by', [3, 1, 2, 4]],
    ['?sort-field=requested_by&sort-dir=DESC', [4, 2, 1, 3]],
    ['?sort-field=type', [1, 2, 3, 4]],
    ['?sort-field=target_type&sort-dir=DESC', [4, 3, 2, 1]],
  ])('%s', async (query, expected) => {
    expect(await places(curation.josiah, `${ALL}${query}`)).toEqual(expected);
  });

  test('by who touched it last', async () => {
    const found = await places(curation.josiah, `${ALL}?sort-field=updated_by`);
    expect([...found].sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('pages', () => {
  test.each([
    ['?limit=2', [4, 3], 4],
    ['?limit=2&offset=2', [2, 1], 4],
    ['?limit=2&offset=3', [1], 4],
    ['?offset=1', [3, 2, 1], 4],
    ['?limit=1000000', [4, 3, 2, 1], 4],
    // Counted over the rows of the page, as in CyVerse.
    ['?limit=2&offset=4', [], 0],
    ['?offset=999999999999999', [], 0],
  ])('%s', async (query, expected, total) => {
    const { requests, total: told } = await list(curation.josiah, `${ALL}${query}`);
    expect(requests.map(({ id }) => ids.indexOf(id) + 1)).toEqual(expected);
    expect(told).toBe(total);
  });

  test('what is counted is what the statuses leave', async () => {
    expect(await list(curation.josiah, `${ALL}?statuses=Submitted&limit=1`)).toMatchObject({
      requests: [{ id: ids[3] }],
      total: 2,
    });
  });
});

describe('statuses', () => {
  test.each([
    ['?statuses=Submitted', [4, 3]],
    ['?statuses=Submitted&statuses=Evaluation', [4, 3, 2]],
    ['?statuses=Asked%20the%20group%20leader', [1]],
    ['?statuses=submitted', []],
    ['?statuses=', []],
    ["?statuses=x'%20or%201=1--", []],
  ])('%s', async (query, expected) => {
    expect(await places(curation.josiah, `${ALL}${query}`)).toEqual(expected);
  });

  test('a code that a curator made up is offered again in its organisation, and nowhere else', async () => {
    const { laure, josiah, sofia } = curation;
    for (const person of [laure, josiah]) {
      const { body } = await person.terrain.get(`${OWN}/status-codes`);
      const codes = body.status_codes as { id: string; name: string; description: string }[];
      expect(codes.slice(0, 6).map(({ name }) => name)).toEqual(
        expect.arrayContaining(['Submitted', 'Evaluation', 'Pending', 'Approved', 'Completion', 'Failed']),
      );
      expect(codes).toContainEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'Asked the group leader',
        description: 'Asked the group leader',
      });
    }
    expect((await sofia.terrain.get(`${OWN}/status-codes`)).text).not.toContain('group leader');
  });
});

describe('a row', () => {
  test('says when it was submitted and touched, and by whom, in milliseconds', async () => {
    const { laure, josiah, system } = curation;
    const { requests } = await list(josiah, `${ALL}?sort-field=date_submitted&limit=1`);
    expect(requests).toEqual([
      {
        id: ids[0],
        type: 'DOI',
        requested_by: laure.orcid,
        original_path: `/default/home/${laure.orcid}/A_one_2026`,
        folder: {
          id: expect.any(String),
          path: '/default/staging/A_one_2026',
          type: 'dir',
          label: 'A_one_2026',
          'date-created': expect.any(Number),
          'date-modified': expect.any(Number),
          permission: 'own',
          'share-count': expect.any(Number),
          'file-count': 1,
          'dir-count': 0,
        },
        date_submitted: Date.parse('2026-06-01T09:00:01.000Z'),
        status: 'Asked the group leader',
        date_updated: system.clock.now().getTime(),
        updated_by: josiah.orcid,
      },
    ]);
  });
});
