import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Idr,
  instrumentScheme,
  linkBody,
  openIdr,
  type Refused,
  registration,
  startWithKey,
} from './support/idr.ts';
import { describeProducts } from './support/schemes.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let key: string;
let v4: Idr;
let v1: Idr;

beforeAll(async () => {
  ({ system, key } = await startWithKey());
  v4 = openIdr(system, '/api/v4', key);
  v1 = openIdr(system, '/api/1.0.0', key);
});
afterAll(() => system?.close());

const UPSERTED = { message: 'Application identifier upserted successfully' };

type Scheme = { id: string; namespace: string; applicationIdentifiers: Record<string, unknown>[] };

describe('by the documents of release 1', () => {
  test('a scheme is new with 201, replaced with 200, and told as it was sent', async () => {
    const scheme = instrumentScheme('documented');
    const created = await v1.post('/identifiers', scheme);
    expect([created.status, created.body]).toEqual([201, UPSERTED]);
    expect((await v1.get<Scheme>('/identifiers?namespace=documented')).body).toEqual({
      id: 'identifiers/documented',
      ...scheme,
    });
    const [first] = scheme.applicationIdentifiers as Record<string, unknown>[];
    const { qualifiers, ...alone } = first ?? {};
    const replaced = await v1.post('/identifiers', { ...scheme, applicationIdentifiers: [alone] });
    expect([replaced.status, replaced.body]).toEqual([200, UPSERTED]);
    const { body } = await v1.get<Scheme>('/identifiers?namespace=documented');
    expect(body.applicationIdentifiers.map(({ ai }) => ai)).toEqual(['01']);
  });

  test('a scheme is put as it is posted', async () => {
    expect((await v1.put('/identifiers', instrumentScheme('put'))).status).toBe(201);
    expect((await v1.put('/identifiers', instrumentScheme('put'))).status).toBe(200);
  });

  test('an unknown namespace is not found, whether it is read or deleted', async () => {
    for (const answer of [
      await v1.get('/identifiers?namespace=nowhere'),
      await v1.delete('/identifiers?namespace=nowhere'),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({
        error: "Identifier with namespace 'nowhere' not found",
        path: '/api/1.0.0/identifiers?namespace=nowhere',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    }
  });

  test.each([
    ['GET', '?namespace=', 'namespace should not be empty'],
    ['GET', '?namespace=..%2Fx', 'namespace is not in a valid format'],
    ['GET', '?namespace=a&namespace=b', 'namespace is not in a valid format'],
    ['DELETE', '', 'Namespace is required'],
    ['DELETE', '?namespace=%20', 'namespace is not in a valid format'],
  ])('%s /identifiers%s is a bad request', async (method, query, message) => {
    const { status, body } = await v1.call<Refused>(method, `/identifiers${query}`);
    expect([status, body.errors]).toEqual([400, [{ field: 'namespace', message }]]);
  });

  test('a scheme that is deleted is gone, with 204', async () => {
    await v1.post('/identifiers', instrumentScheme('short-lived'));
    const deleted = await v1.delete('/identifiers?namespace=short-lived');
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await v1.get('/identifiers?namespace=short-lived')).status).toBe(404);
  });

  test('without a namespace all schemes are told', async () => {
    await v1.post('/identifiers', instrumentScheme('listed'));
    const { body } = await v1.get<Scheme[]>('/identifiers');
    expect(body.map(({ namespace }) => namespace)).toContain('listed');
  });

  test('mistakes are told with their fields, all at once', async () => {
    const { status, body } = await v1.post('/identifiers', { namespace: '', applicationIdentifiers: [{}] });
    expect(status).toBe(400);
    expect(body).toMatchObject({ path: '/api/1.0.0/identifiers', timestamp: expect.any(String) });
    expect(body.errors).toContainEqual({ field: 'namespace', message: 'namespace should not be empty' });
    expect(body.errors).toContainEqual({
      field: 'applicationIdentifiers.0.shortcode',
      message: 'shortcode must be a string',
    });
  });

  test.each([
    [
      'no identifier of type I',
      {
        applicationIdentifiers: [{ title: 'd', label: 'd', shortcode: 'd', ai: 'd', type: 'D', regex: 'd' }],
      },
    ],
    ['no identifiers', { applicationIdentifiers: [] }],
    ['a namespace that leads elsewhere', { namespace: '../x' }],
    ['a namespace that is an address of ours', { namespace: 'voc' }],
    ['another address of ours', { namespace: 'resolver' }],
  ])('%s is refused', async (_name, members) => {
    const { status, body } = await v1.post('/identifiers', { ...instrumentScheme('refused'), ...members });
    expect(status).toBe(400);
    expect(body.errors?.length).toBeGreaterThan(0);
  });
});

describe('as release 4 does it', () => {
  test('a scheme is made and changed with 200', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await v4.post('/identifiers', instrumentScheme('fourth'));
      expect([status, body]).toEqual([200, UPSERTED]);
    }
    expect((await v4.get('/identifiers?namespace=fourth')).body).toEqual({
      id: 'identifiers/fourth',
      ...instrumentScheme('fourth'),
    });
  });

  test('identifiers are merged by ai: what is not sent stays', async () => {
    await v4.post('/identifiers', instrumentScheme('merged'));
    const { status } = await v4.post('/identifiers', {
      namespace: 'merged',
      namespaceURI: 'https://example.org/voc/',
      applicationIdentifiers: [
        { title: 'Lot', label: 'L', shortcode: 'lot', ai: '10', type: 'Q', regex: '[0-9]+' },
        { title: 'Expiry', label: 'EXP', shortcode: 'exp', type: 'D', regex: '[0-9]{6}' },
      ],
    });
    expect(status).toBe(200);
    const { body } = await v4.get<Scheme>('/identifiers?namespace=merged');
    expect(body.applicationIdentifiers.map(({ ai, title, regex }) => [ai, title, regex])).toEqual([
      ['01', 'Instrument number', '(\\d{12,14}|\\d{8})'],
      ['10', 'Lot', '[0-9]+'],
      ['21', 'Serial number', '[A-Za-z0-9-]{1,20}'],
      ['exp', 'Expiry', '[0-9]{6}'],
    ]);
    expect(body).toMatchObject({ namespaceURI: 'https://example.org/voc/' });
  });

  test('an unknown namespace is a bad request, and so is none where one is needed', async () => {
    const message = "Identifier with namespace 'nowhere' not found";
    expect(await v4.get('/identifiers?namespace=nowhere&lang=fr')).toMatchObject({
      status: 400,
      body: { error: message },
    });
    expect(await v4.delete('/identifiers?namespace=nowhere')).toMatchObject({
      status: 400,
      body: { error: message },
    });
    expect(await v4.delete('/identifiers')).toMatchObject({
      status: 400,
      body: { error: 'Namespace is required' },
    });
  });

  test('a scheme is deleted with 200 and a message', async () => {
    await v4.post('/identifiers', instrumentScheme('gone'));
    const { status, body } = await v4.delete('/identifiers?namespace=gone');
    expect([status, body]).toEqual([200, { message: 'Application identifier deleted successfully' }]);
    expect((await v4.get('/identifiers?namespace=gone')).status).toBe(400);
  });

  test.each([
    [
      'a qualifier that is not there',
      (all: Record<string, unknown>[]) => all.slice(0, 2),
      [{ field: 'qualifiers', message: "Qualifier with AI or shortcode '21' not found" }],
    ],
    [
      'a pattern that cannot be read',
      ([first, ...rest]: Record<string, unknown>[]) => [{ ...first, regex: '([a-zA-Z' }, ...rest],
      [{ field: 'regex', message: "Invalid regex '([a-zA-Z'" }],
    ],
    [
      'an ai that is there twice',
      (all: Record<string, unknown>[]) => [...all, { ...all[2], shortcode: 'ser2' }],
      [{ field: 'applicationIdentifiers', message: "Duplicate identifier with AI or shortcode '21'" }],
    ],
    [
      'a type that there is not',
      ([first, ...rest]: Record<string, unknown>[]) => [{ ...first, type: 'X' }, ...rest],
      [{ field: 'applicationIdentifiers.0.type', message: 'type is not in the list of allowed values' }],
    ],
  ])('%s is refused in release 4’s words', async (_name, change, errors) => {
    const scheme = instrumentScheme('wrong');
    const applicationIdentifiers = change(scheme.applicationIdentifiers as Record<string, unknown>[]);
    const { status, body } = await v4.post('/identifiers', { ...scheme, applicationIdentifiers });
    expect([status, body.errors]).toEqual([400, errors]);
  });

  test('members that are not known are left out', async () => {
    const scheme = instrumentScheme('stripped');
    const [first, ...rest] = scheme.applicationIdentifiers as Record<string, unknown>[];
    await v4.post('/identifiers', {
      ...scheme,
      more: 1,
      applicationIdentifiers: [{ ...first, more: {} }, ...rest],
    });
    expect((await v4.get('/identifiers?namespace=stripped')).body).toEqual({
      id: 'identifiers/stripped',
      ...scheme,
    });
  });

  test('a pattern is told as it was sent, and what was registered elsewhere stays anchored when it is written back', async () => {
    await v1.post('/identifiers', instrumentScheme('anchored'));
    const read = await v4.get<Scheme>('/identifiers?namespace=anchored');
    expect((await v4.post('/identifiers', read.body)).status).toBe(200);
    expect((await v1.get<Scheme>('/identifiers?namespace=anchored')).body).toEqual(read.body);
    await v4.post('/identifiers', instrumentScheme('open'));
    expect((await v4.get('/identifiers?namespace=open')).body).toMatchObject(instrumentScheme('open'));
    const { body } = await v1.get<Scheme>('/identifiers?namespace=open');
    expect(body.applicationIdentifiers[0]?.regex).toBe('[\\s\\S]*(?:(\\d{12,14}|\\d{8}))[\\s\\S]*');
  });
});

describe('GS1', () => {
  /** The example of the documents. */
  const example = { id: 'identifiers/gs1', ...describeProducts('gs1') };

  test('merged over release 4, one identifier leaves the others and GS1’s own rules as they are', async () => {
    const before = await v4.get<Scheme>('/identifiers?namespace=gs1');
    expect(before.body.applicationIdentifiers.length).toBeGreaterThan(30);
    const gtin = before.body.applicationIdentifiers.find(({ ai }) => ai === '01');
    const applicationIdentifiers = [{ ...gtin, title: 'Number of a trade item' }];
    const { status } = await v4.post('/identifiers', { namespace: 'gs1', applicationIdentifiers });
    expect(status).toBe(200);
    const after = await v4.get<Scheme>('/identifiers?namespace=gs1');
    expect(after.body.applicationIdentifiers).toHaveLength(before.body.applicationIdentifiers.length);
    expect(after.body.applicationIdentifiers).toContainEqual(applicationIdentifiers[0]);
    const wrong = await v4.get('/gs1/01/09506000134351');
    expect([wrong.status, wrong.body.errors?.[0]?.detail]).toEqual([
      400,
      expect.stringMatching(/check digit/i),
    ]);
    // As release 4: a qualifier that is there must belong to something.
    const example4 = await v4.post('/identifiers', example);
    expect([example4.status, example4.body.errors?.[0]?.message]).toEqual([
      400,
      expect.stringMatching(/^Qualifier with AI or shortcode '235' is not listed/),
    ]);
  });

  test('posted by the documents of release 1, the example is the scheme', async () => {
    expect(await v1.post('/identifiers', example)).toMatchObject({ status: 200, body: UPSERTED });
    expect((await v1.get('/identifiers?namespace=gs1')).body).toEqual(example);
    expect((await v4.get('/gs1/01/09506000134351')).status).toBe(400);
    const link = linkBody({ linkType: 'gs1:pip', targetUrl: 'https://example.org/rice' });
    const rice = { namespace: 'gs1', identificationKeyType: 'gtin', identificationKey: '09506000134352' };
    const registered = registration({ ...rice, qualifierPath: '/10/ABC', responses: [link] });
    expect((await v1.post('/resolver', registered)).status).toBe(201);
    for (const path of ['/gs1/01/09506000134352/10/ABC', '/gs1/gtin/9506000134352/lot/ABC']) {
      const { status, headers } = await v1.get(path);
      expect([status, headers.get('location')]).toEqual([307, 'https://example.org/rice']);
    }
    const atRoot = await fetch(`${system.url}/01/09506000134352/10/ABC`, { redirect: 'manual' });
    expect([atRoot.status, atRoot.headers.get('location')]).toEqual([307, 'https://example.org/rice']);
  });

  test('what is registered under the scheme that comes with the service stays readable: the example is refused, and what speaks against it is told', async () => {
    const { system: fresh, key: freshKey } = await startWithKey();
    try {
      const idr = openIdr(fresh, '/api/1.0.0', freshKey);
      const shipped = registration({
        namespace: 'gs1',
        identificationKeyType: 'sscc',
        identificationKey: '106141412345678908',
        responses: [linkBody({ linkType: 'gs1:pip' })],
      });
      expect((await idr.post('/resolver', shipped)).status).toBe(201);
      const { status, body } = await idr.post('/identifiers', example);
      expect([status, body.errors]).toEqual([
        409,
        [
          {
            field: 'applicationIdentifiers',
            message: 'gs1/00/106141412345678908 has links, and would no longer be an identifier.',
          },
        ],
      ]);
      expect((await idr.get('/gs1/00/106141412345678908')).status).toBe(307);
    } finally {
      await fresh.close();
    }
  });
});

describe('keys', () => {
  test.each(['/identifiers', '/identifiers?namespace=gs1', '/resolver/links', '/resolver/links/x'])(
    'without a key, %s is refused',
    async (path) => {
      for (const token of [null, 'wrong', `${key}x`]) {
        const { status, headers, body } = await openIdr(system, '/api/v4', token).get<Refused>(path);
        expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer /)]);
        expect(body).toEqual({
          timestamp: expect.any(String),
          path: `/api/v4${path}`,
          error: 'Invalid API Key',
        });
      }
    },
  );

  test('without a key a body is not even read', async () => {
    const { status, body } = await openIdr(system, '/api/1.0.0', null).post('/identifiers', '{');
    expect([status, body.error]).toEqual([401, 'Invalid API Key']);
  });

  test('a token of ours works as a key does', async () => {
    const operator = openIdr(system, '/api/v4', TEST_ADMIN_TOKEN);
    expect((await operator.post('/identifiers', instrumentScheme('by-token'))).status).toBe(200);
  });
});
