import { expect } from 'vitest';
import type { Assertions, Stage } from './assertions.ts';
import { isQueuedAs } from './assertions.ts';
import { makeItemWithStatus } from './doi-statuses.ts';
import {
  changeItem,
  doiOf,
  expectRefusal,
  type IdentifierBody,
  type ItemBody,
  makeItem,
  readDoiStatus,
  readIdentifiers,
} from './dspace.ts';
import { createCommunity, type DspaceItemBody } from './dspace-containers.ts';

const FOREIGN = 'https://localhost:8080/server/api/core/items/';

/** An item with a registered DOI, and what three of DSpace's tests ask of its two identifiers. */
async function readRegistered({ repository, callers: { member } }: Stage) {
  const { uuid } = await makeItemWithStatus(repository, 'IS_REGISTERED');
  const byLink = await member.get(`/core/items/${uuid}/identifiers`);
  const bySearch = await member.get(`/pid/identifiers/search/findByItem?uuid=${uuid}`);
  const item = (await member.get(`/core/items/${uuid}`)).body<DspaceItemBody>();
  return { uuid, item, byLink, bySearch };
}

const isDoi = {
  type: 'identifier',
  value: expect.stringMatching(/^https:\/\/doi\.org\/10\.5072\/./),
  identifierType: 'doi',
  identifierStatus: 'IS_REGISTERED',
};
const isHandle = (url: string, handle: string | null) => ({
  type: 'identifier',
  value: `${url}/handle/${handle}`,
  identifierType: 'handle',
});

type Listed = { type: string; identifiers: IdentifierBody[] };
type Searched = { _embedded: { identifiers: IdentifierBody[] } };

export const identifierAssertions: Assertions = {
  async 'IdentifierRestRepositoryIT testValidIdentifier'({ callers: { admin, anonymous } }) {
    const { uuid, handle } = await createCommunity(admin, 'Springs of the north');
    expect(handle).toMatch(/^123456789\/\d+$/);
    const answer = await anonymous.get(`/pid/find?id=${handle}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`${anonymous.root}/core/communities/${uuid}`);
  },
  async 'IdentifierRestRepositoryIT testValidIdentifierItemHandlePrefix'({
    repository,
    callers: { anonymous },
  }) {
    const { uuid } = await makeItem(repository);
    const { handle } = (await anonymous.get(`/core/items/${uuid}`)).body<DspaceItemBody>();
    const answer = await anonymous.get(`/pid/find?id=hdl:${handle}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`${anonymous.root}/core/items/${uuid}`);
  },
  async 'IdentifierRestRepositoryIT testUnexistentIdentifier'({ callers: { anonymous } }) {
    expectRefusal(await anonymous.get('/pid/find?id=fakeIdentifier'), 404);
  },
  async 'IdentifierRestRepositoryIT testMissingIdentifierParameter (@Ignore)'({ callers: { anonymous } }) {
    expectRefusal(await anonymous.get('/pid/find'), 422);
  },
  async 'IdentifierRestRepositoryIT testRegisterDoiForItem #1'({ repository, callers: { member } }) {
    const { uuid } = await makeItem(repository);
    expectRefusal(await member.register(`${FOREIGN}${uuid}`), 403);
    expect(await readDoiStatus(member, uuid)).toBeUndefined();
  },
  async 'IdentifierRestRepositoryIT testRegisterDoiForItem #2'({ repository, callers: { admin } }) {
    const { uuid } = await makeItem(repository);
    expect((await admin.register(`${FOREIGN}${uuid}`)).status).toBe(201);
  },
  async 'IdentifierRestRepositoryIT testRegisterDoiForItem #3'({ repository, callers: { admin } }) {
    const { uuid } = await makeItem(repository);
    await admin.register(`${FOREIGN}${uuid}`);
    expectRefusal(await admin.register(`${FOREIGN}${uuid}`), 400);
  },
  async 'IdentifierRestRepositoryIT testRegisterDoiForItem #4'({ repository, callers: { admin } }) {
    const { uuid } = await makeItem(repository);
    await admin.register(`${FOREIGN}${uuid}`);
    const doi = doiOf(await readIdentifiers(admin, uuid));
    expect(await isQueuedAs(repository, doi, 'TO_BE_REGISTERED')).toBe(true);
  },
  async 'IdentifierRestRepositoryIT testRegisterDoiForItem #5'({ repository, callers: { admin } }) {
    const { uuid } = await makeItemWithStatus(repository, 'PENDING');
    expect(await readDoiStatus(admin, uuid)).toBe('PENDING');
    expect((await admin.register(`${FOREIGN}${uuid}`)).status).toBe(201);
  },
  async 'IdentifierRestRepositoryIT testGetIdentifiersForItemByLink #1'(stage) {
    const { byLink } = await readRegistered(stage);
    expect([byLink.status, byLink.body<Listed>().type]).toEqual([200, 'identifiers']);
  },
  async 'IdentifierRestRepositoryIT testGetIdentifiersForItemByLink #2'(stage) {
    const { byLink } = await readRegistered(stage);
    expect(byLink.body<Listed>().identifiers).toHaveLength(2);
  },
  async 'IdentifierRestRepositoryIT testGetIdentifiersForItemByLink #3'(stage) {
    const { byLink } = await readRegistered(stage);
    expect(byLink.body<Listed>().identifiers[0]).toMatchObject(isDoi);
  },
  async 'IdentifierRestRepositoryIT testGetIdentifiersForItemByLink #4'(stage) {
    const { byLink, item } = await readRegistered(stage);
    const { url } = stage.repository.system;
    expect(byLink.body<Listed>().identifiers[1]).toMatchObject(isHandle(url, item.handle));
  },
  async 'IdentifierRestRepositoryIT testFindIdentifiersByItem #1'(stage) {
    const { bySearch } = await readRegistered(stage);
    expect([bySearch.status, bySearch.body<Searched>()._embedded.identifiers.length]).toEqual([200, 2]);
  },
  async 'IdentifierRestRepositoryIT testFindIdentifiersByItem #2'(stage) {
    const { bySearch } = await readRegistered(stage);
    expect(bySearch.body<Searched>()._embedded.identifiers[0]).toMatchObject(isDoi);
  },
  async 'IdentifierRestRepositoryIT testFindIdentifiersByItem #3'(stage) {
    const { bySearch, item } = await readRegistered(stage);
    const { url } = stage.repository.system;
    expect(bySearch.body<Searched>()._embedded.identifiers[1]).toMatchObject(isHandle(url, item.handle));
  },
  async 'SubmissionShowIdentifiersRestIT testItemHandleReservation'(stage) {
    const { uuid, identifiers } = await readSubmission(stage);
    expect(identifiers[1]).toMatchObject({
      type: 'identifier',
      value: expect.stringMatching(new RegExp(`^${stage.repository.system.url}/handle/123456789/\\d+$`)),
      identifierType: 'handle',
      identifierStatus: null,
    });
    await changeItem(stage.repository, uuid, 'archive');
    // What submitters were shown is what the archived item is found by.
    const [, handle] = await readIdentifiers(stage.callers.anonymous, uuid);
    expect(handle).toEqual(identifiers[1]);
    const found = await stage.callers.anonymous.get(`/pid/find?id=${handle?.value}`);
    expect(found.headers.get('location')).toBe(`${stage.callers.anonymous.root}/core/items/${uuid}`);
  },
  async 'SubmissionShowIdentifiersRestIT testItemDoiReservation'(stage) {
    const { identifiers, displayTypes } = await readSubmission(stage);
    expect(identifiers[0]).toMatchObject({
      type: 'identifier',
      value: expect.stringMatching(/^https:\/\/doi\.org\/10\.5072\/./),
      identifierType: 'doi',
      identifierStatus: 'PENDING',
    });
    expect(displayTypes).toEqual(['handle', 'doi']);
  },
};

type Section = { identifiers: IdentifierBody[]; displayTypes: string[] };

/** The identifiers of an item in the workspace, where items are named on submission. */
async function readSubmission({
  repository,
  callers: { admin },
}: Stage): Promise<Section & { uuid: string }> {
  const { uuid }: ItemBody = await makeItemWithStatus(repository, 'PENDING');
  const answer = await admin.get(`/submission/workspaceitems/search/item?uuid=${uuid}`);
  expect(answer.status, answer.text).toBe(200);
  type Submission = { id: number; sections: { identifiers: Section } };
  const { id } = answer.body<Submission>();
  const byId = await admin.get(`/submission/workspaceitems/${id}`);
  return { uuid, ...byId.body<Submission>().sections.identifiers };
}
