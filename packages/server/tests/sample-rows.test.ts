import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type PidBody, type ProblemBody, readShoulders } from './support/api.ts';
import { type BatchApi, createBatchApi, type ResultRow, settle } from './support/batches.ts';
import { dataciteMetadata, drainUntil, openManage } from './support/isamples.ts';
import { signIn } from './support/people.ts';
import { addIgsnShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem } from './support/start-system.ts';

type BlockBody = { id: string; names: string[] };

const METADATA = {
  titles: [{ title: 'Core 7' }],
  publisher: { name: 'Example University' },
  publicationYear: 2026,
};
const SAMPLE = { material: 'Sediment', collectors: 'Carberry, Josiah', collectionPlace: 'Example Lake' };
const DATASET = { ...METADATA, types: { resourceTypeGeneral: 'Dataset' } };

let system: System;
let api: Api;
let token: string;
let batches: BatchApi;
let igsn: string;
beforeAll(async () => {
  system = await startSystem();
  token = (await signIn(system)).token;
  api = createApi(system, token);
  batches = createBatchApi(system, token);
  igsn = await addIgsnShoulder(system);
});
afterAll(() => system?.close());

const read = async (pid: string | null | undefined): Promise<PidBody> =>
  (await api.get<PidBody>(`/pids/${encodeURIComponent(pid ?? '')}`)).body;

async function send(rows: readonly unknown[], query: Record<string, string> = {}): Promise<ResultRow[]> {
  const { rows: results } = await settle(system, batches, JSON.stringify(rows), {
    type: 'application/json',
    query: { shoulder: '10.5072/core', ...query },
  });
  return results;
}

const fieldsOf = (rows: readonly ResultRow[]): string[][] =>
  rows.map(({ errors }) => errors.map(({ field }) => field));

describe('samples in batches', () => {
  test('columns go before the same part of the sample, and both before the record', async () => {
    const [row] = await send([
      {
        verb: 'mint',
        metadata: { ...METADATA, dates: [{ date: '2020', dateType: 'Collected' }] },
        sample: { ...SAMPLE, collectionDate: '2021', parentSample: '10.5072/core-7' },
        'sample.material': 'Basalt [https://example.org/terms/basalt]; Soil',
        'sample.latitude': 46.2,
        'sample.longitude': '7.3',
        'sample.relation': 'IsPartOf',
        title: 'Core 8',
      },
    ]);
    expect(row?.errors).toEqual([]);
    expect((await read(row?.pid)).metadata).toEqual({
      ...METADATA,
      titles: [{ title: 'Core 8' }],
      creators: [{ name: 'Carberry, Josiah' }],
      types: { resourceTypeGeneral: 'PhysicalObject' },
      subjects: [
        { subject: 'Basalt', subjectScheme: 'Material', valueUri: 'https://example.org/terms/basalt' },
        { subject: 'Soil', subjectScheme: 'Material' },
      ],
      dates: [{ date: '2021', dateType: 'Collected' }],
      geoLocations: [
        {
          geoLocationPlace: 'Example Lake',
          geoLocationPoint: { pointLatitude: 46.2, pointLongitude: 7.3 },
        },
      ],
      relatedIdentifiers: [
        {
          relatedIdentifier: '10.5072/core-7',
          relatedIdentifierType: 'DOI',
          relationType: 'IsPartOf',
          resourceTypeGeneral: 'PhysicalObject',
        },
      ],
    });
  });

  test('an update with columns corrects what they name and leaves the rest', async () => {
    const [made] = await send([{ verb: 'mint', metadata: METADATA, sample: SAMPLE }]);
    const pid = made?.pid;
    const [row] = await send([
      { verb: 'update', pid, title: 'Core 9', 'sample.collectors': 'Other, One', 'sample.date': '2026-07' },
    ]);
    expect(row?.errors).toEqual([]);
    const { metadata } = await read(pid);
    expect(metadata).toMatchObject({
      titles: [{ title: 'Core 9' }],
      creators: [{ name: 'Other, One', familyName: 'Other' }],
      dates: [{ date: '2026-07' }],
      subjects: [{ subject: 'Sediment' }],
      geoLocations: [{ geoLocationPlace: 'Example Lake' }],
    });
    expect(metadata).not.toHaveProperty('contributors');
    const [named] = await send([
      { verb: 'update', pid, creators: 'Example University', 'sample.collectors': 'Carberry, Josiah' },
    ]);
    expect(named?.errors).toEqual([]);
    expect((await read(pid)).metadata).toMatchObject({
      creators: [{ name: 'Example University' }],
      contributors: [{ name: 'Carberry, Josiah', contributorType: 'DataCollector' }],
    });
  });

  test.each(['true', 'false'])(
    'mistakes are told with line and column, and other kinds are refused (dry run: %s)',
    async (dryRun) => {
      const { doi } = await readShoulders(api);
      const rows = await send(
        [
          {
            verb: 'mint',
            metadata: METADATA,
            sample: { ...SAMPLE, collectionDate: 'summer', colour: 'grey' },
          },
          { verb: 'mint', metadata: METADATA, sample: SAMPLE, 'sample.latitude': '46,2' },
          { verb: 'reserve', 'sample.latitude': '46,2' },
          {
            verb: 'mint',
            title: 'Core',
            'sample.collectors': 'Carberry, Josiah',
            'sample.relation': 'IsPartOf',
          },
          {
            verb: 'reserve',
            sample: { constructor: 1, collectionPlace: { box: {} }, parentSample: { relation: 'IsChildOf' } },
            'sample.place': 'Example Lake',
            'sample.parent': 'no name',
            'sample.collectors': 'Carberry, Josiah [0000-0002-1825-0098]',
          },
          { verb: 'reserve', metadata: DATASET },
          { verb: 'reserve', type: 'Dataset', 'sample.material': 'Soil' },
          { verb: 'reserve', 'sample.material': ['Soil'] },
          { verb: 'reserve', sample: 'a rock' },
          { verb: 'reserve', shoulder: '99999/fk4', 'sample.material': 'Soil' },
          { verb: 'reserve', shoulder: doi, sample: SAMPLE },
          { verb: 'retarget', pid: '10.5072/core-1', target: 'https://example.org/1', 'sample.type': 'Core' },
        ],
        { dryRun },
      );
      expect(fieldsOf(rows)).toEqual([
        ['sample/colour', 'sample/collectionDate'],
        ['sample.latitude', 'sample/collectionPlace/point/longitude'],
        ['sample.latitude', 'sample.longitude'],
        ['publisher', 'year', 'sample.parent'],
        [
          'sample/constructor',
          'sample.collectors',
          'sample/collectionPlace/box/west',
          'sample/collectionPlace/box/east',
          'sample/collectionPlace/box/south',
          'sample/collectionPlace/box/north',
          'sample.parent',
          'sample/parentSample/relation',
        ],
        ['metadata/types/resourceTypeGeneral'],
        ['type'],
        ['sample.material'],
        ['sample'],
        ['sample.material'],
        ['sample'],
        ['sample.type'],
      ]);
      expect(rows.map(({ outcome }) => outcome)).toEqual(rows.map(() => 'refused'));
    },
  );

  test('a cell of CSV holds a sample as JSON, and a column that is not known is refused with the one meant', async () => {
    const { rows } = await settle(
      system,
      batches,
      'Sample;Sample.Type\n"{""material"": ""Soil""}";Core\n"{""material""";\n',
      { query: { verb: 'reserve', shoulder: '10.5072/core' } },
    );
    expect(rows.map(({ line, errors }) => [line, errors.map(({ field }) => field)])).toEqual([
      [2, []],
      [3, ['sample']],
    ]);
    expect((await read(rows[0]?.pid)).metadata).toMatchObject({
      types: { resourceType: 'Core' },
      subjects: [{ subject: 'Soil' }],
    });
    const wrong = await batches.upload('sample.collector,parent_sample,constructor\nA,B,C\n', {
      query: { verb: 'reserve' },
    });
    expect(wrong.body.errors?.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('Did you mean sample.collectors?'),
      expect.stringContaining('Did you mean sample.parent?'),
      expect.stringContaining('There is: verb, '),
    ]);
  });

  test('what was reserved is published with its sample', async () => {
    const rows = await send([{ verb: 'reserve' }, { verb: 'reserve', 'sample.material': 'Soil' }]);
    const [plain, described] = rows.map(({ pid }) => pid);
    const columns = { title: 'Core', publisher: 'Example University', year: 2026 };
    const done = await send([
      { verb: 'publish', pid: plain, ...columns, sample: SAMPLE },
      { verb: 'publish', pid: described, ...columns, 'sample.collectors': 'Carberry, Josiah' },
    ]);
    expect(done.flatMap(({ errors }) => errors)).toEqual([]);
    expect((await read(described)).metadata).toMatchObject({ subjects: [{ subject: 'Soil' }] });
  });
});

describe('samples in blocks', () => {
  async function reserve(body: Record<string, unknown> = {}): Promise<BlockBody> {
    const answer = await api.post<BlockBody>('/blocks', { shoulder: igsn, count: 3, ...body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  }
  const change = (id: string, action: 'edit' | 'promote', body: unknown) =>
    api.post<ProblemBody & { pids: string[] }>(`/blocks/${id}/${action}`, body);
  const placesOf = ({ body }: { body: ProblemBody }): string[] =>
    (body.errors ?? []).map(({ pointer }) => pointer);

  test('all get a shared one when they are reserved, and each its own when they are edited and promoted', async () => {
    const { id, names } = await reserve({ sample: { material: 'Sediment' }, metadata: METADATA });
    const [first, second] = names;
    expect((await read(second)).metadata).toMatchObject({
      types: { resourceTypeGeneral: 'PhysicalObject' },
      subjects: [{ subject: 'Sediment' }],
    });
    expect((await change(id, 'edit', { items: [{ pid: first, sample: SAMPLE }] })).status).toBe(200);
    const all = await change(id, 'promote', { filter: {}, sample: { collectors: 'Other, One' } });
    expect(all.body).toMatchObject({ pids: names });
    expect((await read(first)).metadata).toMatchObject({
      creators: [{ name: 'Other, One' }],
      geoLocations: [{ geoLocationPlace: 'Example Lake' }],
    });
    expect((await read(second)).metadata).not.toHaveProperty('geoLocations');
    const { body } = await api.get<{ state: string }>(
      `/pids/${encodeURIComponent(first ?? '')}/registration`,
    );
    expect(body.state).not.toBe('refused');
  });

  test('mistakes are told at their items, and none is changed', async () => {
    const { id, names } = await reserve();
    const refused = await change(id, 'promote', {
      items: [
        { pid: names[0], metadata: METADATA, sample: { ...SAMPLE, collectionDate: 'summer' } },
        { pid: names[1], metadata: METADATA, sample: SAMPLE },
        { pid: names[2], sample: SAMPLE },
      ],
    });
    expect(refused.status).toBe(422);
    expect(placesOf(refused)).toEqual([
      '/items/0/sample/collectionDate',
      '/items/2/metadata/titles',
      '/items/2/metadata/publisher',
      '/items/2/metadata/publicationYear',
    ]);
    expect((await read(names[1])).state).toBe('reserved');
    const mixed = await change(id, 'edit', { items: [{ pid: names[0] }], sample: SAMPLE });
    expect(placesOf(mixed)).toEqual(['/sample']);
  });

  test('another kind than a physical object is refused when it is reserved, edited and promoted', async () => {
    const place = '/metadata/types/resourceTypeGeneral';
    const reserved = await api.post<ProblemBody>('/blocks', { shoulder: igsn, count: 1, metadata: DATASET });
    expect([reserved.status, placesOf(reserved)]).toEqual([422, [place]]);
    const { id, names } = await reserve();
    const items = [{ pid: names[0], metadata: { ...DATASET, creators: [{ name: 'A' }] } }];
    for (const action of ['edit', 'promote'] as const) {
      expect(placesOf(await change(id, action, { items }))).toEqual([`/items/0${place}`]);
      const filter = { first: 2 };
      expect(placesOf(await change(id, action, { filter, metadata: items[0]?.metadata }))).toEqual([place]);
    }
  });

  test('a sample elsewhere is refused', async () => {
    const { doi } = await readShoulders(api);
    const refused = await api.post<ProblemBody>('/blocks', { shoulder: doi, count: 1, sample: SAMPLE });
    expect([refused.status, placesOf(refused)]).toEqual([400, ['/sample']]);
    const { id } = await reserve({ shoulder: doi });
    const edited = await change(id, 'edit', { filter: {}, sample: SAMPLE });
    expect([edited.status, placesOf(edited)]).toEqual([400, ['/sample']]);
  });
});

describe('IGSN IDs by the iSamples API', () => {
  const mint = (attributes: Record<string, unknown>) =>
    openManage(system, token).post<string & { detail: { loc: string[] }[] }>('/mint_datacite_identifier', {
      datacite_metadata: dataciteMetadata({ prefix: '10.5072/core', ...attributes }),
      keep_record: true,
    });

  test('another kind than a physical object is refused, for one and for drafts', async () => {
    const types = { resourceTypeGeneral: 'Dataset' };
    const refused = await mint({ types });
    expect([refused.status, refused.body.detail[0]?.loc.slice(-2)]).toEqual([
      422,
      ['types', 'resourceTypeGeneral'],
    ]);
    const drafts = await openManage(system, token).post('/mint_draft_datacite_identifiers', {
      num_drafts: 2,
      datacite_metadata: dataciteMetadata({ prefix: '10.5072/core', types }),
    });
    expect(drafts.status).toBe(422);
  });

  test('a draft that does not say its kind is one of a physical object', async () => {
    const { status, body } = await drainUntil(system, mint({ types: undefined }));
    expect([status, body]).toEqual([200, expect.stringContaining('doi:10.5072/core')]);
    expect((await read(body.replace('doi:', ''))).metadata).toMatchObject({
      types: { resourceTypeGeneral: 'PhysicalObject' },
    });
  });
});
