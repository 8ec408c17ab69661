import { applyCheck, contributorType, lang, uri } from './field-readers.ts';
import { checkForScheme } from './forms.ts';
import type { Affiliation, Contributor, Creator, Name, NameIdentifier, Publisher } from './metadata.ts';
import { line, listOf, objectOf, oneOf, orText, type Reader } from './reading.ts';
import { NAME_TYPES } from './vocabularies.ts';

/** Readers of people and organisations: properties 2, 4 and 7, and those of related items. */

const nameIdentifier: Reader<NameIdentifier> = objectOf({
  noun: 'name identifier',
  required: { nameIdentifier: line, nameIdentifierScheme: line },
  optional: { schemeUri: uri },
  hints: { schemeURI: "In JSON this property is spelt 'schemeUri'." },
  rule(read, pointer, reading) {
    applyCheck(read, 'nameIdentifier', checkForScheme(read.nameIdentifierScheme ?? ''), pointer, reading);
  },
});

const affiliation: Reader<Affiliation> = orText(
  'name',
  objectOf({
    noun: 'affiliation',
    required: { name: line },
    optional: { affiliationIdentifier: line, affiliationIdentifierScheme: line, schemeUri: uri },
    hints: { schemeURI: "In JSON this property is spelt 'schemeUri'." },
    rule(read, pointer, reading) {
      const check = checkForScheme(read.affiliationIdentifierScheme ?? '');
      applyCheck(read, 'affiliationIdentifier', check, pointer, reading);
    },
  }),
);

const nameProperties = {
  nameType: oneOf(NAME_TYPES, 'nameType'),
  givenName: line,
  familyName: line,
  lang,
};

const agentProperties = {
  ...nameProperties,
  nameIdentifiers: listOf(nameIdentifier, 'name identifier'),
  affiliation: listOf(affiliation, 'affiliation'),
};

const agentHints = {
  affiliations: "In DataCite's JSON this property is spelt 'affiliation', without an s.",
  orcid: "Give the ORCID iD in 'nameIdentifiers', with nameIdentifierScheme 'ORCID'.",
};

/** Property 2. */
export const creator: Reader<Creator> = objectOf({
  noun: 'creator',
  required: { name: line },
  optional: agentProperties,
  hints: agentHints,
});

/** Property 7. */
export const contributor: Reader<Contributor> = objectOf({
  noun: 'contributor',
  required: { name: line, contributorType },
  optional: agentProperties,
  hints: agentHints,
});

/** Property 4, as an object or as a bare name. */
export const publisher: Reader<Publisher> = orText(
  'name',
  objectOf({
    noun: 'publisher',
    required: { name: line },
    optional: { publisherIdentifier: line, publisherIdentifierScheme: line, schemeUri: uri, lang },
    rule(read, pointer, reading) {
      const check = checkForScheme(read.publisherIdentifierScheme ?? '');
      applyCheck(read, 'publisherIdentifier', check, pointer, reading);
    },
  }),
);

/** A creator of a related item: a name without identifiers. */
export const itemCreator: Reader<Name> = objectOf({
  noun: 'creator',
  required: { name: line },
  optional: nameProperties,
});

/** A contributor of a related item. */
export const itemContributor = objectOf({
  noun: 'contributor',
  required: { name: line, contributorType },
  optional: nameProperties,
});
