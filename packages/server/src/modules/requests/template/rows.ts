import { DATE_TYPES, DESCRIPTION_TYPES, RESOURCE_TYPES, TITLE_TYPES } from '@mintmark/datacite';
import { contributorRow, creatorRow, publisherRow } from './agent-rows.ts';
import { geoLocationRow } from './place-rows.ts';
import {
  alternateIdentifierRow,
  fundingReferenceRow,
  relatedIdentifierRow,
  relatedItemRow,
} from './related-rows.ts';
import { originalRow, type Row, row, without } from './row.ts';

function lang(what: string): Row {
  return originalRow({
    name: 'xml:lang',
    member: 'lang',
    type: 'language',
    default: 'en-us',
    label: `Language of the ${what}`,
    help: 'A code such as en or de.',
  });
}

const titleRow = originalRow({
  name: 'title',
  member: 'titles',
  own: 'title',
  repeatable: true,
  required: true,
  label: 'Title',
  help: 'What the data set is called, in plain text. The first one is cited.',
  attributes: [
    originalRow({
      name: 'titleType',
      type: 'choice',
      values: TITLE_TYPES,
      label: 'Kind of title',
      help: 'Only for a second title; blank for the main one.',
    }),
    { ...lang('title'), default: null },
  ],
});

/** What kernels after 4.2 added to property 10.a. */
const LATER_RESOURCE_TYPES = [
  'Award',
  'Book',
  'BookChapter',
  'ComputationalNotebook',
  'ConferencePaper',
  'ConferenceProceeding',
  'Dissertation',
  'Instrument',
  'Journal',
  'JournalArticle',
  'OutputManagementPlan',
  'PeerReview',
  'Poster',
  'Preprint',
  'Presentation',
  'Project',
  'Report',
  'Standard',
  'StudyRegistration',
];

const resourceTypeRow = originalRow({
  name: 'resourceType',
  member: 'types',
  own: 'resourceType',
  required: true,
  keepsBlank: true,
  label: 'Kind of data',
  help: 'One to three words of your own, such as “Weather records”.',
  attributes: [
    originalRow({
      name: 'resourceTypeGeneral',
      type: 'choice',
      required: true,
      values: RESOURCE_TYPES,
      default: 'Dataset',
      original: { values: without(RESOURCE_TYPES, LATER_RESOURCE_TYPES) },
      label: 'General kind',
      help: 'DataCite’s word for it.',
    }),
  ],
});

const subjectRow = originalRow({
  name: 'subject',
  member: 'subjects',
  own: 'subject',
  repeatable: true,
  required: true,
  label: 'Subject',
  help: 'One keyword or phrase in each; give three or more, so that the data can be found.',
  attributes: [
    originalRow({
      name: 'subjectScheme',
      label: 'Vocabulary',
      help: 'The vocabulary or classification that the word is from.',
    }),
    originalRow({
      name: 'schemeURI',
      member: 'schemeUri',
      type: 'address',
      label: 'Address of the vocabulary',
      help: 'Where that vocabulary is found.',
    }),
    row({
      name: 'valueURI',
      member: 'valueUri',
      type: 'address',
      label: 'Address of the term',
      help: 'Where that one term is found.',
    }),
    row({ name: 'classificationCode', label: 'Code', help: 'The code of the class.' }),
    lang('subject'),
  ],
});

const dateRow = row({
  name: 'date',
  member: 'dates',
  own: 'date',
  repeatable: true,
  type: 'date',
  label: 'Date',
  help: 'Such as 2026, 2026-05-06, or 2025/2026 for a time from one to the other. Not when it is published.',
  attributes: [
    row({
      name: 'dateType',
      type: 'choice',
      required: true,
      values: DATE_TYPES,
      label: 'What happened then',
      help: 'Collected for when the data were gathered.',
    }),
    row({ name: 'dateInformation', label: 'Date in words', help: 'What the date leaves open.' }),
  ],
});

const rightsAttributes = {
  uri: originalRow({
    name: 'rightsURI',
    member: 'rightsUri',
    type: 'address',
    label: 'Address',
    help: 'Where the licence can be read. Added for licences that are known here.',
  }),
  identifier: row({
    name: 'rightsIdentifier',
    label: 'Identifier of the licence',
    help: 'Its SPDX identifier. Added for licences that are known here.',
  }),
  scheme: row({
    name: 'rightsIdentifierScheme',
    values: ['SPDX'],
    label: 'Kind of identifier',
    help: 'SPDX for licences.',
  }),
  schemeUri: row({
    name: 'schemeURI',
    member: 'schemeUri',
    type: 'address',
    label: 'Address of the scheme',
    help: 'Where that scheme is described.',
  }),
};

export const rightsRow: Row = originalRow({
  name: 'rights',
  member: 'rightsList',
  own: 'rights',
  repeatable: true,
  required: true,
  values: ['ODC PDDL', 'CC0'],
  default: 'ODC PDDL',
  label: 'Licence',
  help: 'ODC PDDL for data alone, CC0 for what can have an author. Ask a curator before you take another one.',
  attributes: [
    rightsAttributes.uri,
    rightsAttributes.identifier,
    rightsAttributes.scheme,
    rightsAttributes.schemeUri,
    { ...lang('licence'), default: null, original: null },
  ],
});

export const LOCAL_CONTEXTS = { scheme: 'Local Contexts', address: 'https://localcontexts.org' };

export const localContextsRow: Row = originalRow({
  name: 'LocalContexts',
  member: 'rightsList',
  own: 'rights',
  repeatable: true,
  label: 'Local Contexts',
  help: 'A Notice or Label of Local Contexts, word for word as its own page has it.',
  attributes: [
    {
      ...rightsAttributes.uri,
      required: true,
      help: 'The address of the project in the Local Contexts Hub.',
    },
    {
      ...rightsAttributes.identifier,
      original: { values: [] },
      help: 'The identifier of the Notice or Label; blank for the whole project.',
    },
    {
      ...rightsAttributes.scheme,
      values: [LOCAL_CONTEXTS.scheme],
      default: LOCAL_CONTEXTS.scheme,
      original: { values: [LOCAL_CONTEXTS.scheme] },
      help: 'Always the same.',
    },
    {
      ...rightsAttributes.schemeUri,
      default: LOCAL_CONTEXTS.address,
      original: { values: [LOCAL_CONTEXTS.address] },
      help: 'Always the same.',
    },
  ],
});

const descriptionRow = originalRow({
  name: 'description',
  member: 'descriptions',
  own: 'description',
  repeatable: true,
  required: true,
  type: 'text',
  label: 'Description',
  help: 'What the data are, how they came about and how others can use them; not the abstract of an article.',
  attributes: [
    originalRow({
      name: 'descriptionType',
      type: 'choice',
      required: true,
      values: DESCRIPTION_TYPES,
      default: 'Abstract',
      label: 'Kind of description',
      help: 'Abstract for the first one.',
    }),
    lang('description'),
  ],
});

const identifierRow = originalRow({
  name: 'identifier',
  member: null,
  filledBy: 'service',
  label: 'Identifier',
  help: 'Filled in when the folder is published.',
  attributes: [
    originalRow({
      name: 'identifierType',
      member: null,
      required: true,
      filledBy: 'service',
      values: ['DOI', 'ARK'],
      default: 'DOI',
      original: { values: ['DOI'] },
      label: 'Kind of identifier',
      help: 'Filled in when the folder is published.',
    }),
  ],
});

/** Every attribute of the template, in the order in which a form asks for them. */
export const rows: readonly Row[] = [
  titleRow,
  creatorRow,
  publisherRow,
  resourceTypeRow,
  contributorRow,
  descriptionRow,
  subjectRow,
  rightsRow,
  localContextsRow,
  dateRow,
  originalRow({
    name: 'language',
    type: 'language',
    default: 'en-us',
    label: 'Language',
    help: 'The language of the data set itself: a code such as en or de.',
  }),
  originalRow({
    name: 'version',
    label: 'Version',
    help: 'Such as 1.0. A new version that changes the data needs an identifier of its own.',
  }),
  alternateIdentifierRow,
  relatedIdentifierRow,
  relatedItemRow,
  geoLocationRow,
  fundingReferenceRow,
  originalRow({
    name: 'size',
    member: 'sizes',
    repeatable: true,
    label: 'Size',
    help: 'In your words, such as “12 plots” or “3 GB”.',
  }),
  originalRow({
    name: 'format',
    member: 'formats',
    repeatable: true,
    label: 'Format',
    help: 'A media type such as text/csv, or the ending of the files; one in each.',
  }),
  originalRow({
    name: 'analysis_tool',
    member: null,
    type: 'address',
    repeatable: true,
    label: 'Analysis tool',
    help: 'The address of a program that can be used with the data.',
  }),
  originalRow({
    name: 'reuse_or_citation_conditions',
    member: null,
    type: 'text',
    repeatable: true,
    label: 'How to reuse and cite',
    help: 'What people should know beyond the licence and the citation that is made for them.',
  }),
  originalRow({
    name: 'compressed_data',
    member: null,
    type: 'boolean',
    label: 'Holds compressed files',
    help: 'true if some of the files are compressed.',
  }),
  originalRow({
    name: 'is_deprecated',
    member: null,
    type: 'boolean',
    filledBy: 'curator',
    label: 'Out of date',
    help: 'true if another data set has taken its place; name that one as a related resource.',
  }),
  identifierRow,
  originalRow({
    name: 'publicationYear',
    member: null,
    filledBy: 'service',
    label: 'Publication year',
    help: 'Filled in when the folder is published.',
  }),
  row({
    name: 'datePublished',
    member: null,
    type: 'date',
    filledBy: 'service',
    label: 'Publication date',
    help: 'Filled in when the folder is published.',
  }),
];
