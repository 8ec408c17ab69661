import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type PidBody, type ProblemBody, readShoulders } from './support/api.ts';
import { addIgsnShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const SAMPLE = {
  material: [{ name: 'Basalt', uri: 'https://example.org/terms/basalt' }, 'Soil'],
  sampleType: 'Core section',
  collectors: [
    {
      name: 'Carberry, Josiah',
      nameIdentifiers: [{ nameIdentifier: '0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' }],
    },
  ],
  collectionDate: '2025-07-14/2025-07-15',
  collectionPlace: {
    name: 'Left bank of the spring',
    point: { latitude: -47.3769, longitude: 8.5417 },
    box: { west: -8.6, east: 8.6, south: -47.5, north: -47.25 },
  },
  parentSample: 'igsn:10.5072/PARENT',
};

const METADATA = {
  titles: [{ title: 'Core 7, section 2' }],
  publisher: { name: 'Example University' },
  publicationYear: 2026,
};

let system: System;
let api: Api;
let shoulder: string;

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  shoulder = await addIgsnShoulder(system);
});
afterAll(() => system?.close());

async function mint(body: Record<string, unknown>): Promise<PidBody> {
  const answer = await api.post<PidBody>('/pids', { shoulder, state: 'public', ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

async function refuse(body: Record<string, unknown>): Promise<ProblemBody & { pointers: string[] }> {
  const { status, body: problem } = await api.post<ProblemBody>('/pids', { shoulder, ...body });
  expect(status).toBeGreaterThanOrEqual(400);
  return { ...problem, pointers: (problem.errors ?? []).map(({ pointer }) => pointer) };
}

const change = (pid: string, body: unknown) =>
  api.patch<PidBody>(`/pids/${encodeURIComponent(pid)}`, body, { 'if-match': '*' });

describe('minting an IGSN ID', () => {
  test('a sample beside the metadata becomes part of it, and DataCite is told', async () => {
    const { pid, metadata } = await mint({ metadata: METADATA, sample: SAMPLE });
    expect(metadata).toMatchObject({
      types: { resourceTypeGeneral: 'PhysicalObject', resourceType: 'Core section' },
      creators: [{ name: 'Carberry, Josiah' }],
      dates: [{ date: '2025-07-14/2025-07-15', dateType: 'Collected' }],
      relatedIdentifiers: [{ relatedIdentifier: '10.5072/parent', relationType: 'IsDerivedFrom' }],
    });
    await system.drain();
    const { body } = await api.get<{ state: string }>(`/pids/${encodeURIComponent(pid)}/registration`);
    expect(body.state).toBe('acknowledged');
  });

  test('the kind is filled in, with a sample or without', async () => {
    const metadata = { ...METADATA, creators: [{ name: 'Carberry, Josiah' }] };
    expect((await mint({ metadata })).metadata).toMatchObject({
      types: { resourceTypeGeneral: 'PhysicalObject' },
    });
    expect((await mint({ metadata, state: 'reserved', sample: {} })).metadata).toMatchObject({
      types: { resourceTypeGeneral: 'PhysicalObject' },
    });
    expect((await mint({ state: 'reserved' })).metadata).toBeNull();
  });

  test('another kind than a physical object is refused', async () => {
    const metadata = { ...METADATA, creators: [{ name: 'A' }], types: { resourceTypeGeneral: 'Dataset' } };
    for (const state of ['public', 'reserved']) {
      expect(await refuse({ metadata, state })).toMatchObject({
        status: 422,
        pointers: ['/metadata/types/resourceTypeGeneral'],
      });
    }
  });

  test('every mistake of metadata and sample is told at once, and none that the sample mends', async () => {
    const metadata = { titles: [{}], publicationYear: 'soon' };
    const sample = { ...SAMPLE, collectionDate: 'summer', colour: 'grey' };
    expect((await refuse({ metadata, sample })).pointers).toEqual([
      '/metadata/titles/0/title',
      '/metadata/publicationYear',
      '/metadata/publisher',
      '/sample/colour',
      '/sample/collectionDate',
    ]);
    expect((await refuse({ metadata, sample: SAMPLE })).pointers).toEqual([
      '/metadata/titles/0/title',
      '/metadata/publicationYear',
      '/metadata/publisher',
    ]);
    expect((await refuse({ metadata: METADATA, sample: { sampleType: 'Core' } })).pointers).toEqual([
      '/metadata/creators',
    ]);
    expect((await refuse({ sample: 'a rock', metadata: METADATA, state: 'reserved' })).pointers).toEqual([
      '/sample',
    ]);
    expect((await refuse({ metadata: 'x', sample: SAMPLE })).pointers).toEqual(['/metadata']);
  });

  test('a sample elsewhere is refused', async () => {
    const shoulders = await readShoulders(api);
    for (const other of [shoulders.doi, shoulders.ark]) {
      expect(await refuse({ shoulder: other, metadata: METADATA, sample: SAMPLE })).toMatchObject({
        status: 400,
        pointers: ['/sample'],
      });
    }
  });
});

describe('changing an IGSN ID', () => {
  test('a sample alone changes what it says and leaves the rest', async () => {
    const { pid } = await mint({ metadata: METADATA, sample: SAMPLE });
    const { status, body } = await change(pid, {
      sample: { collectionDate: '2025-07-16', collectors: 'Other, One' },
    });
    expect(status).toBe(200);
    expect(body.metadata).toMatchObject({
      titles: METADATA.titles,
      creators: [{ name: 'Other, One' }],
      dates: [{ date: '2025-07-16', dateType: 'Collected' }],
      geoLocations: [{ geoLocationPlace: 'Left bank of the spring' }],
    });
    expect(body.metadata).not.toHaveProperty('contributors');
  });

  test('metadata replaces the record, with a sample or without', async () => {
    const { pid } = await mint({ metadata: METADATA, sample: SAMPLE });
    const metadata = { ...METADATA, creators: [{ name: 'Example University' }] };
    const { body } = await change(pid, { metadata, sample: { collectors: 'Carberry, Josiah' } });
    expect(body.metadata).toEqual({
      ...metadata,
      types: { resourceTypeGeneral: 'PhysicalObject' },
      contributors: [{ name: 'Carberry, Josiah', contributorType: 'DataCollector' }],
    });
    expect(
      (await change(pid, { metadata: { ...metadata, types: { resourceTypeGeneral: 'Text' } } })).status,
    ).toBe(422);
  });

  test('of a reserved one a sample can be given before anything else, and it is published with it', async () => {
    const { pid } = await mint({ state: 'reserved' });
    expect((await change(pid, { sample: SAMPLE })).status).toBe(200);
    const publish = () => api.post<ProblemBody>(`/pids/${encodeURIComponent(pid)}/publish`, {});
    expect((await publish()).body.errors?.map(({ pointer }) => pointer)).toEqual([
      '/metadata/titles',
      '/metadata/publisher',
      '/metadata/publicationYear',
    ]);
    const { body } = await api.get<PidBody>(`/pids/${encodeURIComponent(pid)}`);
    await change(pid, { metadata: { ...body.metadata, ...METADATA } });
    expect((await publish()).status).toBe(200);
  });

  test('no sample is no change', async () => {
    const { pid } = await mint({ metadata: METADATA, sample: SAMPLE });
    const { body } = await change(pid, { sample: null, target: 'https://example.org/7' });
    expect(body.metadata).toMatchObject({ creators: [{ name: 'Carberry, Josiah' }] });
  });
});

describe('the page of a sample', () => {
  const open = async (path: string) => {
    const answer = await fetch(`${system.url}${path}`, {
      redirect: 'manual',
      headers: { accept: 'text/html' },
    });
    return { status: answer.status, location: answer.headers.get('location'), page: await answer.text() };
  };

  test('tells what was collected, by whom, when and where, and from what, in plain words', async () => {
    const { pid } = await mint({ metadata: METADATA, sample: SAMPLE });
    const { page } = await open(`/${pid}`);
    expect(page).toContain('<dt>Kind of sample</dt><dd>Core section</dd>');
    expect(page).toContain('<a href="https://example.org/terms/basalt">Basalt</a>');
    expect(page).toContain('<dt>Date of collection</dt><dd>14 July 2025 to 15 July 2025</dd>');
    expect(page).toContain('Left bank of the spring');
    expect(page).toContain('47.3769° S, 8.5417° E');
    expect(page).toContain('between 47.5° S, 8.6° W and 47.25° S, 8.6° E');
    expect(page).toContain(
      '<dt>Taken from</dt><dd><a href="https://doi.org/10.5072/parent">https://doi.org/10.5072/parent</a>',
    );
    expect(page.match(/class="agent-name">Carberry, Josiah/g)).toHaveLength(1);
    expect(page).toContain('(unauthenticated)');
    expect(page).not.toContain('<dt>Collected</dt>');
  });

  test('its JSON-LD is valid and names the material', async () => {
    const { pid } = await mint({ metadata: METADATA, sample: SAMPLE });
    const { page } = await open(`/${pid}`);
    const [, text = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(text)).toMatchObject({
      '@id': `https://doi.org/${pid}`,
      '@type': 'CreativeWork',
      material: ['Basalt', 'Soil'],
      isBasedOn: { '@id': 'https://doi.org/10.5072/parent' },
      spatialCoverage: { '@type': 'Place', name: 'Left bank of the spring' },
    });
  });

  test('a DOI of a physical object has them too, and of anything else not', async () => {
    const { doi } = await readShoulders(api);
    const metadata = {
      ...METADATA,
      creators: [{ name: 'Example University' }],
      contributors: [{ name: 'Carberry, Josiah', contributorType: 'DataCollector' }],
      dates: [{ date: '2020-03', dateType: 'Collected' }],
      geoLocations: [{ geoLocationPoint: { pointLatitude: 1, pointLongitude: 2 } }],
      relatedIdentifiers: [
        { relatedIdentifier: '10273/AU1243', relatedIdentifierType: 'IGSN', relationType: 'IsPartOf' },
      ],
    };
    const object = await mint({
      shoulder: doi,
      metadata: { ...metadata, types: { resourceTypeGeneral: 'PhysicalObject' } },
    });
    const { page } = await open(`/${object.pid}`);
    expect(page).toContain('<h2 id="sample">The sample</h2>');
    expect(page).toContain('<dd>March 2020</dd>');
    expect(page).toContain('Part of</dt><dd><a href="https://hdl.handle.net/10273/AU1243">10273/AU1243</a>');
    expect(page).toContain('Example University');
    const dataset = await mint({
      shoulder: doi,
      metadata: { ...metadata, types: { resourceTypeGeneral: 'Dataset' } },
    });
    const other = (await open(`/${dataset.pid}`)).page;
    expect(other).not.toContain('The sample');
    expect(other).toContain('<a href="https://hdl.handle.net/10273/AU1243">');
  });

  test('igsn: spellings lead there, and old IGSNs to the Handle system', async () => {
    const { pid } = await mint({ metadata: METADATA, sample: SAMPLE, target: 'https://example.org/core' });
    for (const path of [
      `/igsn:${pid}`,
      `/IGSN:${pid.toUpperCase()}`,
      `/https://igsn.org/${pid}`,
      `/igsn.org/${pid}`,
    ]) {
      expect(await open(path), path).toMatchObject({ status: 302, location: 'https://example.org/core' });
    }
    for (const path of ['/igsn:10273/AU1243', '/igsn:AU1243', '/https://igsn.org/AU1243', '/10273/AU1243']) {
      expect(await open(path), path).toMatchObject({
        status: 302,
        location: 'https://hdl.handle.net/10273/AU1243',
      });
    }
    const explained = await open('/igsn:AU1243?info');
    expect(explained.status).toBe(404);
    expect(explained.page).toContain('from the time before they became DOIs');
    expect(explained.page).toContain('href="https://hdl.handle.net/10273/AU1243"');
    expect((await open('/resolve?id=IGSN%3AAU1243')).location).toBe('/10273/AU1243?info');
  });
});
