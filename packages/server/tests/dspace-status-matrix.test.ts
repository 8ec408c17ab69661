import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeItemWithStatus } from './support/doi-statuses.ts';
import {
  type Callers,
  changeItem,
  doiOf,
  expectHal,
  expectRefusal,
  HANDLE_PREFIX,
  logEveryoneIn,
  makeItem,
  openRepository,
  type Repository,
  readIdentifiers,
} from './support/dspace.ts';
import type { MatrixRow, Place } from './support/dspace-matrix.ts';
import { postRows } from './support/dspace-matrix-posts.ts';
import { findRows, identifierRows } from './support/dspace-matrix-reads.ts';

const DATA = new URL('../../../../shared/data/dspace/endpoint-status-matrix.json', import.meta.url);

const rows = [...identifierRows, ...postRows, ...findRows];
const nameOf = ({ request, who, status }: Pick<MatrixRow, 'request' | 'who' | 'status'>): string =>
  `${request} (${who}) → ${status}`;

describe.skipIf(!existsSync(DATA))('the status matrix of DSpace (skipped without the shared data)', () => {
  test('has each of its rows here, with the status that it advises', () => {
    const { cases } = JSON.parse(readFileSync(DATA, 'utf8')) as {
      cases: { request: string; who: string; advice: number }[];
    };
    expect(rows.map(nameOf)).toHaveLength(42);
    expect(rows.map(nameOf).sort()).toEqual(
      cases.map((each) => nameOf({ ...each, status: each.advice })).sort(),
    );
  });
});

let repository: Repository;
let place: Place;
beforeAll(async () => {
  repository = await openRepository();
  const { admin } = await logEveryoneIn(repository);
  const registered = await makeItemWithStatus(repository, 'IS_REGISTERED');
  const deleted = await makeItemWithStatus(repository, 'IS_REGISTERED');
  const identifiers = await readIdentifiers(admin, registered.uuid);
  const deletedDoi = doiOf(await readIdentifiers(admin, deleted.uuid));
  await changeItem(repository, deleted.uuid, 'delete');
  const handle = identifiers[1]?.value.split('/handle/')[1] ?? '';
  expect(handle).toMatch(new RegExp(`^${HANDLE_PREFIX}/\\d+$`));
  place = {
    repository,
    registered: { ...registered, doi: doiOf(identifiers), handle },
    restricted: await makeItem(repository, { access: 'organisation' }),
    bare: await makeItem(repository, { state: 'workspace' }),
    deletedDoi,
    fresh: () => makeItem(repository),
  };
});
afterAll(() => repository?.system.close());

describe.each(['/server/api', '/api', '/rest/api'])('under %s', (prefix) => {
  let callers: Callers;
  beforeAll(async () => {
    callers = await logEveryoneIn(repository, prefix);
  });

  test.each(rows.map((row) => [nameOf(row), row] as const))('%s', async (_name, row) => {
    for (const name of row.callers) {
      const answer = await row.ask(callers[name], place);
      expect(answer.status, `${name}: ${answer.text.slice(0, 500)}`).toBe(row.status);
      if (row.status >= 400) expectRefusal(answer, row.status);
      if (row.status === 200 || row.status === 201) expectHal(answer);
      row.check?.(answer, place, callers[name]);
    }
  });
});

test('the address of the seed, without /pid, answers in the same way', async () => {
  const { admin, anonymous } = await logEveryoneIn(repository, '/rest/api');
  const body = { headers: { 'content-type': 'text/uri-list' }, body: '' };
  const { uuid } = await place.fresh();
  const uri = `http://localhost:8080/rest/api/core/items/${uuid}`;
  expectRefusal(await anonymous.send('POST', '/identifiers?type=doi', { ...body, body: uri }), 401);
  expect((await admin.send('POST', '/identifiers?type=doi', { ...body, body: uri })).status).toBe(201);
  expectRefusal(await admin.send('POST', '/identifiers?type=doi', { ...body, body: uri }), 400);
});
