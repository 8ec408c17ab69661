import type { KindName } from './kinds.ts';
import {
  CITATION_TYPES,
  FUNDING_TYPES,
  RELATIONSHIPS,
  RESOURCE_TYPES,
  REVIEW_TYPES,
  REVIEWER_ROLES,
  SEQUENCES,
  SUBJECT_TYPES,
  WORK_TYPES,
} from './vocabularies.ts';

/** The form of one value in a JSON message. A wrapped value is written `{"value": …}`; a bare one is taken too. */
export type Shape =
  | { form: 'text'; limit: number; wrapped: boolean }
  | { form: 'enum'; name: string; values: readonly string[] }
  | { form: 'list'; of: Shape }
  | { form: 'object'; members: Readonly<Record<string, Shape>> }
  /** Accepted and not kept: what the registry writes itself, and addresses of contributors' mail. */
  | { form: 'dropped' };

const DROPPED: Shape = { form: 'dropped' };
const UNLIMITED = 1_000_000;

const text = (limit: number): Shape => ({ form: 'text', limit, wrapped: false });
const wrapped = (limit: number): Shape => ({ form: 'text', limit, wrapped: true });
const oneOf = (name: string, values: readonly string[]): Shape => ({ form: 'enum', name, values });
const object = (members: Record<string, Shape>): Shape => ({ form: 'object', members });
const listOf = (of: Shape): Shape => ({ form: 'list', of });

const TITLE = wrapped(1000);
const URL_TEXT = wrapped(2084);
const DATE = object({ year: wrapped(4), month: wrapped(2), day: wrapped(2) });
const TRANSLATED_TITLE = object({ value: text(1000), 'language-code': text(8) });
const EXTERNAL_ID = object({
  'external-id-type': text(UNLIMITED),
  'external-id-value': text(2084),
  'external-id-normalized': DROPPED,
  'external-id-normalized-error': DROPPED,
  'external-id-url': URL_TEXT,
  'external-id-relationship': oneOf('Relationship', RELATIONSHIPS),
});
const EXTERNAL_IDS = object({ 'external-id': listOf(EXTERNAL_ID) });
const ORGANIZATION = object({
  name: text(4000),
  address: object({ city: text(4000), region: text(4000), country: text(2) }),
  'disambiguated-organization': object({
    'disambiguated-organization-identifier': text(500),
    'disambiguation-source': text(500),
  }),
});
const HOSTS = object({ organization: listOf(ORGANIZATION) });
const CONTRIBUTOR_ORCID = object({ uri: text(UNLIMITED), path: text(UNLIMITED), host: text(255) });
const CONTRIBUTOR = {
  'contributor-orcid': CONTRIBUTOR_ORCID,
  'credit-name': wrapped(150),
  'contributor-email': DROPPED,
};

const AFFILIATION: Record<string, Shape> = {
  'department-name': text(4000),
  'role-title': text(4000),
  'start-date': DATE,
  'end-date': DATE,
  organization: ORGANIZATION,
  url: URL_TEXT,
  'external-ids': EXTERNAL_IDS,
};

/** What a client may write of each kind, in ORCID's order. Lengths are those of its XML Schemas. */
export const CONTENTS: Readonly<Record<KindName, Readonly<Record<string, Shape>>>> = {
  distinction: AFFILIATION,
  education: AFFILIATION,
  employment: AFFILIATION,
  'invited-position': AFFILIATION,
  membership: AFFILIATION,
  qualification: AFFILIATION,
  service: AFFILIATION,
  work: {
    title: object({ title: TITLE, subtitle: TITLE, 'translated-title': TRANSLATED_TITLE }),
    'journal-title': TITLE,
    'short-description': text(5000),
    citation: object({
      'citation-type': oneOf('CitationType', CITATION_TYPES),
      'citation-value': text(UNLIMITED),
    }),
    type: oneOf('WorkType', WORK_TYPES),
    'publication-date': DATE,
    'external-ids': EXTERNAL_IDS,
    url: URL_TEXT,
    contributors: object({
      contributor: listOf(
        object({
          ...CONTRIBUTOR,
          'contributor-attributes': object({
            'contributor-sequence': oneOf('SequenceType', SEQUENCES),
            'contributor-role': text(UNLIMITED),
          }),
        }),
      ),
    }),
    'language-code': text(8),
    country: wrapped(2),
  },
  funding: {
    type: oneOf('FundingType', FUNDING_TYPES),
    'organization-defined-type': wrapped(255),
    title: object({ title: TITLE, 'translated-title': TRANSLATED_TITLE }),
    'short-description': text(5000),
    amount: object({ value: text(UNLIMITED), 'currency-code': text(UNLIMITED) }),
    url: URL_TEXT,
    'start-date': DATE,
    'end-date': DATE,
    'external-ids': EXTERNAL_IDS,
    contributors: object({
      contributor: listOf(
        object({
          ...CONTRIBUTOR,
          'contributor-attributes': object({ 'contributor-role': text(UNLIMITED) }),
        }),
      ),
    }),
    organization: ORGANIZATION,
  },
  'peer-review': {
    'reviewer-role': oneOf('Role', REVIEWER_ROLES),
    'review-identifiers': EXTERNAL_IDS,
    'review-url': URL_TEXT,
    'review-type': oneOf('PeerReviewType', REVIEW_TYPES),
    'review-completion-date': DATE,
    'review-group-id': text(UNLIMITED),
    'subject-external-identifier': EXTERNAL_ID,
    'subject-container-name': TITLE,
    'subject-type': oneOf('PeerReviewSubjectType', SUBJECT_TYPES),
    'subject-name': object({ title: TITLE, subtitle: TITLE, 'translated-title': TRANSLATED_TITLE }),
    'subject-url': URL_TEXT,
    'convening-organization': ORGANIZATION,
  },
  'research-resource': {
    proposal: object({
      title: object({ title: TITLE, 'translated-title': TRANSLATED_TITLE }),
      hosts: HOSTS,
      'external-ids': EXTERNAL_IDS,
      'start-date': DATE,
      'end-date': DATE,
      url: URL_TEXT,
    }),
    'resource-item': listOf(
      object({
        'resource-name': text(1000),
        'resource-type': oneOf('ResourceType', RESOURCE_TYPES),
        hosts: HOSTS,
        'external-ids': EXTERNAL_IDS,
        url: URL_TEXT,
      }),
    ),
  },
  'researcher-url': { 'url-name': text(350), url: URL_TEXT },
  'other-name': { content: text(255) },
  keyword: { content: text(255) },
  'external-identifier': {
    'external-id-type': text(255),
    'external-id-value': text(2084),
    'external-id-normalized': DROPPED,
    'external-id-normalized-error': DROPPED,
    'external-id-url': URL_TEXT,
    'external-id-relationship': oneOf('Relationship', RELATIONSHIPS),
  },
  address: { country: wrapped(2) },
};
