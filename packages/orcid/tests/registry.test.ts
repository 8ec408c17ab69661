import { describe, expect, test } from 'vitest';
import {
  createRecordApi,
  type ItemKind,
  itemKinds,
  type MessageFormat,
  type OrcidItem,
  type OrcidItems,
  type OrcidWork,
  readItem,
  requestClientToken,
  revokeToken,
} from '../src/index.ts';
import { hasOrcidData, listJsonStatements, readSamples, titleOf } from './orcid-data.ts';
import { CARBERRY, HAAK, UNNAMED, useStandIn } from './stand-in-caller.ts';

const { getClient, signIn } = useStandIn();
const SCOPE = 'openid /read-limited /activities/update /person/update';
const formats: MessageFormat[] = ['json', 'xml'];

async function open(format: MessageFormat, orcid = CARBERRY) {
  const { accessToken } = await signIn(SCOPE, orcid);
  return { accessToken, api: createRecordApi(getClient(), { api: 'member', accessToken, format }) };
}

async function openForClient(format: MessageFormat, scope: string) {
  const token = await requestClientToken(getClient(), scope);
  if (!token.ok) throw new Error(token.detail);
  expect(token.orcid).toBeNull();
  return createRecordApi(getClient(), { api: 'member', accessToken: token.accessToken, format });
}

const work = (doi: string): OrcidWork => ({
  title: { title: { value: `Sample ${doi} <&>` } },
  type: 'physical-object',
  'external-ids': {
    'external-id': [
      { 'external-id-type': 'doi', 'external-id-value': doi, 'external-id-relationship': 'self' },
    ],
  },
});

/** What we said, without what the registry adds to it and takes away from it. */
function listSaid(item: OrcidItem): string[] {
  const added =
    /^\/(created-date|last-modified-date|source|put-code|visibility|path|display-index)\b|normalized|contributor-email/;
  // A stand-in elsewhere than at orcid.org leaves addresses of iDs out of its XML.
  return listJsonStatements(item).filter(
    (line) => !added.test(line) && !/contributor-orcid\/(uri|host)/.test(line),
  );
}

/** One sample of each kind of item. */
const samples = itemKinds.flatMap((kind): [ItemKind, OrcidItem][] => {
  const found = readSamples('.json').find(([file]) => file.startsWith(kind) && !file.includes('group-id'));
  const read = found === undefined ? null : readItem(kind, JSON.parse(found[1]));
  return read?.ok === true ? [[kind, read.item]] : [];
});

describe.skipIf(!hasOrcidData).each(formats)(titleOf('at a registry, in %s'), (format) => {
  test('there is a sample of every kind', () => {
    expect(samples.map(([kind]) => kind)).toEqual([...itemKinds]);
  });

  test.each(samples)('%s: added, read, updated, found in its section and deleted', async (kind, item) => {
    const { api } = await open(format);
    if (kind === 'peer-review') {
      const groups = await openForClient(format, '/group-id-record/update');
      expect(await groups.findGroup({ groupId: 'issn:1741-4857' })).toMatchObject({ ok: true });
    }
    const added = await api.addItem(CARBERRY, kind, item as OrcidItems[typeof kind]);
    if (!added.ok) throw new Error(`${added.problem.code} ${added.problem.detail}`);
    const { putCode } = added;
    const read = await api.readItem(CARBERRY, kind, putCode);
    if (!read.ok) throw new Error(read.problem.detail);
    expect(read.item['put-code']).toBe(putCode);
    expect(listSaid(read.item)).toEqual(listSaid(item));
    expect(await api.updateItem(CARBERRY, kind, putCode, item)).toMatchObject({
      ok: true,
      item: { 'put-code': putCode },
    });
    const section = await api.readSection(CARBERRY, kind);
    expect(JSON.stringify(section)).toContain(`"put-code":${putCode}`);
    expect(await api.deleteItem(CARBERRY, kind, putCode)).toEqual({ ok: true });
    expect(await api.deleteItem(CARBERRY, kind, putCode)).toMatchObject({ problem: { kind: 'gone' } });
  });
});

describe.each(formats)('with a registry, in %s', (format) => {
  test('a whole record is read, with what was added to it', async () => {
    const { api } = await open(format);
    expect(await api.addItem(CARBERRY, 'work', work('10.5072/whole'))).toMatchObject({ ok: true });
    const read = await api.readRecord(CARBERRY);
    if (!read.ok) throw new Error(read.problem.detail);
    expect(read.record['activities-summary']?.works?.group).toHaveLength(1);
    expect(await api.readPerson(CARBERRY)).toMatchObject({
      person: { name: { 'family-name': { value: 'Carberry' } } },
    });
  });

  test('the same work twice is a duplicate that names the put code of the first', async () => {
    const { api } = await open(format);
    const added = await api.addItem(CARBERRY, 'work', work('10.5072/twice'));
    expect(await api.addItem(CARBERRY, 'work', work('10.5072/twice'))).toMatchObject({
      problem: { kind: 'duplicate', code: 9021, putCode: added.ok ? added.putCode : -1 },
    });
  });

  test('a hundred works are added at once, each with its answer in order', async () => {
    const { api } = await open(format);
    const works = Array.from({ length: 100 }, (_none, index) =>
      work(index === 50 ? '10.5072/0' : `10.5072/${index}`),
    );
    const added = await api.addWorks(CARBERRY, works);
    if (!added.ok) throw new Error(added.problem.detail);
    expect(added.results.filter((each) => each.ok)).toHaveLength(99);
    expect(added.results[50]).toMatchObject({ ok: false, problem: { kind: 'duplicate' } });
    const putCodes = added.results.flatMap((each) => (each.ok ? [each.putCode] : [])).slice(0, 3);
    expect(await api.readWorks(CARBERRY, putCodes)).toMatchObject({
      results: putCodes.map((putCode) => ({ ok: true, item: { 'put-code': putCode } })),
    });
  });

  test('another record and a missing scope are told apart', async () => {
    const { api } = await open(format);
    expect(await api.addItem(HAAK, 'work', work('10.5072/x'))).toMatchObject({
      problem: { kind: 'token-of-other-record' },
    });
    const { accessToken } = await signIn('openid /read-limited', UNNAMED);
    const reader = createRecordApi(getClient(), { api: 'member', accessToken, format });
    expect(await reader.addItem(UNNAMED, 'work', work('10.5072/x'))).toMatchObject({
      problem: { kind: 'scope-missing' },
    });
  });

  test('after revocation the token deletes what it added, and nothing else', async () => {
    const { api, accessToken } = await open(format);
    const added = await api.addItem(CARBERRY, 'work', work('10.5072/revoked'));
    if (!added.ok) throw new Error(added.problem.detail);
    await revokeToken(getClient(), accessToken);
    expect(await api.readItem(CARBERRY, 'work', added.putCode)).toMatchObject({
      problem: { kind: 'grant-revoked' },
    });
    expect(await api.addItem(CARBERRY, 'work', work('10.5072/more'))).toMatchObject({
      problem: { kind: 'grant-revoked' },
    });
    expect(await api.deleteItem(CARBERRY, 'work', added.putCode)).toEqual({ ok: true });
  });

  test('groups are added, found, changed and deleted', async () => {
    const api = await openForClient(format, '/group-id-record/update');
    const group = {
      name: 'Stones & Bones',
      'group-id': 'orcid-generated:stones-and-bones',
      description: 'A review service',
      type: 'peer-review service',
    };
    expect(await api.findGroup({ name: group.name })).toEqual({ ok: true, group: null });
    const added = await api.addGroup(group);
    if (!added.ok) throw new Error(added.problem.detail);
    expect(await api.addGroup(group)).toMatchObject({ problem: { kind: 'duplicate', code: 9025 } });
    expect(await api.findGroup({ groupId: group['group-id'] })).toMatchObject({ group });
    expect(await api.findGroup({ name: group.name })).toMatchObject({ group });
    expect(await api.updateGroup(added.putCode, { ...group, description: 'x' })).toEqual({ ok: true });
    expect(await api.listGroups()).toMatchObject({ groups: { 'group-id-record': [{ description: 'x' }] } });
    expect(await api.deleteGroup(added.putCode)).toEqual({ ok: true });
  });

  test('records are found, and webhooks registered and removed', async () => {
    const reader = await openForClient(format, '/read-public');
    expect(await reader.search({ q: 'family-name:Carberry' })).toMatchObject({
      found: { 'num-found': 1, result: [{ 'orcid-identifier': { path: CARBERRY } }] },
    });
    expect(await reader.expandedSearch({ q: 'family-name:Carberry' })).toMatchObject({
      found: { 'expanded-result': [{ 'orcid-id': CARBERRY, 'family-names': 'Carberry' }] },
    });
    const found = await reader.searchCsv({ q: 'family-name:Carberry', fields: ['orcid'] });
    expect(found).toMatchObject({ csv: expect.stringContaining(CARBERRY) });
    const hooks = await openForClient(format, '/webhook');
    const callback = 'https://mint.example.org/orcid/webhooks/abc';
    expect(await hooks.registerWebhook(CARBERRY, callback)).toEqual({ ok: true, created: true });
    expect(await hooks.registerWebhook(CARBERRY, callback)).toEqual({ ok: true, created: false });
    expect(await hooks.removeWebhook(CARBERRY, callback)).toEqual({ ok: true });
  });
});

test('a scope that no client gets for itself is refused', async () => {
  expect(await requestClientToken(getClient(), '/activities/update')).toMatchObject({
    ok: false,
    reason: 'refused',
  });
});
