import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createPidReference,
  type DataciteMetadata,
  formatCitation,
  RESOURCE_TYPES,
  toBibtex,
  toCslJson,
  toDataciteJson,
  toDataciteXml,
  toRis,
  toSchemaOrg,
  validateMetadata,
} from '../src/index.ts';
import fullExample from './fixtures/full.json' with { type: 'json' };

function complete(input: unknown): DataciteMetadata {
  const result = validateMetadata(input, { level: 'complete' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.metadata;
}

const full = complete(fullExample);
const DOI = '10.5072/pots-17';
const URL = 'https://doi.org/10.5072/pots-17';

describe('the citation', () => {
  test('has the form DataCite recommends', () => {
    expect(formatCitation(full, DOI)).toBe(
      'Carberry, Josiah; Example Survey & Co (2024): Cracks < 1 mm in glazed pots, "seen" & measured. Version 1.2. Example University. (Dataset). https://doi.org/10.5072/pots-17',
    );
  });

  test('says what is unknown of a draft', () => {
    expect(formatCitation({}, DOI)).toBe('(:unav) (n.d.): (:unav). (:unav). https://doi.org/10.5072/pots-17');
  });

  test('does not end a title with two signs, and takes creators of unknown name for none', () => {
    const metadata = { ...full, creators: [{ name: '(:unav)' }], titles: [{ title: 'Why?' }], version: 'v2' };
    expect(formatCitation(metadata, DOI)).toBe(
      `(:unav) (2024): Why? v2. Example University. (Dataset). ${URL}`,
    );
  });

  test('names twenty creators at most', () => {
    const creators = Array.from({ length: 21 }, (_, index) => ({ name: `C${index}` }));
    expect(formatCitation({ ...full, creators }, DOI)).toMatch(/; C19; et al\. \(2024\)/);
  });
});

describe('CSL JSON', () => {
  test('of the full example', () => {
    expect(toCslJson(full, DOI)).toEqual({
      id: URL,
      type: 'dataset',
      title: 'Cracks < 1 mm in glazed pots, "seen" & measured',
      author: [{ family: 'Carberry', given: 'Josiah' }, { literal: 'Example Survey & Co' }],
      editor: [{ family: 'Carberry', given: 'Josiah' }],
      contributor: [{ literal: 'Example Laboratory' }],
      issued: { 'date-parts': [[2024, 5, 6]] },
      'container-title': 'Journal of Examples',
      volume: '3',
      issue: '4',
      page: '20-35',
      ISSN: '0077-5606',
      publisher: 'Example University',
      version: '1.2',
      abstract: 'Widths of cracks.\nMeasured by hand.',
      keyword: 'psychoceramics, FOS: Materials engineering',
      language: 'en',
      copyright: 'Creative Commons Attribution 4.0 International',
      DOI,
      URL,
    });
  });

  test('of a draft has the identifier and nothing else', () => {
    expect(toCslJson({}, DOI)).toEqual({ id: URL, type: 'document', DOI, URL });
  });

  test('software with a version is a book, as at DataCite', () => {
    expect(toCslJson({ types: { resourceTypeGeneral: 'Software' }, version: '1' }, DOI).type).toBe('book');
    expect(toCslJson({ types: { resourceTypeGeneral: 'Software' } }, DOI).type).toBe('software');
  });

  test.each([
    [
      'Journal of Pots, 3(4), 20-35',
      { 'container-title': 'Journal of Pots', volume: '3', issue: '4', page: '20-35' },
    ],
    ['Pots, Pans and Cups, 12, 7', { 'container-title': 'Pots, Pans and Cups', volume: '12', page: '7' }],
    ['Working papers, new series', { 'container-title': 'Working papers, new series' }],
  ])('the series %s is taken apart', (description, expected) => {
    const metadata = { descriptions: [{ description, descriptionType: 'SeriesInformation' as const }] };
    expect(toCslJson(metadata, DOI)).toEqual({ id: URL, type: 'document', DOI, URL, ...expected });
  });

  test('a range of issue dates counts from its beginning', () => {
    const dates = [{ date: '2021-03/2022', dateType: 'Issued' as const }];
    expect(toCslJson({ dates }, DOI).issued).toEqual({ 'date-parts': [[2021, 3]] });
  });

  test.each<[object, object]>([
    [
      { name: 'Carberry, Josiah', nameType: 'Personal' },
      { family: 'Carberry', given: 'Josiah' },
    ],
    [{ name: 'Josiah Carberry', nameType: 'Personal' }, { literal: 'Josiah Carberry' }],
    [{ name: 'Plato', nameType: 'Personal' }, { family: 'Plato' }],
    [{ name: 'Example, Inc.' }, { literal: 'Example, Inc.' }],
    [
      { name: 'x', familyName: 'Carberry', givenName: 'J.' },
      { family: 'Carberry', given: 'J.' },
    ],
  ])('the creator %j is cited as %j', (creator, cited) => {
    const metadata = complete({ ...fullExample, creators: [creator] });
    expect(toCslJson(metadata, DOI).author).toEqual([cited]);
  });
});

describe('BibTeX', () => {
  test('of the full example', () => {
    expect(toBibtex(full, DOI)).toBe(`@misc{https://doi.org/10.5072/pots-17,
  author = {Carberry, Josiah and {Example Survey \\& Co}},
  editor = {Carberry, Josiah},
  title = {{Cracks < 1 mm in glazed pots, "seen" \\& measured}},
  booktitle = {Journal of Examples},
  volume = {3},
  number = {4},
  pages = {20--35},
  publisher = {Example University},
  year = {2024},
  month = {5},
  version = {1.2},
  keywords = {psychoceramics, FOS: Materials engineering},
  abstract = {Widths of cracks.
Measured by hand.},
  language = {en},
  issn = {0077-5606},
  copyright = {Creative Commons Attribution 4.0 International},
  doi = {10.5072/pots-17},
  url = {https://doi.org/10.5072/pots-17}
}
`);
  });

  test('another program reads the same from it', () => {
    const [item] = new Cite(toBibtex(full, DOI)).data;
    expect(item).toMatchObject({
      'citation-key': URL,
      author: [{ family: 'Carberry', given: 'Josiah' }, { family: 'Example Survey & Co' }],
      DOI,
      publisher: 'Example University',
    });
  });

  test('titles in any script are kept', () => {
    expect(toBibtex({ titles: [{ title: '釉裂 é ß' }] }, DOI)).toContain('title = {{釉裂 é ß}}');
  });

  test('no text can end its field or the entry', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('{', '}', '\\', '"', '%', '#', '$', '&', '_', '^', '~', '@', 'a', ' '),
        }),
        (title) => {
          const entry = toBibtex({ titles: [{ title }], creators: [{ name: title || 'x' }] }, DOI);
          let depth = 0;
          for (const [index, character] of [...entry.trimEnd()].entries()) {
            if (character === '{') depth += 1;
            if (character === '}') depth -= 1;
            if (depth === 0 && index > '@misc'.length) expect(index).toBe(entry.trimEnd().length - 1);
          }
          expect(depth).toBe(0);
        },
      ),
    );
  });
});

describe('RIS', () => {
  test('of the full example', () => {
    expect(toRis(full, DOI).split('\r\n')).toEqual([
      'TY  - DATA',
      'T1  - Cracks < 1 mm in glazed pots, "seen" & measured',
      'T2  - Journal of Examples',
      'AU  - Carberry, Josiah',
      'AU  - Example Survey & Co',
      'ED  - Carberry, Josiah',
      'DO  - 10.5072/pots-17',
      'UR  - https://doi.org/10.5072/pots-17',
      'AB  - Widths of cracks. Measured by hand.',
      'KW  - psychoceramics',
      'KW  - FOS: Materials engineering',
      'PY  - 2024',
      'DA  - 2024/05/06/',
      'PB  - Example University',
      'ET  - 1.2',
      'LA  - en',
      'VL  - 3',
      'IS  - 4',
      'SP  - 20',
      'EP  - 35',
      'SN  - 0077-5606',
      'ER  - ',
      '',
    ]);
  });

  test('another program reads the same from it', () => {
    const [item] = new Cite(toRis(full, DOI)).data;
    expect(item).toMatchObject({ type: 'dataset', DOI, publisher: 'Example University', language: 'en' });
  });

  test('a line break in a title cannot begin a field', () => {
    expect(toRis({ titles: [{ title: 'A\r\nER  - ' }] }, DOI)).toContain('T1  - A ER - \r\n');
  });
});

describe('schema.org', () => {
  test('of the full example', () => {
    expect(toSchemaOrg(full, createPidReference(DOI, { url: 'https://example.org/pots' }))).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      '@id': URL,
      url: 'https://example.org/pots',
      identifier: [
        { propertyID: 'DOI', value: DOI, url: URL },
        { propertyID: 'Local accession number', value: 'POTS-17' },
      ],
      author: [
        {
          '@type': 'Person',
          '@id': 'https://orcid.org/0000-0002-1825-0097',
          name: 'Josiah Carberry',
          affiliation: {
            '@type': 'Organization',
            '@id': 'https://ror.org/04wxnsj81',
            name: 'Example University',
          },
        },
        { '@type': 'Organization', name: 'Example Survey & Co' },
      ],
      license: 'https://creativecommons.org/licenses/by/4.0/legalcode',
      datePublished: '2024-05-06',
      temporalCoverage: '1850~',
      spatialCoverage: {
        name: 'Example Bay',
        geo: [
          { '@type': 'GeoCoordinates', latitude: 41.8, longitude: -71.4 },
          { '@type': 'GeoShape', box: '41.7 -71.5 41.9 -71.3' },
          { '@type': 'GeoShape', polygon: '41.7 -71.5 41.7 -71.3 41.9 -71.4 41.7 -71.5' },
        ],
      },
      publisher: { '@type': 'Organization', '@id': 'https://ror.org/04wxnsj81', name: 'Example University' },
      funding: { '@type': 'Grant', identifier: 'P-17', funder: { name: 'Example Fund' } },
    });
  });

  test('a second identifier of a person says the same of them', () => {
    const nameIdentifiers = [
      { nameIdentifier: 'https://orcid.org/0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' },
      { nameIdentifier: 'Q1', nameIdentifierScheme: 'Wikidata', schemeUri: 'https://www.wikidata.org/wiki/' },
    ];
    expect(toSchemaOrg({ creators: [{ name: 'A', nameIdentifiers }] }, DOI)).toMatchObject({
      author: { '@id': 'https://orcid.org/0000-0002-1825-0097', sameAs: 'https://www.wikidata.org/wiki/Q1' },
    });
  });

  test('of a draft has its identifier and the general type', () => {
    expect(toSchemaOrg({}, DOI)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'CreativeWork',
      '@id': URL,
      identifier: { '@type': 'PropertyValue', propertyID: 'DOI', value: DOI, url: URL },
      url: URL,
    });
  });
});

describe('DataCite JSON', () => {
  test('of the full example says the type in the words of other formats and works out the container', () => {
    expect(toDataciteJson(full, createPidReference(DOI, { url: 'https://example.org/pots' }))).toMatchObject({
      id: URL,
      doi: DOI,
      url: 'https://example.org/pots',
      types: {
        ris: 'DATA',
        bibtex: 'misc',
        citeproc: 'dataset',
        schemaOrg: 'Dataset',
        resourceType: 'Measurements',
        resourceTypeGeneral: 'Dataset',
      },
      container: {
        type: 'Series',
        title: 'Journal of Examples',
        identifier: '0077-5606',
        identifierType: 'ISSN',
        volume: '3',
      },
      identifiers: [{ identifier: 'POTS-17', identifierType: 'Local accession number' }],
      publicationYear: 2024,
      schemaVersion: 'http://datacite.org/schema/kernel-4',
    });
  });

  test('has every list, so that programs need not ask', () => {
    expect(toDataciteJson({ creators: [{ name: 'A' }] }, DOI)).toMatchObject({
      creators: [{ name: 'A', nameIdentifiers: [], affiliation: [] }],
      titles: [],
      subjects: [],
      relatedItems: [],
      container: {},
    });
  });
});

describe('identifiers that are no DOIs', () => {
  const ark = createPidReference('ark:/99999/fk44w2s', { id: 'https://pid.example.org/ark:99999/fk44w2s' });

  test('an ARK is cited at the address given, and is no DOI anywhere', () => {
    expect(ark).toEqual({
      type: 'ARK',
      name: 'ark:99999/fk44w2s',
      id: 'https://pid.example.org/ark:99999/fk44w2s',
      url: null,
    });
    expect(formatCitation(full, ark)).toMatch(/ https:\/\/pid\.example\.org\/ark:99999\/fk44w2s$/);
    expect(toCslJson(full, ark)).not.toHaveProperty('DOI');
    expect(toDataciteJson(full, ark)).not.toHaveProperty('doi');
    expect(toRis(full, ark)).not.toContain('DO  -');
    expect(toBibtex(full, ark)).not.toContain('doi =');
    expect(toDataciteXml(full, ark)).toContain(
      '<identifier identifierType="ARK">ark:99999/fk44w2s</identifier>',
    );
  });

  test('a Handle goes by its own resolver, and text that is neither is refused', () => {
    expect(createPidReference('20.500.12345/x')).toMatchObject({
      type: 'Handle',
      id: 'https://hdl.handle.net/20.500.12345/x',
    });
    expect(() => createPidReference('no identifier')).toThrow();
  });
});

test('every kind of resource has a name in every format', () => {
  for (const resourceTypeGeneral of RESOURCE_TYPES) {
    const metadata = { types: { resourceTypeGeneral } };
    expect(toSchemaOrg(metadata, DOI)['@type']).toMatch(/^[A-Z]/);
    expect(toBibtex(metadata, DOI)).toMatch(/^@[a-z]+\{/);
    expect(toRis(metadata, DOI)).toMatch(/^TY {2}- [A-Z]+\r\n/);
    expect(toCslJson(metadata, DOI).type).toMatch(/^[a-z-]+$|^motion_picture$/);
  }
});
