import { type DataciteMetadata, validateMetadata } from '@mintmark/datacite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import { fromFields, toFields } from './index.ts';
import { crosswalkRows } from './table.ts';

const names = [
  ...crosswalkRows.map(({ field }) => field),
  'dc.subject.mesh',
  'dc.subject.MeSH',
  'dc.identifier.isbn',
  'dc.identifier.govdoc',
  'dc.rights.license',
  'dc.description.version',
  'dc.unheard.of',
  'dcterms.title',
  'local.note',
  '__proto__',
];

const texts = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('One', 'Two', 'Three, Four', 'one') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '2019',
      '2020-05',
      '2021-06-07T08:09:10Z',
      '2019/2020',
      'May 2020',
      '2020 or so',
      '198X',
      '10.5072/abc',
      'https://doi.org/10.5072/ABC',
      'hdl:20.500.12345/x',
      '123456789/418',
      'ark:99999/fk4x',
      '978-3-905673-82-1',
      '0378-5955',
      'urn:nbn:de:101:1-201102033592',
      'https://example.org/a page',
      'https://example.org/a',
      'https://example.org/b',
      'info:eu-repo/grantAgreement/EC/FP7/283595',
      'en',
      'en_US',
      'en-US',
      'Article',
      'JournalArticle',
      'Herbarium sheet',
      ' One ',
      'Two\r\nlines',
      'x <b>bold</b>',
      'bell \u0007',
      '',
      '   ',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

const value: fc.Arbitrary<FieldValue> = fc.record({
  value: texts,
  language: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom('en', 'en_US', 'de-AT', '', 'plain English', '*') },
  ),
  authority: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '0000-0002-1825-0097',
        'https://orcid.org/0000-0001-5109-3700',
        'will be generated::orcid::0000-0002-1694-233X',
        'https://ror.org/05dxps055',
        'https://doi.org/10.13039/501100000038',
        '3f1c8d1c-7f6d-4c57-9c0a-0c6a2f6b8a10',
        'https://example.org/term/1',
        'https://example.org/a b',
        '',
      ),
    },
  ),
  confidence: fc.constantFrom(-1, 600, 500),
});

const fieldMap: fc.Arbitrary<Fields> = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.array(value, { minLength: 1, maxLength: 4 })), {
    maxLength: 8,
  })
  .map((entries) => Object.fromEntries(entries));

const lang = fc.constantFrom({}, {}, { lang: 'en' }, { lang: 'pt-BR' });
const word = fc.constantFrom('One', 'Two', 'Three, Four', '2019', 'https://example.org/a');
const agent = fc
  .record({
    name: word,
    lang,
    ids: fc.subarray([
      { nameIdentifier: 'https://orcid.org/0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' },
      { nameIdentifier: 'https://ror.org/05dxps055', nameIdentifierScheme: 'ROR' },
      { nameIdentifier: 'abc', nameIdentifierScheme: 'Local' },
    ]),
    affiliation: fc.constantFrom({}, { affiliation: [{ name: 'Example University' }] }),
  })
  .map(({ name, lang, ids, affiliation }) => ({ name, ...lang, nameIdentifiers: ids, ...affiliation }));

function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { maxLength: 4 });
}

/** A merge of two records, as a tuple's `map`. */
function merge<A extends object, B extends object>([one, other]: [A, B]): A & B {
  return { ...one, ...other };
}

/** Any description in normal form, with much that no field shows. */
const metadata: fc.Arbitrary<DataciteMetadata> = fc
  .record(
    {
      creators: some(agent),
      contributors: some(
        fc
          .tuple(
            agent,
            fc.record({ contributorType: fc.constantFrom('Other', 'Editor', 'RightsHolder', 'DataCurator') }),
          )
          .map(merge),
      ),
      titles: some(
        fc
          .tuple(
            fc.record({ title: word }),
            fc.constantFrom({}, { titleType: 'Subtitle' }, { titleType: 'Other', lang: 'en' }),
          )
          .map(merge),
      ),
      publisher: fc.constantFrom(
        { name: 'Example University' },
        {
          name: 'Example University',
          publisherIdentifier: 'https://ror.org/05dxps055',
          publisherIdentifierScheme: 'ROR',
        },
        { name: 'One', publisherIdentifier: 'x', publisherIdentifierScheme: 'Local', lang: 'en' },
      ),
      publicationYear: fc.constantFrom(2019, 2020, 2021),
      types: fc.constantFrom(
        { resourceTypeGeneral: 'Dataset' },
        { resourceTypeGeneral: 'JournalArticle' },
        { resourceTypeGeneral: 'PhysicalObject', resourceType: 'Herbarium sheet' },
        { resourceType: 'Only a word' },
      ),
      subjects: some(
        fc
          .tuple(
            fc.record({ subject: word }),
            fc.constantFrom(
              {},
              { subjectScheme: 'MeSH', valueUri: 'https://example.org/term/1' },
              { subjectScheme: 'A long name', classificationCode: '12', lang: 'en' },
              { valueUri: 'urn:example:1' },
            ),
          )
          .map(merge),
      ),
      dates: some(
        fc.record({
          date: fc.constantFrom('2019', '2020-05', '2019/2020', '198X'),
          dateType: fc.constantFrom('Issued', 'Available', 'Created', 'Coverage', 'Other'),
          dateInformation: fc.constantFrom('', 'about'),
        }),
      ),
      language: fc.constantFrom('en', 'pt-BR'),
      alternateIdentifiers: some(
        fc.record({
          alternateIdentifier: word,
          alternateIdentifierType: fc.constantFrom('ISBN', 'Local number', 'other', 'URI', 'citation'),
        }),
      ),
      relatedIdentifiers: some(
        fc
          .tuple(
            fc.constantFrom(
              { relatedIdentifier: '10.5072/abc', relatedIdentifierType: 'DOI' },
              { relatedIdentifier: '10.5072/abc', relatedIdentifierType: 'IGSN' },
              { relatedIdentifier: '123456789999', relatedIdentifierType: 'UPC' },
            ),
            fc.record({
              relationType: fc.constantFrom('IsPartOf', 'IsIdenticalTo', 'Other', 'IsDerivedFrom'),
              schemeType: fc.constantFrom('', 'XSD'),
            }),
          )
          .map(merge),
      ),
      relatedItems: some(
        fc.record({
          relatedItemType: fc.constant('Journal'),
          relationType: fc.constant('IsPublishedIn'),
        }),
      ),
      sizes: some(word),
      formats: some(word),
      version: fc.constantFrom('1', '2.0'),
      rightsList: some(
        fc.constantFrom<object>(
          { rights: 'One' },
          { rights: 'One', lang: 'en', rightsUri: 'https://example.org/a', rightsIdentifier: 'CC0-1.0' },
          { rightsUri: 'https://example.org/b' },
          { rightsIdentifier: 'CC-BY-4.0' },
        ),
      ),
      descriptions: some(
        fc.record({
          description: word,
          descriptionType: fc.constantFrom('Abstract', 'Other', 'SeriesInformation', 'Methods'),
        }),
      ),
      geoLocations: some(
        fc.constantFrom<object>(
          { geoLocationPlace: 'One' },
          { geoLocationPlace: 'Two', geoLocationPoint: { pointLongitude: 1, pointLatitude: 2 } },
          { geoLocationPoint: { pointLongitude: 3, pointLatitude: 4 } },
        ),
      ),
      fundingReferences: some(
        fc
          .tuple(
            fc.record({ funderName: word, awardNumber: fc.constantFrom('', '12') }),
            fc.constantFrom(
              {},
              { funderIdentifier: 'https://ror.org/05dxps055', funderIdentifierType: 'ROR' },
              { funderIdentifier: 'x-1', funderIdentifierType: 'Other' },
            ),
          )
          .map(merge),
      ),
    },
    { requiredKeys: [] },
  )
  .map((raw) => {
    const result = validateMetadata(raw, { level: 'draft' });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.metadata;
  });

const runs = { numRuns: 150 };

describe('the crosswalk loses nothing', () => {
  test('what a client wrote is what it reads, whatever was there before', () => {
    fc.assert(
      fc.property(fieldMap, metadata, fieldMap, (fields, before, otherFields) => {
        const written = fromFields(fields, { metadata: before, otherFields });
        expect(toFields(written.metadata, written.otherFields)).toEqual(sortKeys(fields));
      }),
      runs,
    );
  });

  test('what it wrote is in normal form: the check of a description changes nothing in it', () => {
    fc.assert(
      fc.property(fieldMap, metadata, (fields, before) => {
        const written = fromFields(fields, { metadata: before, otherFields: {} });
        expect(validateMetadata(written.metadata, { level: 'draft' })).toEqual({
          ok: true,
          metadata: written.metadata,
        });
      }),
      runs,
    );
  });

  test('writing back what was read changes nothing, whatever else is there', () => {
    fc.assert(
      fc.property(metadata, fieldMap, (before, otherFields) => {
        const written = fromFields(toFields(before, otherFields), { metadata: before, otherFields });
        expect(written.metadata).toEqual(before);
        expect(written.otherFields).toEqual(otherFields);
      }),
      runs,
    );
  });

  test('a description written to a new item reads the same there', () => {
    fc.assert(
      fc.property(metadata, (before) => {
        const fields = toFields(before, {});
        const written = fromFields(fields, { metadata: {}, otherFields: {} });
        expect(toFields(written.metadata, written.otherFields)).toEqual(fields);
      }),
      runs,
    );
  });

  test('what is computed is read first and ignored on writing', () => {
    fc.assert(
      fc.property(metadata, fieldMap, fieldMap, (before, otherFields, computed) => {
        const read = toFields(before, otherFields, computed);
        const written = fromFields(read, { metadata: before, otherFields, computed });
        expect(written.metadata).toEqual(before);
        expect(written.otherFields).toEqual(otherFields);
      }),
      runs,
    );
  });

  test('a change of one field leaves every other property as it was', () => {
    fc.assert(
      fc.property(metadata, fieldMap, value, (before, otherFields, title) => {
        const fields = { ...toFields(before, otherFields), 'dc.title': [title] };
        const written = fromFields(fields, { metadata: before, otherFields });
        expect({ ...written.metadata, titles: null }).toEqual({ ...before, titles: null });
        const { 'dc.title': _, ...others } = otherFields;
        expect({ ...written.otherFields, 'dc.title': undefined }).toEqual({
          ...others,
          'dc.title': undefined,
        });
      }),
      runs,
    );
  });
});

function sortKeys(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
}
