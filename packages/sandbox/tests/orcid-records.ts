/** What somebody may put on a record. */
export type Body = Record<string, unknown>;

export function externalId(value: string, type = 'doi', relationship = 'self'): Body {
  return { 'external-id-type': type, 'external-id-value': value, 'external-id-relationship': relationship };
}

export const ORGANIZATION = {
  name: 'ORCID',
  address: { city: 'Bethesda', region: 'MD', country: 'US' },
  'disambiguated-organization': {
    'disambiguated-organization-identifier': 'https://ror.org/04fa4r544',
    'disambiguation-source': 'ROR',
  },
};

export function date(year: string, month?: string, day?: string): Body {
  return {
    year: { value: year },
    ...(month === undefined ? {} : { month: { value: month } }),
    ...(day === undefined ? {} : { day: { value: day } }),
  };
}

export function work(doi: string, more: Body = {}): Body {
  return {
    title: { title: { value: 'A title' } },
    type: 'software',
    'external-ids': { 'external-id': [externalId(doi)] },
    ...more,
  };
}

export const EMPLOYMENT = { 'role-title': 'Engineer', organization: ORGANIZATION };

export const FUNDING = {
  type: 'grant',
  title: { title: { value: 'A grant' } },
  'external-ids': { 'external-id': [externalId('G-1', 'grant_number')] },
  organization: ORGANIZATION,
};

export const PEER_REVIEW = {
  'reviewer-role': 'reviewer',
  'review-identifiers': { 'external-id': [externalId('R-1', 'source-work-id')] },
  'review-type': 'review',
  'review-completion-date': date('2026'),
  'review-group-id': 'issn:1741-4857',
  'convening-organization': ORGANIZATION,
};

export const RESEARCH_RESOURCE = {
  proposal: {
    title: { title: { value: 'Time at the telescope' } },
    hosts: { organization: [ORGANIZATION] },
    'external-ids': { 'external-id': [externalId('P-1', 'proposal-id')] },
  },
  'resource-item': [
    {
      'resource-name': 'Telescope',
      'resource-type': 'equipment',
      hosts: { organization: [ORGANIZATION] },
      'external-ids': { 'external-id': [externalId('https://example.org/telescope', 'uri')] },
    },
  ],
};

/** One valid item of every kind, with the paths of item and section. */
export const ITEMS: readonly { kind: string; path: string; section: string; item: Body }[] = [
  { kind: 'work', path: 'work', section: 'works', item: work('10.5555/one') },
  ...[
    'employment',
    'education',
    'qualification',
    'distinction',
    'invited-position',
    'membership',
    'service',
  ].map((kind) => ({ kind, path: kind, section: `${kind}s`, item: EMPLOYMENT })),
  { kind: 'funding', path: 'funding', section: 'fundings', item: FUNDING },
  { kind: 'peer-review', path: 'peer-review', section: 'peer-reviews', item: PEER_REVIEW },
  {
    kind: 'research-resource',
    path: 'research-resource',
    section: 'research-resources',
    item: RESEARCH_RESOURCE,
  },
  {
    kind: 'researcher-url',
    path: 'researcher-urls',
    section: 'researcher-urls',
    item: { 'url-name': 'Home', url: { value: 'https://example.org/' } },
  },
  { kind: 'other-name', path: 'other-names', section: 'other-names', item: { content: 'J. Carberry' } },
  { kind: 'keyword', path: 'keywords', section: 'keywords', item: { content: 'psychoceramics' } },
  {
    kind: 'external-identifier',
    path: 'external-identifiers',
    section: 'external-identifiers',
    item: externalId('A-0003', 'My ID system'),
  },
  { kind: 'address', path: 'address', section: 'address', item: { country: { value: 'CA' } } },
];

/** A work that the registry takes. */
export function sampleWork(doi: string, title = `About ${doi}`): object {
  return {
    title: { title: { value: title } },
    type: 'physical-object',
    'external-ids': {
      'external-id': [
        {
          'external-id-type': 'doi',
          'external-id-value': doi,
          'external-id-url': { value: `https://doi.org/${doi}` },
          'external-id-relationship': 'self',
        },
      ],
    },
  };
}
