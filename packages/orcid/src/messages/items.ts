import type { ItemKind } from '../kinds.ts';
import type {
  Contributors,
  ExternalId,
  ExternalIds,
  FuzzyDate,
  ItemHeader,
  Organization,
  Text,
  Title,
} from './parts.ts';

/** A work: anything from a journal article to a physical sample. */
export type OrcidWork = ItemHeader & {
  title?: Title | null;
  'journal-title'?: Text | null;
  'short-description'?: string | null;
  citation?: { 'citation-type': string; 'citation-value': string } | null;
  /** One of the work types of v3.0, such as `data-set`, `software`, `physical-object`. */
  type?: string | null;
  'publication-date'?: FuzzyDate | null;
  'external-ids'?: ExternalIds | null;
  url?: Text | null;
  contributors?: Contributors | null;
  'language-code'?: string | null;
  country?: Text | null;
};

/** Employment, education, qualification, distinction, invited position, membership or service. */
export type OrcidAffiliation = ItemHeader & {
  'department-name'?: string | null;
  'role-title'?: string | null;
  'start-date'?: FuzzyDate | null;
  'end-date'?: FuzzyDate | null;
  organization?: Organization | null;
  url?: Text | null;
  'external-ids'?: ExternalIds | null;
};

/** A grant, contract, award or salary award. */
export type OrcidFunding = ItemHeader & {
  type?: string | null;
  'organization-defined-type'?: Text | null;
  title?: Omit<Title, 'subtitle'> | null;
  'short-description'?: string | null;
  amount?: { value: string; 'currency-code': string } | null;
  url?: Text | null;
  'start-date'?: FuzzyDate | null;
  'end-date'?: FuzzyDate | null;
  'external-ids'?: ExternalIds | null;
  contributors?: Contributors | null;
  organization?: Organization | null;
};

/** One review that the person did, in a group such as `issn:1741-4857`. */
export type OrcidPeerReview = ItemHeader & {
  'reviewer-role'?: string | null;
  'review-identifiers'?: ExternalIds | null;
  'review-url'?: Text | null;
  'review-type'?: string | null;
  'review-completion-date'?: FuzzyDate | null;
  'review-group-id'?: string | null;
  'subject-external-identifier'?: ExternalId | null;
  'subject-container-name'?: Text | null;
  'subject-type'?: string | null;
  'subject-name'?: Title | null;
  'subject-url'?: Text | null;
  'convening-organization'?: Organization | null;
};

/** Up to ten organisations that host something. */
export type ResourceHosts = { organization: Organization[] };

/** What was asked for, and granted. */
export type ResourceProposal = {
  title?: Omit<Title, 'subtitle'> | null;
  hosts?: ResourceHosts | null;
  'external-ids'?: ExternalIds | null;
  'start-date'?: FuzzyDate | null;
  'end-date'?: FuzzyDate | null;
  url?: Text | null;
};

/** A grant of time or access: a proposal and the resources that came of it. */
export type OrcidResearchResource = ItemHeader & {
  proposal?: ResourceProposal | null;
  'resource-item'?:
    | {
        'resource-name'?: string | null;
        'resource-type'?: string | null;
        hosts?: ResourceHosts | null;
        'external-ids'?: ExternalIds | null;
        url?: Text | null;
      }[]
    | null;
};

/** A web page of the person. */
export type OrcidResearcherUrl = ItemHeader & { 'url-name'?: string | null; url?: Text | null };

/** Another name of the person. */
export type OrcidOtherName = ItemHeader & { content?: string | null };

/** A word for what the person does. */
export type OrcidKeyword = ItemHeader & { content?: string | null };

/** The person's identifier in another system. */
export type OrcidExternalIdentifier = ItemHeader & ExternalId;

/** The country of the person, by its two-letter code. */
export type OrcidAddress = ItemHeader & { country?: Text | null };

/** What one item of each kind looks like, as ORCID's v3.0 JSON. */
export type OrcidItems = {
  work: OrcidWork;
  employment: OrcidAffiliation;
  education: OrcidAffiliation;
  qualification: OrcidAffiliation;
  distinction: OrcidAffiliation;
  'invited-position': OrcidAffiliation;
  membership: OrcidAffiliation;
  service: OrcidAffiliation;
  funding: OrcidFunding;
  'peer-review': OrcidPeerReview;
  'research-resource': OrcidResearchResource;
  'researcher-url': OrcidResearcherUrl;
  'other-name': OrcidOtherName;
  keyword: OrcidKeyword;
  'external-identifier': OrcidExternalIdentifier;
  address: OrcidAddress;
};

/** An item of any kind. */
export type OrcidItem = OrcidItems[ItemKind];
