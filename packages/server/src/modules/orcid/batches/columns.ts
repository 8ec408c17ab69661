import type { ItemKind } from '@mintmark/orcid';

/** A column of a file of entries: what its cells are called in ORCID's JSON. */
export type Column = {
  name: string;
  /** Where its text goes (JSON pointer), in the item, or in the group that a peer review belongs to. */
  pointer: string;
  goesTo?: 'item' | 'group';
  reads: 'text' | 'date' | 'code' | 'word';
  /** What it is, for people. */
  says: string;
  example: string;
};

/** Columns of every kind: the organisation's own key, and whom the row is about. */
export const entryColumns = [
  { name: 'local-id', says: 'Your own key of the entry; the same key again changes it', example: 'hr-1001' },
  {
    name: 'orcid',
    says: 'The iD of a person who has connected with you; or leave it empty and give an e-mail address',
    example: '0000-0002-1825-0097',
  },
  { name: 'email', says: 'The address that a person was invited at; or leave it empty', example: '' },
] as const;

const text = (name: string, pointer: string, says: string, example = ''): Column => ({
  name,
  pointer,
  reads: 'text',
  says,
  example,
});
const date = (name: string, pointer: string, says: string, example = ''): Column => ({
  ...text(name, pointer, `${says}: 2024, 2024-05 or 2024-05-17`, example),
  reads: 'date',
});
/** Codes are in capitals, words of ORCID's lists are not. */
const code = (name: string, pointer: string, says: string, example = ''): Column => ({
  ...text(name, pointer, says, example),
  reads: 'code',
});
const word = (name: string, pointer: string, says: string, example = ''): Column => ({
  ...text(name, pointer, says, example),
  reads: 'word',
});

function organisation(at: string, prefix: string, what: string): Column[] {
  const place = prefix === 'organization' ? '' : `${prefix}-`;
  const ids = `${at}/disambiguated-organization`;
  return [
    text(prefix, `${at}/name`, `Name of ${what}`, 'University of Example'),
    text(`${place}city`, `${at}/address/city`, 'Its city', 'Auckland'),
    text(`${place}region`, `${at}/address/region`, 'Its region, if one says so'),
    code(`${place}country`, `${at}/address/country`, 'Its country, two letters', 'NZ'),
    text(
      `${prefix}-id`,
      `${ids}/disambiguated-organization-identifier`,
      'Its identifier, such as a ROR address',
      'https://ror.org/03b94tp07',
    ),
    code(
      `${prefix}-id-source`,
      `${ids}/disambiguation-source`,
      'Who gave the identifier: ROR, FUNDREF, RINGGOLD, GRID or LEI; may be empty for ROR and GRID',
      'ROR',
    ),
  ];
}

function externalId(at: string, prefix: string, what: string, type = '', value = ''): Column[] {
  const relationship = 'self (the default), part-of, version-of or funded-by';
  return [
    word(`${prefix}-type`, `${at}/external-id-type`, `Type of the identifier of ${what}`, type),
    text(`${prefix}-value`, `${at}/external-id-value`, 'The identifier', value),
    text(`${prefix}-url`, `${at}/external-id-url/value`, 'Its address'),
    word(`${prefix}-relationship`, `${at}/external-id-relationship`, `What it names: ${relationship}`),
  ];
}

const period = (at: string): Column[] => [
  date('start-date', `${at}/start-date`, 'When it began', '2021-03'),
  date('end-date', `${at}/end-date`, 'When it ended'),
];

const title = (at: string, what: string, example: string): Column[] => [
  text('title', `${at}/title/value`, `Title of ${what}`, example),
  text('translated-title', `${at}/translated-title/value`, 'The title in another language'),
  text('translated-title-language', `${at}/translated-title/language-code`, 'That language, such as fr'),
];

const affiliation: readonly Column[] = [
  ...organisation('/organization', 'organization', 'the organisation'),
  text('department', '/department-name', 'Department', 'Geology'),
  text('role', '/role-title', 'Role, degree or title', 'Curator'),
  ...period(''),
  text('url', '/url/value', 'A page about it'),
  ...externalId('/external-ids/external-id/0', 'external-id', 'it'),
];

const columnsByKind: Readonly<Record<ItemKind, readonly Column[]>> = {
  work: [
    word('type', '/type', 'One of ORCID’s work types', 'data-set'),
    ...title('/title', 'the work', 'Basalts of the North Island'),
    text('subtitle', '/title/subtitle/value', 'Its subtitle'),
    text('journal-title', '/journal-title/value', 'What it appeared in'),
    text('description', '/short-description', 'A short description'),
    date('publication-date', '/publication-date', 'When it was published', '2024-05'),
    text('url', '/url/value', 'Its address'),
    ...externalId('/external-ids/external-id/0', 'external-id', 'the work', 'doi', '10.5555/example.1'),
  ],
  employment: affiliation,
  education: affiliation,
  qualification: affiliation,
  distinction: affiliation,
  'invited-position': affiliation,
  membership: affiliation,
  service: affiliation,
  funding: [
    word('type', '/type', 'grant, contract, award or salary-award', 'grant'),
    text('organization-defined-type', '/organization-defined-type/value', 'What the funder calls the type'),
    ...title('/title', 'the funding', 'Deep drilling'),
    text('description', '/short-description', 'A short description'),
    text('amount', '/amount/value', 'The amount, digits alone', '50000'),
    code('currency', '/amount/currency-code', 'Its currency, three letters', 'NZD'),
    text('url', '/url/value', 'A page about it'),
    ...period(''),
    ...organisation('/organization', 'organization', 'the funder'),
    ...externalId('/external-ids/external-id/0', 'external-id', 'the funding', 'grant_number', 'UOE-2021-17'),
  ],
  'peer-review': [
    text('group-id', '/review-group-id', 'The group of the review, such as issn:1741-4857', 'issn:1741-4857'),
    { ...text('group-name', '/name', 'To make a group that is not there: its name'), goesTo: 'group' },
    { ...text('group-description', '/description', 'The same: a description'), goesTo: 'group' },
    {
      ...word('group-type', '/type', 'The same: journal, conference, publisher, institution …'),
      goesTo: 'group',
    },
    word('role', '/reviewer-role', 'reviewer, editor, member, chair or organizer', 'reviewer'),
    word('type', '/review-type', 'review or evaluation', 'review'),
    date('completion-date', '/review-completion-date', 'When the review was completed', '2024-05'),
    text('review-url', '/review-url/value', 'A page about the review'),
    ...externalId(
      '/review-identifiers/external-id/0',
      'review-id',
      'the review',
      'source-work-id',
      'review-98765',
    ),
    ...organisation('/convening-organization', 'organization', 'who convened the review'),
    word('subject-type', '/subject-type', 'What was reviewed, one of ORCID’s work types'),
    text('subject-title', '/subject-name/title/value', 'Its title'),
    text('subject-container', '/subject-container-name/value', 'What it appeared in'),
    text('subject-url', '/subject-url/value', 'Its address'),
    ...externalId('/subject-external-identifier', 'subject-id', 'what was reviewed'),
  ],
  'research-resource': [
    ...title('/proposal/title', 'the proposal', 'Beam time for basalts'),
    ...organisation('/proposal/hosts/organization/0', 'host', 'the host of the proposal'),
    ...externalId(
      '/proposal/external-ids/external-id/0',
      'external-id',
      'the proposal',
      'proposal-id',
      'P-2024-7',
    ),
    ...period('/proposal'),
    text('url', '/proposal/url/value', 'A page about the proposal'),
    text('resource-name', '/resource-item/0/resource-name', 'Name of the resource', 'Beamline 12'),
    word(
      'resource-type',
      '/resource-item/0/resource-type',
      'infrastructures, collections, equipment or services',
      'equipment',
    ),
    ...organisation('/resource-item/0/hosts/organization/0', 'resource-host', 'the host of the resource'),
    ...externalId(
      '/resource-item/0/external-ids/external-id/0',
      'resource-id',
      'the resource',
      'proposal-id',
      'BL-12',
    ),
    text('resource-url', '/resource-item/0/url/value', 'A page about the resource'),
  ],
  'researcher-url': [
    text('name', '/url-name', 'What the page is', 'Staff page'),
    text('url', '/url/value', 'Its address', 'https://example.org/people/1001'),
  ],
  'other-name': [text('name', '/content', 'Another name of the person', 'J. Carberry')],
  keyword: [text('keyword', '/content', 'A keyword', 'petrology')],
  'external-identifier': [
    text('type', '/external-id-type', 'The system that gave the identifier', 'Staff number'),
    text('value', '/external-id-value', 'The identifier', '1001'),
    text('url', '/external-id-url/value', 'Its address', 'https://example.org/people/1001'),
    word('relationship', '/external-id-relationship', 'self, which is the default: ORCID takes no other'),
  ],
  address: [code('country', '/country/value', 'The person’s country, two letters', 'NZ')],
};

/** What rows of one kind say of the item, in the order of the template. */
export function columnsOf(kind: ItemKind): readonly Column[] {
  return columnsByKind[kind];
}

/**
 * The column that a problem of ORCID's JSON is about: the one of that place, else the first inside of it, else the one
 * around it; null where no column leads there, or the problem is of no place.
 */
export function findColumnAt(kind: ItemKind, pointer: string): Column | null {
  if (pointer === '') return null;
  const columns = columnsOf(kind).filter((each) => each.goesTo !== 'group');
  const inside = `${pointer}/`;
  return (
    columns.find((each) => each.pointer === pointer) ??
    columns.find((each) => each.pointer.startsWith(inside)) ??
    columns
      .filter((each) => pointer.startsWith(`${each.pointer}/`))
      .toSorted((a, b) => b.pointer.length - a.pointer.length)[0] ??
    // A member that a column's object has, and no column: such as the second of two languages.
    null
  );
}
