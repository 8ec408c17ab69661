import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlDatacite } from './support/datacite.ts';
import {
  doiOf,
  expectHal,
  expectRefusal,
  openRepository,
  PASSWORD,
  type Repository,
  readDoiStatus,
  readIdentifiers,
} from './support/dspace.ts';
import { createDspaceClient, type DspaceAnswer, type DspaceClient } from './support/dspace-client.ts';
import { type DsoBody, type DspaceItemBody, inEnglish, smallItem } from './support/dspace-containers.ts';

let repository: Repository;
beforeAll(async () => {
  repository = await openRepository();
});
afterAll(() => repository?.system.close());

const JSON_TYPE = { 'content-type': 'application/json' };

/** Logs in as scripts do that know of CSRF tokens only what a refusal tells them. */
async function logInLikeAScript(): Promise<{
  client: DspaceClient;
  first: DspaceAnswer;
  second: DspaceAnswer;
}> {
  const client = createDspaceClient(`${repository.system.url}/server/api`);
  const logIn = () =>
    client.send('POST', '/authn/login', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user: 'admin@example.org', password: PASSWORD }).toString(),
    });
  const first = await logIn();
  return { client, first, second: await logIn() };
}

async function refresh(client: DspaceClient): Promise<DspaceAnswer> {
  // As the Python client does: the media type of JSON, and no body.
  return client.send('POST', '/authn/login', { headers: JSON_TYPE });
}

describe('a script that knows nothing yet', () => {
  test('is refused its first log-in with a CSRF token in header and cookie, and gets in with its second', async () => {
    const { client, first, second } = await logInLikeAScript();
    expectRefusal(first, 403);
    expect(first.body<{ message: string }>().message).toContain('CSRF token');
    expect(first.headers.get('dspace-xsrf-token')).toMatch(/^[0-9a-f-]{36}$/);
    const cookie = first.headers.getSetCookie().find((line) => line.startsWith('DSPACE-XSRF-COOKIE='));
    expect(cookie).toMatch(/; ?HttpOnly/i);
    expect(cookie).toMatch(/; ?SameSite=Lax/i);
    expect(cookie).toMatch(/; ?Path=\/(server\/?)?(;|$)/i);
    // A client on plain http would never send a Secure cookie back.
    expect(cookie).not.toMatch(/; ?Secure/i);

    expect(second.status, second.text).toBe(200);
    expect(second.headers.get('authorization')).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    const status = await client.get('/authn/status', { headers: JSON_TYPE });
    expect(status.body()).toMatchObject({ okay: true, authenticated: true });
  });

  test('stays logged in for as long as it renews its token', async () => {
    const { client } = await logInLikeAScript();
    for (let round = 0; round < 3; round += 1) {
      repository.system.clock.advance(20 * 60_000);
      const answer = await refresh(client);
      expect(answer.status, answer.text).toBe(200);
    }
    expect((await client.get('/authn/status')).body()).toMatchObject({ authenticated: true });
    repository.system.clock.advance(31 * 60_000);
    expect((await client.get('/authn/status')).body()).toMatchObject({ authenticated: false });
  });
});

describe('from an empty repository to a registered DOI and back', () => {
  let client: DspaceClient;
  let community: DsoBody;
  let collection: DsoBody;
  let item: DspaceItemBody;
  beforeAll(async () => {
    ({ client } = await logInLikeAScript());
  });

  const send = async <T>(method: string, path: string, body: unknown): Promise<[number, T]> => {
    const answer = await client.sendJson(method, path, body);
    return [answer.status, answer.body<T>()];
  };
  const selfOf = ({ _links: links }: DsoBody): string => links.self?.href ?? '';

  test('a community is made, and changed by sending it to its own address', async () => {
    const wish = { name: 'Springs', metadata: { 'dc.title': [inEnglish('Springs')] } };
    const [made, body] = await send<DsoBody>('POST', '/core/communities', wish);
    expect([made, body.type, body.name]).toEqual([201, 'community', 'Springs']);
    const changed = { ...body, name: 'Our springs', metadata: { 'dc.title': [inEnglish('Our springs')] } };
    const [put, after] = await send<DsoBody>('PUT', `${selfOf(body)}?embed=logo,collections`, changed);
    expect([put, after.uuid, after.name]).toEqual([200, body.uuid, 'Our springs']);
    // Python scripts read what they asked for without asking whether it is there.
    expect(after._embedded).toMatchObject({ logo: null });
    community = after;
  });

  test('a collection is made in it', async () => {
    const wish = { name: 'Water samples', metadata: { 'dc.title': [inEnglish('Water samples')] } };
    const [made, body] = await send<DsoBody>('POST', `/core/collections?parent=${community.uuid}`, wish);
    expect([made, body.type, body.name]).toEqual([201, 'collection', 'Water samples']);
    collection = body;
    const listed = (await client.get(community._links.collections?.href ?? '')).body();
    expect(listed).toMatchObject({ _embedded: { collections: [{ uuid: collection.uuid }] } });
  });

  test('an item of an author, a title and a type goes into the archive at once', async () => {
    // Empty members come from the model of the client, not from its user.
    const wish = {
      ...smallItem('Water of one spring'),
      id: null,
      uuid: null,
      handle: null,
      lastModified: null,
    };
    const path = `/core/items?owningCollection=${collection.uuid}`;
    const [made, body] = await send<DspaceItemBody>('POST', path, wish);
    expect(made, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({
      inArchive: true,
      withdrawn: false,
      type: 'item',
      name: 'Water of one spring',
    });
    expect(body.handle).toMatch(/^123456789\/\d+$/);
    expect(body.id).toBe(body.uuid);
    item = body;
    const owner = await client.get(item._links.owningCollection?.href ?? '');
    expect(owner.body()).toMatchObject({ uuid: collection.uuid, type: 'collection' });
  });

  test('the whole item is sent back to its own address', async () => {
    const { _links: _, lastModified: __, ...rest } = item;
    const metadata = { ...rest.metadata, 'dc.title': [inEnglish('Water of two springs')] };
    const [put, body] = await send<DspaceItemBody>('PUT', selfOf(item), { ...rest, metadata });
    expect([put, body.uuid, body.name]).toEqual([200, item.uuid, 'Water of two springs']);
    expect(body.metadata['dc.contributor.author']).toMatchObject([{ value: 'Carberry, Josiah', place: 0 }]);
    expect(body.handle).toBe(item.handle);
  });

  test.each([['application/json'], ['application/json-patch+json']])(
    'a value is added with a patch sent as %s',
    async (type) => {
      const value = { value: `Sent as ${type}`, language: 'en', authority: null, confidence: -1 };
      // The slash at the end is how the Python client writes "wherever".
      const patch = [{ op: 'add', path: '/metadata/dc.description.abstract/', value }];
      const answer = await client.sendJson('PATCH', selfOf(item), patch, {
        headers: { 'content-type': type },
      });
      expect(answer.status, answer.text).toBe(200);
      expectHal(answer);
      const abstracts = answer.body<DspaceItemBody>().metadata['dc.description.abstract'] ?? [];
      expect(abstracts.map((each) => each.value)).toContain(`Sent as ${type}`);
    },
  );

  test('its DOI is asked for with text/uri-list, is queued, and is registered by and by', async () => {
    const answer = await client.register(selfOf(item));
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body()).toMatchObject({ identifierType: 'doi', identifierStatus: 'TO_BE_REGISTERED' });
    expect(await readDoiStatus(client, item.uuid)).toBe('TO_BE_REGISTERED');
    await repository.system.drain();
    expect(await readDoiStatus(client, item.uuid)).toBe('IS_REGISTERED');
    const doi = doiOf(await readIdentifiers(client, item.uuid));
    const [stored] = await controlDatacite(repository.system).dois();
    expect(stored).toMatchObject({ doi, state: 'findable' });
    // DSpace sends the address of its Handle page; ours is where the item's identifiers lead.
    expect(stored?.url).toMatch(new RegExp(`^${repository.system.url}/`));
  });

  test('a search by a name finds it, and following the redirect with the same log-in ends in its JSON', async () => {
    const identifiers = await readIdentifiers(client, item.uuid);
    for (const id of [...identifiers.map(({ value }) => value), doiOf(identifiers), `hdl:${item.handle}`]) {
      const redirect = await client.get(`/pid/find?id=${encodeURIComponent(id)}`, { headers: JSON_TYPE });
      expect([id, redirect.status]).toEqual([id, 302]);
      const end = await client.get(redirect.headers.get('location') ?? '', { headers: JSON_TYPE });
      expect([end.status, end.body<DsoBody>().uuid]).toEqual([200, item.uuid]);
    }
  });

  test('the page of an item learns whether to show the button that registers a DOI', async () => {
    const property = await client.get('/config/properties/identifiers.item-status.register-doi');
    expect(property.body()).toMatchObject({
      name: 'identifiers.item-status.register-doi',
      values: ['true'],
      type: 'property',
    });
    const feature = `feature=canRegisterDOI&uri=${encodeURIComponent(selfOf(item))}`;
    const may = await client.get(`/authz/authorizations/search/object?${feature}&embed=feature`);
    expect(may.body()).toMatchObject({ page: { totalElements: 1 } });
    const stranger = createDspaceClient(client.root);
    const mayNot = await stranger.get(`/authz/authorizations/search/object?${feature}`);
    expect(mayNot.body()).toMatchObject({ page: { totalElements: 0 } });
    expectRefusal(await client.get('/config/properties/mail.server.password'), 404);
  });

  test('lists are read page by page, by the links that they bring', async () => {
    for (let made = 0; made < 4; made += 1) {
      await client.sendJson(
        'POST',
        `/core/items?owningCollection=${collection.uuid}`,
        smallItem(`Sample ${made}`),
      );
    }
    const uuids: string[] = [];
    let next: string | undefined = '/core/items?size=2';
    while (next !== undefined) {
      const answer: DspaceAnswer = await client.get(next);
      expectHal(answer);
      const page = answer.body<{
        _embedded: { items: DsoBody[] };
        _links: Record<string, { href: string }>;
        page: { size: number; totalElements: number; totalPages: number };
      }>();
      expect(page.page).toMatchObject({ size: 2, totalElements: 5, totalPages: 3 });
      uuids.push(...page._embedded.items.map(({ uuid }) => uuid));
      next = page._links.next?.href;
    }
    expect(new Set(uuids).size).toBe(5);
    const beyond = await client.get('/core/items?size=2&page=50');
    expect([beyond.status, beyond.body<{ _embedded?: unknown }>()._embedded]).toEqual([200, undefined]);
    for (const wrong of ['size=0', 'size=-1', 'page=-1', 'page=x']) {
      expectRefusal(await client.get(`/core/items?${wrong}`), 400);
    }
  });

  test('it is withdrawn and reinstated with patches, and its DOI is hidden and shown', async () => {
    const datacite = controlDatacite(repository.system);
    const stateAtDatacite = async () => (await datacite.dois())[0]?.state;
    for (const [withdrawn, state] of [
      [true, 'registered'],
      [false, 'findable'],
    ] as const) {
      const patch = [{ op: 'replace', path: '/withdrawn', value: withdrawn }];
      const answer = await client.sendJson('PATCH', selfOf(item), patch);
      expect([answer.status, answer.body<DspaceItemBody>().withdrawn]).toEqual([200, withdrawn]);
      await repository.system.drain();
      expect(await stateAtDatacite()).toBe(state);
      expect(await readDoiStatus(client, item.uuid)).toBe('IS_REGISTERED');
    }
  });

  test('it is deleted with 204, though the client says that an empty body is JSON', async () => {
    const doi = doiOf(await readIdentifiers(client, item.uuid));
    const answer = await client.send('DELETE', selfOf(item), { headers: JSON_TYPE });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expectRefusal(await client.get(selfOf(item)), 404);
    expectRefusal(await client.get(`/pid/find?id=${doi}`), 404);
  });

  test('logging out ends it', async () => {
    expect((await client.send('POST', '/authn/logout', { headers: JSON_TYPE })).status).toBe(204);
    const wish = { name: 'Late', metadata: {} };
    expectRefusal(await client.sendJson('POST', '/core/communities', wish), 401);
  });
});
