import {
  creditName,
  element,
  externalId,
  externalIdMembers,
  externalIds,
  fuzzyDate,
  orcidId,
  organization,
  titleWithSubtitle,
  titleWithTranslation,
  url,
  VISIBILITY,
} from './common-shapes.ts';
import {
  attribute,
  type ComplexShape,
  complex,
  type ElementRef,
  type Member,
  many,
  one,
  text,
} from './shape.ts';

const filled1000 = text('wrapped', { longest: 1000, filled: true });
const shortDescription = text('plain', { longest: 5000 });
const contributorEmail = text('wrapped', { longest: 350, pattern: /^[^@]+@[^.]+\..+$/ });

function contributors(prefix: string, withSequence: boolean): ComplexShape {
  const role = one(`${prefix}:contributor-role`, text());
  return complex([
    many(
      `${prefix}:contributor`,
      complex([
        one('common:contributor-orcid', orcidId),
        one(`${prefix}:credit-name`, creditName),
        one(`${prefix}:contributor-email`, contributorEmail),
        one(
          `${prefix}:contributor-attributes`,
          complex(withSequence ? [one(`${prefix}:contributor-sequence`, text()), role] : [role]),
        ),
      ]),
    ),
  ]);
}

const work = element([
  one('work:title', titleWithSubtitle, { required: true }),
  one('work:journal-title', filled1000),
  one('work:short-description', shortDescription),
  one(
    'work:citation',
    complex([
      one('work:citation-type', text(), { required: true }),
      one('work:citation-value', text(), { required: true }),
    ]),
  ),
  one('work:type', text(), { required: true }),
  one('common:publication-date', fuzzyDate),
  one('common:external-ids', externalIds),
  one('common:url', url),
  one('work:contributors', contributors('work', true)),
  one('common:language-code', text()),
  one('common:country', text('wrapped', { attributes: [VISIBILITY] })),
]);

const workSummary = element([
  one('work:title', titleWithSubtitle, { required: true }),
  one('common:external-ids', externalIds),
  one('common:url', url),
  one('work:type', text(), { required: true }),
  one('common:publication-date', fuzzyDate),
  one('work:journal-title', filled1000),
]);

const longText = text('plain', { longest: 4000, filled: true });
/** Whole and summary are the same for affiliations. */
const affiliation = element([
  one('common:department-name', longText),
  one('common:role-title', longText),
  one('common:start-date', fuzzyDate),
  one('common:end-date', fuzzyDate),
  one('common:organization', organization),
  one('common:url', url),
  one('common:external-ids', externalIds),
]);

const fundingDates: Member[] = [one('common:start-date', fuzzyDate), one('common:end-date', fuzzyDate)];
const funding = element([
  one('funding:type', text(), { required: true }),
  one('funding:organization-defined-type', text('wrapped', { longest: 255 })),
  one('funding:title', titleWithTranslation),
  one('funding:short-description', shortDescription),
  one(
    'funding:amount',
    text('wrapped', { attributes: [attribute('currency-code', 'plain', { required: true })] }),
  ),
  one('common:url', url),
  ...fundingDates,
  one('common:external-ids', externalIds),
  one('funding:contributors', contributors('funding', false)),
  one('common:organization', organization, { required: true }),
]);

const fundingSummary = element([
  one('funding:title', titleWithTranslation, { required: true }),
  one('common:external-ids', externalIds),
  one('common:url', url),
  one('funding:type', text(), { required: true }),
  ...fundingDates,
  one('common:organization', organization, { required: true }),
]);

/** Of the XSD, and of the list of groups too. */
export const groupId = text('plain', {
  longest: 1000,
  pattern: /^(ringgold:|issn:|orcid-generated:|fundref:|publons:)([0-9a-zA-Z^._~:/?#[\]@!$&'()*+,;=-]){2,}$/,
});

const peerReview = element([
  one('peer-review:reviewer-role', text(), { required: true }),
  one('peer-review:review-identifiers', externalIds, { required: true }),
  one('peer-review:review-url', url),
  one('peer-review:review-type', text(), { required: true }),
  one('peer-review:review-completion-date', fuzzyDate, { required: true }),
  one('peer-review:review-group-id', groupId, { required: true }),
  one('peer-review:subject-external-identifier', externalId),
  one('peer-review:subject-container-name', filled1000),
  one('peer-review:subject-type', text()),
  one('peer-review:subject-name', titleWithSubtitle),
  one('peer-review:subject-url', url),
  one('peer-review:convening-organization', organization, { required: true }),
]);

const peerReviewSummary = element([
  one('peer-review:reviewer-role', text(), { required: true }),
  one('common:external-ids', externalIds),
  one('peer-review:review-url', url),
  one('peer-review:review-type', text(), { required: true }),
  one('peer-review:completion-date', fuzzyDate, { required: true }),
  one('peer-review:review-group-id', groupId, { required: true }),
  one('peer-review:convening-organization', organization, { required: true }),
]);

const hosts = complex([many('common:organization', organization, { required: true, most: 10 })]);
const proposal = complex([
  one('research-resource:title', titleWithTranslation, { required: true }),
  one('research-resource:hosts', hosts, { required: true }),
  one('common:external-ids', externalIds, { required: true }),
  ...fundingDates,
  one('common:url', url),
]);
const resourceItem = complex([
  one('research-resource:resource-name', text('plain', { longest: 1000, filled: true }), { required: true }),
  one('research-resource:resource-type', text(), { required: true }),
  one('research-resource:hosts', hosts, { required: true }),
  one('common:external-ids', externalIds, { required: true }),
  one('common:url', url),
]);
const researchResource = element([
  one('research-resource:proposal', proposal, { required: true }),
  // JSON has no wrapper around the items.
  one(
    'research-resource:resource-items',
    complex([many('research-resource:resource-item', resourceItem, { required: true })]),
    { required: true, spread: true },
  ),
]);
const researchResourceSummary = element([one('research-resource:proposal', proposal, { required: true })]);

const text255 = text('plain', { longest: 255 });

/** Every kind of item, whole: its root element. */
export const ITEMS = {
  work: { name: 'work:work', shape: work },
  employment: { name: 'employment:employment', shape: affiliation },
  education: { name: 'education:education', shape: affiliation },
  qualification: { name: 'qualification:qualification', shape: affiliation },
  distinction: { name: 'distinction:distinction', shape: affiliation },
  'invited-position': { name: 'invited-position:invited-position', shape: affiliation },
  membership: { name: 'membership:membership', shape: affiliation },
  service: { name: 'service:service', shape: affiliation },
  funding: { name: 'funding:funding', shape: funding },
  'peer-review': { name: 'peer-review:peer-review', shape: peerReview },
  'research-resource': { name: 'research-resource:research-resource', shape: researchResource },
  'researcher-url': {
    name: 'researcher-url:researcher-url',
    shape: element(
      [
        one('researcher-url:url-name', text('plain', { longest: 350, filled: true })),
        one('researcher-url:url', url, { required: true }),
      ],
      'integer',
    ),
  },
  'other-name': {
    name: 'other-name:other-name',
    shape: element([one('other-name:content', text255, { required: true })], 'integer'),
  },
  keyword: {
    name: 'keyword:keyword',
    shape: element([one('keyword:content', text255, { required: true })], 'integer'),
  },
  'external-identifier': {
    name: 'external-identifier:external-identifier',
    shape: element(externalIdMembers, 'integer'),
  },
  address: {
    name: 'address:address',
    shape: element([one('address:country', text('wrapped'), { required: true })], 'integer'),
  },
} satisfies Record<string, ElementRef>;

/** What the sections list in place of the whole item. */
export const SUMMARIES = {
  'work-summary': { name: 'work:work-summary', shape: workSummary },
  'employment-summary': { name: 'employment:employment-summary', shape: affiliation },
  'education-summary': { name: 'education:education-summary', shape: affiliation },
  'qualification-summary': { name: 'qualification:qualification-summary', shape: affiliation },
  'distinction-summary': { name: 'distinction:distinction-summary', shape: affiliation },
  'invited-position-summary': { name: 'invited-position:invited-position-summary', shape: affiliation },
  'membership-summary': { name: 'membership:membership-summary', shape: affiliation },
  'service-summary': { name: 'service:service-summary', shape: affiliation },
  'funding-summary': { name: 'funding:funding-summary', shape: fundingSummary },
  'peer-review-summary': { name: 'peer-review:peer-review-summary', shape: peerReviewSummary },
  'research-resource-summary': {
    name: 'research-resource:research-resource-summary',
    shape: researchResourceSummary,
  },
} satisfies Record<string, ElementRef>;
