import { CONTRIBUTOR_TYPES, NAME_TYPES } from '@mintmark/datacite';
import { originalRow, type Row, row, without } from './row.ts';

/** Rows of people and organisations: properties 2, 4 and 7 of the kernel. */

const language = row({
  name: 'xml:lang',
  member: 'lang',
  type: 'language',
  label: 'Language of the name',
  help: 'A code such as en or de.',
});

/** What a name may have besides itself. */
export const nameRows: readonly Row[] = [
  row({
    name: 'nameType',
    type: 'choice',
    values: NAME_TYPES,
    label: 'Kind of name',
    help: 'Personal for a person, Organizational for an institution, a group or a project.',
  }),
  row({ name: 'givenName', label: 'Given name', help: 'All given names of a person.' }),
  row({ name: 'familyName', label: 'Family name', help: 'The family name of a person.' }),
  language,
];

const nameIdentifier = originalRow({
  name: 'nameIdentifier',
  member: 'nameIdentifiers',
  own: 'nameIdentifier',
  repeatable: true,
  label: 'Identifier',
  help: 'The ORCID iD of a person, or the ROR ID of an organisation. It makes the name unmistakable.',
  attributes: [
    originalRow({
      name: 'nameIdentifierScheme',
      required: true,
      values: ['ORCID', 'ROR', 'ISNI'],
      default: 'ORCID',
      original: { values: ['ORCID'] },
      label: 'Kind of identifier',
      help: 'Who gives out such identifiers.',
    }),
    originalRow({
      name: 'schemeURI',
      member: 'schemeUri',
      type: 'address',
      default: 'https://orcid.org/',
      label: 'Address of the scheme',
      help: 'Where that scheme is described.',
    }),
  ],
});

/** What an identifier of an organisation needs besides itself. */
function organisationRows(what: string): Row[] {
  return [
    row({
      name: `${what}Identifier`,
      label: 'Identifier of the organisation',
      help: 'Its ROR ID, such as https://ror.org/ and nine characters.',
    }),
    row({
      name: `${what}IdentifierScheme`,
      values: ['ROR', 'ISNI', 'GRID'],
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
  ];
}

function affiliation(required: boolean): Row {
  return originalRow({
    name: 'affiliation',
    own: 'name',
    repeatable: true,
    required,
    label: 'Affiliation',
    help: 'The institution where this person works, or that the organisation belongs to.',
    attributes: organisationRows('affiliation'),
  });
}

/** Property 2. */
export const creatorRow: Row = originalRow({
  name: 'creator',
  member: 'creators',
  own: 'name',
  repeatable: true,
  required: true,
  label: 'Creator',
  help: 'Who made the data, in the order in which they are cited: a person as “Family, Given”, or an organisation.',
  attributes: [nameIdentifier, affiliation(true), ...nameRows],
});

/** Property 7.a. CyVerse's list has a role that the kernel gave up, and one with a space before it. */
export const contributorType: Row = originalRow({
  name: 'contributorType',
  type: 'choice',
  required: true,
  values: CONTRIBUTOR_TYPES,
  original: {
    values: [
      ...without(CONTRIBUTOR_TYPES, ['Supervisor', 'Translator', 'WorkPackageLeader', 'Other']),
      'Funder',
      ' Supervisor',
      'WorkPackageLeader',
      'Other',
    ],
  },
  label: 'Role',
  help: 'What this person or organisation did. Who paid is named as a funding reference.',
});

/** Property 7. */
export const contributorRow: Row = originalRow({
  name: 'contributor',
  member: 'contributors',
  own: 'name',
  repeatable: true,
  label: 'Contributor',
  help: 'Who else had a part in collecting, keeping or describing the data.',
  attributes: [contributorType, nameIdentifier, affiliation(false), ...nameRows],
});

/** Property 4. */
export const publisherRow: Row = originalRow({
  name: 'publisher',
  own: 'name',
  required: true,
  label: 'Publisher',
  help: 'The organisation that makes the data public and keeps them.',
  attributes: [...organisationRows('publisher'), row({ ...language, label: 'Language of the name' })],
});
