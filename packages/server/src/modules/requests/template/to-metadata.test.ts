import { describe, expect, test } from 'vitest';
import type { FolderAttribute } from './folder-attribute.ts';
import { writePublication } from './publication.ts';
import { toAttributes } from './to-attributes.ts';
import { findGivenIdentifier, type MetadataReading, toMetadata } from './to-metadata.ts';

function attribute(name: string, value: string, ...attributes: FolderAttribute[]): FolderAttribute {
  return { name, value, attributes };
}

/** What DataCite asks for, and no more. */
const least = [
  attribute('title', 'Cracks in pots'),
  attribute('creator', 'Carberry, Josiah'),
  attribute('publisher', 'Example University'),
  attribute('resourceType', 'Measurements', attribute('resourceTypeGeneral', 'Dataset')),
];

const context = { publicationYear: 2026 };

function read(...more: FolderAttribute[]): MetadataReading {
  return toMetadata([...least, ...more], context);
}

/** The attributes without those of one name. */
function without(name: string): FolderAttribute[] {
  return least.filter((each) => each.name !== name);
}

/** Places of the problems of the least attributes with these. */
function placesOf(...more: FolderAttribute[]): string[] {
  return read(...more).problems.map((problem) => problem.attribute);
}

describe('what DataCite asks for', () => {
  test('is enough', () => {
    expect(toMetadata(least, context)).toMatchObject({
      problems: [],
      metadata: {
        titles: [{ title: 'Cracks in pots' }],
        creators: [{ name: 'Carberry, Josiah' }],
        publisher: { name: 'Example University' },
        types: { resourceType: 'Measurements', resourceTypeGeneral: 'Dataset' },
        publicationYear: 2026,
      },
    });
  });

  test.each([
    ['title', 'title'],
    ['creator', 'creator'],
    ['publisher', 'publisher'],
    ['resourceType', 'resourceType/resourceTypeGeneral'],
  ])('is missed at its attribute: %s', (name, place) => {
    const { problems } = toMetadata(without(name), context);
    expect(problems.map((problem) => problem.attribute)).toEqual([place]);
    const blank = toMetadata([...without(name), attribute(name, '  ')], context);
    expect(blank.problems.map((problem) => problem.attribute)).toEqual([place]);
  });

  test('is missed all at once in an empty folder', () => {
    const { problems, metadata } = toMetadata([], context);
    expect(problems.map((problem) => problem.attribute)).toEqual([
      'creator',
      'title',
      'publisher',
      'resourceType/resourceTypeGeneral',
    ]);
    expect(metadata).toEqual({ publicationYear: 2026 });
  });

  test('may be given once only where DataCite has it once', () => {
    const twice = [
      attribute('publisher', 'Another'),
      attribute('resourceType', 'Text', attribute('resourceTypeGeneral', 'Text')),
      attribute('language', 'en'),
      attribute('language', 'de'),
      attribute('version', '1'),
      attribute('version', '2'),
    ];
    expect(placesOf(...twice)).toEqual(['publisher[2]', 'resourceType[2]', 'language[2]', 'version[2]']);
  });

  test('is trimmed, and blank attributes say nothing', () => {
    const { metadata, problems } = toMetadata(
      [
        attribute('title', '  Cracks in pots '),
        attribute('creator', ' Carberry, Josiah\t', attribute('affiliation', ' ')),
        ...least.slice(2),
        attribute(
          'contributor',
          '',
          attribute('nameIdentifier', '', attribute('nameIdentifierScheme', 'ORCID')),
        ),
        attribute(
          'description',
          ' ',
          attribute('descriptionType', 'Abstract'),
          attribute('xml:lang', 'en-us'),
        ),
        attribute('geoLocation', '', attribute('geoLocationPoint', '', attribute('pointLatitude', ''))),
        attribute('LocalContexts', '', attribute('rightsIdentifierScheme', 'Local Contexts')),
        attribute('identifier', '', attribute('identifierType', 'DOI')),
        attribute('publicationYear', ''),
      ],
      context,
    );
    expect(problems).toEqual([]);
    expect(metadata.titles).toEqual([{ title: 'Cracks in pots' }]);
    expect(metadata.creators).toEqual([{ name: 'Carberry, Josiah' }]);
    expect(Object.keys(metadata).sort()).toEqual([
      'creators',
      'publicationYear',
      'publisher',
      'titles',
      'types',
    ]);
  });

  test('passes over attributes that the template does not know', () => {
    const { metadata, problems } = read(
      attribute('biosample', 'SAMN 1', attribute('title', 'not this one')),
      attribute('Title', 'nor this'),
    );
    expect(problems).toEqual([]);
    expect(metadata.titles).toEqual([{ title: 'Cracks in pots' }]);
  });
});

test('an attribute that was nearly named right is pointed at where the right one is missing', () => {
  const nearly = [...without('title'), attribute('Titles', 'Cracks in pots')];
  const { problems, metadata } = toMetadata(nearly, context);
  expect(metadata.titles).toBeUndefined();
  expect(problems).toEqual([
    { attribute: 'title', detail: 'Give the resource a title. There is “Titles”; its name has to be title.' },
  ]);
  const complete = toMetadata([...least, attribute('Titles', 'Another')], context);
  expect(complete.problems).toEqual([]);
});

describe('what needs something beside it', () => {
  test.each([
    [attribute('contributor', 'One'), 'contributor/contributorType'],
    [attribute('alternateIdentifier', '12'), 'alternateIdentifier/alternateIdentifierType'],
    [attribute('description', 'Text'), 'description/descriptionType'],
    [attribute('date', '2026'), 'date/dateType'],
    [
      attribute('relatedIdentifier', '10.5072/a', attribute('relationType', 'Cites')),
      'relatedIdentifier/relatedIdentifierType',
    ],
    [
      attribute('relatedIdentifier', '10.5072/a', attribute('relatedIdentifierType', 'DOI')),
      'relatedIdentifier/relationType',
    ],
    [attribute('fundingReference', '', attribute('awardNumber', '1')), 'fundingReference/funderName'],
    [
      attribute('fundingReference', '', attribute('funderName', 'A'), attribute('funderIdentifier', 'x')),
      'fundingReference/funderIdentifier/funderIdentifierType',
    ],
    [
      attribute('LocalContexts', 'Notice', attribute('rightsIdentifierScheme', 'Local Contexts')),
      'LocalContexts/rightsURI',
    ],
    [attribute('relatedItem', '', attribute('volume', '1')), 'relatedItem/relatedItemType'],
  ])('is told so at that place: %j', (given, place) => {
    expect(placesOf(given)).toContain(place);
  });

  test('an identifier of a name needs its kind, at the right person', () => {
    const people = [
      attribute('creator', 'One'),
      attribute('creator', 'Two', attribute('nameIdentifier', '0000-0002-1825-0097')),
    ];
    const { problems } = toMetadata([...without('creator'), ...people], context);
    expect(problems.map((problem) => problem.attribute)).toEqual([
      'creator[2]/nameIdentifier/nameIdentifierScheme',
    ]);
  });
});

describe('closed lists', () => {
  test.each([
    [attribute('title', 'A', attribute('titleType', 'Nickname')), 'title[2]/titleType'],
    [attribute('contributor', 'A', attribute('contributorType', 'Friend')), 'contributor/contributorType'],
    [attribute('description', 'A', attribute('descriptionType', 'Poem')), 'description/descriptionType'],
    [
      attribute(
        'relatedIdentifier',
        '10.5072/a',
        attribute('relatedIdentifierType', 'DOI'),
        attribute('relationType', 'Likes'),
      ),
      'relatedIdentifier/relationType',
    ],
    [attribute('creator', 'A', attribute('nameType', 'Robot')), 'creator[2]/nameType'],
  ])('hold only what they hold: %j', (given, place) => {
    expect(placesOf(given)).toEqual([place]);
  });

  test('the general kind is one of them', () => {
    const kind = attribute('resourceType', 'A', attribute('resourceTypeGeneral', 'Thing'));
    const { problems } = toMetadata([...without('resourceType'), kind], context);
    expect(problems.map((problem) => problem.attribute)).toEqual(['resourceType/resourceTypeGeneral']);
  });

  test('CyVerse’s “ Supervisor” is a supervisor', () => {
    const { metadata, problems } = read(
      attribute('contributor', 'A', attribute('contributorType', ' Supervisor')),
    );
    expect(problems).toEqual([]);
    expect(metadata.contributors).toEqual([{ name: 'A', contributorType: 'Supervisor' }]);
  });

  test('relations that CyVerse’s template lacks are known', () => {
    for (const relation of ['Obsoletes', 'IsObsoletedBy', 'IsPublishedIn', 'HasTranslation']) {
      const given = attribute(
        'relatedIdentifier',
        '10.5072/a',
        attribute('relatedIdentifierType', 'DOI'),
        attribute('relationType', relation),
      );
      expect(placesOf(given)).toEqual([]);
    }
  });
});

describe('a funder among the contributors', () => {
  const funder = (...more: FolderAttribute[]): FolderAttribute =>
    attribute('contributor', 'Example Foundation', attribute('contributorType', 'Funder'), ...more);

  test('is a funding reference, in the order in which they are given', () => {
    const first = attribute('fundingReference', '', attribute('funderName', 'First'));
    const { metadata, problems } = read(
      first,
      funder(),
      attribute('fundingReference', '', attribute('funderName', 'Last')),
    );
    expect(problems).toEqual([]);
    expect(metadata.contributors).toBeUndefined();
    expect(metadata.fundingReferences?.map(({ funderName }) => funderName)).toEqual([
      'First',
      'Example Foundation',
      'Last',
    ]);
  });

  test('keeps an identifier of a funder', () => {
    const ror = attribute('nameIdentifier', '05dxps055', attribute('nameIdentifierScheme', 'ROR'));
    expect(read(funder(ror)).metadata.fundingReferences).toEqual([
      {
        funderName: 'Example Foundation',
        funderIdentifier: 'https://ror.org/05dxps055',
        funderIdentifierType: 'ROR',
      },
    ]);
    const mistyped = attribute('nameIdentifier', '05dxps056', attribute('nameIdentifierScheme', 'ROR'));
    expect(placesOf(funder(mistyped))).toEqual(['contributor/nameIdentifier']);
  });

  test('with a person’s identifier is sent back with a way out', () => {
    const orcid = attribute(
      'nameIdentifier',
      '0000-0002-1825-0097',
      attribute('nameIdentifierScheme', 'ORCID'),
    );
    const { problems } = read(funder(orcid));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ attribute: 'contributor/nameIdentifier/nameIdentifierScheme' });
  });

  test('without a name is missed like one', () => {
    expect(placesOf(attribute('contributor', '', attribute('contributorType', 'Funder')))).toEqual([
      'contributor',
    ]);
  });
});

describe('places', () => {
  const point = (longitude: string, latitude: string): FolderAttribute[] => [
    attribute('pointLongitude', longitude),
    attribute('pointLatitude', latitude),
  ];

  test('are numbers as programs write them', () => {
    const place = attribute(
      'geoLocation',
      '',
      attribute('geoLocationPoint', '', ...point(' -110.95', '1e-7')),
    );
    expect(read(place).metadata.geoLocations).toEqual([
      { geoLocationPoint: { pointLongitude: -110.95, pointLatitude: 1e-7 } },
    ]);
  });

  test.each([
    ['181', '0', 'pointLongitude'],
    ['-180.1', '0', 'pointLongitude'],
    ['0', '90.5', 'pointLatitude'],
    ['0', '-91', 'pointLatitude'],
    ['0', '47,3', 'pointLatitude'],
    ['0', 'north', 'pointLatitude'],
    ['0', '', 'pointLatitude'],
    ['', '0', 'pointLongitude'],
  ])('have both numbers, in range: %s, %s', (longitude, latitude, name) => {
    const place = attribute(
      'geoLocation',
      '',
      attribute('geoLocationPoint', '', ...point(longitude, latitude)),
    );
    expect(placesOf(place)).toEqual([`geoLocation/geoLocationPoint/${name}`]);
  });

  test('are boxes with all four numbers', () => {
    const box = attribute(
      'geoLocationBox',
      '',
      attribute('northBoundLatitude', '1'),
      attribute('westBoundLongitude', '2'),
    );
    expect(placesOf(attribute('geoLocation', '', box))).toEqual([
      'geoLocation/geoLocationBox/eastBoundLongitude',
      'geoLocation/geoLocationBox/southBoundLatitude',
    ]);
  });

  test('are areas, with the point inside where CyVerse’s template has it or where the kernel does', () => {
    const corners = [
      attribute('polygonPoint', '', ...point('0', '0'), attribute('inPolygonPoint', '', ...point('5', '5'))),
      attribute('polygonPoint', '', ...point('10', '0')),
      attribute('polygonPoint', '', ...point('10', '10')),
      attribute('polygonPoint', '', ...point('0', '0')),
    ];
    const nested = read(attribute('geoLocation', '', attribute('geoLocationPolygon', '', ...corners)));
    expect(nested.problems).toEqual([]);
    expect(nested.metadata.geoLocations?.[0]?.geoLocationPolygon?.[0]).toEqual({
      polygonPoint: { pointLongitude: 0, pointLatitude: 0 },
      inPolygonPoint: { pointLongitude: 5, pointLatitude: 5 },
    });
    const beside = [...corners.slice(1), attribute('polygonPoint', '', ...point('10', '0'))];
    const kernel = read(
      attribute(
        'geoLocation',
        '',
        attribute('geoLocationPolygon', '', ...beside, attribute('inPolygonPoint', '', ...point('5', '5'))),
      ),
    );
    expect(kernel.problems).toEqual([]);
    expect(kernel.metadata.geoLocations?.[0]?.geoLocationPolygon?.at(-1)).toEqual({
      inPolygonPoint: { pointLongitude: 5, pointLatitude: 5 },
    });
  });

  test('are areas that close, each wrong number at its corner', () => {
    const open = ['0', '10', '20', '30'].map((each) => attribute('polygonPoint', '', ...point(each, each)));
    const area = (...corners: FolderAttribute[]): FolderAttribute =>
      attribute('geoLocation', '', attribute('geoLocationPolygon', '', ...corners));
    expect(placesOf(area(...open))).toEqual(['geoLocation/geoLocationPolygon']);
    const wrong = attribute('polygonPoint', '', ...point('0', '100'));
    expect(placesOf(area(...open, wrong))).toContain(
      'geoLocation/geoLocationPolygon/polygonPoint[5]/pointLatitude',
    );
  });
});

describe('rights', () => {
  test('of the two that the template offers get address and SPDX identifier', () => {
    expect(read(attribute('rights', 'ODC PDDL')).metadata.rightsList).toEqual([
      {
        rights: 'ODC PDDL',
        rightsUri: 'https://opendatacommons.org/licenses/pddl/1-0/',
        rightsIdentifier: 'PDDL-1.0',
        rightsIdentifierScheme: 'SPDX',
        schemeUri: 'https://spdx.org/licenses/',
      },
    ]);
    const given = attribute('rights', 'CC0', attribute('rightsURI', 'https://example.org/our-cc0'));
    expect(read(given).metadata.rightsList).toMatchObject([
      { rights: 'CC0', rightsUri: 'https://example.org/our-cc0', rightsIdentifier: 'CC0-1.0' },
    ]);
  });

  test('of others stay as they are', () => {
    expect(read(attribute('rights', 'Ask me')).metadata.rightsList).toEqual([{ rights: 'Ask me' }]);
  });

  test('of Local Contexts are rights of that scheme, and written back as LocalContexts', () => {
    const given = attribute(
      'LocalContexts',
      'BC Notice',
      attribute('rightsURI', 'https://localcontextshub.org/projects/1'),
      attribute('rightsIdentifier', 'bc-notice'),
    );
    const { metadata, problems } = read(given, attribute('rights', 'Ask me'));
    expect(problems).toEqual([]);
    expect(metadata.rightsList).toEqual([
      {
        rights: 'BC Notice',
        rightsUri: 'https://localcontextshub.org/projects/1',
        rightsIdentifier: 'bc-notice',
        rightsIdentifierScheme: 'Local Contexts',
        schemeUri: 'https://localcontexts.org',
      },
      { rights: 'Ask me' },
    ]);
    const names = toAttributes(metadata).map(({ name }) => name);
    expect(names).toContain('LocalContexts');
    expect(names).toContain('rights');
  });
});

describe('identifier and year', () => {
  test('are left to the service', () => {
    const { problems } = read(attribute('identifier', '10.5072/mine'), attribute('publicationYear', '2020'));
    expect(problems).toEqual([
      { attribute: 'identifier', detail: expect.stringContaining('Leave identifier blank') },
      { attribute: 'publicationYear', detail: expect.stringContaining('Leave publicationYear blank') },
    ]);
    expect(findGivenIdentifier(least)).toBeNull();
    expect(findGivenIdentifier([attribute('identifier', ' ')])).toBeNull();
    expect(findGivenIdentifier([...least, attribute('identifier', ' 10.5072/mine')])).toEqual({
      attribute: 'identifier',
      value: '10.5072/mine',
    });
  });

  test('written by the service are read, with the full date', () => {
    const publication = {
      identifier: '10.5072/pots',
      identifierType: 'DOI',
      publishedAt: new Date('2027-03-04T23:59:00Z'),
    } as const;
    const written = writePublication([...least, attribute('identifierType', 'DOI')], publication);
    expect(written.slice(-3)).toEqual([
      attribute('identifier', '10.5072/pots', attribute('identifierType', 'DOI')),
      attribute('publicationYear', '2027'),
      attribute('datePublished', '2027-03-04'),
    ]);
    expect(writePublication(written, publication)).toEqual(written);
    const { metadata, problems } = toMetadata(written, { ...context, isPublished: true });
    expect(problems).toEqual([]);
    expect(metadata).toMatchObject({
      publicationYear: 2027,
      dates: [{ date: '2027-03-04', dateType: 'Issued' }],
    });
  });
});

describe('what DataCite has no place for', () => {
  test('is kept apart, and checked', () => {
    const { extras, problems } = read(
      attribute('analysis_tool', 'https://example.org/tool'),
      attribute('reuse_or_citation_conditions', 'Cite the article, too.'),
      attribute('compressed_data', 'true'),
      attribute('is_deprecated', 'False'),
    );
    expect(problems).toEqual([]);
    expect(extras).toEqual({
      analysisTools: ['https://example.org/tool'],
      conditions: ['Cite the article, too.'],
      isCompressed: true,
      isDeprecated: false,
    });
    expect(
      placesOf(attribute('analysis_tool', 'javascript:alert(1)'), attribute('compressed_data', 'a bit')),
    ).toEqual(['analysis_tool', 'compressed_data']);
  });
});

describe('many mistakes', () => {
  test('are listed up to a hundred, and what is right is read all the same', () => {
    const wrong = Array.from({ length: 300 }, (_, index) =>
      attribute('contributor', `Person ${index}`, attribute('contributorType', 'Friend')),
    );
    const { problems, metadata } = read(...wrong, attribute('subject', 'pots'));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.attribute).toBe('');
    expect(metadata.subjects).toEqual([{ subject: 'pots' }]);
    expect(metadata.contributors).toBeUndefined();
  });

  test('in one of two people cost the other nothing', () => {
    const { metadata } = read(
      attribute('contributor', 'One', attribute('contributorType', 'Friend')),
      attribute('contributor', 'Two', attribute('contributorType', 'Editor'), attribute('nameType', 'Robot')),
    );
    expect(metadata.contributors).toEqual([{ name: 'Two', contributorType: 'Editor' }]);
  });

  test('in texts are found as in any description', () => {
    expect(placesOf(attribute('title', 'A <b>bold</b> one'), attribute('language', 'plain English'))).toEqual(
      ['title[2]', 'language'],
    );
    expect(placesOf(attribute('subject', 'a\u0000b'), attribute('subject', 'x'.repeat(70_000)))).toEqual([
      'subject[1]',
      'subject[2]',
    ]);
  });
});

test('texts take a language only where a caller says so', () => {
  const texts = [attribute('subject', 'pots'), attribute('subject', 'Töpfe', attribute('xml:lang', 'de'))];
  expect(read(...texts).metadata.subjects).toEqual([{ subject: 'pots' }, { subject: 'Töpfe', lang: 'de' }]);
  const american = toMetadata([...least, ...texts], { ...context, defaultLang: 'en-us' });
  expect(american.metadata.titles).toEqual([{ title: 'Cracks in pots', lang: 'en-us' }]);
  expect(american.metadata.subjects).toEqual([
    { subject: 'pots', lang: 'en-us' },
    { subject: 'Töpfe', lang: 'de' },
  ]);
});
