import {
  CONTRIBUTOR_TYPES,
  DATE_TYPES,
  DESCRIPTION_TYPES,
  NUMBER_TYPES,
  RELATION_TYPES,
  RESOURCE_TYPES,
  TITLE_TYPES,
} from '@mintmark/datacite';
import fc from 'fast-check';
import type { FolderAttribute } from '../../src/modules/requests/template/folder-attribute.ts';
import type { Row } from '../../src/modules/requests/template/row.ts';
import { rows } from '../../src/modules/requests/template/rows.ts';

/** Descriptions and attributes of folders, whole and broken, for tests of laws. */

const text = fc.oneof(
  fc.constantFrom('One', 'Two, three', 'Österreich', '-', 'a "b" & c', '2019'),
  fc.string({ minLength: 1, maxLength: 8 }).filter((each) => each.trim() !== '' && !each.includes('<')),
);
const lang = fc.constantFrom('en', 'en-us', 'pt-BR');
const uri = fc.constantFrom(
  'https://example.org/a',
  'https://orcid.org/',
  'https://localcontexts.org',
  'urn:x:1',
);
const longitude = fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(1e-7, -0.5, 180));
const latitude = fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-1e-9, 0, 45));

function some<T>(entry: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(entry, { maxLength: 3 });
}

/** With these members, and with any of those. */
function record(given: Record<string, fc.Arbitrary<unknown>>, maybe: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record({ ...given, ...maybe }, { requiredKeys: Object.keys(given) });
}

const names = {
  nameType: fc.constantFrom('Personal', 'Organizational'),
  givenName: text,
  familyName: text,
  lang,
};

const organisation = fc.constantFrom(
  { id: 'https://ror.org/05dxps055', scheme: 'ROR' },
  { id: 'x-1', scheme: 'Local' },
);

const affiliation = fc.oneof(
  record({ name: text }, { schemeUri: uri }),
  fc.tuple(text, organisation).map(([name, { id, scheme }]) => {
    return { name, affiliationIdentifier: id, affiliationIdentifierScheme: scheme };
  }),
);

const nameIdentifier = fc.oneof(
  fc.constant({ nameIdentifier: 'https://orcid.org/0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' }),
  record({ nameIdentifier: text, nameIdentifierScheme: fc.constant('Local') }, { schemeUri: uri }),
);

const agent = { ...names, nameIdentifiers: some(nameIdentifier), affiliation: some(affiliation) };

const point = record({ pointLongitude: longitude, pointLatitude: latitude }, {});

const polygon = fc
  .tuple(fc.array(point, { minLength: 3, maxLength: 5 }), fc.option(point), fc.boolean())
  .map(([corners, inside, isNested]) => {
    const entries = [...corners, corners[0]].map((corner) => ({ polygonPoint: corner }));
    if (inside === null) return entries;
    if (!isNested) return [...entries, { inPolygonPoint: inside }];
    return entries.map((entry, index) => (index === 1 ? { ...entry, inPolygonPoint: inside } : entry));
  });

const relation = {
  relationType: fc.constantFrom(...RELATION_TYPES),
};
const relationWords = { relationTypeInformation: text };
const scheme = { relatedMetadataScheme: text, schemeType: text };

const rights = fc.oneof(
  record({ rights: fc.constantFrom('CC0', 'ODC PDDL', 'All mine', 'CC BY 4.0') }, { lang, rightsUri: uri }),
  record({ rightsUri: uri }, {}),
  record(
    { rightsIdentifierScheme: fc.constant('Local Contexts') },
    { rights: text, rightsUri: uri, rightsIdentifier: text, schemeUri: uri, lang },
  ),
);

const relatedItem = record(
  { relatedItemType: fc.constantFrom(...RESOURCE_TYPES), ...relation },
  {
    ...relationWords,
    relatedItemIdentifier: record(
      { relatedItemIdentifier: fc.constant('10.5072/item') },
      { relatedItemIdentifierType: fc.constant('DOI'), schemeURI: uri, ...scheme },
    ),
    creators: some(record({ name: text }, names)),
    titles: some(record({ title: text }, { titleType: fc.constantFrom(...TITLE_TYPES), lang })),
    publicationYear: fc.integer({ min: 1000, max: 9999 }),
    volume: text,
    issue: text,
    number: text,
    numberType: fc.constantFrom(...NUMBER_TYPES),
    firstPage: text,
    lastPage: text,
    publisher: text,
    edition: text,
    contributors: some(record({ name: text, contributorType: fc.constantFrom(...CONTRIBUTOR_TYPES) }, names)),
  },
);

/** Any description that the check of metadata takes, with every property of the kernel. */
export const description = record(
  {},
  {
    titles: some(record({ title: text }, { titleType: fc.constantFrom(...TITLE_TYPES), lang })),
    creators: some(record({ name: text }, agent)),
    contributors: some(record({ name: text, contributorType: fc.constantFrom(...CONTRIBUTOR_TYPES) }, agent)),
    publisher: fc.oneof(
      record({ name: text }, { lang, schemeUri: uri }),
      fc.tuple(text, organisation).map(([name, { id, scheme: kind }]) => {
        return { name, publisherIdentifier: id, publisherIdentifierScheme: kind };
      }),
    ),
    types: record({}, { resourceType: text, resourceTypeGeneral: fc.constantFrom(...RESOURCE_TYPES) }),
    subjects: some(
      record(
        { subject: text },
        {
          subjectScheme: text,
          schemeUri: uri,
          valueUri: uri,
          classificationCode: fc.constantFrom('12', 'QH301'),
          lang,
        },
      ),
    ),
    dates: some(
      record(
        {
          date: fc.constantFrom('2019', '2020-05-06', '2019/2020', '198X'),
          dateType: fc.constantFrom(...DATE_TYPES),
        },
        { dateInformation: text },
      ),
    ),
    language: lang,
    alternateIdentifiers: some(
      record(
        { alternateIdentifier: text, alternateIdentifierType: fc.constantFrom('Local number', 'ISBN') },
        {},
      ),
    ),
    relatedIdentifiers: some(
      record(
        {
          relatedIdentifier: fc.constant('10.5072/related'),
          relatedIdentifierType: fc.constantFrom('DOI', 'IGSN'),
          ...relation,
        },
        {
          ...relationWords,
          resourceTypeGeneral: fc.constantFrom(...RESOURCE_TYPES),
          schemeUri: uri,
          ...scheme,
        },
      ),
    ),
    relatedItems: some(relatedItem),
    sizes: some(text),
    formats: some(text),
    version: text,
    rightsList: some(rights),
    descriptions: some(
      record({ description: text, descriptionType: fc.constantFrom(...DESCRIPTION_TYPES) }, { lang }),
    ),
    geoLocations: some(
      record(
        {},
        {
          geoLocationPlace: text,
          geoLocationPoint: point,
          geoLocationBox: record(
            {
              westBoundLongitude: longitude,
              eastBoundLongitude: longitude,
              southBoundLatitude: fc.constantFrom(-3, -0.25),
              northBoundLatitude: fc.constantFrom(0, 60.5),
            },
            {},
          ),
          geoLocationPolygon: polygon,
        },
      ),
    ).map((places) => places.filter((place) => Object.keys(place).length > 0)),
    fundingReferences: some(
      record(
        { funderName: text },
        { awardNumber: text, awardTitle: text, awardUri: uri, funder: organisation },
      ).map(({ funder, ...rest }) => {
        const known = funder as { id: string; scheme: string } | undefined;
        if (known === undefined) return rest;
        const type = known.scheme === 'ROR' ? 'ROR' : 'Other';
        return { ...rest, funderIdentifier: known.id, funderIdentifierType: type };
      }),
    ),
  },
);

const anyValue = fc.oneof(
  { weight: 6, arbitrary: text },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '12.5',
      '200',
      '47,4',
      'ORCID',
      'Funder',
      ' Supervisor',
      'ROR',
      'https://example.org/a',
      'https://ror.org/05dxps055',
      '0000-0002-1825-0097',
      '10.5072/abc',
      'DOI',
      'true',
      'a <b>bold</b> word',
      'bell \u0007',
    ),
  },
);

/** An attribute that a form might send for a row: often right, sometimes anything. */
function attributeOf(row: Row): fc.Arbitrary<FolderAttribute> {
  const known = [...row.values, ...(row.default === null ? [] : [row.default])];
  const value = known.length > 0 ? fc.oneof(fc.constantFrom(...known), anyValue) : anyValue;
  const children =
    row.attributes.length === 0
      ? fc.constant([])
      : fc.array(fc.oneof(...row.attributes.map((child) => attributeOf(child))), { maxLength: 5 });
  return fc.record({
    name: fc.oneof(
      { weight: 20, arbitrary: fc.constant(row.name) },
      { weight: 1, arbitrary: fc.constantFrom('note', '__proto__') },
    ),
    value: row.type === 'group' ? fc.constant('') : value,
    attributes: children,
  });
}

/** Attributes of a folder as people leave them. */
export const attributeTree: fc.Arbitrary<FolderAttribute[]> = fc.array(
  fc.oneof(...rows.map((row) => attributeOf(row))),
  { maxLength: 14 },
);
