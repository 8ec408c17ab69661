import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { createApi } from './support/api.ts';
import {
  type Idr,
  instrumentScheme,
  linkBody,
  makeKey,
  openIdr,
  registration,
  startWithKey,
} from './support/idr.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

/** Each test is named after a defect that was measured in release 4.0, and shows that it is not here. */

let system: System;
let key: string;
let idr: Idr;
let anyone: Idr;

beforeAll(async () => {
  ({ system, key } = await startWithKey());
  idr = openIdr(system, '/api/v4', key);
  anyone = openIdr(system, '/api/v4', null);
  await idr.post('/identifiers', instrumentScheme());
});
afterAll(() => system?.close());

type Linkset = { linkset: Record<string, unknown>[] };

async function listLinks(identificationKey: string, namespace = 'instruments') {
  const query = new URLSearchParams({ namespace, identificationKeyType: '01', identificationKey });
  return (await idr.get<Record<string, unknown>[]>(`/resolver/links?${query}`)).body;
}

test('lost writes: of 20 registrations of one key at the same time, all are answered with 201 and stored', async () => {
  const identificationKey = '09359502000102';
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      idr.post(
        '/resolver',
        registration({
          identificationKey,
          responses: [linkBody({ targetUrl: `https://example.org/writers/${index}` })],
        }),
      ),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
  const links = await listLinks(identificationKey);
  expect(new Set(links.map(({ targetUrl }) => targetUrl)).size).toBe(20);
  expect(links.filter(({ defaultLinkType }) => defaultLinkType)).toHaveLength(1);
});

test('text beyond ASCII corrupts what is stored: it is kept and read back', async () => {
  const description = 'Crème brûlée 日本語 😀';
  const title = 'Zertifikat für 日本 😀';
  const body = registration({
    identificationKey: '09359502000119',
    description,
    responses: [linkBody({ title })],
  });
  expect((await idr.post('/resolver', body)).status).toBe(201);
  const { status, body: list } = await anyone.get<Linkset>('/instruments/01/09359502000119?linkType=all');
  expect([status, list.linkset[0]?.description]).toEqual([200, description]);
  expect((await listLinks('09359502000119'))[0]?.title).toBe(title);
  expect((await anyone.get('/instruments/01/09359502000119')).status).toBe(302);
});

test('a hostile pattern blocks the service: it is answered in under 50 ms, even for a key of 10 kB', async () => {
  const scheme = instrumentScheme('hostile');
  const [first, ...rest] = scheme.applicationIdentifiers as Record<string, unknown>[];
  const applicationIdentifiers = [{ ...first, regex: '^(a+)+$' }, ...rest];
  expect((await idr.post('/identifiers', { ...scheme, applicationIdentifiers })).status).toBe(200);
  for (const identifier of [`${'a'.repeat(27)}!`, `${'a'.repeat(10_000)}!`]) {
    const times: number[] = [];
    // Other work of the machine may hold up one answer, but not all.
    for (let round = 0; round < 20 && Math.min(...times) >= 50; round += 1) {
      const begun = performance.now();
      const { status } = await anyone.get(`/hostile/01/${identifier}`);
      times.push(performance.now() - begun);
      expect(status).toBe(400);
    }
    expect(Math.min(...times)).toBeLessThan(50);
  }
});

test('a change is not checked: a link type, a context and a target that are wrong are refused', async () => {
  const { body } = await idr.post<{ responses: { linkId: string }[] }>(
    '/resolver',
    registration({ identificationKey: '09359502000126' }),
  );
  const path = `/resolver/links/${body.responses[0]?.linkId}`;
  for (const [change, status] of [
    [{ linkType: 'evil:thing' }, 404],
    [{ context: 'not-a-country' }, 422],
    [{ targetUrl: 'http://127.0.0.1:9/' }, 400],
    [{ targetUrl: 'javascript:alert(1)' }, 400],
    [{ hreflang: ['not a language'] }, 400],
    [{ title: '' }, 400],
    [{ accessRole: ['untp:accessRole#King'] }, 400],
  ] as const) {
    const answer = await idr.put(path, change);
    expect.soft(answer.status, JSON.stringify(change)).toBe(status);
    expect.soft(answer.body.errors?.length, JSON.stringify(change)).toBe(1);
  }
  expect((await listLinks('09359502000126'))[0]).toMatchObject(linkBody());
});

test('restricted links are public: only a verified role sees them, whatever role a request claims', async () => {
  const secret = 'https://example.org/secret-audit';
  const responses = [
    linkBody(),
    linkBody({
      linkType: 'gs1:epcis',
      targetUrl: secret,
      accessRole: ['untp:accessRole#Regulator'],
      defaultLinkType: false,
    }),
  ];
  const path = '/instruments/01/09359502000133';
  await idr.post('/resolver', registration({ identificationKey: '09359502000133', responses }));
  for (const claim of [
    '',
    '&accessRole=regulator',
    '&accessRole=untp:accessRole%23Regulator',
    '&accessRole=owner',
  ]) {
    const list = await anyone.get(`${path}?linkType=all${claim}`);
    expect(list.status).toBe(200);
    expect(list.text + list.headers.get('link')).not.toContain(secret);
    expect((await anyone.get(`${path}?linkType=gs1:epcis${claim}`)).status).toBe(404);
  }
  const owner = await idr.get(`${path}?linkType=all`);
  expect(owner.text).toContain(secret);
  expect(owner.headers.get('cache-control')).toContain('private');
  expect((await idr.get(`${path}?linkType=gs1:epcis`)).headers.get('location')).toBe(secret);
  const asCustomer = await idr.get(`${path}?linkType=all&accessRole=customer`);
  expect(asCustomer.text).not.toContain(secret);
});

test('the list of link types redirects to nowhere: the redirect keeps its prefix', async () => {
  const { status, headers } = await anyone.get('/voc');
  expect(status).toBe(302);
  const list = await fetch(headers.get('location') ?? '');
  expect([list.status, Object.keys((await list.json()) as object)]).toEqual([
    200,
    expect.arrayContaining(['gs1', 'untp']),
  ]);
});

test('linkType=linkset is not found, and linksets have wrong media types: both forms are there in their own', async () => {
  const path = '/instruments/01/09359502000140';
  await idr.post('/resolver', registration({ identificationKey: '09359502000140' }));
  const json = await anyone.get<Linkset>(`${path}?linkType=linkset`);
  expect([json.status, json.headers.get('content-type')]).toEqual([200, 'application/linkset+json']);
  expect(json.body.linkset).toHaveLength(1);
  const text = await anyone.get(path, { accept: 'application/linkset' });
  expect(text.headers.get('content-type')).toMatch(/^application\/linkset(;|$)/);
  expect(text.text).toMatch(/^<https:\/\/example\.org\/certificates>; rel="/);
});

test('deleting a namespace leaves links behind: they go with it, and come back with it', async () => {
  await idr.post('/identifiers', instrumentScheme('leaving'));
  const path = '/leaving/01/09359502000157';
  await idr.post('/resolver', registration({ namespace: 'leaving', identificationKey: '09359502000157' }));
  const documented = openIdr(system, '/api/1.0.0', key);
  const refused = await documented.delete('/identifiers?namespace=leaving');
  expect([refused.status, refused.body.message]).toEqual([
    409,
    expect.stringContaining('1 link of 1 identifier'),
  ]);
  expect((await idr.delete('/identifiers?namespace=leaving&cascade=false')).status).toBe(409);

  expect((await idr.delete('/identifiers?namespace=leaving')).status).toBe(200);
  expect((await anyone.get(path)).status).toBe(404);
  await idr.post('/identifiers', instrumentScheme('leaving'));
  expect((await anyone.get(path)).status).toBe(404);
  await idr.delete('/identifiers?namespace=leaving');
  const api = createApi(system, TEST_ADMIN_TOKEN);
  expect((await api.post('/schemes/leaving/restore')).status).toBe(200);
  expect((await anyone.get(path)).status).toBe(302);
  expect((await documented.delete('/identifiers?namespace=leaving&cascade=true')).status).toBe(204);
});

test('everyone shares one key: the key of one organisation changes nothing of another’s', async () => {
  const identificationKey = '09359502000195';
  const { body } = await idr.post<{ responses: { linkId: string }[] }>(
    '/resolver',
    registration({ identificationKey }),
  );
  const path = `/resolver/links/${body.responses[0]?.linkId}`;
  await ensureOrganisation(system.ctx, { slug: 'second', name: 'Second Institute' });
  const other = openIdr(system, '/api/v4', await makeKey(system, 'second'));
  const more = registration({
    identificationKey,
    responses: [linkBody({ targetUrl: 'https://example.org/theirs' })],
  });
  for (const answer of [
    await other.post('/identifiers', instrumentScheme()),
    await other.delete('/identifiers?namespace=instruments'),
    await other.post('/resolver', more),
    await other.put(path, { title: 'Theirs' }),
    await other.delete(path),
  ]) {
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      error: expect.stringMatching(/./),
      path: expect.stringMatching(/^\/api\/v4/),
    });
  }
  expect(await listLinks(identificationKey)).toMatchObject([linkBody()]);
});

test('a lot cannot be resolved by the name of its qualifier, nor registered with a hyphen: both can', async () => {
  const body = registration({ identificationKey: '09359502000164', qualifierPath: '/lot/AB-1' });
  expect((await idr.post('/resolver', body)).status).toBe(201);
  expect((await anyone.get('/instruments/01/09359502000164/lot/AB-1')).status).toBe(302);
  expect((await anyone.get('/instruments/01/09359502000164/10/AB-1')).status).toBe(302);
});

test('an unknown lot is not found although its key is known: the key answers for it', async () => {
  await idr.post('/resolver', registration({ identificationKey: '09359502000171' }));
  expect((await anyone.get('/instruments/01/09359502000171/10/unknown')).status).toBe(302);
});

test('link types are fixed in the code: an organisation’s own are accepted', async () => {
  const api = `${system.url}/api/v1/vocabularies/acme`;
  const made = await fetch(api, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      uri: 'https://example.org/voc/',
      title: 'Own words',
      linkTypes: { calibration: { title: 'Calibration', description: 'The latest calibration' } },
    }),
  });
  expect(made.status).toBe(201);
  const responses = [linkBody({ linkType: 'acme:calibration' })];
  const body = registration({ identificationKey: '09359502000188', responses });
  expect((await idr.post('/resolver', body)).status).toBe(201);
  expect((await anyone.get('/voc/acme:calibration')).body).toEqual({
    title: 'Calibration',
    description: 'The latest calibration',
  });
});

test('every request reads object storage, and health is told as well whatever happens: schemes are read and links resolved without it, and without the database it is not well', async () => {
  const down = await startWithKey({
    env: {
      // The port of a service that nobody runs.
      OBJECT_STORAGE_ENDPOINT: 'http://127.0.0.1:9',
      OBJECT_STORAGE_ACCESS_KEY: 'nobody',
      OBJECT_STORAGE_SECRET_KEY: 'nobody',
      OBJECT_STORAGE_BUCKET_NAME: 'nothing',
    },
  });
  const there = openIdr(down.system, '/api/v4', down.key);
  try {
    expect((await there.post('/identifiers', instrumentScheme())).status).toBe(200);
    const { status } = await there.post('/resolver', registration({ identificationKey: '09359502000126' }));
    expect(status).toBe(201);
    expect((await there.get('/identifiers?namespace=instruments')).status).toBe(200);
    expect((await there.get('/instruments/01/09359502000126')).status).toBe(302);
    expect((await there.get('/health-check')).body).toEqual({ status: 'OK' });
    await (down.system.ctx.db as unknown as { destroy(): Promise<void> }).destroy();
    expect((await there.get('/health-check')).status).toBe(503);
  } finally {
    await down.system.close().catch(() => {});
  }
});
