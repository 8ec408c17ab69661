import {
  FUNDER_IDENTIFIER_TYPES,
  NUMBER_TYPES,
  RELATED_IDENTIFIER_TYPES,
  RELATION_TYPES,
  RESOURCE_TYPES,
  TITLE_TYPES,
} from '@mintmark/datacite';
import { contributorType, nameRows } from './agent-rows.ts';
import { originalRow, type Row, row, without } from './row.ts';

/** Rows of related resources and of funding: properties 11, 12, 19 and 20 of the kernel. */

const relationType = originalRow({
  name: 'relationType',
  type: 'choice',
  required: true,
  values: RELATION_TYPES,
  original: {
    values: without(RELATION_TYPES, [
      'IsPublishedIn',
      'Obsoletes',
      'IsObsoletedBy',
      'Collects',
      'IsCollectedBy',
      'HasTranslation',
      'IsTranslationOf',
      'Other',
    ]),
  },
  label: 'Relation',
  help: 'What this data set is to the other resource: it Cites it, IsPartOf it, IsNewVersionOf it.',
});

const relationTypeInformation = row({
  name: 'relationTypeInformation',
  label: 'Relation in words',
  help: 'What the relation is, where the list has no word for it.',
});

/** For relations to metadata alone. */
const schemeRows: readonly Row[] = [
  row({
    name: 'relatedMetadataScheme',
    label: 'Metadata scheme',
    help: 'Only with HasMetadata and IsMetadataFor: the name of the scheme.',
  }),
  row({
    name: 'schemeURI',
    member: 'schemeUri',
    type: 'address',
    label: 'Address of the scheme',
    help: 'Where that scheme is described.',
  }),
  row({ name: 'schemeType', label: 'Type of the scheme', help: 'Such as XSD or DTD.' }),
];

/** Property 11. */
export const alternateIdentifierRow: Row = originalRow({
  name: 'alternateIdentifier',
  member: 'alternateIdentifiers',
  own: 'alternateIdentifier',
  repeatable: true,
  label: 'Other identifier',
  help: 'Another name of this same data set, such as a number that your laboratory gave it.',
  attributes: [
    originalRow({
      name: 'alternateIdentifierType',
      required: true,
      label: 'Kind of identifier',
      help: 'In your words, such as “Local accession number”.',
    }),
  ],
});

const LATER_IDENTIFIER_TYPES = ['CSTR', 'RAiD', 'RRID', 'SWHID', 'w3id'];

/** Property 12. */
export const relatedIdentifierRow: Row = originalRow({
  name: 'relatedIdentifier',
  member: 'relatedIdentifiers',
  own: 'relatedIdentifier',
  repeatable: true,
  label: 'Related resource',
  help: 'The identifier of an article, a data set or a program that has to do with this one.',
  attributes: [
    originalRow({
      name: 'relatedIdentifierType',
      type: 'choice',
      required: true,
      values: RELATED_IDENTIFIER_TYPES,
      original: { values: without(RELATED_IDENTIFIER_TYPES, LATER_IDENTIFIER_TYPES) },
      label: 'Kind of identifier',
      help: 'DOI for most articles and data sets, URL for a web page.',
    }),
    relationType,
    relationTypeInformation,
    row({
      name: 'resourceTypeGeneral',
      type: 'choice',
      values: RESOURCE_TYPES,
      label: 'Kind of resource',
      help: 'What the other resource is.',
    }),
    ...schemeRows,
  ],
});

/** Property 19. */
export const fundingReferenceRow: Row = originalRow({
  name: 'fundingReference',
  member: 'fundingReferences',
  type: 'group',
  repeatable: true,
  label: 'Funding',
  help: 'Who paid for the work, and by which grant.',
  attributes: [
    originalRow({ name: 'funderName', required: true, label: 'Funder', help: 'The name of the funder.' }),
    originalRow({
      name: 'funderIdentifier',
      label: 'Identifier of the funder',
      help: 'Its ROR ID or its Crossref Funder ID.',
      attributes: [
        originalRow({
          name: 'funderIdentifierType',
          type: 'choice',
          required: true,
          values: FUNDER_IDENTIFIER_TYPES,
          original: { values: without(FUNDER_IDENTIFIER_TYPES, ['ROR']) },
          label: 'Kind of identifier',
          help: 'Who gives out such identifiers.',
        }),
        row({
          name: 'schemeURI',
          member: 'schemeUri',
          type: 'address',
          label: 'Address of the scheme',
          help: 'Where that scheme is described.',
        }),
      ],
    }),
    row({
      name: 'awardNumber',
      label: 'Number of the grant',
      help: 'As the funder writes it.',
      attributes: [
        row({
          name: 'awardURI',
          member: 'awardUri',
          type: 'address',
          label: 'Address of the grant',
          help: 'A page or a DOI of the grant.',
        }),
      ],
    }),
    row({ name: 'awardTitle', label: 'Title of the grant', help: 'The name of the project.' }),
  ],
});

const itemContributorType = { ...contributorType, original: null };

/** Property 20: a related resource without an identifier of its own, or the journal that an article is in. */
export const relatedItemRow: Row = row({
  name: 'relatedItem',
  member: 'relatedItems',
  type: 'group',
  repeatable: true,
  label: 'Related resource in words',
  help: 'For what has no identifier, or to say in which volume and on which page something appeared.',
  attributes: [
    row({
      name: 'relatedItemType',
      type: 'choice',
      required: true,
      values: RESOURCE_TYPES,
      label: 'Kind of resource',
      help: 'What the other resource is.',
    }),
    { ...relationType, original: null },
    relationTypeInformation,
    row({
      name: 'relatedItemIdentifier',
      own: 'relatedItemIdentifier',
      label: 'Identifier',
      help: 'Its identifier, where it has one.',
      attributes: [
        row({
          name: 'relatedItemIdentifierType',
          type: 'choice',
          values: RELATED_IDENTIFIER_TYPES,
          label: 'Kind of identifier',
          help: 'Such as ISSN or DOI.',
        }),
        ...schemeRows.map((each) => (each.name === 'schemeURI' ? { ...each, member: 'schemeURI' } : each)),
      ],
    }),
    row({
      name: 'creator',
      member: 'creators',
      own: 'name',
      repeatable: true,
      label: 'Creator',
      help: 'Who made the other resource.',
      attributes: nameRows,
    }),
    row({
      name: 'title',
      member: 'titles',
      own: 'title',
      repeatable: true,
      label: 'Title',
      help: 'What the other resource is called.',
      attributes: [
        row({
          name: 'titleType',
          type: 'choice',
          values: TITLE_TYPES,
          label: 'Kind of title',
          help: 'Blank for the main title.',
        }),
        row({
          name: 'xml:lang',
          member: 'lang',
          type: 'language',
          label: 'Language of the title',
          help: 'A code such as en or de.',
        }),
      ],
    }),
    row({ name: 'publicationYear', label: 'Year', help: 'The year in which it appeared, four digits.' }),
    row({ name: 'volume', label: 'Volume', help: 'The volume it is in.' }),
    row({ name: 'issue', label: 'Issue', help: 'The issue it is in.' }),
    row({
      name: 'number',
      label: 'Number',
      help: 'The number of an article, a chapter or a report.',
      attributes: [
        row({
          name: 'numberType',
          type: 'choice',
          values: NUMBER_TYPES,
          label: 'Kind of number',
          help: 'What is numbered.',
        }),
      ],
    }),
    row({ name: 'firstPage', label: 'First page', help: 'Where it begins.' }),
    row({ name: 'lastPage', label: 'Last page', help: 'Where it ends.' }),
    row({ name: 'publisher', label: 'Publisher', help: 'Who published it.' }),
    row({ name: 'edition', label: 'Edition', help: 'Which edition it is.' }),
    row({
      name: 'contributor',
      member: 'contributors',
      own: 'name',
      repeatable: true,
      label: 'Contributor',
      help: 'Such as the editor of a book.',
      attributes: [itemContributorType, ...nameRows],
    }),
  ],
});
