import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import full from '../tests/fixtures/full.json' with { type: 'json' };
import { replaceAt } from '../tests/replace-at.ts';
import { type MetadataLevel, toDataciteXml, validateMetadata } from './index.ts';

const LEAST = {
  creators: [{ name: 'Carberry, Josiah' }],
  titles: [{ title: 'A' }],
  publisher: { name: 'Example University' },
  publicationYear: 2024,
  types: { resourceTypeGeneral: 'Dataset' },
};

function problemsOf(input: unknown, level: MetadataLevel = 'draft'): { pointer: string; detail: string }[] {
  const result = validateMetadata(input, { level });
  return result.ok ? [] : result.problems;
}

function pointersOf(input: unknown, level: MetadataLevel = 'draft'): string[] {
  return problemsOf(input, level).map(({ pointer }) => pointer);
}

function normalise(input: unknown): unknown {
  const result = validateMetadata(input, { level: 'draft' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.metadata;
}

describe('what is complete', () => {
  test('the least a public DOI needs', () => {
    expect(validateMetadata(LEAST, { level: 'complete' })).toEqual({ ok: true, metadata: LEAST });
  });

  test('every property of the kernel, unchanged', () => {
    expect(validateMetadata(full, { level: 'complete' })).toEqual({ ok: true, metadata: full });
  });

  test('an empty description is a draft, and what it lacks is said at once', () => {
    expect(normalise({})).toEqual({});
    expect(pointersOf({}, 'complete')).toEqual([
      '/creators',
      '/titles',
      '/publisher',
      '/publicationYear',
      '/types/resourceTypeGeneral',
    ]);
  });

  test('empty lists, empty texts and null count as not given', () => {
    const empty = { creators: [], titles: null, publisher: '', version: ' ', types: {}, rightsList: [{}] };
    expect(normalise(empty)).toEqual({});
    expect(pointersOf(empty, 'complete')).toContain('/creators');
  });

  test('a property that is wrong is not reported a second time as missing', () => {
    expect(
      pointersOf(
        { ...LEAST, publicationYear: 'soon', types: { resourceTypeGeneral: 'dataset' } },
        'complete',
      ),
    ).toEqual(['/publicationYear', '/types/resourceTypeGeneral']);
  });

  test('codes for unknown values may stand for names', () => {
    expect(pointersOf({ ...LEAST, creators: [{ name: ':unav' }], publisher: ':tba' }, 'complete')).toEqual(
      [],
    );
  });
});

describe('normal form', () => {
  test('publisher, affiliation, subject and rights may be bare texts', () => {
    const given = {
      publisher: ' B ',
      subjects: ['s'],
      rightsList: ['r'],
      creators: [{ name: 'A', affiliation: ['U'] }],
    };
    expect(normalise(given)).toEqual({
      publisher: { name: 'B' },
      subjects: [{ subject: 's' }],
      rightsList: [{ rights: 'r' }],
      creators: [{ name: 'A', affiliation: [{ name: 'U' }] }],
    });
  });

  test.each([
    ['ORCID', '0000-0002-1694-233x', 'https://orcid.org/0000-0002-1694-233X'],
    ['ORCID', 'http://orcid.org/0000-0002-1825-0097', 'https://orcid.org/0000-0002-1825-0097'],
    ['ROR', '04WXNSJ81', 'https://ror.org/04wxnsj81'],
    ['ISNI', '0000 0001 2103 2683', 'https://isni.org/isni/0000000121032683'],
    ['Wikidata', 'Q1', 'Q1'],
  ])('an identifier of scheme %s given as %s is kept as %s', (nameIdentifierScheme, nameIdentifier, kept) => {
    const given = { creators: [{ name: 'A', nameIdentifiers: [{ nameIdentifier, nameIdentifierScheme }] }] };
    expect(normalise(given)).toMatchObject({ creators: [{ nameIdentifiers: [{ nameIdentifier: kept }] }] });
  });

  test('years and degrees in text become numbers', () => {
    const point = { pointLongitude: '-71.40', pointLatitude: ' 41.8 ' };
    expect(normalise({ publicationYear: '2024', geoLocations: [{ geoLocationPoint: point }] })).toEqual({
      publicationYear: 2024,
      geoLocations: [{ geoLocationPoint: { pointLongitude: -71.4, pointLatitude: 41.8 } }],
    });
  });

  test('what DataCite adds to its answers is passed over', () => {
    const answered = {
      ...LEAST,
      container: {},
      schemaVersion: 'http://datacite.org/schema/kernel-4',
      types: { ...LEAST.types, ris: 'DATA', schemaOrg: 'Dataset' },
    };
    expect(normalise(answered)).toEqual(LEAST);
  });

  test('the input is not changed', () => {
    const given = {
      publisher: 'B',
      creators: [
        {
          name: ' A ',
          nameIdentifiers: [{ nameIdentifier: '0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' }],
        },
      ],
    };
    const before = structuredClone(given);
    validateMetadata(given, { level: 'complete' });
    expect(given).toEqual(before);
  });
});

describe('what is refused, and where', () => {
  const related = { relatedIdentifier: '10.5072/x', relatedIdentifierType: 'DOI', relationType: 'Cites' };
  const corner = (pointLongitude: number, pointLatitude: number): object => ({
    polygonPoint: { pointLongitude, pointLatitude },
  });

  test.each<[string, object, string, RegExp]>([
    ['a list that is none', { creators: 'Carberry' }, '/creators', /must be a list/],
    [
      'an entry that is no object',
      { titles: [{ title: 'A' }, 'B'] },
      '/titles/1',
      /must be an object .* not text/,
    ],
    ['an empty entry', { titles: [null] }, '/titles/0', /is empty; fill it in or remove it/],
    ['a creator without a name', { creators: [{ givenName: 'J' }] }, '/creators/0/name', /lacks 'name'/],
    ['a number for a text', { version: 1 }, '/version', /text in quotes, not a number/],
    ['a name nobody knows', { creatorz: [] }, '/creatorz', /did you mean 'creators'/],
    [
      'the spelling of XML',
      { rightsList: [{ rightsURI: 'x' }] },
      '/rightsList/0/rightsURI',
      /spelt 'rightsUri'/,
    ],
    ['the DOI in its own description', { doi: '10.5072/x' }, '/doi', /not part of its description/],
    [
      'a word of the vocabulary in lower case',
      { types: { resourceTypeGeneral: 'dataset' } },
      '/types/resourceTypeGeneral',
      /did you mean 'Dataset'/,
    ],
    [
      'a word of no vocabulary',
      { creators: [{ name: 'A', nameType: 'Robot' }] },
      '/creators/0/nameType',
      /use one of Organizational, Personal|use one of Personal, Organizational/,
    ],
    ['a year with letters', { publicationYear: '20x4' }, '/publicationYear', /four digits/],
    ['a year of three digits', { publicationYear: 999 }, '/publicationYear', /four digits/],
    [
      'a date that is none',
      { dates: [{ date: '6 May 2024', dateType: 'Issued' }] },
      '/dates/0/date',
      /not a date/,
    ],
    [
      'a day that does not exist',
      { dates: [{ date: '2023-02-29', dateType: 'Issued' }] },
      '/dates/0/date',
      /not a date/,
    ],
    [
      'a range that ends before it begins',
      { dates: [{ date: '2024/2023', dateType: 'Issued' }] },
      '/dates/0/date',
      /begins before it ends/,
    ],
    ['a date without its type', { dates: [{ date: '2024' }] }, '/dates/0/dateType', /lacks 'dateType'/],
    [
      'an ORCID iD with a wrong check digit',
      {
        creators: [
          {
            name: 'A',
            nameIdentifiers: [{ nameIdentifier: '0000-0002-1825-0098', nameIdentifierScheme: 'ORCID' }],
          },
        ],
      },
      '/creators/0/nameIdentifiers/0/nameIdentifier',
      /not an ORCID iD/,
    ],
    [
      'a ROR ID with a wrong check digit',
      {
        publisher: {
          name: 'B',
          publisherIdentifier: 'https://ror.org/04wxnsj82',
          publisherIdentifierScheme: 'ROR',
        },
      },
      '/publisher/publisherIdentifier',
      /mistyped/,
    ],
    [
      'a ROR ID that is none',
      {
        creators: [
          {
            name: 'A',
            affiliation: [
              { name: 'U', affiliationIdentifier: 'https://ror.org/x', affiliationIdentifierScheme: 'ROR' },
            ],
          },
        ],
      },
      '/creators/0/affiliation/0/affiliationIdentifier',
      /not a ROR ID/,
    ],
    [
      'a wrong ISNI',
      {
        fundingReferences: [
          { funderName: 'F', funderIdentifier: '0000000121032684', funderIdentifierType: 'ISNI' },
        ],
      },
      '/fundingReferences/0/funderIdentifier',
      /not an ISNI/,
    ],
    [
      'a funder of another registry',
      {
        fundingReferences: [
          { funderName: 'F', funderIdentifier: '10.5072/1', funderIdentifierType: 'Crossref Funder ID' },
        ],
      },
      '/fundingReferences/0/funderIdentifier',
      /10\.13039/,
    ],
    [
      'a funder identifier without its type',
      { fundingReferences: [{ funderName: 'F', funderIdentifier: 'x' }] },
      '/fundingReferences/0/funderIdentifierType',
      /needs a funderIdentifierType/,
    ],
    ['a language in words', { language: 'English language' }, '/language', /not a language code/],
    [
      'an address without https',
      { subjects: [{ subject: 's', valueUri: 'www.example.org' }] },
      '/subjects/0/valueUri',
      /complete web address/,
    ],
    ['mark-up in a title', { titles: [{ title: 'On <i>Homo</i>' }] }, '/titles/0/title', /mark-up '<i>'/],
    [
      'a relation without its type',
      { relatedIdentifiers: [{ ...related, relationType: undefined }] },
      '/relatedIdentifiers/0/relationType',
      /lacks 'relationType'/,
    ],
    [
      'an identifier without its type',
      { relatedIdentifiers: [{ ...related, relatedIdentifierType: '' }] },
      '/relatedIdentifiers/0/relatedIdentifierType',
      /lacks 'relatedIdentifierType'/,
    ],
    [
      'a URL called a DOI',
      { relatedIdentifiers: [{ ...related, relatedIdentifier: 'https://example.org/x' }] },
      '/relatedIdentifiers/0/relatedIdentifier',
      /does not look like an identifier of type DOI/,
    ],
    [
      'an ISSN of seven digits',
      {
        relatedItems: [
          {
            relatedItemType: 'Journal',
            relationType: 'IsPublishedIn',
            relatedItemIdentifier: { relatedItemIdentifier: '1234-567', relatedItemIdentifierType: 'ISSN' },
          },
        ],
      },
      '/relatedItems/0/relatedItemIdentifier/relatedItemIdentifier',
      /does not look like an identifier of type ISSN/,
    ],
    [
      'schemeUri where JSON says schemeURI',
      {
        relatedItems: [
          {
            relatedItemType: 'Journal',
            relationType: 'IsPublishedIn',
            relatedItemIdentifier: { relatedItemIdentifier: '1', schemeUri: 'https://example.org' },
          },
        ],
      },
      '/relatedItems/0/relatedItemIdentifier/schemeUri',
      /'schemeURI'/,
    ],
    [
      'an alternate identifier that DataCite drops',
      { alternateIdentifiers: [{ alternateIdentifier: '10.5072/x', alternateIdentifierType: 'DOI' }] },
      '/alternateIdentifiers/0/alternateIdentifierType',
      /DataCite drops/,
    ],
    [
      'a latitude beyond the pole',
      { geoLocations: [{ geoLocationPoint: { pointLongitude: 1, pointLatitude: 91 } }] },
      '/geoLocations/0/geoLocationPoint/pointLatitude',
      /between -90 and 90/,
    ],
    [
      'a decimal comma',
      { geoLocations: [{ geoLocationPoint: { pointLongitude: '1,5', pointLatitude: 1 } }] },
      '/geoLocations/0/geoLocationPoint/pointLongitude',
      /decimal sign/,
    ],
    [
      'a box upside down',
      {
        geoLocations: [
          {
            geoLocationBox: {
              westBoundLongitude: 1,
              eastBoundLongitude: 2,
              southBoundLatitude: 5,
              northBoundLatitude: 4,
            },
          },
        ],
      },
      '/geoLocations/0/geoLocationBox/southBoundLatitude',
      /exchange/,
    ],
    [
      'a polygon of three points',
      { geoLocations: [{ geoLocationPolygon: [corner(1, 1), corner(2, 1), corner(1, 1)] }] },
      '/geoLocations/0/geoLocationPolygon',
      /at least four/,
    ],
    [
      'a polygon that is open',
      { geoLocations: [{ geoLocationPolygon: [corner(1, 1), corner(2, 1), corner(2, 2), corner(1, 2)] }] },
      '/geoLocations/0/geoLocationPolygon',
      /not closed/,
    ],
    [
      'a control character',
      { titles: [{ title: 'A\u0007B' }] },
      '/titles/0/title',
      /Character 2 \(U\+0007\)/,
    ],
    ['half a surrogate pair', { titles: [{ title: 'A\uD800' }] }, '/titles/0/title', /U\+D800/],
    ['a text over the limit', { version: 'x'.repeat(65_536) }, '/version', /longer than 65535 bytes/],
    [
      'a text over the limit in bytes only',
      { version: 'é'.repeat(40_000) },
      '/version',
      /longer than 65535 bytes/,
    ],
    [
      'a list over the limit',
      { creators: Array.from({ length: 10_001 }, () => ({ name: 'A' })) },
      '/creators',
      /10001 entries; 10000/,
    ],
    [
      'rights DataCite refuses for length',
      { rightsList: [{ rights: 'x'.repeat(2001) }] },
      '/rightsList/0/rights',
      /at most 2000/,
    ],
  ])('%s', (_case, input, pointer, detail) => {
    const problems = problemsOf(input);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.pointer).toBe(pointer);
    expect(problems[0]?.detail).toMatch(detail);
  });

  test.each([[null], [[]], ['text'], [1], [true], [undefined]])('%j is no description', (input) => {
    expect(pointersOf(input)).toEqual(['']);
    expect(pointersOf(input, 'complete')).toEqual(['']);
  });

  test('all problems come at once', () => {
    const input = {
      creators: [{ name: '' }],
      publicationYear: 1,
      colour: 'red',
      language: 'e n',
      version: 2,
    };
    expect(pointersOf(input)).toEqual([
      '/colour',
      '/creators/0/name',
      '/publicationYear',
      '/language',
      '/version',
    ]);
  });

  test('after 100 problems the rest is only counted', () => {
    const problems = problemsOf({ subjects: Array.from({ length: 250 }, () => ({ subject: 1 })) });
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toEqual({
      pointer: '',
      detail: '150 more problems were left out of this list; correct these first.',
    });
  });

  test('two hundred thousand unknown names are answered at once', () => {
    const input = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`x${index}`, 1]));
    const begun = performance.now();
    expect(problemsOf(input)).toHaveLength(101);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('what is accepted', () => {
  test.each([
    ['2024'],
    ['2024-05'],
    ['2024-02-29'],
    ['2024-05-06T10:00:00Z'],
    ['2024-05-06T10:00:00+02:00'],
    ['2023/2024'],
    ['2023-01-31/2024-05'],
    ['2024-01-01T00:00:00Z/2024-01-02T00:00:00Z'],
    ['../2024'],
    ['2024/..'],
    ['2024/'],
    ['1850~'],
    ['185X'],
    ['-0500'],
  ])('the date %s', (date) => {
    expect(pointersOf({ dates: [{ date, dateType: 'Other' }] })).toEqual([]);
  });

  test.each([
    ['ARK', 'ark:/13030/tqb3kh97gh8w'],
    ['arXiv', 'arXiv:0706.0001'],
    ['arXiv', 'math.GT/0309136'],
    ['bibcode', '1924MNRAS..84..308E'],
    ['CSTR', '31253.11.example.13238'],
    ['DOI', 'https://doi.org/10.5072/abc'],
    ['EAN13', '9783468111242'],
    ['EISSN', '1562-6865'],
    ['Handle', '10013/epic.10033'],
    ['IGSN', '10273/IECUR0097'],
    ['ISBN', '978-3-905673-82-1'],
    ['ISBN', '080442957X'],
    ['ISSN', '0077-5606'],
    ['ISTC', '0A9 2002 12B4A105 7'],
    ['LISSN', '1188-1534'],
    ['LSID', 'urn:lsid:example.org:names:11815'],
    ['PMID', '12082125'],
    ['PURL', 'http://purl.org/foo/bar'],
    ['RAiD', 'https://raid.org/10.26259/5c43ca8f'],
    ['RRID', 'RRID:SCR_014641'],
    ['SWHID', 'swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2'],
    ['UPC', '123456789999'],
    ['URL', 'https://example.org/a?b=c#d'],
    ['URN', 'urn:nbn:de:101:1-201102033592'],
    ['w3id', 'https://w3id.org/games/spec/coil#Coil'],
  ])('the %s %s', (relatedIdentifierType, relatedIdentifier) => {
    const input = {
      relatedIdentifiers: [{ relatedIdentifier, relatedIdentifierType, relationType: 'References' }],
    };
    expect(pointersOf(input)).toEqual([]);
  });

  test('signs that only look like mark-up in a title', () => {
    expect(pointersOf({ titles: [{ title: 'Pots with a < b and c > d, <unknown>' }] })).toEqual([]);
  });

  test('a box across the antimeridian', () => {
    const geoLocationBox = {
      westBoundLongitude: 170,
      eastBoundLongitude: -170,
      southBoundLatitude: -10,
      northBoundLatitude: 10,
    };
    expect(pointersOf({ geoLocations: [{ geoLocationBox }] })).toEqual([]);
  });

  test('at level structure, forms that a curator corrects later', () => {
    const input = {
      language: 'e n',
      dates: [{ date: 'spring', dateType: 'Issued' }],
      titles: [{ title: '<b>A</b>' }],
    };
    expect(pointersOf(input, 'structure')).toEqual([]);
    expect(pointersOf(input, 'draft')).toHaveLength(3);
  });
});

describe('any JSON at all', () => {
  const levels = fc.constantFrom<MetadataLevel>('structure', 'draft', 'complete');

  function checkAnswer(input: unknown, level: MetadataLevel): void {
    const result = validateMetadata(input, { level });
    if (!result.ok) {
      expect(result.problems.length).toBeGreaterThan(0);
      expect(result.problems.length).toBeLessThanOrEqual(101);
      for (const { pointer, detail } of result.problems) {
        expect(pointer).toMatch(/^(\/|$)/);
        expect(detail.length).toBeGreaterThan(10);
      }
      return;
    }
    // What was accepted is in normal form, and can be written.
    expect(validateMetadata(result.metadata, { level })).toEqual(result);
    expect(JSON.parse(JSON.stringify(result.metadata))).toEqual(result.metadata);
    expect(() => toDataciteXml(result.metadata, '10.5072/x')).not.toThrow();
  }

  test('is answered without an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), levels, (input, level) => checkAnswer(input, level)),
    );
  });

  test('in any place of a description is answered without an exception', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', null, [], {}, -1, '2024/'),
    );
    const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(path, value, levels, (steps, replacement, level) => {
        checkAnswer(replaceAt(full, steps, replacement), level);
      }),
      { numRuns: 500 },
    );
  });

  test('nested a hundred thousand deep is refused', () => {
    let nested: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) nested = { creators: [nested] };
    expect(pointersOf(nested)).toEqual(['/creators/0/creators', '/creators/0/name']);
  });

  test('with the names of an object’s own machinery is refused', () => {
    const input = JSON.parse(
      '{"__proto__": {"titles": []}, "constructor": 1, "toString": 2, "hasOwnProperty": 3}',
    );
    expect(pointersOf(input)).toEqual(['/__proto__', '/constructor', '/toString', '/hasOwnProperty']);
  });
});
