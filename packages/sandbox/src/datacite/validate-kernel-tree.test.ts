import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { describe, expect, test } from 'vitest';
import { buildKernelTree, formatXml } from './kernel-tree.ts';
import { readAttributes } from './read-attributes.ts';
import { emptyMetadata, type Json } from './record.ts';
import { validateKernelTree } from './validate-kernel-tree.ts';

const SCHEMA = fileURLToPath(
  new URL('../../../../../shared/data/datacite/xsd/kernel-4.7/metadata.xsd', import.meta.url),
);

const type = (...values: string[]) => fc.constantFrom(undefined, 'Nonsense', ...values, ...values, ...values);
const text = fc.constantFrom('x', 'Fish & <chips>', 'two\nlines', '', undefined);
const language = fc.constantFrom(undefined, 'en', 'en-US', 'e n', 'deutschsprachig');
const degrees = fc.constantFrom(undefined, 0, '51.5', -180, 180.5, 91, -91.25, 'north');
const point = fc.record({ pointLatitude: degrees, pointLongitude: degrees });
const person = (extra: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({
    name: text,
    nameType: type('Personal', 'Organizational'),
    givenName: text,
    nameIdentifiers: fc.array(
      fc.record({ nameIdentifier: text, nameIdentifierScheme: type('ORCID'), schemeUri: text }),
      { maxLength: 1 },
    ),
    affiliation: fc.array(text, { maxLength: 1 }),
    ...extra,
  });
const many = (entry: fc.Arbitrary<unknown>) => fc.array(entry, { maxLength: 2 });
const contributors = many(person({ contributorType: type('Editor', 'Translator') }));
const titles = many(fc.record({ title: text, titleType: type('Subtitle'), lang: language }));

const attributes = fc.record(
  {
    creators: many(person({})),
    titles,
    publisher: fc.oneof(text, fc.record({ name: text, publisherIdentifier: text, lang: language })),
    publicationYear: fc.constantFrom(2026, '1999', 26, 20260, 'soon', null),
    types: fc.record({ resourceTypeGeneral: type('Dataset', 'Poster', 'Text'), resourceType: text }),
    subjects: many(fc.record({ subject: text, subjectScheme: text, lang: language })),
    contributors,
    dates: many(fc.record({ date: text, dateType: type('Issued', 'Coverage'), dateInformation: text })),
    language,
    alternateIdentifiers: many(
      fc.record({ alternateIdentifier: text, alternateIdentifierType: type('Local') }),
    ),
    relatedIdentifiers: many(
      fc.record({
        relatedIdentifier: text,
        relatedIdentifierType: type('DOI', 'RAiD'),
        relationType: type('Cites', 'Other'),
        relationTypeInformation: text,
        resourceTypeGeneral: type('Text'),
      }),
    ),
    relatedItems: many(
      fc.record({
        relatedItemType: type('Journal'),
        relationType: type('IsPublishedIn'),
        relatedItemIdentifier: fc.option(
          fc.record({ relatedItemIdentifier: text, relatedItemIdentifierType: type('ISSN') }),
        ),
        titles,
        publicationYear: fc.constantFrom(undefined, '2026', 'soon'),
        number: text,
        numberType: type('Chapter'),
        contributors,
      }),
    ),
    sizes: many(text),
    formats: many(text),
    version: text,
    rightsList: many(fc.record({ rights: text, rightsUri: text, lang: language })),
    descriptions: many(
      fc.record({ description: text, descriptionType: type('Abstract', 'Methods'), lang: language }),
    ),
    geoLocations: many(
      fc.record({
        geoLocationPlace: text,
        geoLocationPoint: fc.option(point),
        geoLocationBox: fc.option(
          fc.record({
            westBoundLongitude: degrees,
            eastBoundLongitude: degrees,
            southBoundLatitude: degrees,
            northBoundLatitude: degrees,
          }),
        ),
        geoLocationPolygon: fc.array(
          fc.oneof(
            { weight: 5, arbitrary: fc.record({ polygonPoint: point }) },
            { weight: 1, arbitrary: fc.record({ inPolygonPoint: point }) },
          ),
          { maxLength: 6 },
        ),
      }),
    ),
    fundingReferences: many(
      fc.record({
        funderName: text,
        funderIdentifier: text,
        funderIdentifierType: type('ROR'),
        awardNumber: text,
        awardTitle: text,
      }),
    ),
  },
  { requiredKeys: [] },
);

const treeOf = (given: Json) =>
  buildKernelTree('10.5072/x', { ...emptyMetadata(), ...readAttributes(given).metadata });

test('the resource type, the one mandatory property that is left out when absent, is missed at the root', () => {
  expect(validateKernelTree(treeOf({ types: {} }))).toContainEqual({
    source: 'xml',
    message: expect.stringContaining(
      'Expected is one of ( {http://datacite.org/schema/kernel-4}resourceType',
    ),
    line: 2,
  });
});

const available = existsSync(SCHEMA);
const title = available ? '' : ' (skipped: the data folder with the schema is missing)';

describe.skipIf(!available)(`against libxml2 and the XML Schema of kernel 4.7${title}`, () => {
  test('every message and line is the one that the schema processor gives', () => {
    xmlRegisterFsInputProviders();
    using schema = XmlDocument.fromBuffer(readFileSync(SCHEMA), { url: SCHEMA });
    using validator = XsdValidator.fromDoc(schema);
    let wrong = 0;
    fc.assert(
      fc.property(attributes, (given) => {
        const tree = treeOf(given);
        const expected = validateWithLibxml(validator, formatXml(tree));
        if (expected.length > 0) wrong += 1;
        const found = validateKernelTree(tree).map(({ message, line }) => `${line}: ${message}`);
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 500 },
    );
    expect(wrong).toBeGreaterThan(100);
  });
});

/** Line and message without the name of the element, as DataCite passes them on. */
function validateWithLibxml(validator: XsdValidator, xml: string): string[] {
  using document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(
      ({ line, message }) =>
        `${line}: ${message.trim().replace(/^Element '[^']+'(, attribute '[^']+')?: /, '')}`,
    );
  }
}
