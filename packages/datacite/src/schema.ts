import { contributor, creator, publisher } from './agent-readers.ts';
import { applyCheck, lang, resourceTypeGeneral, title, uri } from './field-readers.ts';
import {
  checkClassificationCode,
  checkCrossrefFunder,
  checkDate,
  checkGrid,
  checkIsni,
  checkRor,
} from './forms.ts';
import { readGeoLocation } from './geo-locations.ts';
import type {
  AlternateIdentifier,
  DataciteMetadata,
  Description,
  FundingReference,
  ResourceDate,
  ResourceTypes,
  Rights,
  Subject,
} from './metadata.ts';
import { pointTo } from './problems.ts';
import {
  DATE_LIMIT,
  type FormCheck,
  formed,
  line,
  lines,
  listOf,
  objectOf,
  oneOf,
  orText,
  type Reader,
  year,
} from './reading.ts';
import { relatedIdentifier, relatedItem } from './related-readers.ts';
import {
  DATE_TYPES,
  DESCRIPTION_TYPES,
  FUNDER_IDENTIFIER_TYPES,
  type FunderIdentifierType,
} from './vocabularies.ts';

const funderIdentifierType = oneOf(FUNDER_IDENTIFIER_TYPES, 'funderIdentifierType');

const types: Reader<ResourceTypes> = objectOf({
  noun: 'description of types',
  required: {},
  optional: { resourceTypeGeneral, resourceType: line },
  // DataCite derives these from resourceTypeGeneral and repeats them in its answers.
  ignored: ['schemaOrg', 'citeproc', 'bibtex', 'ris'],
});

const subject: Reader<Subject> = orText(
  'subject',
  objectOf({
    noun: 'subject',
    required: { subject: line },
    optional: {
      subjectScheme: line,
      schemeUri: uri,
      valueUri: uri,
      classificationCode: formed(checkClassificationCode),
      lang,
    },
  }),
);

const date: Reader<ResourceDate> = objectOf({
  noun: 'date',
  required: { date: formed(checkDate), dateType: oneOf(DATE_TYPES, 'dateType') },
  optional: { dateInformation: line },
});

const alternateIdentifier: Reader<AlternateIdentifier> = objectOf({
  noun: 'alternate identifier',
  required: { alternateIdentifier: line, alternateIdentifierType: line },
  optional: {},
  rule(read, pointer, reading) {
    // DataCite filters these two out of alternate identifiers without a word.
    if (!reading.forms || !/^(doi|url)$/i.test(read.alternateIdentifierType ?? '')) return;
    reading.problems.add(
      pointTo(pointer, 'alternateIdentifierType'),
      'DataCite drops alternate identifiers of this type; give it as a related identifier with relationType IsIdenticalTo.',
    );
  },
});

const rights: Reader<Rights> = orText(
  'rights',
  objectOf({
    noun: 'rights statement',
    required: {},
    optional: {
      rights: line,
      rightsUri: uri,
      rightsIdentifier: line,
      rightsIdentifierScheme: line,
      schemeUri: uri,
      lang,
    },
    hints: { rightsURI: "In JSON this property is spelt 'rightsUri'." },
    rule(read, pointer, reading) {
      if (!reading.forms || (read.rights ?? '').length <= 2000) return;
      const detail =
        'DataCite accepts at most 2000 characters here; give the name of the licence and its address.';
      reading.problems.add(pointTo(pointer, 'rights'), detail);
    },
  }),
);

const description: Reader<Description> = objectOf({
  noun: 'description',
  required: { description: lines, descriptionType: oneOf(DESCRIPTION_TYPES, 'descriptionType') },
  optional: { lang },
});

function checkForFunder(type: FunderIdentifierType): FormCheck | null {
  switch (type) {
    case 'Crossref Funder ID':
      return checkCrossrefFunder;
    case 'ROR':
      return checkRor;
    case 'ISNI':
      return checkIsni;
    case 'GRID':
      return checkGrid;
    case 'Other':
      return null;
    default:
      return type satisfies never;
  }
}

const fundingReference: Reader<FundingReference> = objectOf({
  noun: 'funding reference',
  required: { funderName: line },
  optional: {
    funderIdentifier: line,
    funderIdentifierType,
    schemeUri: uri,
    awardNumber: line,
    awardUri: uri,
    awardTitle: line,
  },
  rule(read, pointer, reading) {
    const type = read.funderIdentifierType;
    if (read.funderIdentifier === undefined) {
      // Forms send the type they preselect; without an identifier it says nothing, and XML has no place for it.
      delete read.funderIdentifierType;
      delete read.schemeUri;
      return;
    }
    // Required by the XSD, so it is asked for whether or not forms are checked.
    if (type === undefined) {
      reading.problems.add(
        pointTo(pointer, 'funderIdentifierType'),
        `A funder identifier needs a funderIdentifierType; use one of ${FUNDER_IDENTIFIER_TYPES.join(', ')}.`,
      );
      return;
    }
    applyCheck(read, 'funderIdentifier', checkForFunder(type), pointer, reading);
  },
});

/** The whole description. Names outside it that DataCite's API uses get a sentence of their own. */
export const readMetadata: Reader<DataciteMetadata> = objectOf({
  noun: 'description',
  required: {},
  optional: {
    creators: listOf(creator, 'creator'),
    titles: listOf(title, 'title'),
    publisher,
    publicationYear: year,
    types,
    subjects: listOf(subject, 'subject'),
    contributors: listOf(contributor, 'contributor'),
    dates: listOf(date, 'date', DATE_LIMIT),
    language: lang,
    alternateIdentifiers: listOf(alternateIdentifier, 'alternate identifier'),
    relatedIdentifiers: listOf(relatedIdentifier, 'related identifier'),
    relatedItems: listOf(relatedItem, 'related item'),
    sizes: listOf(line, 'size'),
    formats: listOf(line, 'format'),
    version: line,
    rightsList: listOf(rights, 'rights statement'),
    descriptions: listOf(description, 'description'),
    geoLocations: listOf(readGeoLocation, 'place'),
    fundingReferences: listOf(fundingReference, 'funding reference'),
  },
  // DataCite computes these, so a record copied from its API may keep them.
  ignored: ['schemaVersion', 'container'],
  hints: {
    doi: 'The identifier is not part of its description; leave it out here.',
    url: 'The address of the resource is the target of the identifier, not part of its description.',
    event: 'The state of the identifier is set with the identifier, not in its description.',
    state: 'The state of the identifier is set with the identifier, not in its description.',
    title: 'Give \'titles\', a list such as [{"title": "…"}].',
    resourceTypeGeneral: 'Give it inside \'types\': {"resourceTypeGeneral": "Dataset"}.',
    resourceType: "Give it inside 'types', beside resourceTypeGeneral.",
    identifiers: "Give other names of the resource in 'alternateIdentifiers'.",
    rights: 'Give \'rightsList\', a list such as [{"rights": "…", "rightsUri": "…"}].',
  },
});
