import { itemContributor, itemCreator } from './agent-readers.ts';
import { resourceTypeGeneral, title, uri } from './field-readers.ts';
import type { RelatedIdentifier, RelatedItem, RelatedItemIdentifier } from './metadata.ts';
import { pointTo } from './problems.ts';
import { line, listOf, objectOf, oneOf, type Reader, type Reading, year } from './reading.ts';
import { explainRelatedIdentifier } from './related-identifiers.ts';
import {
  NUMBER_TYPES,
  RELATED_IDENTIFIER_TYPES,
  RELATION_TYPES,
  type RelatedIdentifierType,
} from './vocabularies.ts';

/** Readers of related resources: properties 12 and 20. */

const relationType = oneOf(RELATION_TYPES, 'relationType');

const relatedIdentifierType = oneOf(RELATED_IDENTIFIER_TYPES, 'relatedIdentifierType');

function reportRelatedIdentifier(
  text: string | undefined,
  type: RelatedIdentifierType | undefined,
  pointer: string,
  { problems, forms }: Reading,
): void {
  if (!forms || text === undefined || type === undefined) return;
  const detail = explainRelatedIdentifier(text, type);
  if (detail !== null) problems.add(pointer, detail);
}

/** Property 12. */
export const relatedIdentifier: Reader<RelatedIdentifier> = objectOf({
  noun: 'related identifier',
  required: { relatedIdentifier: line, relatedIdentifierType, relationType },
  optional: {
    relationTypeInformation: line,
    resourceTypeGeneral,
    relatedMetadataScheme: line,
    schemeUri: uri,
    schemeType: line,
  },
  rule(read, pointer, reading) {
    const at = pointTo(pointer, 'relatedIdentifier');
    reportRelatedIdentifier(read.relatedIdentifier, read.relatedIdentifierType, at, reading);
  },
});

const relatedItemIdentifier: Reader<RelatedItemIdentifier> = objectOf({
  noun: 'related item identifier',
  required: { relatedItemIdentifier: line },
  optional: {
    relatedItemIdentifierType: relatedIdentifierType,
    relatedMetadataScheme: line,
    schemeURI: uri,
    schemeType: line,
  },
  hints: { schemeUri: "Here, and only here, DataCite's JSON spells this property 'schemeURI'." },
  rule(read, pointer, reading) {
    const at = pointTo(pointer, 'relatedItemIdentifier');
    reportRelatedIdentifier(read.relatedItemIdentifier, read.relatedItemIdentifierType, at, reading);
  },
});

/** Property 20. */
export const relatedItem: Reader<RelatedItem> = objectOf({
  noun: 'related item',
  required: { relatedItemType: resourceTypeGeneral, relationType },
  optional: {
    relationTypeInformation: line,
    relatedItemIdentifier,
    creators: listOf(itemCreator, 'creator'),
    titles: listOf(title, 'title'),
    publicationYear: year,
    volume: line,
    issue: line,
    number: line,
    numberType: oneOf(NUMBER_TYPES, 'numberType'),
    firstPage: line,
    lastPage: line,
    publisher: line,
    edition: line,
    contributors: listOf(itemContributor, 'contributor'),
  },
});
