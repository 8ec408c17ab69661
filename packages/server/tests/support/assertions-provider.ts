import { expect } from 'vitest';
import { type Assertions, isQueuedAs, type Stage } from './assertions.ts';
import { makeItemWithStatus } from './doi-statuses.ts';
import { changeItem, changeTitle, doiOf, makeItem, readDoiStatus, readIdentifiers } from './dspace.ts';
import type { DspaceClient } from './dspace-client.ts';
import type { DspaceItemBody } from './dspace-containers.ts';

type Held = { pid: string; status: string | null };

const identify = (stage: Stage, uuid: string, action: 'mint' | 'reserve' | 'register') =>
  changeItem<Held>(stage.repository, uuid, 'identify', { type: 'doi', action });

async function deleteDoi({ repository: { operator } }: Stage, uuid: string, doi: string): Promise<number> {
  const path = `/items/${uuid}/identifiers/${encodeURIComponent(doi)}`;
  return (await operator.delete(path, { 'if-match': '*' })).status;
}

/** Every value of an item's `dc.identifier` fields, as DSpace's clients see them. */
async function readIdentifierFields(client: DspaceClient, uuid: string): Promise<string[]> {
  const { metadata } = (await client.get(`/core/items/${uuid}`)).body<DspaceItemBody>();
  return Object.entries(metadata)
    .filter(([field]) => field.startsWith('dc.identifier'))
    .flatMap(([, values]) => values.map(({ value }) => value));
}

async function findItemOf(client: DspaceClient, id: string): Promise<string | null> {
  const answer = await client.get(`/pid/find?id=${encodeURIComponent(id)}`);
  if (answer.status !== 302) return null;
  return (await client.get(answer.headers.get('location') ?? '')).body<DspaceItemBody>().uuid;
}

/** An item whose DOI is registered. */
async function registered(stage: Stage): Promise<{ uuid: string; doi: string }> {
  const { uuid } = await makeItemWithStatus(stage.repository, 'IS_REGISTERED');
  return { uuid, doi: doiOf(await readIdentifiers(stage.callers.admin, uuid)) };
}

const test = 'DOIIdentifierProviderTest';

export const providerAssertions: Assertions = {
  async [`${test} testSupports_Class`]({ repository, callers: { admin } }) {
    const { uuid } = await makeItem(repository);
    const uri = `${admin.root}/core/items/${uuid}`;
    expect((await admin.register(uri, '?type=ark')).status).toBe(400);
    expect((await admin.register(uri, '?type=doi')).status).toBe(201);
  },
  async [`${test} testSupports_valid_String`](stage) {
    const { uuid, doi } = await registered(stage);
    const forms = ['', 'doi:', 'http://dx.doi.org/', 'https://doi.org/'].map((start) => start + doi);
    for (const id of [...forms, `https://dx.doi.org/${doi}`, `http://doi.org/${doi}`]) {
      expect([id, await findItemOf(stage.callers.anonymous, id)]).toEqual([id, uuid]);
    }
    for (const id of ['10.5072/123abc-lkj/kljl', '10.5072/dspaceUnitTests-lkjljasd1234']) {
      expect((await stage.callers.anonymous.get(`/pid/find?id=${id}`)).status).toBe(404);
    }
  },
  async [`${test} testDoes_not_support_invalid_String`]({ callers: { anonymous } }) {
    for (const id of ['11.5072/123abc-lkj/kljl', 'http://hdl.handle.net/handle/10.5072/123abc-lkj/kljl']) {
      expect((await anonymous.get(`/pid/find?id=${encodeURIComponent(id)}`)).status, id).toBe(404);
    }
    expect([404, 422]).toContain((await anonymous.get('/pid/find?id=')).status);
  },
  async [`${test} testStore_DOI_as_item_metadata`](stage) {
    const { uuid, doi } = await registered(stage);
    const fields = await readIdentifierFields(stage.callers.anonymous, uuid);
    expect(fields.filter((value) => value === `https://doi.org/${doi}`)).toHaveLength(1);
  },
  async [`${test} testGet_DOI_out_of_item_metadata`](stage) {
    const { uuid, doi } = await registered(stage);
    const fields = await readIdentifierFields(stage.callers.anonymous, uuid);
    const stored = fields.find((value) => value.endsWith(doi)) ?? '';
    expect(await findItemOf(stage.callers.anonymous, stored)).toBe(uuid);
  },
  async [`${test} testGet_DOI_Belongs_To_Thesis`](stage) {
    // Nobody here has such a name: it is read as a DOI, and leads nowhere.
    const id = 'https://doi.org/10.5072/units/custom/2026/thesis.1';
    expect((await stage.callers.anonymous.get(`/pid/find?id=${encodeURIComponent(id)}`)).status).toBe(404);
  },
  async [`${test} testGet_DOI_Belongs_To_EUT`](stage) {
    const id = '10.5072/EUT;2026(1)-carberry_j:p3';
    expect((await stage.callers.anonymous.get(`/pid/find?id=${encodeURIComponent(id)}`)).status).toBe(404);
  },
  async [`${test} testRemove_DOI_from_item_metadata`](stage) {
    const { uuid, doi } = await registered(stage);
    expect(await deleteDoi(stage, uuid, doi)).toBeLessThan(300);
    const fields = await readIdentifierFields(stage.callers.anonymous, uuid);
    expect(fields.filter((value) => value.includes(doi))).toEqual([]);
    expect(await readDoiStatus(stage.callers.anonymous, uuid)).toBeUndefined();
  },
  async [`${test} testGet_DOI_by_DSpaceObject`](stage) {
    const { uuid, doi } = await registered(stage);
    const [first] = await readIdentifiers(stage.callers.anonymous, uuid);
    expect(first?.value).toBe(`https://doi.org/${doi}`);
    expect(await findItemOf(stage.callers.anonymous, `doi:${doi}`)).toBe(uuid);
  },
  async [`${test} testGet_DOI_lookup`](stage) {
    const { uuid, doi } = await registered(stage);
    const other = await registered(stage);
    expect(doiOf(await readIdentifiers(stage.callers.anonymous, uuid))).toBe(doi);
    expect(doiOf(await readIdentifiers(stage.callers.anonymous, other.uuid))).toBe(other.doi);
  },
  async [`${test} testGet_DSpaceObject_by_DOI`](stage) {
    const { uuid, doi } = await registered(stage);
    expect(await findItemOf(stage.callers.anonymous, doi)).toBe(uuid);
  },
  async [`${test} testResolve_DOI`](stage) {
    const { uuid, doi } = await registered(stage);
    expect(await findItemOf(stage.callers.anonymous, `http://dx.doi.org/${doi}`)).toBe(uuid);
  },
  async [`${test} testRemove_two_DOIs_from_item_metadata`](stage) {
    const { uuid, doi } = await registered(stage);
    expect(await deleteDoi(stage, uuid, doi)).toBeLessThan(300);
    const { pid } = await identify(stage, uuid, 'register');
    expect(pid).not.toBe(doi);
    // The first one is this item's no longer; the second stays when it is named again.
    expect(await deleteDoi(stage, uuid, doi)).toBe(404);
    expect(await readDoiStatus(stage.callers.admin, uuid)).toBe('TO_BE_REGISTERED');
    expect(await deleteDoi(stage, uuid, pid)).toBeLessThan(300);
    const fields = await readIdentifierFields(stage.callers.admin, uuid);
    expect(fields.filter((value) => value.includes(pid) || value.includes(doi))).toEqual([]);
  },
  async [`${test} testMintDOI`](stage) {
    const { uuid } = await makeItem(stage.repository);
    expect((await identify(stage, uuid, 'mint')).pid).toMatch(/^10\.5072\/\S+$/);
  },
  async [`${test} testMint_returns_existing_DOI`](stage) {
    const { uuid } = await makeItem(stage.repository);
    const { pid } = await identify(stage, uuid, 'mint');
    expect((await identify(stage, uuid, 'mint')).pid).toBe(pid);
  },
  async [`${test} testMint_DOI_withNonMatchingFilter`](stage) {
    const { uuid } = await makeItem(stage.repository);
    const { operator } = stage.repository;
    await putFilter(stage, 'theses', 'Dissertation');
    const wish = { type: 'doi', action: 'mint', filter: 'theses' };
    const refused = await operator.post<{ detail: string }>(`/items/${uuid}/identifiers`, wish);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(refused.body.detail).toContain('theses');
    expect(await readDoiStatus(stage.callers.admin, uuid)).toBeUndefined();
  },
  async [`${test} testMint_DOI_withMatchingFilter`](stage) {
    const { uuid } = await makeItem(stage.repository);
    await putFilter(stage, 'datasets', 'Dataset');
    await changeItem(stage.repository, uuid, 'identify', { type: 'doi', action: 'mint', filter: 'datasets' });
    expect(await readDoiStatus(stage.callers.admin, uuid)).toBe('MINTED');
  },
  async [`${test} testReserve_DOI`](stage) {
    const { uuid } = await makeItem(stage.repository);
    expect((await identify(stage, uuid, 'reserve')).status).toBe('TO_BE_RESERVED');
  },
  async [`${test} testRegister_unreserved_DOI`](stage) {
    const { uuid } = await makeItem(stage.repository);
    expect((await identify(stage, uuid, 'register')).status).toBe('TO_BE_REGISTERED');
  },
  async [`${test} testRegister_reserved_DOI`](stage) {
    // By our own API: DSpace's endpoint refuses a DOI that is reserved already.
    const { uuid } = await makeItemWithStatus(stage.repository, 'IS_RESERVED');
    const doi = doiOf(await readIdentifiers(stage.callers.admin, uuid));
    await identify(stage, uuid, 'register');
    expect(await readIdentifiers(stage.callers.admin, uuid)).toMatchObject([
      { value: `https://doi.org/${doi}`, identifierStatus: 'TO_BE_REGISTERED' },
      {},
    ]);
  },
  async [`${test} testCreate_and_Register_DOI`](stage) {
    const { uuid } = await makeItem(stage.repository);
    const { pid } = await identify(stage, uuid, 'register');
    expect(await isQueuedAs(stage.repository, pid, 'TO_BE_REGISTERED')).toBe(true);
    expect(await findItemOf(stage.callers.admin, `doi:${pid}`)).toBe(uuid);
  },
  async [`${test} testDelete_specified_DOI`](stage) {
    const [one, other] = [await registered(stage), await registered(stage)];
    expect(await deleteDoi(stage, one.uuid, one.doi)).toBeLessThan(300);
    expect(await isQueuedAs(stage.repository, one.doi, 'TO_BE_DELETED')).toBe(true);
    expect(await readIdentifierFields(stage.callers.admin, one.uuid)).not.toContain(
      `https://doi.org/${one.doi}`,
    );
    expect(await readDoiStatus(stage.callers.admin, other.uuid)).toBe('IS_REGISTERED');
  },
  async [`${test} testDelete_all_DOIs`](stage) {
    const { uuid, doi } = await registered(stage);
    await deleteDoi(stage, uuid, doi);
    const { pid } = await identify(stage, uuid, 'register');
    await changeItem(stage.repository, uuid, 'delete');
    for (const each of [doi, pid]) {
      expect(await isQueuedAs(stage.repository, each, 'TO_BE_DELETED'), each).toBe(true);
      expect(await findItemOf(stage.callers.admin, each)).toBeNull();
    }
  },
  async [`${test} testUpdateMetadataSkippedForPending`](stage) {
    const { uuid } = await makeItemWithStatus(stage.repository, 'PENDING');
    await changeTitle(stage.repository, uuid, 'Another title');
    expect(await readDoiStatus(stage.callers.admin, uuid)).toBe('PENDING');
  },
  async [`${test} testUpdateMetadataSkippedForMinted`](stage) {
    const { uuid } = await makeItemWithStatus(stage.repository, 'MINTED');
    await changeTitle(stage.repository, uuid, 'Another title');
    expect(await readDoiStatus(stage.callers.admin, uuid)).toBe('MINTED');
  },
  async [`${test} testMintDoiAfterOrphanedPendingDOI`](stage) {
    const { uuid } = await makeItemWithStatus(stage.repository, 'PENDING');
    const doi = doiOf(await readIdentifiers(stage.callers.admin, uuid));
    await changeItem(stage.repository, uuid, 'delete');
    expect(await findItemOf(stage.callers.admin, doi)).toBeNull();
    const other = await makeItem(stage.repository);
    expect((await identify(stage, other.uuid, 'mint')).pid).not.toBe(doi);
  },
  async [`${test} testLoadOrCreateDOIReturnsMintedStatus`](stage) {
    const { uuid } = await makeItem(stage.repository);
    expect((await identify(stage, uuid, 'mint')).status).toBe('MINTED');
    await changeTitle(stage.repository, uuid, 'Another title');
    expect((await identify(stage, uuid, 'mint')).status).toBe('MINTED');
  },
};

/** A filter that lets items of one resource type through. */
async function putFilter({ repository: { operator } }: Stage, name: string, type: string): Promise<void> {
  const wish = { condition: { type: [type] } };
  const answer = await operator.put(`/organisations/default/doi-filters/${name}`, wish);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
}
