import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DataciteMetadata,
  type Sample,
  toDataciteXml,
  toSample,
  toSchemaOrg,
  validateMetadata,
  validateSample,
  withoutSample,
  withSample,
} from './index.ts';

const whole = {
  material: [{ name: 'Rock', uri: 'https://w3id.org/isample/vocabulary/material/1.0/rock' }, 'Basalt'],
  sampleType: 'Core section',
  collectors: [
    {
      name: 'Carberry, Josiah',
      nameType: 'Personal',
      nameIdentifiers: [{ nameIdentifier: '0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' }],
    },
  ],
  collectionDate: '2025-07-14',
  collectionPlace: {
    name: 'Left bank of the spring',
    point: { latitude: 47.3769, longitude: 8.5417 },
    box: { west: 8.5, east: 8.6, south: 47.3, north: 47.4 },
  },
  parentSample: 'https://doi.org/10.5072/PARENT',
};

function read(input: unknown): Sample {
  const result = validateSample(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.sample;
}

function complete(metadata: DataciteMetadata): DataciteMetadata {
  const described = {
    titles: [{ title: 'Core 7, section 2' }],
    publisher: { name: 'Example University' },
    publicationYear: 2026,
    ...metadata,
  };
  const result = validateMetadata(described, { level: 'complete' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.metadata;
}

describe('a sample written as DataCite metadata', () => {
  test('stands in the fields that IGSN’s crosswalk names', () => {
    expect(withSample({}, read(whole))).toEqual({
      types: { resourceTypeGeneral: 'PhysicalObject', resourceType: 'Core section' },
      subjects: [
        {
          subject: 'Rock',
          subjectScheme: 'Material',
          valueUri: 'https://w3id.org/isample/vocabulary/material/1.0/rock',
        },
        { subject: 'Basalt', subjectScheme: 'Material' },
      ],
      creators: [
        {
          name: 'Carberry, Josiah',
          nameType: 'Personal',
          nameIdentifiers: [
            { nameIdentifier: 'https://orcid.org/0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' },
          ],
        },
      ],
      dates: [{ date: '2025-07-14', dateType: 'Collected' }],
      geoLocations: [
        {
          geoLocationPlace: 'Left bank of the spring',
          geoLocationPoint: { pointLongitude: 8.5417, pointLatitude: 47.3769 },
          geoLocationBox: {
            westBoundLongitude: 8.5,
            eastBoundLongitude: 8.6,
            southBoundLatitude: 47.3,
            northBoundLatitude: 47.4,
          },
        },
      ],
      relatedIdentifiers: [
        {
          relatedIdentifier: '10.5072/parent',
          relatedIdentifierType: 'DOI',
          relationType: 'IsDerivedFrom',
          resourceTypeGeneral: 'PhysicalObject',
        },
      ],
    });
  });

  test('is complete with title, publisher and year, and can be written as XML and JSON-LD', () => {
    const metadata = complete(withSample({}, read(whole)));
    expect(toDataciteXml(metadata, '10.5072/core')).toContain('<date dateType="Collected">2025-07-14</date>');
    expect(toSchemaOrg(metadata, '10.5072/core')).toMatchObject({
      '@type': 'CreativeWork',
      additionalType: 'Core section',
      material: ['Rock', 'Basalt'],
      isBasedOn: { '@id': 'https://doi.org/10.5072/parent' },
      spatialCoverage: { name: 'Left bank of the spring' },
    });
  });

  test('collectors are contributors where somebody else is the creator', () => {
    const metadata: DataciteMetadata = {
      creators: [{ name: 'Example University' }],
      contributors: [
        { name: 'Someone, Else', contributorType: 'DataCollector' },
        { name: 'Curator, One', contributorType: 'DataCurator' },
      ],
    };
    const written = withSample(metadata, read({ collectors: 'Carberry, Josiah' }));
    expect(written.creators).toEqual(metadata.creators);
    expect(written.contributors).toEqual([
      { name: 'Carberry, Josiah', contributorType: 'DataCollector' },
      { name: 'Curator, One', contributorType: 'DataCurator' },
    ]);
  });

  test('replaces what was said of the same and leaves the rest', () => {
    const metadata: DataciteMetadata = {
      subjects: [{ subject: 'Rock', subjectScheme: 'Material' }, { subject: 'Geology' }],
      dates: [
        { date: '2020', dateType: 'Collected' },
        { date: '2021', dateType: 'Issued' },
      ],
      geoLocations: [{ geoLocationPlace: 'Here' }, { geoLocationPlace: 'Store' }],
      relatedIdentifiers: [
        { relatedIdentifier: '10.5072/set', relatedIdentifierType: 'DOI', relationType: 'References' },
        { relatedIdentifier: '10.5072/old', relatedIdentifierType: 'DOI', relationType: 'IsPartOf' },
      ],
    };
    const written = withSample(metadata, {
      material: [{ name: 'Water' }],
      collectionDate: '2022',
      collectionPlace: { name: 'There' },
      parentSample: { identifier: '10273/AU1243', relation: 'IsPartOf' },
    });
    expect(written.subjects?.map(({ subject }) => subject)).toEqual(['Water', 'Geology']);
    expect(written.dates?.map(({ date }) => date)).toEqual(['2022', '2021']);
    expect(written.geoLocations).toEqual([{ geoLocationPlace: 'There' }, { geoLocationPlace: 'Store' }]);
    expect(written.relatedIdentifiers?.map((each) => each.relatedIdentifier)).toEqual([
      '10273/AU1243',
      '10.5072/set',
    ]);
    expect(written.relatedIdentifiers?.[0]?.relatedIdentifierType).toBe('IGSN');
    expect(withSample(metadata, {})).toEqual({
      ...metadata,
      types: { resourceTypeGeneral: 'PhysicalObject' },
    });
  });

  test('a kind of resource that is given is kept, for the caller to refuse', () => {
    expect(withSample({ types: { resourceTypeGeneral: 'Dataset' } }, {}).types).toEqual({
      resourceTypeGeneral: 'Dataset',
    });
  });

  const names = fc.stringMatching(/^[a-zA-Zé]{1,12}$/);
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const degrees = (limit: number) => fc.integer({ min: -limit * 100, max: limit * 100 }).map((n) => n / 100);
  const samples = fc.record({
    material: optional(fc.array(names, { minLength: 1, maxLength: 3 })),
    sampleType: optional(names),
    collectors: optional(fc.array(names, { minLength: 1, maxLength: 3 })),
    collectionDate: optional(fc.constantFrom('2020', '2020-05', '2020-05-06/2021-01-01')),
    collectionPlace: optional(
      fc.record({
        name: names,
        point: optional(fc.record({ latitude: degrees(90), longitude: degrees(180) })),
      }),
    ),
    parentSample: optional(
      fc.record({
        identifier: fc.constantFrom(
          '10.5072/x',
          'ark:99999/x1',
          'igsn:AU1',
          'https://example.org/7',
          'hdl:1.2/x',
        ),
        relation: fc.constantFrom('IsPartOf', 'IsDerivedFrom'),
      }),
    ),
  });
  const descriptions = fc.record({
    creators: fc.option(fc.array(names, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    contributors: optional(
      fc.array(fc.record({ name: names, contributorType: fc.constantFrom('DataCollector', 'Editor') }), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
    subjects: optional(fc.array(names, { minLength: 1, maxLength: 2 })),
    geoLocations: optional(fc.array(fc.record({ geoLocationPlace: names }), { minLength: 1, maxLength: 2 })),
  });

  test('any sample reads back from any description it was written into, and the result is valid', () => {
    fc.assert(
      fc.property(descriptions, samples, ({ creators, ...rest }, given) => {
        const validated = validateMetadata(
          { ...rest, creators: creators?.map((name) => ({ name })) },
          { level: 'draft' },
        );
        if (!validated.ok) throw new Error(JSON.stringify(validated.problems));
        const sample = read(given);
        const written = withSample(validated.metadata, sample);
        expect(toSample(written)).toMatchObject(sample);
        expect(withSample(written, sample)).toEqual(written);
        expect(validateMetadata(written, { level: 'draft' })).toEqual({ ok: true, metadata: written });
      }),
    );
  });
});

describe('reading a sample', () => {
  test('takes bare names, single entries and every spelling of an identifier', () => {
    expect(
      read({
        material: ' Water ',
        collectors: 'Carberry, Josiah',
        collectionPlace: 'A spring',
        parentSample: 'IGSN:AU1',
      }),
    ).toEqual({
      material: [{ name: 'Water' }],
      collectors: [{ name: 'Carberry, Josiah' }],
      collectionPlace: { name: 'A spring' },
      parentSample: { identifier: '10273/AU1', relation: 'IsDerivedFrom' },
    });
    expect(read({})).toEqual({});
    expect(read({ material: null, collectionDate: '' })).toEqual({});
  });

  test('tells every mistake at its place', () => {
    const result = validateSample({
      material: [{ name: 'Rock', uri: 'not an address' }, {}],
      sampleTyp: 'Core',
      collectors: {
        nameIdentifiers: [{ nameIdentifier: '0000-0002-1825-0098', nameIdentifierScheme: 'ORCID' }],
      },
      collectionDate: '14.7.2025',
      collectionPlace: {
        point: { latitude: 91, longitude: 8 },
        box: { west: 1, east: 2, south: 4, north: 3 },
      },
      parentSample: { identifier: 'core 7', relation: 'HasPart' },
    });
    expect(result.ok ? [] : result.problems.map(({ pointer }) => pointer)).toEqual([
      '/sampleTyp',
      '/material/0/uri',
      '/material/1/name',
      '/collectors/name',
      '/collectors/nameIdentifiers/0/nameIdentifier',
      '/collectionDate',
      '/collectionPlace/point/latitude',
      '/collectionPlace/box/south',
      '/parentSample/identifier',
      '/parentSample/relation',
    ]);
  });

  test.each([
    'core 7',
    'mailto:a@example.org',
    'https://',
    `igsn:A${'1'.repeat(300)}`,
    '10.5072',
    'javascript:x',
  ])('%s is no parent', (parentSample) => {
    expect(validateSample({ parentSample })).toMatchObject({
      ok: false,
      problems: [{ pointer: '/parentSample/identifier' }],
    });
  });

  test.each([null, 7, 'a rock', [], [{}]])('%j is no sample', (input) => {
    expect(validateSample(input)).toMatchObject({ ok: false, problems: [{ pointer: '' }] });
  });
});

describe('what a description says of a sample', () => {
  test('can be taken out of it; creators and kind stay, for they are cited', () => {
    const rest: DataciteMetadata = {
      titles: [{ title: 'Core 7' }],
      creators: [{ name: 'Example University' }],
      types: { resourceTypeGeneral: 'PhysicalObject' },
      contributors: [{ name: 'Curator, One', contributorType: 'DataCurator' }],
      subjects: [{ subject: 'Geology' }],
      dates: [{ date: '2021', dateType: 'Issued' }],
      relatedIdentifiers: [
        { relatedIdentifier: '10.5072/set', relatedIdentifierType: 'DOI', relationType: 'References' },
      ],
    };
    const { sampleType: _, ...sample } = read(whole);
    expect(withoutSample(withSample(rest, sample))).toEqual(rest);
    expect(withoutSample(withSample({}, sample))).toEqual({
      creators: sample.collectors,
      types: { resourceTypeGeneral: 'PhysicalObject' },
    });
  });

  test('nothing is made up', () => {
    expect(toSample({})).toEqual({});
    expect(
      toSample({
        geoLocations: [{ geoLocationPolygon: [] }],
        relatedIdentifiers: [
          { relatedIdentifier: '10.5072/x', relatedIdentifierType: 'DOI', relationType: 'HasPart' },
          {
            relatedIdentifier: '10.5072/y',
            relatedIdentifierType: 'DOI',
            relationType: 'IsPartOf',
            resourceTypeGeneral: 'Collection',
          },
        ],
        subjects: [{ subject: 'Rock', subjectScheme: 'Keywords' }],
      }),
    ).toEqual({});
  });
});
