import type { OrcidProblem } from './error-policy.ts';
import type { ItemKind } from './kinds.ts';

/** What an error code is about, whatever the kind of item calls it. */
type Part =
  | 'title'
  | 'type'
  | 'identifiers'
  | 'organization'
  | 'organization-id'
  | 'address'
  | 'country'
  | 'date'
  | 'start-date'
  | 'end-date'
  | 'amount'
  | 'contributors'
  | 'group'
  | 'value';

const partOf: Readonly<Record<number, Part>> = {
  9021: 'identifiers',
  9022: 'title',
  9023: 'identifiers',
  9026: 'group',
  9030: 'value',
  9037: 'type',
  9045: 'organization-id',
  9046: 'organization',
  9049: 'date',
  9050: 'start-date',
  9053: 'group',
  9054: 'amount',
  9055: 'end-date',
  9058: 'contributors',
  9060: 'address',
  9061: 'country',
  9062: 'organization-id',
};

/** Where items of a kind have their parts. */
type Places = Partial<Record<Part, string>>;

const span: Places = { 'start-date': '/start-date', 'end-date': '/end-date' };
const organizationAt = (at: string): Places => ({
  organization: at,
  'organization-id': `${at}/disambiguated-organization`,
  address: `${at}/address`,
  country: `${at}/address/country`,
});
const affiliation: Places = { ...span, ...organizationAt('/organization'), identifiers: '/external-ids' };

const placesOf: Readonly<Record<ItemKind, Places>> = {
  work: {
    title: '/title',
    type: '/type',
    identifiers: '/external-ids',
    date: '/publication-date',
    contributors: '/contributors',
  },
  employment: affiliation,
  education: affiliation,
  qualification: affiliation,
  distinction: affiliation,
  'invited-position': affiliation,
  membership: affiliation,
  service: affiliation,
  funding: {
    ...affiliation,
    title: '/title',
    type: '/type',
    amount: '/amount/value',
    contributors: '/contributors',
  },
  'peer-review': {
    ...organizationAt('/convening-organization'),
    identifiers: '/review-identifiers',
    date: '/review-completion-date',
    group: '/review-group-id',
  },
  'research-resource': {
    ...organizationAt('/proposal/hosts/organization/0'),
    title: '/proposal/title',
    identifiers: '/proposal/external-ids',
    'start-date': '/proposal/start-date',
    'end-date': '/proposal/end-date',
  },
  'researcher-url': { value: '/url' },
  'other-name': { value: '/content' },
  keyword: { value: '/content' },
  'external-identifier': { value: '/external-id-value', identifiers: '/external-id-value' },
  address: { value: '/country' },
};

/**
 * The member of an item that a refusal of ORCID's is about, as far as its code tells.
 * @returns a JSON pointer (RFC 6901); empty where the code leaves open what is wrong
 */
export function findRefusedField(kind: ItemKind, problem: Pick<OrcidProblem, 'code' | 'detail'>): string {
  const part = problem.code === null ? undefined : partOf[problem.code];
  if (part === undefined) return '';
  // One code for every list of words; which of them, its text says.
  if (part === 'type' && /language|citation|country/i.test(problem.detail)) return '';
  return placesOf[kind][part] ?? '';
}
