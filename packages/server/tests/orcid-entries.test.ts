import { itemKinds } from '@mintmark/orcid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { control, recordOf } from './support/orcid-deposits.ts';
import {
  connectWhole,
  ENTRIES,
  type EntryBody,
  itemsOfKinds,
  signInAdministrator,
} from './support/orcid-entries.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let admin: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ api: admin } = await signInAdministrator(system));
  await connectWhole(system, JOSIAH);
});
afterAll(() => system?.close());

const keyword = (localId: string, content: string, orcid = JOSIAH) => ({
  kind: 'keyword',
  localId,
  orcid,
  item: { content },
});

async function say(entry: Record<string, unknown>): Promise<EntryBody> {
  const answer = await admin.post<EntryBody & ProblemBody>(ENTRIES, entry);
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function read(id: string): Promise<EntryBody> {
  return (await admin.get<EntryBody>(`${ENTRIES}/${id}`)).body;
}

const keywordsOf = async (orcid: string) =>
  (await recordOf(system, orcid))
    .filter(({ kind, source }) => kind === 'keyword' && source !== orcid)
    .map(({ item }) => item.content);

describe('what an organisation says about a person', () => {
  test.each(itemKinds)('a %s goes to the record and comes back with its put code', async (kind) => {
    const entry = await say({ kind, localId: `all-${kind}`, orcid: JOSIAH, item: itemsOfKinds[kind] });
    await system.drain();
    const { deposit, connectionId } = await read(entry.id);
    expect(deposit).toMatchObject({ state: 'acknowledged', reason: null, problems: [] });
    expect(connectionId).not.toBeNull();
    const held = (await recordOf(system, JOSIAH)).find(
      (each) => each.kind === kind && each.putCode === deposit.putCode,
    );
    expect(held?.item).toMatchObject(itemsOfKinds[kind]);
    expect(held?.source).toMatch(/^APP-/);
    if (kind === 'peer-review') expect(deposit.groupId).toBe('issn:1741-4857');
  });

  test('the same key again changes the item on the record instead of adding another', async () => {
    const first = await admin.post<EntryBody>(ENTRIES, keyword('change-me', 'basalt'));
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(`/api/v1${ENTRIES}/${first.body.id}`);
    await system.drain();
    const { putCode } = (await read(first.body.id)).deposit;

    const again = await admin.post<EntryBody>(ENTRIES, keyword('change-me', 'gabbro'));
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.body.id, version: 2, deposit: { state: 'due' } });
    await system.drain();
    expect((await read(first.body.id)).deposit).toMatchObject({ state: 'acknowledged', putCode });
    expect(await keywordsOf(JOSIAH)).toContain('gabbro');
    expect(await keywordsOf(JOSIAH)).not.toContain('basalt');

    const same = await admin.post<EntryBody>(ENTRIES, keyword('change-me', 'gabbro'));
    expect(same.status).toBe(200);
    expect(same.body).toMatchObject({ version: 2, deposit: { state: 'acknowledged', putCode } });
  });

  test('is changed by PUT from the version that was read', async () => {
    const { id } = await say(keyword('by-put', 'andesite'));
    const stale = await admin.put(
      `${ENTRIES}/${id}`,
      { orcid: JOSIAH, item: { content: 'dacite' } },
      { 'if-match': '"7"' },
    );
    expect(stale.status).toBe(412);
    const read = await admin.get<EntryBody>(`${ENTRIES}/${id}`);
    const changed = await admin.put<EntryBody>(
      `${ENTRIES}/${id}`,
      { orcid: JOSIAH, item: { content: 'dacite' } },
      { 'if-match': read.headers.get('etag') ?? '' },
    );
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ localId: 'by-put', version: 2, item: { content: 'dacite' } });
    expect(changed.headers.get('etag')).toBe('"2"');
  });

  test('is taken off the record when the organisation takes it back; its key can be used again', async () => {
    const { id } = await say(keyword('take-back', 'obsidian'));
    await system.drain();
    expect(await keywordsOf(JOSIAH)).toContain('obsidian');
    expect((await admin.delete(`${ENTRIES}/${id}`)).status).toBe(204);
    expect((await admin.delete(`${ENTRIES}/${id}`)).status).toBe(204);
    await system.drain();
    expect(await keywordsOf(JOSIAH)).not.toContain('obsidian');
    expect(await read(id)).toMatchObject({ deleted: true, deposit: { state: 'removed' } });
    const { body } = await admin.get<{ items: EntryBody[] }>(`${ENTRIES}?localId=take-back`);
    expect(body.items).toEqual([]);

    const anew = await say(keyword('take-back', 'pumice'));
    await system.drain();
    expect(await read(anew.id)).toMatchObject({ id, deleted: false, deposit: { state: 'acknowledged' } });
    expect(await keywordsOf(JOSIAH)).toContain('pumice');
  });

  test('waits for somebody who has not connected, and nothing is sent to their record', async () => {
    const { id, deposit } = await say(keyword('waits', 'tephra', LAURE));
    expect(deposit).toMatchObject({ state: 'held', reason: 'not-connected', putCode: null });
    expect(deposit.detail).toContain('Invite');
    await system.drain();
    expect((await read(id)).connectionId).toBeNull();
    const { items } = await control<{ items: { path: string }[] }>(system, 'GET', 'requests');
    expect(items.filter(({ path }) => path.includes(`/v3.0/${LAURE}`))).toEqual([]);

    await connectWhole(system, LAURE);
    await system.drain();
    expect((await read(id)).deposit).toMatchObject({ state: 'acknowledged' });
    expect(await keywordsOf(LAURE)).toEqual(['tephra']);
  });

  test('waits for whoever is invited at an address', async () => {
    const { id, orcid, email, deposit } = await say({
      kind: 'keyword',
      localId: 'invited',
      email: 'Somebody@Example.org',
      item: { content: 'scoria' },
    });
    expect({ orcid, email }).toEqual({ orcid: null, email: 'somebody@example.org' });
    expect(deposit).toMatchObject({ state: 'held', reason: 'not-connected' });
    await system.drain();
    expect((await read(id)).deposit.state).toBe('held');
  });

  test('moves from one record to another when it turns out to be about somebody else', async () => {
    const { id } = await say(keyword('moves', 'rhyolite', JOSIAH));
    await system.drain();
    await say(keyword('moves', 'rhyolite', LAURE));
    await system.drain();
    expect(await keywordsOf(JOSIAH)).not.toContain('rhyolite');
    expect(await keywordsOf(LAURE)).toContain('rhyolite');
    expect((await read(id)).deposit).toMatchObject({ state: 'acknowledged' });
  });

  test('is listed newest first, by kind and person, page by page', async () => {
    const { body } = await admin.get<{ items: EntryBody[]; next: string | null }>(
      `${ENTRIES}?kind=keyword&orcid=https%3A%2F%2Forcid.org%2F${JOSIAH}&limit=2`,
    );
    expect(body.items).toHaveLength(2);
    expect(body.items.every(({ kind, orcid }) => kind === 'keyword' && orcid === JOSIAH)).toBe(true);
    const rest = await admin.get<{ items: EntryBody[] }>(
      `${ENTRIES}?kind=keyword&orcid=${JOSIAH}&limit=200&cursor=${body.next}`,
    );
    const seen = new Set(body.items.map(({ id }) => id));
    expect(rest.body.items.length).toBeGreaterThan(0);
    expect(rest.body.items.some(({ id }) => seen.has(id))).toBe(false);
  });
});

describe('entries that are refused', () => {
  test('every problem is told at its place, and nothing is kept', async () => {
    const answer = await admin.post<ProblemBody>(ENTRIES, {
      kind: 'employment',
      localId: 'wrong',
      orcid: '0000-0002-1825-0098',
      item: { organization: { name: 'Nowhere', address: { country: 'NZ' } } },
    });
    expect(answer.status).toBe(400);
    const pointers = answer.body.errors?.map(({ pointer }) => pointer) ?? [];
    expect(pointers).toContain('/orcid');
    expect(pointers).toContain('/item/organization/address/city');
    const { body } = await admin.get<{ items: EntryBody[] }>(`${ENTRIES}?localId=wrong`);
    expect(body.items).toEqual([]);
  });

  test.each([
    ['no person', { orcid: null }, '/orcid'],
    ['an iD and an address', { email: 'a@example.org' }, '/email'],
    ['a group of what has none', { group: { name: 'a', description: 'b', type: 'journal' } }, '/group'],
    ['a NUL', { item: { content: 'a\0b' } }, '/item/content'],
    ['a key of control characters', { localId: '\u0007' }, '/localId'],
    ['a text that is longer than ORCID takes', { item: { content: 'x'.repeat(200_000) } }, '/item/content'],
  ])('%s', async (_, part, pointer) => {
    const answer = await admin.post<ProblemBody>(ENTRIES, { ...keyword('refused', 'x'), ...part });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((each) => each.pointer)).toContain(pointer);
  });

  test('credentials that the organisation does not have are named', async () => {
    const answer = await admin.post<ProblemBody>(ENTRIES, {
      ...keyword('elsewhere', 'x'),
      environment: 'production',
    });
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('no ORCID credentials for production');
  });
});

describe('who may', () => {
  test('strangers see no organisation, members see that they may not, tokens need their scope', async () => {
    const { id } = await say(keyword('rights', 'chert'));
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    expect((await operator.get(`${ENTRIES}/${id}`)).status).toBe(200);
    const laure = createApi(system, (await signIn(system, LAURE, ['orcid:read', 'orcid:write'])).token);
    const reader = createApi(system, (await signIn(system, JOSIAH, ['orcid:read'])).token);
    const bare = createApi(system, '');
    const attempts = (api: Api) => [
      api.get(`${ENTRIES}/${id}`),
      api.post(ENTRIES, keyword('rights', 'flint')),
      api.put(`${ENTRIES}/${id}`, { orcid: JOSIAH, item: { content: 'flint' } }),
      api.delete(`${ENTRIES}/${id}`),
    ];
    const statusesOf = async (api: Api) => (await Promise.all(attempts(api))).map(({ status }) => status);
    await setRole(system, LAURE, 'member');
    expect(await statusesOf(laure)).toEqual([403, 403, 403, 403]);
    expect((await laure.get(ENTRIES.replace('default', 'elsewhere'))).status).toBe(404);
    expect(await statusesOf(reader)).toEqual([200, 403, 403, 403]);
    expect(await statusesOf(bare)).toEqual([401, 401, 401, 401]);
    expect((await read(id)).item).toEqual({ content: 'chert' });
  });

  test('one organisation’s administrator reaches nothing of another', async () => {
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    const { id } = await say(keyword('tenant', 'marl'));
    await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other' });
    await operator.put(`/organisations/other/members/${LAURE}`, { role: 'admin' });
    const laure = createApi(system, (await signIn(system, LAURE, ['orcid:read', 'orcid:write'])).token);
    const theirs = ENTRIES.replace('default', 'other');
    expect((await laure.get(`${theirs}/${id}`)).status).toBe(404);
    expect((await laure.delete(`${theirs}/${id}`)).status).toBe(404);
    expect((await laure.put(`${theirs}/${id}`, { orcid: LAURE, item: { content: 'x' } })).status).toBe(404);
    expect((await read(id)).deleted).toBe(false);
  });
});
