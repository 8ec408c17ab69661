import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findItem } from '../src/modules/items/index.ts';
import { completeMetadata, createApi } from './support/api.ts';
import {
  type DspacePeople,
  fields,
  makeOwnItem,
  NOTHING,
  openDspace,
  patch,
  withToken,
} from './support/dspace-people.ts';
import { LAURE, signIn } from './support/people.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

let people: DspacePeople;
let collection: string;
beforeAll(async () => {
  people = await openDspace();
  const community = await people.admin.sendJson('POST', '/core/communities', { name: 'Springs' });
  const parent = community.body<{ uuid: string }>().uuid;
  const made = await people.admin.sendJson('POST', `/core/collections?parent=${parent}`, { name: 'Samples' });
  collection = made.body<{ uuid: string }>().uuid;
});
afterAll(() => people?.system.close());

type Submission = {
  id: number;
  type: string;
  sections: {
    identifiers: {
      identifiers: { value: string | null; identifierType: string; identifierStatus: string | null }[];
      displayTypes: string[];
    };
  };
  _links: Record<string, { href: string }>;
};

async function submit(body: unknown = {}): Promise<Submission> {
  const path = `/submission/workspaceitems?owningCollection=${collection}`;
  const answer = await people.member.sendJson('POST', path, body);
  expect(answer.status, answer.text).toBe(201);
  const made = answer.body<Submission>();
  expect(answer.headers.get('location')).toBe(`${people.root}/submission/workspaceitems/${made.id}`);
  return made;
}

async function settle(change: Record<string, unknown>): Promise<void> {
  const api = createApi(people.system, TEST_ADMIN_TOKEN);
  const path = '/organisations/default/item-settings';
  const { version, updatedAt: _, ...before } = (await api.get(path)).body;
  const headers: Record<string, string> = version === 0 ? {} : { 'if-match': `"${String(version)}"` };
  const answer = await api.put(path, { ...before, ...change }, headers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe('a submission', () => {
  test('begins empty, in a collection, with a number', async () => {
    const made = await submit();
    expect(made).toMatchObject({
      id: expect.any(Number),
      type: 'workspaceitem',
      errors: [],
      sections: { identifiers: { identifiers: [], displayTypes: ['handle', 'doi'] } },
    });
    for (const [name, { href }] of Object.entries(made._links)) {
      expect([200, 204], name).toContain((await people.member.get(href)).status);
    }
    const within = await people.member.get(made._links.collection?.href ?? '');
    expect(within.body()).toMatchObject({ uuid: collection });
    const item = await people.member.get(made._links.item?.href ?? '');
    expect(item.body()).toMatchObject({ inArchive: false, type: 'item' });
  });

  test('may come without a body, or with metadata', async () => {
    const empty = await people.member.send('POST', '/submission/workspaceitems');
    expect(empty.status, empty.text).toBe(201);
    const made = await submit({ metadata: fields({ 'dc.title': 'A spring' }) });
    const read = await people.member.get(`/submission/workspaceitems/${made.id}?embed=item`);
    expect(read.body()).toMatchObject({ _embedded: { item: { name: 'A spring' } } });
  });

  test('shows a DOI that will be registered, and hides the name of one that is only minted', async () => {
    await settle({ nameOnSubmission: true });
    try {
      const made = await submit({ metadata: fields({ 'dc.title': 'A spring' }) });
      const section = made.sections.identifiers.identifiers;
      expect(section[0]).toEqual({
        value: expect.stringMatching(/^https:\/\/doi\.org\/10\.5072\//),
        identifierType: 'doi',
        identifierStatus: 'PENDING',
        type: 'identifier',
      });
      expect(section[1]).toEqual({
        value: expect.stringContaining(`${people.system.url}/handle/123456789/`),
        identifierType: 'handle',
        identifierStatus: null,
        type: 'identifier',
      });
      await keepsItsHandle(made, section[1]?.value ?? '');
    } finally {
      await settle({ nameOnSubmission: false });
    }
    const made = await submit({ metadata: fields({ 'dc.title': 'Another' }) });
    const item = (await people.member.get(made._links.item?.href ?? '')).body<{ uuid: string }>();
    const api = createApi(people.system, TEST_ADMIN_TOKEN);
    const minted = await api.post(`/items/${item.uuid}/identifiers`, { type: 'doi', action: 'mint' });
    expect(minted.status, JSON.stringify(minted.body)).toBe(201);
    const read = (await people.member.get(`/submission/workspaceitems/${made.id}`)).body<Submission>();
    expect(read.sections.identifiers.identifiers).toEqual([
      { value: null, identifierType: 'doi', identifierStatus: 'MINTED', type: 'identifier' },
    ]);
    const list = await people.member.get(`/core/items/${item.uuid}/identifiers`);
    expect(list.body()).toMatchObject({ identifiers: [{ value: expect.stringContaining('10.5072') }] });
  });

  /** Archives a submission: the Handle that its submitter was shown is the one that it has then. */
  async function keepsItsHandle(made: Submission, url: string): Promise<void> {
    const item = (await people.member.get(made._links.item?.href ?? '')).body<{ uuid: string }>();
    expect(item).toMatchObject({
      metadata: expect.not.objectContaining({ 'dc.identifier.uri': expect.anything() }),
    });
    const api = createApi(people.system, TEST_ADMIN_TOKEN);
    const anyVersion = { 'if-match': '*' };
    await api.patch(`/items/${item.uuid}`, { metadata: completeMetadata('A spring') }, anyVersion);
    const archived = await api.post(`/items/${item.uuid}/archive`, {}, anyVersion);
    expect(archived.status, JSON.stringify(archived.body)).toBe(200);
    const list = await people.stranger.get(`/core/items/${item.uuid}/identifiers`);
    expect(list.body()).toMatchObject({
      identifiers: [{ identifierStatus: 'TO_BE_REGISTERED' }, { value: url, identifierType: 'handle' }],
    });
    expect((await people.stranger.get(`/pid/find?id=${url}`)).status).toBe(302);
  }

  test('is listed for those who may read it, and found by its item', async () => {
    const made = await submit();
    const item = (await people.member.get(made._links.item?.href ?? '')).body<{ uuid: string }>();
    const list = await people.member.get('/submission/workspaceitems?size=100');
    const { _embedded } = list.body<{ _embedded: { workspaceitems: Submission[] } }>();
    expect(_embedded.workspaceitems.map(({ id }) => id)).toContain(made.id);
    const search = '/submission/workspaceitems/search/item';
    const found = await people.curator.get(`${search}?uuid=${item.uuid}`);
    expect(found.body()).toMatchObject({ id: made.id });
    expect((await people.curator.get(`${search}?uuid=${NOTHING}`)).status).toBe(204);
    expect((await people.curator.get(search)).status).toBe(400);
  });

  test('is nothing to strangers, and not another member’s', async () => {
    const own = await people.curator.send('POST', '/submission/workspaceitems');
    const { id } = own.body<Submission>();
    const path = `/submission/workspaceitems/${id}`;
    await people.stranger.get('');
    expect((await people.stranger.get(path)).status).toBe(401);
    expect((await people.stranger.send('POST', '/submission/workspaceitems')).status).toBe(401);
    expect((await people.member.get(path)).status).toBe(403);
    expect((await people.member.send('DELETE', path)).status).toBe(403);
    expect((await people.curator.send('DELETE', path)).status).toBe(204);
    expect((await people.curator.get(path)).status).toBe(404);
  });

  test('another member’s item and a withdrawn one look the same to those who may read neither', async () => {
    const search = '/submission/workspaceitems/search/item';
    const submission = (await people.curator.send('POST', '/submission/workspaceitems')).body<Submission>();
    const link = (await people.curator.get(submission._links.item?.href ?? '')).body<{ uuid: string }>();
    const { uuid: gone } = await makeOwnItem(people.system);
    await patch(people.admin, `/core/items/${gone}`, [{ op: 'replace', path: '/withdrawn', value: true }]);
    for (const uuid of [link.uuid, gone]) {
      const item = await findItem(people.system.ctx.db, { kind: 'operator' }, uuid);
      const number = item?.item.seq;
      expect((await people.member.get(`/submission/workspaceitems/${number}`)).status).toBe(403);
      expect((await people.member.get(`${search}?uuid=${uuid}`)).status).toBe(403);
    }
  });

  test('a token that is not for reading shows none of them', async () => {
    const made = await submit();
    const { uuid } = (await people.member.get(made._links.item?.href ?? '')).body<{ uuid: string }>();
    const { token } = await signIn(people.system, LAURE, ['pid:mint']);
    const client = withToken(people.root, token);
    for (const path of [
      '/core/items',
      '/submission/workspaceitems',
      `/submission/workspaceitems/${made.id}`,
      `/submission/workspaceitems/search/item?uuid=${uuid}`,
    ]) {
      expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    }
  });

  test.each(['0', 'x', '999999999', '1.5', '99999999999999999999'])('%s is no number of one', async (id) => {
    expect((await people.curator.get(`/submission/workspaceitems/${id}`)).status).toBe(404);
  });
});
