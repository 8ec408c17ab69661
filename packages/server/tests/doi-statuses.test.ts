import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isQueuedAs, listQueue } from './support/assertions.ts';
import { makeItemWithStatus, type ShownStatus, shownStatuses } from './support/doi-statuses.ts';
import {
  type Callers,
  changeItem,
  doiOf,
  type IdentifierBody,
  logEveryoneIn,
  openRepository,
  type Repository,
  readIdentifiers,
} from './support/dspace.ts';

let repository: Repository;
let callers: Callers;
beforeAll(async () => {
  repository = await openRepository();
  callers = await logEveryoneIn(repository);
});
afterAll(() => repository?.system.close());

async function searchIdentifiers(uuid: string): Promise<IdentifierBody[]> {
  const answer = await callers.admin.get(`/pid/identifiers/search/findByItem?uuid=${uuid}`);
  return answer.body<{ _embedded: { identifiers: IdentifierBody[] } }>()._embedded.identifiers;
}

describe('a DOI is shown with its status by the item and by the search', () => {
  test.each(shownStatuses)('%s', async (status: ShownStatus) => {
    const { uuid } = await makeItemWithStatus(repository, status);
    const listed = await readIdentifiers(callers.admin, uuid);
    expect(listed[0]).toEqual({
      value: expect.stringMatching(/^https:\/\/doi\.org\/10\.5072\/./),
      identifierType: 'doi',
      identifierStatus: status,
      type: 'identifier',
    });
    expect(
      (await searchIdentifiers(uuid)).map(({ value, identifierStatus }) => [value, identifierStatus]),
    ).toEqual(listed.map(({ value, identifierStatus }) => [value, identifierStatus]));
    // Names that nobody was told of stand in no queue.
    const isLocal = status === 'PENDING' || status === 'MINTED' || status === 'UNKNOWN';
    if (!isLocal) expect(await isQueuedAs(repository, doiOf(listed), status)).toBe(true);
    else expect((await listQueue(repository)).some(({ pid }) => pid === doiOf(listed))).toBe(false);
    const ofItem = await repository.operator.get<{ items: { pid: string; status: string | null }[] }>(
      `/items/${uuid}/identifiers`,
    );
    expect(ofItem.body.items[0]).toMatchObject({ pid: doiOf(listed), status });
  });
});

describe("a deleted item's DOI belongs to no item, and its status is told by the queue", () => {
  test('TO_BE_DELETED, then DELETED when the registrar has hidden it', async () => {
    const { uuid } = await makeItemWithStatus(repository, 'IS_REGISTERED');
    const doi = doiOf(await readIdentifiers(callers.admin, uuid));
    await changeItem(repository, uuid, 'delete');
    expect(await isQueuedAs(repository, doi, 'TO_BE_DELETED')).toBe(true);
    expect((await callers.admin.get(`/core/items/${uuid}/identifiers`)).status).toBe(404);
    expect((await callers.admin.get(`/pid/identifiers/search/findByItem?uuid=${uuid}`)).status).toBe(404);
    await repository.system.drain();
    expect(await isQueuedAs(repository, doi, 'TO_BE_DELETED')).toBe(false);
    expect(await isQueuedAs(repository, doi, 'DELETED')).toBe(true);
  });

  test('DELETED when the registrar has let go of the draft', async () => {
    const { uuid } = await makeItemWithStatus(repository, 'IS_RESERVED');
    const doi = doiOf(await readIdentifiers(callers.admin, uuid));
    await changeItem(repository, uuid, 'delete');
    expect(await isQueuedAs(repository, doi, 'TO_BE_DELETED')).toBe(true);
    await repository.system.drain();
    expect(await isQueuedAs(repository, doi, 'DELETED')).toBe(true);
  });

  test('at once where nobody was told of the name: it is given back', async () => {
    const { uuid } = await makeItemWithStatus(repository, 'MINTED');
    const doi = doiOf(await readIdentifiers(callers.admin, uuid));
    await changeItem(repository, uuid, 'delete');
    const pid = await repository.operator.get<{ state: string }>(`/pids/${encodeURIComponent(doi)}`);
    expect(pid.body.state).toBe('released');
  });
});
