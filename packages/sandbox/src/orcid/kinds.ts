const AFFILIATION_NAMES = [
  'distinction',
  'education',
  'employment',
  'invited-position',
  'membership',
  'qualification',
  'service',
] as const;

export type AffiliationName = (typeof AFFILIATION_NAMES)[number];
export type PersonItemName = 'researcher-url' | 'other-name' | 'keyword' | 'external-identifier' | 'address';
export type KindName =
  | AffiliationName
  | 'work'
  | 'funding'
  | 'peer-review'
  | 'research-resource'
  | PersonItemName;

/** One kind of item on a record: where it is found, how it is listed, in which order its members are shown. */
export type Kind = {
  /** Name of the item, as the message schema says it. */
  name: KindName;
  family: 'work' | 'affiliation' | 'funding' | 'peer-review' | 'research-resource' | 'person';
  /** Path of one item and of POST. */
  itemPath: string;
  /** Path of the section. */
  sectionPath: string;
  /** Name of the section inside its container: `person` or `activities-summary`. */
  sectionName: string;
  /** Members of the whole item in ORCID's order, those of the server included. */
  members: readonly string[];
  /** Members of its summary; null for person items, which have none. */
  summaryMembers: readonly string[] | null;
};

const AFFILIATION_FACTS = [
  'department-name',
  'role-title',
  'start-date',
  'end-date',
  'organization',
  'url',
  'external-ids',
  'display-index',
];
const HEAD = ['created-date', 'last-modified-date', 'source'];

const AFFILIATIONS: readonly Kind[] = AFFILIATION_NAMES.map((name) => ({
  name,
  family: 'affiliation',
  itemPath: name,
  sectionPath: `${name}s`,
  sectionName: `${name}s`,
  members: [...HEAD, 'put-code', 'path', ...AFFILIATION_FACTS, 'visibility'],
  summaryMembers: [...HEAD, 'put-code', ...AFFILIATION_FACTS, 'visibility', 'path'],
}));

const WORK: Kind = {
  name: 'work',
  family: 'work',
  itemPath: 'work',
  sectionPath: 'works',
  sectionName: 'works',
  members: [
    ...HEAD,
    'put-code',
    'path',
    'title',
    'journal-title',
    'short-description',
    'citation',
    'type',
    'publication-date',
    'external-ids',
    'url',
    'contributors',
    'language-code',
    'country',
    'visibility',
  ],
  summaryMembers: [
    'put-code',
    ...HEAD,
    'title',
    'external-ids',
    'url',
    'type',
    'publication-date',
    'journal-title',
    'visibility',
    'path',
    'display-index',
  ],
};

const FUNDING: Kind = {
  name: 'funding',
  family: 'funding',
  itemPath: 'funding',
  sectionPath: 'fundings',
  sectionName: 'fundings',
  members: [
    ...HEAD,
    'put-code',
    'path',
    'type',
    'organization-defined-type',
    'title',
    'short-description',
    'amount',
    'url',
    'start-date',
    'end-date',
    'external-ids',
    'contributors',
    'organization',
    'visibility',
  ],
  summaryMembers: [
    ...HEAD,
    'title',
    'external-ids',
    'url',
    'type',
    'start-date',
    'end-date',
    'organization',
    'visibility',
    'put-code',
    'path',
    'display-index',
  ],
};

const PEER_REVIEW: Kind = {
  name: 'peer-review',
  family: 'peer-review',
  itemPath: 'peer-review',
  sectionPath: 'peer-reviews',
  sectionName: 'peer-reviews',
  members: [
    ...HEAD,
    'reviewer-role',
    'review-identifiers',
    'review-url',
    'review-type',
    'review-completion-date',
    'review-group-id',
    'subject-external-identifier',
    'subject-container-name',
    'subject-type',
    'subject-name',
    'subject-url',
    'convening-organization',
    'visibility',
    'put-code',
    'path',
  ],
  summaryMembers: [
    ...HEAD,
    'reviewer-role',
    'external-ids',
    'review-url',
    'review-type',
    'completion-date',
    'review-group-id',
    'convening-organization',
    'visibility',
    'put-code',
    'path',
    'display-index',
  ],
};

const RESEARCH_RESOURCE: Kind = {
  name: 'research-resource',
  family: 'research-resource',
  itemPath: 'research-resource',
  sectionPath: 'research-resources',
  sectionName: 'research-resources',
  members: [...HEAD, 'proposal', 'resource-item', 'display-index', 'visibility', 'put-code', 'path'],
  summaryMembers: [...HEAD, 'proposal', 'visibility', 'put-code', 'path', 'display-index'],
};

function personKind(name: PersonItemName, path: string, sectionName: string, facts: string[]): Kind {
  return {
    name,
    family: 'person',
    itemPath: path,
    sectionPath: path,
    sectionName,
    members: [...HEAD, ...facts, 'visibility', 'path', 'put-code', 'display-index'],
    summaryMembers: null,
  };
}

/** What a person section lists, in the order of `/person`. */
export const PERSON_KINDS: readonly Kind[] = [
  personKind('other-name', 'other-names', 'other-names', ['content']),
  personKind('researcher-url', 'researcher-urls', 'researcher-urls', ['url-name', 'url']),
  personKind('address', 'address', 'addresses', ['country']),
  personKind('keyword', 'keywords', 'keywords', ['content']),
  personKind('external-identifier', 'external-identifiers', 'external-identifiers', [
    'external-id-type',
    'external-id-value',
    'external-id-url',
    'external-id-relationship',
  ]),
];

/** The activities, in the order of `/activities`. */
export const ACTIVITY_KINDS: readonly Kind[] = [
  ...AFFILIATIONS.slice(0, 3),
  FUNDING,
  ...AFFILIATIONS.slice(3, 5),
  PEER_REVIEW,
  ...AFFILIATIONS.slice(5, 6),
  RESEARCH_RESOURCE,
  ...AFFILIATIONS.slice(6),
  WORK,
];

export const KINDS: readonly Kind[] = [...ACTIVITY_KINDS, ...PERSON_KINDS];

const BY_NAME: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.name, kind]));

/** Finds a kind by its name, such as `invited-position`. */
export function findKind(name: string): Kind | null {
  return BY_NAME.get(name) ?? null;
}
