import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Idr, instrumentScheme, linkBody, openIdr, registration, startWithKey } from './support/idr.ts';
import type { System } from './support/start-system.ts';

let system: System;
let v4: Idr;
let v1: Idr;
let number = 100_000;

beforeAll(async () => {
  const started = await startWithKey();
  system = started.system;
  v4 = openIdr(system, '/api/v4', started.key);
  v1 = openIdr(system, '/api/1.0.0', started.key);
  await v4.post('/identifiers', instrumentScheme());
});
afterAll(() => system?.close());

/** An instrument that no other test uses. */
function nextKey(): string {
  number += 1;
  return `09359502${number}`;
}

type Link = Record<string, unknown> & { linkId: string; title: string };
type Registered = { message: string; resolverUri: string; responses: Link[] };

async function register(members: Record<string, unknown> = {}) {
  const identificationKey = nextKey();
  const answer = await v4.post<Registered>('/resolver', registration({ identificationKey, ...members }));
  return { identificationKey, answer };
}

function listPath(identificationKey: string, more: Record<string, string> = {}): string {
  const query = { namespace: 'instruments', identificationKeyType: 'instrument', identificationKey, ...more };
  return `/resolver/links?${new URLSearchParams(query)}`;
}

describe('registering', () => {
  test('says what release 4 says, and besides where it resolves and which links there are now', async () => {
    const { identificationKey, answer } = await register();
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      message: 'Link resolver registered successfully',
      resolverUri: `${system.url}/instruments/01/${identificationKey}`,
      responses: [
        {
          ...linkBody(),
          linkId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          id: answer.body.responses[0]?.linkId,
          linkTitle: 'Certification Information',
          ianaLanguage: 'en',
          createdAt: expect.any(String),
          updatedAt: expect.any(String),
        },
      ],
    });
  });

  test('keeps every member that release 4 has', async () => {
    const more = {
      encryptionMethod: 'AES-256',
      accessRole: ['untp:accessRole#Customer', 'untp:accessRole#Regulator'],
      method: 'POST',
      public: false,
      rel: ['edit'],
      hreflang: ['es-419', 'zh-Hans'],
    };
    const { identificationKey } = await register({ responses: [linkBody(more)] });
    const { body } = await v4.get<Link[]>(listPath(identificationKey));
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject(more);
  });

  test('needs no qualifierPath, and takes values that release 4 refuses', async () => {
    expect((await register({ qualifierPath: undefined })).answer.status).toBe(201);
    const { identificationKey, answer } = await register({ qualifierPath: '/lot/AB%2F1-2/21/7' });
    expect(answer.body.resolverUri).toBe(
      `${system.url}/instruments/01/${identificationKey}/10/AB%2F1-2/21/7`,
    );
  });

  test('looks for the pattern of a scheme in the key, where the scheme came over release 4, and nowhere else', async () => {
    const identificationKey = 'xx0935950200004yy';
    const { answer } = await register({ identificationKey });
    expect(answer.status).toBe(201);
    expect((await v4.get(`/instruments/01/${identificationKey}`)).status).toBe(302);
    await v1.post('/identifiers', instrumentScheme('whole'));
    const whole = await v4.post('/resolver', registration({ namespace: 'whole', identificationKey }));
    expect([whole.status, whole.body.errors?.[0]?.field]).toEqual([400, 'identificationKey']);
  });

  test('mends default flags instead of refusing them', async () => {
    const all = ['a', 'b', 'c'].map((path) =>
      linkBody({ targetUrl: `https://example.org/${path}`, defaultContext: false }),
    );
    const { identificationKey } = await register({ responses: all });
    const { body } = await v4.get<Link[]>(listPath(identificationKey));
    expect(body.map((link) => link.defaultLinkType)).toEqual([false, false, true]);
    expect(body.map((link) => link.defaultContext)).toEqual([true, false, false]);
    expect(body.map((link) => link.defaultMimeType)).toEqual([false, false, true]);
    const links = [
      linkBody({ active: false }),
      linkBody({ targetUrl: 'https://example.org/x', defaultLinkType: false }),
    ];
    const mended = await register({ responses: links });
    const read = await v4.get<Link[]>(listPath(mended.identificationKey));
    expect(read.body.map((link) => link.defaultLinkType)).toEqual([false, true]);
  });

  test('the same link again is a conflict, and nothing of the request is done', async () => {
    const { identificationKey } = await register();
    const other = linkBody({ targetUrl: 'https://example.org/other' });
    const again = await v4.post(
      '/resolver',
      registration({ identificationKey, responses: [other, linkBody()] }),
    );
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      statusCode: 409,
      error: 'Conflict',
      message:
        "Duplicate responses already exist: linkType='gs1:certificationInfo', mimeType='text/html', " +
        "context='au', targetUrl='https://example.org/certificates'",
    });
    expect((await v4.get<Link[]>(listPath(identificationKey))).body).toHaveLength(1);
  });

  test('a link that has led there before is a conflict, too', async () => {
    const { identificationKey, answer } = await register();
    const id = answer.body.responses[0]?.linkId;
    await v4.put(`/resolver/links/${id}`, { targetUrl: 'https://example.org/moved' });
    const again = await v4.post('/resolver', registration({ identificationKey }));
    expect(again.status).toBe(409);
    const back = await v4.put(`/resolver/links/${id}`, { targetUrl: 'https://example.org/certificates' });
    expect(back.body).toMatchObject({
      message: expect.stringMatching(/^Update would conflict with an existing response: linkType=/),
      statusCode: 409,
    });
  });

  test('by the documents of release 1, the same link again is written anew', async () => {
    const identificationKey = nextKey();
    const old = {
      ...linkBody({ title: undefined, hreflang: undefined }),
      linkTitle: 'First',
      ianaLanguage: 'en',
      defaultIanaLanguage: true,
    };
    const { description, ...body } = registration({ identificationKey });
    const first = await v1.post('/resolver', { ...body, itemDescription: 'Old', responses: [old] });
    expect(first.status).toBe(201);
    const second = await v1.post('/resolver', {
      ...body,
      itemDescription: 'Old',
      responses: [{ ...old, linkTitle: 'Second' }],
    });
    expect(second.status).toBe(201);
    const { body: links } = await v1.get<Link[]>(listPath(identificationKey));
    expect(links.map(({ title, hreflang }) => [title, hreflang])).toEqual([['Second', ['en']]]);
  });
});

describe('links', () => {
  test('are listed and filtered, inactive ones included', async () => {
    const { identificationKey } = await register({
      responses: [
        linkBody(),
        linkBody({ mimeType: 'application/json', hreflang: ['fr-CA'] }),
        linkBody({ linkType: 'gs1:pip', active: false }),
      ],
    });
    const count = async (more: Record<string, string>) =>
      (await v4.get<Link[]>(listPath(identificationKey, more))).body.length;
    expect(await count({})).toBe(3);
    expect(await count({ linkType: 'gs1:certificationInfo' })).toBe(2);
    expect(await count({ mimeType: 'application/json' })).toBe(1);
    expect(await count({ hreflang: 'fr-ca' })).toBe(1);
    expect(await count({ linkType: 'gs1:epcis' })).toBe(0);
    expect(await count({ linkType: 'gs1:pip', mimeType: 'text/html' })).toBe(1);
  });

  test('of what is not there are not found, in release 4’s sentences', async () => {
    const missing = await v4.get(listPath('09359502999999'));
    expect([missing.status, missing.body.error]).toEqual([
      404,
      'No link registration found for the specified identifier',
    ]);
    const namespace = await v4.get(listPath('1').replace('=instruments', '=nowhere'));
    expect([namespace.status, namespace.body.error]).toEqual([404, "Namespace 'nowhere' not found"]);
    const type = await v4.get(listPath('1').replace('=instrument&', '=isbn&'));
    expect([type.status, type.body.error]).toEqual([
      400,
      "Could not resolve AI code for identification key type 'isbn'",
    ]);
    for (const id of ['non-existent-link-id', '00000000-0000-4000-8000-000000000000', '%00']) {
      for (const answer of [
        await v4.get(`/resolver/links/${id}`),
        await v4.delete(`/resolver/links/${id}`),
      ]) {
        expect.soft([400, 404], id).toContain(answer.status);
      }
    }
    const put = await v4.put('/resolver/links/non-existent-link-id', { title: 'x' });
    expect([put.status, put.body.error]).toEqual([
      404,
      "Link index entry for ID 'non-existent-link-id' not found",
    ]);
  });

  test('are changed in part, and the answer is the link', async () => {
    const { answer } = await register();
    const id = answer.body.responses[0]?.linkId;
    const changed = await v4.put<Link>(`/resolver/links/${id}`, {
      title: 'New',
      context: 'ca',
      hreflang: ['fr'],
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ message: 'Link updated successfully', title: 'New', context: 'ca' });
    const { body } = await v4.get<Link>(`/resolver/links/${id}`);
    expect(body).toMatchObject({ linkId: id, title: 'New', hreflang: ['fr'], fwqs: false });
    const empty = await v4.put(`/resolver/links/${id}`, { linkId: 'x' });
    expect([empty.status, empty.body.error]).toEqual([
      400,
      'Update request must include at least one field to update',
    ]);
  });

  test('that are deleted stay in the list, unless they are deleted for good', async () => {
    const { identificationKey, answer } = await register({
      responses: [linkBody(), linkBody({ targetUrl: 'https://example.org/second' })],
    });
    const [first, second] = answer.body.responses;
    const deleted = await v4.delete(`/resolver/links/${first?.linkId}`);
    expect([deleted.status, deleted.body]).toEqual([200, { message: 'Link deleted successfully' }]);
    expect((await v4.get<Link>(`/resolver/links/${first?.linkId}`)).body.active).toBe(false);
    expect((await v4.delete(`/resolver/links/${second?.linkId}?hard=true`)).status).toBe(200);
    expect((await v4.get(`/resolver/links/${second?.linkId}`)).status).toBe(404);
    expect((await v4.get<Link[]>(listPath(identificationKey))).body).toHaveLength(1);
  });
});
