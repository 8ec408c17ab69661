import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type OrcidStandInOptions, startOrcidStandIn } from '../src/orcid/index.ts';
import type { StandIn } from '../src/stand-in.ts';
import { CARBERRY, MEMBER, PUBLIC } from './orcid-caller.ts';

export const OTHER_MEMBER = {
  id: 'APP-0000000000000003',
  secret: 'other-secret',
  redirectUris: [],
  name: 'Another university',
};
export const UPDATE = '/read-limited /activities/update /person/update';

export type Body = Record<string, unknown>;
export type Answer = { status: number; headers: Headers; text: string; json: Body };
type Call = { token?: string | undefined; accept?: string; contentType?: string };

/** Gives the tests of a file one registry that is reset before each, with a clock, and the calls of a client. */
export function useRegistry(options: Partial<OrcidStandInOptions> = {}) {
  let standIn: StandIn;
  let now = new Date('2026-11-21T10:00:00Z');

  beforeAll(async () => {
    standIn = await startOrcidStandIn({
      clients: [MEMBER, PUBLIC, OTHER_MEMBER],
      now: () => now,
      ...options,
    });
  });
  beforeEach(async () => {
    now = new Date('2026-11-21T10:00:00Z');
    await control('POST', '/reset');
  });
  afterAll(() => standIn.close());

  async function call(method: string, path: string, body?: unknown, more: Call = {}): Promise<Answer> {
    const { token, accept = 'application/json', contentType = 'application/json' } = more;
    const response = await fetch(`${standIn.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        accept,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Body) : {};
    return { status: response.status, headers: response.headers, text, json };
  }

  function control(method: string, path: string, body?: unknown): Promise<Answer> {
    return call(method, `/_control${path}`, body);
  }

  async function tokenFor(scope = UPDATE, orcid = CARBERRY, clientId: string = MEMBER.id): Promise<string> {
    return String((await control('POST', '/tokens', { orcid, clientId, scope })).json.accessToken);
  }

  /** Adds an item and returns its put code; fails when the registry refuses it. */
  async function add(token: string, path: string, item: Body, orcid = CARBERRY): Promise<number> {
    const { status, headers, text } = await call('POST', `/v3.0/${orcid}/${path}`, item, { token });
    if (status !== 201) throw new Error(`The registry answers ${status}: ${text}`);
    return Number(headers.get('location')?.split('/').at(-1));
  }

  return {
    baseUrl: () => standIn.url,
    setClock: (time: string) => {
      now = new Date(time);
    },
    call,
    control,
    tokenFor,
    add,
    /** Calls below the record of Josiah Carberry. */
    own: (method: string, path: string, token?: string, body?: unknown) =>
      call(method, `/v3.0/${CARBERRY}/${path}`, body, { token }),
  };
}

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
