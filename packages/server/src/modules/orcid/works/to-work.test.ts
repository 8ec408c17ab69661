import { type DataciteMetadata, RESOURCE_TYPES } from '@mintmark/datacite';
import { checkItem } from '@mintmark/orcid';
import { describe, expect, test } from 'vitest';
import { orcidsNamed, toWork, type WorkFacts } from './to-work.ts';

const JOSIAH = '0000-0002-1825-0097';
const LAURE = '0000-0001-5109-3700';

const metadata: DataciteMetadata = {
  titles: [{ title: 'Snow depth at Finse' }],
  creators: [
    {
      name: 'Carberry, Josiah',
      givenName: 'Josiah',
      familyName: 'Carberry',
      nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${JOSIAH}`, nameIdentifierScheme: 'ORCID' }],
    },
    {
      name: 'Haak, Laure',
      nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${LAURE}`, nameIdentifierScheme: 'ORCID' }],
    },
  ],
  publisher: { name: 'Example University' },
  publicationYear: 2026,
  types: { resourceTypeGeneral: 'Dataset' },
};

function factsOf(more: Partial<DataciteMetadata> = {}, facts: Partial<WorkFacts> = {}): WorkFacts {
  return {
    metadata: { ...metadata, ...more },
    pids: ['10.5072/abc'],
    conceptPid: null,
    otherVersions: [],
    pageUrl: 'https://mint.example/app/items/1',
    publicUrl: 'https://mint.example',
    authenticated: new Map([[JOSIAH, `https://orcid.org/${JOSIAH}`]]),
    ...facts,
  };
}

const idsOf = (facts: WorkFacts) =>
  toWork(facts)['external-ids']?.['external-id'].map(
    (id) => `${id['external-id-relationship']} ${id['external-id-type']} ${id['external-id-value']}`,
  );

describe('a work', () => {
  test.each(RESOURCE_TYPES)(
    'of the resource type %s has a type of ORCID, and the registry would take it',
    (resourceTypeGeneral) => {
      const work = toWork(factsOf({ types: { resourceTypeGeneral } }));
      expect(work.type).toMatch(/^[a-z-]+$/);
      expect(checkItem('work', work)).toEqual([]);
    },
  );

  test('of a sample or an instrument is a physical object', () => {
    for (const resourceTypeGeneral of ['PhysicalObject', 'Instrument'] as const) {
      expect(toWork(factsOf({ types: { resourceTypeGeneral } })).type).toBe('physical-object');
    }
  });

  test('has title, subtitle and a translated title with its language', () => {
    const { title } = toWork(
      factsOf({
        titles: [
          { title: 'Snow depth' },
          { title: 'Ten winters', titleType: 'Subtitle' },
          { title: 'Snødybde', titleType: 'TranslatedTitle', lang: 'nb' },
        ],
      }),
    );
    expect(title).toEqual({
      title: { value: 'Snow depth' },
      subtitle: { value: 'Ten winters' },
      'translated-title': { value: 'Snødybde', 'language-code': 'nb' },
    });
  });

  test.each([
    ['he', 'iw'],
    ['id', 'in'],
    ['zh-TW', 'zh_TW'],
    ['zh', 'zh_CN'],
    ['en-GB', 'en'],
    ['qq', undefined],
    ['deu', undefined],
  ])('in the language %s says so as ORCID does, or not at all', (language, code) => {
    const work = toWork(factsOf({ language }));
    expect(work['language-code']).toBe(code);
    expect(checkItem('work', work)).toEqual([]);
  });

  test.each([
    ['2024-02-29', { year: '2024', month: '02', day: '29' }],
    ['2024-02', { year: '2024', month: '02' }],
    ['2024', { year: '2024' }],
    ['2024-02-31', { year: '2024', month: '02' }],
    ['2024-13-01', { year: '2024' }],
    ['2020-05-06/2021', { year: '2020', month: '05', day: '06' }],
    ['unknown', { year: '2026' }],
  ])('issued on %s has that date, as far as it is one', (date, parts) => {
    const work = toWork(factsOf({ dates: [{ date, dateType: 'Issued' }] }));
    const said = Object.entries(work['publication-date'] ?? {}).map(([part, text]) => [
      part,
      (text as { value: string }).value,
    ]);
    expect(Object.fromEntries(said)).toEqual(parts);
    expect(checkItem('work', work)).toEqual([]);
  });

  test('that is too long is cut at a word, and no surrogate pair is cut in two', () => {
    const long = `${'snow '.repeat(300)}end`;
    const work = toWork(
      factsOf({
        titles: [{ title: long }, { title: '😀'.repeat(800), titleType: 'Subtitle' }],
        descriptions: [{ description: 'word '.repeat(2000), descriptionType: 'Abstract' }],
      }),
    );
    expect(work.title?.title.value).toMatch(/snow…$/);
    expect(work.title?.title.value.length).toBeLessThanOrEqual(1000);
    expect(work.title?.subtitle?.value.isWellFormed()).toBe(true);
    expect(work['short-description']?.length).toBeLessThanOrEqual(5000);
    expect(checkItem('work', work)).toEqual([]);
  });

  test('with control characters has none left', () => {
    const work = toWork(factsOf({ titles: [{ title: 'Snow\u0000 \u0007depth\nat\tFinse' }] }));
    expect(work.title?.title.value).toBe('Snow depth at Finse');
  });

  test('names all creators, and passes on the iDs of those alone who were authenticated', () => {
    const contributors = toWork(factsOf()).contributors?.contributor;
    expect(contributors).toMatchObject([
      {
        'credit-name': { value: 'Josiah Carberry' },
        'contributor-orcid': { path: JOSIAH, host: 'orcid.org' },
        'contributor-attributes': { 'contributor-sequence': 'first', 'contributor-role': 'author' },
      },
      { 'credit-name': { value: 'Haak, Laure' } },
    ]);
    expect(JSON.stringify(contributors)).not.toContain(LAURE);
  });

  test('of thousands of people names fifty, as ORCID shows', () => {
    const creators = Array.from({ length: 3000 }, (_, index) => ({ name: `Person ${index}` }));
    expect(toWork(factsOf({ creators })).contributors?.contributor).toHaveLength(50);
  });
});

describe('the identifiers of a work', () => {
  test('are its own, of its work and of its other versions, each once', () => {
    expect(
      idsOf(
        factsOf(
          {
            relatedIdentifiers: [
              {
                relatedIdentifier: '10.5072/V1',
                relatedIdentifierType: 'DOI',
                relationType: 'IsNewVersionOf',
              },
            ],
          },
          { pids: ['10.5072/v2', '20.500.123/2'], conceptPid: '10.5072/all', otherVersions: ['10.5072/v1'] },
        ),
      ),
    ).toEqual([
      'self doi 10.5072/v2',
      'self handle 20.500.123/2',
      'self doi 10.5072/all',
      'version-of doi 10.5072/v1',
    ]);
  });

  test('say what it is part of, and leave out what ORCID has no word for', () => {
    const relatedIdentifiers: DataciteMetadata['relatedIdentifiers'] = [
      { relatedIdentifier: '1741-4857', relatedIdentifierType: 'ISSN', relationType: 'IsPartOf' },
      { relatedIdentifier: '10.5072/cited', relatedIdentifierType: 'DOI', relationType: 'Cites' },
      { relatedIdentifier: '0012345678905', relatedIdentifierType: 'EAN13', relationType: 'IsIdenticalTo' },
    ];
    expect(idsOf(factsOf({ relatedIdentifiers }))).toEqual([
      'self doi 10.5072/abc',
      'part-of issn 1741-4857',
    ]);
  });

  test('always have one of its own: without any, the address of its page', () => {
    const work = toWork(factsOf({}, { pids: [] }));
    expect(idsOf(factsOf({}, { pids: [] }))).toEqual(['self uri https://mint.example/app/items/1']);
    expect(checkItem('work', work)).toEqual([]);
  });
});

test('everybody whom a description names by an iD is found once, in whatever role', () => {
  const contributors: DataciteMetadata['contributors'] = [
    {
      name: 'Carberry, Josiah',
      contributorType: 'Editor',
      nameIdentifiers: [{ nameIdentifier: JOSIAH, nameIdentifierScheme: 'orcid' }],
    },
  ];
  expect(orcidsNamed({ ...metadata, contributors })).toEqual([JOSIAH, LAURE]);
});
