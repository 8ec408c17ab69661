import type { ItemKind } from '../kinds.ts';
import type {
  OrcidAddress,
  OrcidAffiliation,
  OrcidExternalIdentifier,
  OrcidFunding,
  OrcidKeyword,
  OrcidOtherName,
  OrcidResearcherUrl,
  OrcidResearchResource,
  OrcidWork,
} from './items.ts';
import type { ExternalIds, FuzzyDate, ItemHeader, Moment, Organization, Text } from './parts.ts';

/** What every section says of itself. */
export type SectionHeader = { 'last-modified-date'?: Moment | null; path?: string | null };

/** A work as sections show it. */
export type OrcidWorkSummary = ItemHeader &
  Pick<OrcidWork, 'title' | 'external-ids' | 'url' | 'type' | 'publication-date' | 'journal-title'>;

/** A funding as sections show it. */
export type OrcidFundingSummary = ItemHeader &
  Pick<OrcidFunding, 'title' | 'external-ids' | 'url' | 'type' | 'start-date' | 'end-date' | 'organization'>;

/** A peer review as sections show it. */
export type OrcidPeerReviewSummary = ItemHeader & {
  'reviewer-role'?: string | null;
  'external-ids'?: ExternalIds | null;
  'review-url'?: Text | null;
  'review-type'?: string | null;
  'completion-date'?: FuzzyDate | null;
  'review-group-id'?: string | null;
  'convening-organization'?: Organization | null;
};

/** A research resource as sections show it. */
export type OrcidResearchResourceSummary = ItemHeader & Pick<OrcidResearchResource, 'proposal'>;

/** Items of several sources that ORCID takes for one thing, by their identifiers. */
export type Group<T> = { 'last-modified-date'?: Moment | null; 'external-ids'?: ExternalIds | null } & T;

/** All works. */
export type OrcidWorks = SectionHeader & { group: Group<{ 'work-summary': OrcidWorkSummary[] }>[] };

/** All fundings. */
export type OrcidFundings = SectionHeader & { group: Group<{ 'funding-summary': OrcidFundingSummary[] }>[] };

/** All peer reviews, by group and then by what ORCID takes for one review. */
export type OrcidPeerReviews = SectionHeader & {
  group: Group<{ 'peer-review-group': Group<{ 'peer-review-summary': OrcidPeerReviewSummary[] }>[] }>[];
};

/** All research resources. */
export type OrcidResearchResources = SectionHeader & {
  group: Group<{ 'research-resource-summary': OrcidResearchResourceSummary[] }>[];
};

/** An affiliation section; in JSON each summary stands under the name of its kind. */
export type OrcidAffiliations<Summary extends string> = SectionHeader & {
  'affiliation-group': Group<{ summaries: { [name in Summary]: OrcidAffiliation }[] }>[];
};

/** The summaries of all activities. */
export type OrcidActivities = SectionHeader & {
  distinctions?: OrcidSections['distinction'] | null;
  educations?: OrcidSections['education'] | null;
  employments?: OrcidSections['employment'] | null;
  fundings?: OrcidFundings | null;
  'invited-positions'?: OrcidSections['invited-position'] | null;
  memberships?: OrcidSections['membership'] | null;
  'peer-reviews'?: OrcidPeerReviews | null;
  qualifications?: OrcidSections['qualification'] | null;
  'research-resources'?: OrcidResearchResources | null;
  services?: OrcidSections['service'] | null;
  works?: OrcidWorks | null;
};

/** The person's name, as far as it may be seen. */
export type OrcidName = ItemHeader & {
  'given-names'?: Text | null;
  'family-name'?: Text | null;
  'credit-name'?: Text | null;
};

/** What the person says of themselves. */
export type OrcidBiography = ItemHeader & { content?: string | null };

/** An address of electronic mail of the person. */
export type OrcidEmail = ItemHeader & {
  email: string;
  verified?: boolean | null;
  primary?: boolean | null;
};

/** What is said about the person. */
export type OrcidPerson = SectionHeader & {
  name?: OrcidName | null;
  'other-names'?: OrcidSections['other-name'] | null;
  biography?: OrcidBiography | null;
  'researcher-urls'?: OrcidSections['researcher-url'] | null;
  emails?: (SectionHeader & { email: OrcidEmail[] }) | null;
  addresses?: OrcidSections['address'] | null;
  keywords?: OrcidSections['keyword'] | null;
  'external-identifiers'?: OrcidSections['external-identifier'] | null;
};

/** What a whole record says. */
export type OrcidRecord = {
  'orcid-identifier'?: { uri?: string | null; path?: string | null; host?: string | null } | null;
  preferences?: { locale?: string | null } | null;
  history?: OrcidHistory | null;
  person?: OrcidPerson | null;
  'activities-summary'?: OrcidActivities | null;
  path?: string | null;
};

/** How the record came to be. */
export type OrcidHistory = {
  /** `DIRECT`, `API`, `MEMBER_REFERRED` or `WEBSITE`. */
  'creation-method'?: string | null;
  'completion-date'?: Moment | null;
  'submission-date'?: Moment | null;
  'last-modified-date'?: Moment | null;
  claimed?: boolean | null;
  source?: ItemHeader['source'];
  'deactivation-date'?: Moment | null;
  'verified-email'?: boolean | null;
  'verified-primary-email'?: boolean | null;
  visibility?: string | null;
};

/** The section of a record that holds the items of a kind. */
export type OrcidSections = {
  work: OrcidWorks;
  employment: OrcidAffiliations<'employment-summary'>;
  education: OrcidAffiliations<'education-summary'>;
  qualification: OrcidAffiliations<'qualification-summary'>;
  distinction: OrcidAffiliations<'distinction-summary'>;
  'invited-position': OrcidAffiliations<'invited-position-summary'>;
  membership: OrcidAffiliations<'membership-summary'>;
  service: OrcidAffiliations<'service-summary'>;
  funding: OrcidFundings;
  'peer-review': OrcidPeerReviews;
  'research-resource': OrcidResearchResources;
  'researcher-url': SectionHeader & { 'researcher-url': OrcidResearcherUrl[] };
  'other-name': SectionHeader & { 'other-name': OrcidOtherName[] };
  keyword: SectionHeader & { keyword: OrcidKeyword[] };
  'external-identifier': SectionHeader & { 'external-identifier': OrcidExternalIdentifier[] };
  address: SectionHeader & { address: OrcidAddress[] };
};

/** A section of any kind. */
export type OrcidSection = OrcidSections[ItemKind];
