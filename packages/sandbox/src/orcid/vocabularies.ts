/** Values that ORCID's message schema 3.0 and its model allow; XML and JSON spell them alike. */

export const WORK_TYPES: readonly string[] = list(`
annotation artistic-performance blog-post book-chapter book-review book cartographic-material clinical-study
conference-abstract conference-output conference-paper conference-poster conference-presentation
conference-proceedings data-management-plan data-set design dictionary-entry disclosure dissertation-thesis
edited-book encyclopedia-entry image invention journal-article journal-issue learning-object lecture-speech
license magazine-article manual moving-image musical-composition newsletter-article newspaper-article
online-resource other patent physical-object preprint public-speech registered-copyright report
research-technique research-tool review software sound spin-off-company standards-and-policy
supervised-student-publication technical-standard test trademark transcription translation website
working-paper undefined`);

export const FUNDING_TYPES = list('grant contract award salary-award');
export const SUBJECT_TYPES = [...WORK_TYPES, ...FUNDING_TYPES, 'research-resource-proposal'];
export const REVIEW_TYPES = list('review evaluation');
export const REVIEWER_ROLES = list('reviewer editor member chair organizer');
export const RESOURCE_TYPES = list('collections equipment infrastructures services');
export const RELATIONSHIPS = list('self part-of version-of funded-by');
export const SEQUENCES = list('first additional');
export const CITATION_TYPES = list(`
formatted-unspecified bibtex formatted-apa formatted-harvard formatted-ieee formatted-mla formatted-vancouver
formatted-chicago ris`);
export const VISIBILITIES = ['public', 'limited', 'private', 'registered-only'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Roles of the CRediT taxonomy are given by their addresses, with a slash at the end. */
const CREDIT_ROLES = list(`
conceptualization data-curation formal-analysis funding-acquisition investigation methodology
project-administration resources software supervision validation visualization writing-original-draft
writing-review-editing`).map((role) => `http://credit.niso.org/contributor-roles/${role}/`);

export const WORK_ROLES = [
  ...list(`
author assignee editor chair-or-translator co-investigator co-inventor graduate-student other-inventor
principal-investigator postdoctoral-researcher support-staff`),
  ...CREDIT_ROLES,
];
export const FUNDING_ROLES = [...list('lead co-lead supported-by other-contribution'), ...CREDIT_ROLES];

/** Types of identifiers; person identifiers may have any type. */
export const IDENTIFIER_TYPES: ReadonlySet<string> = new Set(
  list(`
agr ark arxiv asin asin-tld authenticusid bibcode cba cienciaiul cit cstr ctx dnb doi eid emdb empiar ethos
grant_number hal handle hir isbn ismn issn jfm jstor k10plus kuid lccn lensid mr oclc ol opaque osti other-id pat
pdb pmc pmid ppr proposal-id raid rfc rrid source-work-id ssrn uri urn wosuid zbl`),
);

/** Identifiers of a grant: the only ones that may be related as funded-by. */
export const GRANT_IDENTIFIER_TYPES: ReadonlySet<string> = new Set(
  list('grant_number proposal-id doi uri handle raid'),
);

export const LANGUAGE_CODES: ReadonlySet<string> = new Set(
  list(`
ab aa af ak sq am ar an hy as av ae ay az bm ba eu be bn bh bi bs br bg my ca ch ce zh_CN zh_TW cu cv kw co cr hr
cs da dv nl dz en eo et ee fo fj fi fr fy ff gl lg ka de el kl gn gu ht ha iw hz hi ho hu is io ig in ia ie iu ik
ga it ja jv kn kr ks kk km ki rw ky kv kg ko ku kj lo la lv li ln lt lu lb mk mg ms ml mt gv mi mr mh mo mn na nv
ng ne nd se no nb nn ny oc oj or om os pi pa fa pl pt ps qu rm ro rn ru sm sg sa sc gd sr sn ii sd si sk sl so nr
st es su sw ss sv tl ty tg ta tt te th bo ti to ts tn tr tk tw ug uk ur uz ve vi vo wa cy wo xh ji yo za zu`),
);

const REGION_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Knows currencies that are gone, which Intl.supportedValuesOf leaves out and ORCID's own samples use. */
const CURRENCY_NAMES = new Intl.DisplayNames(['en'], { type: 'currency', fallback: 'none' });

/** Says whether a text is a country of ISO 3166-1, as two capital letters. */
export function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && text !== 'ZZ' && REGION_NAMES.of(text) !== undefined;
}

/** Says whether a text is a currency of ISO 4217, old ones included. */
export function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text) && CURRENCY_NAMES.of(text) !== undefined;
}

function list(text: string): string[] {
  return text.trim().split(/\s+/);
}
