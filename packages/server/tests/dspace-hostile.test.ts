import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listQueue } from './support/assertions.ts';
import { dumpDatabase } from './support/database.ts';
import { controlDatacite } from './support/datacite.ts';
import { makeItemWithStatus } from './support/doi-statuses.ts';
import {
  type Callers,
  expectRefusal,
  type ItemBody,
  logEveryoneIn,
  makeItem,
  openRepository,
  PASSWORD,
  type Repository,
  readIdentifiers,
  UNKNOWN_UUID,
} from './support/dspace.ts';
import {
  createDspaceClient,
  type DspaceAnswer,
  type DspaceClient,
  URI_LIST,
} from './support/dspace-client.ts';

let repository: Repository;
let callers: Callers;
let item: ItemBody;
let restricted: ItemBody;

beforeAll(async () => {
  repository = await openRepository();
  callers = await logEveryoneIn(repository);
  item = await makeItem(repository);
  restricted = await makeItem(repository, { access: 'organisation' });
});
afterAll(() => repository?.system.close());

const uriOf = ({ uuid }: { uuid: string }): string => `${callers.admin.root}/core/items/${uuid}`;
const long = 'x'.repeat(10_000);

describe('whoever may not is told nothing of an item', () => {
  /** The same answer but for the moment and the item's own address in it. */
  const neutral = ({ status, headers, text }: DspaceAnswer, { uuid }: { uuid: string }): unknown => ({
    status,
    headers: Object.fromEntries(
      [...headers].filter(
        ([name]) =>
          !['date', 'dspace-xsrf-token', 'set-cookie', 'x-request-id'].includes(name) &&
          !name.startsWith('x-ratelimit'),
      ),
    ),
    text: text.replaceAll(uuid, '<uuid>').replace(/"timestamp":"[^"]*"/, ''),
  });

  const requests: Record<string, (client: DspaceClient, uuid: string) => Promise<DspaceAnswer>> = {
    'registering a DOI': (client, uuid) => client.register(`${client.root}/core/items/${uuid}`),
    'the identifiers': (client, uuid) => client.get(`/core/items/${uuid}/identifiers`),
    'the search': (client, uuid) => client.get(`/pid/identifiers/search/findByItem?uuid=${uuid}`),
    'the item': (client, uuid) => client.get(`/core/items/${uuid}`),
    'a lookup': (client, uuid) => client.get(`/dso/find?uuid=${uuid}`),
    'a patch': (client, uuid) =>
      client.sendJson('PATCH', `/core/items/${uuid}`, [{ op: 'replace', path: '/withdrawn', value: true }]),
    'a deletion': (client, uuid) => client.send('DELETE', `/core/items/${uuid}`),
    'a replacement': (client, uuid) => client.sendJson('PUT', `/core/items/${uuid}`, { metadata: {} }),
  };
  const strangers = ['anonymous', 'outsider', 'member'] as const;

  test.each(Object.keys(requests))(
    '%s: registered or not, each stranger gets the same answer',
    async (name) => {
      const ask = requests[name];
      if (ask === undefined) throw new Error('no such request');
      const changes = /regist|patch|deletion|replacement/.test(name);
      for (const access of ['public', 'organisation']) {
        const plain = await makeItem(repository, { access });
        const registered = await makeItemWithStatus(repository, 'IS_REGISTERED', { access });
        for (const who of strangers) {
          // Those who may read an item are told of its identifiers.
          if (!changes && (access === 'public' || who === 'member')) continue;
          const answers = [];
          for (const each of [plain, registered])
            answers.push(neutral(await ask(callers[who], each.uuid), each));
          expect(answers[0]).toEqual(answers[1]);
          expect(answers[0]).toMatchObject({ status: who === 'anonymous' ? 401 : 403 });
        }
      }
    },
  );

  test('a stranger who registers a DOI is not told whether there is such an item', async () => {
    const { anonymous } = callers;
    const answers = [];
    for (const uuid of [item.uuid, restricted.uuid, UNKNOWN_UUID]) {
      answers.push(neutral(await anonymous.register(`${anonymous.root}/core/items/${uuid}`), { uuid }));
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual(answers[2]);
  });
});

describe('what is no request for a DOI is refused, and changes nothing', () => {
  const bodies: Record<string, [status: number, body: (uri: string) => string | Uint8Array]> = {
    'two items': [400, (uri) => `${uri}\n${uriOf(restricted)}`],
    'the same item twice': [400, (uri) => `${uri}\r\n${uri}`],
    'blank lines only': [400, () => '\r\n\r\n'],
    'a uuid alone': [400, () => item.uuid],
    'a relative path out of the API': [400, () => `/server/api/core/items/../../${item.uuid}`],
    'a collection': [400, () => `${callers.admin.root}/core/collections/${item.uuid}`],
    'something below an item': [400, (uri) => `${uri}/bundles/${UNKNOWN_UUID}/core/items/`],
    'a uuid with something behind it': [400, (uri) => `${uri}0`],
    'a uuid with a percent sign': [400, (uri) => `${uri}%`],
    'broken percent-encoding': [400, (uri) => `${uri}%zz%`],
    'a zero byte': [400, (uri) => `${uri}%00`],
    'bytes that are no UTF-8': [400, (uri) => Buffer.concat([Buffer.from(uri), Buffer.from([0xff, 0xfe])])],
    'an address of 10,000 characters': [400, (uri) => `${uri}/${long}`],
    'an item that nobody has': [404, () => `${callers.admin.root}/core/items/${UNKNOWN_UUID}`],
    SQL: [400, () => `${callers.admin.root}/core/items/' or 1=1 --`],
  };

  test.each(Object.keys(bodies))('%s', async (name) => {
    const [status, body] = bodies[name] ?? [0, () => ''];
    const answer = await callers.admin.send('POST', '/pid/identifiers?type=doi', {
      headers: { 'content-type': URI_LIST },
      body: body(uriOf(item)),
    });
    expectRefusal(answer, status);
    expect(await readIdentifiers(callers.admin, item.uuid)).toHaveLength(1);
  });

  test('a body of a million characters', async () => {
    const answer = await callers.admin.register(`${uriOf(item)}\n${'\n'.repeat(1_000_000)}`);
    expect([400, 413]).toContain(answer.status);
    expectRefusal(answer, answer.status);
  });

  test.each([
    ['text/plain', 415],
    ['text/uri-list-x', 415],
    ['application/xml', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json', 405],
  ])('sent as %s → %i', async (type, status) => {
    const body = type === 'application/json' ? '{}' : uriOf(item);
    const headers = { 'content-type': type };
    expectRefusal(await callers.admin.register(body, '?type=doi', { headers }), status);
  });

  test.each([['text/uri-list;charset=UTF-8'], ['TEXT/URI-LIST']])(
    '%s is a list of URIs all the same',
    async (type) => {
      const { uuid } = await makeItem(repository);
      const answer = await callers.admin.register(uriOf({ uuid }), '?type=doi', {
        headers: { 'content-type': type },
      });
      expect(answer.status, answer.text).toBe(201);
    },
  );

  test.each([
    '?type=',
    '?type=doi&type=handle',
    '?type[]=doi',
    '?type=doi%00',
    '?TYPE=doi',
    `?type=${'x'.repeat(2000)}`,
  ])('with %.30s', async (query) => {
    expectRefusal(await callers.admin.register(uriOf(item), query), 400);
  });
});

describe('tokens', () => {
  test.each([
    ['none', null],
    ['empty', ''],
    ['of another session', UNKNOWN_UUID],
    ['of 10,000 characters', long],
  ])('a CSRF token that is %s is refused with a new one', async (_name, csrf) => {
    const client = createDspaceClient(callers.admin.root);
    await client.begin();
    await client.logIn('member@example.org', PASSWORD);
    const answer = await client.register(uriOf(item), '?type=doi', { csrf });
    expectRefusal(answer, 403);
    expect(answer.headers.get('dspace-xsrf-token')).toMatch(/^[0-9a-f-]{36}$/);
    // The retry of a client comes through, with the rights of its log-in.
    expectRefusal(await client.register(uriOf(item)), 403);
    expect((await client.get('/authn/status')).body()).toMatchObject({ authenticated: true });
  });

  test('a token in the header without its cookie is refused', async () => {
    expectRefusal(await callers.admin.register(uriOf(item), '?type=doi', { cookie: null }), 403);
  });

  test.each([
    ['Bearer', 'Bearer '],
    ['no scheme', 'eyJhbGciOiJub25lIn0.e30.'],
    ['unsigned', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    ['long', `Bearer ${long}`],
    ['basic', `Basic ${Buffer.from(`admin@example.org:${PASSWORD}`).toString('base64')}`],
  ])('a log-in that is none (%s) is nobody', async (_name, authorization) => {
    const answer = await callers.admin.register(uriOf(item), '?type=doi', { authorization });
    expectRefusal(answer, 401);
    const status = await callers.admin.get('/authn/status', { authorization });
    expect(status.body()).toMatchObject({ okay: true, authenticated: false });
  });

  test('an expired log-in is nobody, and cannot be renewed', async () => {
    const client = createDspaceClient(callers.admin.root);
    await client.begin();
    await client.logIn('script@example.org', PASSWORD);
    repository.system.clock.advance(31 * 60_000);
    expectRefusal(await client.register(uriOf(item)), 401);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expectRefusal(await client.send('POST', '/authn/login', { headers: form }), 401);
    callers = await logEveryoneIn(repository);
  });
});

describe('many at once', () => {
  test('32 requests for the DOI of one item make one DOI, which is registered once', async () => {
    const { uuid } = await makeItem(repository);
    const before = (await listQueue(repository)).length;
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => callers.admin.register(uriOf({ uuid }), '?type=doi')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(31).fill(400)]);
    expect(await readIdentifiers(callers.admin, uuid)).toHaveLength(2);
    expect(await listQueue(repository)).toHaveLength(before + 1);
    const datacite = controlDatacite(repository.system);
    await repository.system.drain();
    const doi = answers.find(({ status }) => status === 201)?.body<{ value: string }>().value;
    const stored = (await datacite.dois()).filter((each) => `https://doi.org/${each.doi}` === doi);
    expect(stored).toMatchObject([{ state: 'findable', writeCount: 1 }]);
  });

  test('refusals alone write nothing', async () => {
    const tables = ['items', 'pids', 'registrations', 'events', 'item_revisions'].map(
      (name) => `public.${name}`,
    );
    const dump = async () => {
      const all = await dumpDatabase(repository.system);
      return tables.map((table) => all.get(table));
    };
    const before = await dump();
    expect(before.every((rows) => rows !== undefined)).toBe(true);
    await callers.anonymous.register(uriOf(item));
    await callers.member.register(uriOf(item));
    await callers.outsider.send('DELETE', `/core/items/${item.uuid}`);
    await callers.admin.register('nonsense');
    expect(await dump()).toEqual(before);
  });
});
