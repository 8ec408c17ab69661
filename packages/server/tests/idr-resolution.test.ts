import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Idr, instrumentScheme, linkBody, openIdr, registration, startWithKey } from './support/idr.ts';
import type { System } from './support/start-system.ts';

let system: System;
let key: string;
let v4: Idr;
let anyone: Idr;

const PATH = '/instruments/01/09359502000041';

beforeAll(async () => {
  ({ system, key } = await startWithKey());
  v4 = openIdr(system, '/api/v4', key);
  anyone = openIdr(system, '/api/v4', null);
  await v4.post('/identifiers', instrumentScheme());
  const links = [
    linkBody({ targetUrl: 'https://example.org/html?a=1', fwqs: true }),
    linkBody({
      targetUrl: 'https://example.org/json',
      mimeType: 'application/json',
      defaultLinkType: false,
      fwqs: false,
    }),
    linkBody({
      targetUrl: 'https://example.org/fr',
      hreflang: ['fr'],
      context: 'fr',
      defaultLinkType: false,
    }),
    linkBody({
      linkType: 'gs1:pip',
      targetUrl: 'https://example.org/pip',
      title: 'Prix "élevé"',
      defaultLinkType: false,
    }),
  ];
  await v4.post('/resolver', registration({ responses: links }));
  await v4.post(
    '/resolver',
    registration({
      qualifierPath: '/10/A-1',
      responses: [linkBody({ targetUrl: 'https://example.org/lot' })],
    }),
  );
});
afterAll(() => system?.close());

type Linkset = { linkset: ({ anchor: string; description: string } & Record<string, unknown>)[] };

async function follow(path: string, headers: Record<string, string> = {}): Promise<[number, string | null]> {
  const { status, headers: answered } = await anyone.get(path, headers);
  return [status, answered.get('location')];
}

describe('one link', () => {
  test('is where an identifier leads without a wish, with 302', async () => {
    expect(await follow(PATH)).toEqual([302, 'https://example.org/html?a=1']);
  });

  test.each([
    [
      'a media type',
      '?linkType=gs1:certificationInfo',
      { accept: 'application/json' },
      'https://example.org/json',
    ],
    [
      'a language',
      '?linkType=gs1%3AcertificationInfo',
      { 'accept-language': 'fr-CA,en;q=0.5' },
      'https://example.org/fr?',
    ],
    ['another type', '?linkType=gs1:pip', {}, 'https://example.org/pip'],
    ['its full address', '?linkType=https://ref.gs1.org/voc/pip', {}, 'https://example.org/pip'],
  ])('is chosen by %s', async (_name, query, headers, location) => {
    const [status, to] = await follow(`${PATH}${query}`, headers as Record<string, string>);
    expect([status, to?.startsWith(location.replace(/\?$/, ''))]).toEqual([302, true]);
  });

  test('of a type that is not there is not found, and the default link does not stand in for it', async () => {
    const { status, body } = await anyone.get(`${PATH}?linkType=gs1:epcis`);
    expect([status, body.error]).toEqual([404, 'Cannot resolve link resolver']);
  });

  test('gets the query of the request only where it says so', async () => {
    expect(await follow(`${PATH}?decryptionKey=secret`)).toEqual([
      302,
      'https://example.org/html?a=1&decryptionKey=secret',
    ]);
    expect((await follow(`${PATH}?linkType=gs1:pip&decryptionKey=secret`))[1]).toBe(
      'https://example.org/pip',
    );
  });

  test('of a lot answers for the lot, by the name of its qualifier, too; an unknown lot is answered by the key', async () => {
    expect(await follow(`${PATH}/10/A-1`)).toEqual([302, 'https://example.org/lot']);
    expect(await follow(`/instruments/instrument/09359502000041/lot/A-1`)).toEqual([
      302,
      'https://example.org/lot',
    ]);
    expect(await follow(`${PATH}/10/unknown`)).toEqual([302, 'https://example.org/html?a=1']);
  });

  test('says where the list of links is, and what else there is, in plain ASCII', async () => {
    const { headers } = await anyone.get(`${PATH}/10/A-1`);
    const root = `${system.url}/api/v4${PATH}`;
    expect(headers.get('link')).toBe(
      [
        `<${root}/10/A-1>; rel="owl:sameAs"`,
        `<${root}/10/A-1?linkType=all>; rel="linkset"; type="application/linkset+json"`,
        `<${root}?linkType=all>; rel="linkset"; type="application/linkset+json"`,
        '<https://example.org/lot>; rel="gs1:certificationInfo"; type="text/html"; title="Certification Information"',
      ].join(', '),
    );
    const pip = await anyone.get(`${PATH}?linkType=gs1:pip`);
    expect(pip.headers.get('link')).toContain("title*=UTF-8''Prix%20%22%C3%A9lev%C3%A9%22");
  });

  test('of a key that another resolver answers for is looked for there', async () => {
    const range = encodeURIComponent('instruments/01/^7777');
    const made = await fetch(`${system.url}/api/v1/handlers/${range}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ target: 'https://example.org/resolver', title: 'Another resolver' }),
    });
    expect(made.status).toBe(201);
    expect(await follow('/instruments/01/77771234?linkType=gs1:pip')).toEqual([
      302,
      'https://example.org/resolver/instruments/01/77771234?linkType=gs1:pip',
    ]);
    expect((await follow('/instruments/01/77781234'))[0]).toBe(404);
  });

  test('by the documents of release 1 is given with 307, and a missing type falls to the default', async () => {
    const v1 = openIdr(system, '/api/1.0.0', null);
    const { status, headers } = await v1.get(`${PATH}?linkType=gs1:epcis`);
    expect([status, headers.get('location')]).toEqual([
      307,
      expect.stringContaining('https://example.org/html'),
    ]);
  });

  test('is told to HEAD and to any page', async () => {
    const head = await anyone.call('HEAD', PATH);
    expect([head.status, head.headers.get('location')]).toEqual([302, 'https://example.org/html?a=1']);
    expect(head.headers.get('access-control-allow-origin')).toBe('*');
    const options = await anyone.call('OPTIONS', PATH);
    expect([options.status, options.headers.get('access-control-allow-methods')]).toEqual([
      204,
      expect.stringContaining('PUT'),
    ]);
  });
});

describe('the list of links', () => {
  test('has release 4’s form, with the levels above after the one that was asked for', async () => {
    const { status, headers, body } = await anyone.get<Linkset>(`${PATH}/10/A-1?linkType=all`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/linkset+json']);
    expect(body.linkset.map(({ anchor }) => anchor)).toEqual([
      `${system.url}/api/v4${PATH}/10/A-1`,
      `${system.url}/api/v4${PATH}`,
    ]);
    expect(body.linkset[0]).toEqual({
      anchor: `${system.url}/api/v4${PATH}/10/A-1`,
      description: 'Mass spectrometer',
      [`${system.url}/api/v4/voc/certificationInfo`]: [
        {
          href: 'https://example.org/lot',
          title: 'Certification Information',
          type: 'text/html',
          hreflang: ['en'],
        },
      ],
    });
    const voc = await anyone.get('/voc/certificationInfo');
    expect(voc.body).toMatchObject({ title: expect.any(String), description: expect.any(String) });
  });

  test.each([
    ['linkType=linkset', '?linkType=linkset', {}, 'application/linkset+json'],
    [
      'Accept: application/linkset+json',
      '',
      { accept: 'application/linkset+json' },
      'application/linkset+json',
    ],
    ['Accept: application/linkset', '', { accept: 'application/linkset' }, 'application/linkset'],
    ['Accept: application/json', '?linkType=all', { accept: 'application/json' }, 'application/json'],
  ])('is given for %s in its own media type', async (_name, query, headers, type) => {
    const answer = await anyone.get(`${PATH}${query}`, headers as Record<string, string>);
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
    expect(answer.text).toContain(type === 'application/linkset' ? 'rel="' : '"linkset":');
  });

  test('by the documents of release 1 tells titles in their language', async () => {
    const { body } = await openIdr(system, '/api/1.0.0', null).get<Linkset>(`${PATH}/10/A-1?linkType=all`);
    expect(body.linkset[0]?.[`${system.url}/api/1.0.0/voc/certificationInfo`]).toEqual([
      {
        href: 'https://example.org/lot',
        title: 'Certification Information',
        type: 'text/html',
        hreflang: ['en'],
        'title*': [{ value: 'Certification Information', language: 'en' }],
      },
    ]);
  });

  test('uses the vocabulary of the scheme, and tells earlier targets', async () => {
    await v4.post('/identifiers', {
      ...instrumentScheme('own-words'),
      namespaceURI: 'https://example.org/words/',
    });
    const body = registration({ namespace: 'own-words', identificationKey: '09359502000058' });
    const { body: made } = await v4.post<{ responses: { linkId: string }[] }>('/resolver', body);
    await v4.put(`/resolver/links/${made.responses[0]?.linkId}`, { targetUrl: 'https://example.org/new' });
    const { body: list } = await anyone.get<Linkset>('/own-words/01/09359502000058?linkType=all');
    expect(list.linkset[0]?.['https://example.org/words/certificationInfo']).toEqual([
      {
        href: 'https://example.org/new',
        title: 'Certification Information',
        type: 'text/html',
        hreflang: ['en'],
      },
      {
        href: 'https://example.org/certificates',
        rel: ['predecessor-version'],
        title: 'Certification Information',
        type: 'text/html',
      },
    ]);
  });
});

describe('refusing', () => {
  test.each([
    ['/nowhere/01/1', 404, { errors: [{ field: 'namespace', message: 'Identifier not found' }] }],
    [
      '/instruments/isbn/1',
      400,
      { errors: [{ field: 'primary', message: "Primary identifier 'isbn' not found" }] },
    ],
    ['/instruments/01/none', 400, { errors: [{ field: 'identificationKey', message: 'Invalid value' }] }],
    [
      `${PATH}/99/x`,
      400,
      { errors: [{ field: 'qualifiers', message: "Qualifier with AI or shortcode '99' not found" }] },
    ],
    [`${PATH}/10`, 400, { message: 'Invalid request data', error: 'Bad Request', statusCode: 400 }],
    [
      '/instruments/01',
      404,
      { message: 'Cannot GET /api/v4/instruments/01', error: 'Not Found', statusCode: 404 },
    ],
    ['/instruments/01/09359502999999', 404, { error: 'Cannot resolve link resolver' }],
  ])('%s', async (path, status, body) => {
    const answer = await anyone.get(path);
    expect([answer.status, answer.body]).toEqual([
      status,
      expect.objectContaining({ timestamp: expect.any(String) }),
    ]);
    expect(answer.body).toMatchObject(body);
  });

  test('an identifier that was registered as inactive', async () => {
    await v4.post('/resolver', registration({ identificationKey: '09359502000065', active: false }));
    expect((await follow('/instruments/01/09359502000065'))[0]).toBe(404);
  });
});
