/** The closed lists of the record API v3.0. */

/** What a work can be. */
export const WORK_TYPES: readonly string[] = [
  'annotation',
  'artistic-performance',
  'blog-post',
  'book-chapter',
  'book-review',
  'book',
  'cartographic-material',
  'clinical-study',
  'conference-abstract',
  'conference-output',
  'conference-paper',
  'conference-poster',
  'conference-presentation',
  'conference-proceedings',
  'data-management-plan',
  'data-set',
  'design',
  'dictionary-entry',
  'disclosure',
  'dissertation-thesis',
  'edited-book',
  'encyclopedia-entry',
  'image',
  'invention',
  'journal-article',
  'journal-issue',
  'learning-object',
  'lecture-speech',
  'license',
  'magazine-article',
  'manual',
  'moving-image',
  'musical-composition',
  'newsletter-article',
  'newspaper-article',
  'online-resource',
  'other',
  'patent',
  'physical-object',
  'preprint',
  'public-speech',
  'registered-copyright',
  'report',
  'research-technique',
  'research-tool',
  'review',
  'software',
  'sound',
  'spin-off-company',
  'standards-and-policy',
  'supervised-student-publication',
  'technical-standard',
  'test',
  'trademark',
  'transcription',
  'translation',
  'website',
  'working-paper',
  'undefined',
];

/** How an identifier stands to the thing. */
export const RELATIONSHIPS: readonly string[] = ['part-of', 'self', 'version-of', 'funded-by'];

/** Who may see an item. */
export const VISIBILITIES: readonly string[] = ['public', 'limited', 'private', 'registered-only'];

/** How a citation is written. */
export const CITATION_TYPES: readonly string[] = [
  'formatted-unspecified',
  'bibtex',
  'formatted-apa',
  'formatted-harvard',
  'formatted-ieee',
  'formatted-mla',
  'formatted-vancouver',
  'formatted-chicago',
  'ris',
];

/** What a funding can be. */
export const FUNDING_TYPES: readonly string[] = ['grant', 'contract', 'award', 'salary-award'];

/** What a peer review can be. */
export const REVIEW_TYPES: readonly string[] = ['review', 'evaluation'];

/** What a person is in a peer review. */
export const REVIEW_ROLES: readonly string[] = ['reviewer', 'editor', 'member', 'chair', 'organizer'];

/** What a research resource can be. */
export const RESOURCE_TYPES: readonly string[] = ['collections', 'equipment', 'infrastructures', 'services'];

/** Where a contributor stands. */
export const CONTRIBUTOR_SEQUENCES: readonly string[] = ['first', 'additional'];

/** What a group of peer reviews can be. */
export const GROUP_TYPES: readonly string[] = [
  'publisher',
  'institution',
  'journal',
  'conference',
  'newspaper',
  'newsletter',
  'magazine',
  'peer-review service',
];

/** Where the identifier of an organisation comes from. */
export const ORGANIZATION_SOURCES: readonly string[] = ['ROR', 'FUNDREF', 'RINGGOLD', 'GRID', 'LEI'];

/** What was reviewed: a work, or what is asked for. */
export const SUBJECT_TYPES: readonly string[] = [
  ...WORK_TYPES,
  'grant',
  'contract',
  'award',
  'salary-award',
  'research-resource-proposal',
];

/** CRediT, by the addresses that ORCID takes (ANSI/NISO Z39.104). */
const CREDIT_ROLES: readonly string[] = [
  'conceptualization',
  'data-curation',
  'formal-analysis',
  'funding-acquisition',
  'investigation',
  'methodology',
  'project-administration',
  'resources',
  'software',
  'supervision',
  'validation',
  'visualization',
  'writing-original-draft',
  'writing-review-editing',
].map((role) => `http://credit.niso.org/contributor-roles/${role}/`);

/** What a contributor of a work did. */
export const CONTRIBUTOR_ROLES: readonly string[] = [
  'author',
  'assignee',
  'editor',
  'chair-or-translator',
  'co-investigator',
  'co-inventor',
  'graduate-student',
  'other-inventor',
  'principal-investigator',
  'postdoctoral-researcher',
  'support-staff',
  ...CREDIT_ROLES,
];

/** What a contributor of a funding did. */
export const FUNDING_ROLES: readonly string[] = [
  'lead',
  'co-lead',
  'supported-by',
  'other-contribution',
  ...CREDIT_ROLES,
];

/** ISO 3166-1 alpha-2, and XK. */
export const COUNTRIES: readonly string[] = (
  'AF AX AL DZ AS AD AO AI AQ AG AR AM AW AU AT AZ BS BH BD BB BY BE BZ BJ BM BT BO BQ BA BW BV BR IO ' +
  'BN BG BF BI KH CM CA CV KY CF TD CL CN CX CC CO KM CG CD CK CR CI HR CU CW CY CZ DK DJ DM DO EC EG ' +
  'SV GQ ER EE ET FK FO FJ FI FR GF PF TF GA GM GE DE GH GI GR GL GD GP GU GT GG GN GW GY HT HM VA HN ' +
  'HK HU IS IN ID IR IQ IE IM IL IT JM JP JE JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MO MK ' +
  'MG MW MY MV ML MT MH MQ MR MU YT MX FM MD MC MN ME MS MA MZ MM NA NR NP NL NC NZ NI NE NG NU NF MP ' +
  'NO OM PK PW PS PA PG PY PE PH PN PL PT PR QA RE RO RU RW BL SH KN LC MF PM VC WS SM ST SA SN RS SC ' +
  'SL SG SX SK SI SB SO ZA GS SS ES LK SD SR SJ SZ SE CH SY TJ TZ TH TL TG TK TO TT TN TR TM TC TV UG ' +
  'UA AE GB US UM UY UZ VU VE VN VG VI WF EH YE ZM ZW TW XK'
).split(' ');

/** Languages by the codes that ORCID takes: ISO 639-1 as it once was (iw, in, ji), Chinese by script. */
export const LANGUAGES: readonly string[] = (
  'en ab aa af ak sq am ar an hy as av ae ay az bm ba eu be bn bh bi bs br bg my ca ch ce zh_CN zh_TW ' +
  'cu cv kw co cr hr cs da dv nl dz en eo et ee fo fj fi fr fy ff gl lg ka de el kl gn gu ht ha iw hz ' +
  'hi ho hu is io ig in ia ie iu ik ga it ja jv kn kr ks kk km ki rw ky kv kg ko ku kj lo la lv li ln ' +
  'lt lu lb mk mg ms ml mt gv mi mr mh mo mn na nv ng ne nd se no nb nn ny oc oj or om os pi pa fa pl ' +
  'pt ps qu rm ro rn ru sm sg sa sc gd sr sn ii sd si sk sl so nr st es su sw ss sv tl ty tg ta tt te ' +
  'th bo ti to ts tn tr tk tw ug uk ur uz ve vi vo wa cy wo xh ji yo za zu'
).split(' ');

/** What an identifier of a work, review, resource or funding can be, as the registry lists it at /identifiers. The registry adds to it
 * now and then: `checkItem` takes further ones. */
export const IDENTIFIER_TYPES: readonly string[] = (
  'agr ark arxiv asin asin-tld authenticusid bibcode cba cienciaiul cit cstr ctx dnb doi eid emdb ' +
  'empiar ethos grant_number hal handle hir isbn ismn issn jfm jstor k10plus kuid lccn lensid mr oclc ' +
  'ol osti other-id pat pdb pmc pmid ppr proposal-id raid rfc rrid source-work-id ssrn uri urn wosuid ' +
  'zbl'
).split(' ');
