import type { ItemKind } from '../kinds.ts';
import {
  activityAttributes,
  CODE,
  externalId,
  externalIds,
  filled,
  fuzzyDate,
  header,
  identifier,
  languageCode,
  organization,
  personAttributes,
  personExternalId,
  title,
  titleWithSubtitle,
  url,
} from './part-shapes.ts';
import { type Child, list, must, type ObjectShape, one, text, value } from './shape.ts';
import {
  CITATION_TYPES,
  CONTRIBUTOR_ROLES,
  CONTRIBUTOR_SEQUENCES,
  COUNTRIES,
  FUNDING_ROLES,
  FUNDING_TYPES,
  RESOURCE_TYPES,
  REVIEW_ROLES,
  REVIEW_TYPES,
  SUBJECT_TYPES,
  WORK_TYPES,
} from './vocabularies.ts';

const activity = (...children: Child[]): ObjectShape => ({
  kind: 'object',
  attributes: activityAttributes,
  children: [...header, ...children],
});

const aboutPerson = (...children: Child[]): ObjectShape => ({
  kind: 'object',
  attributes: personAttributes,
  children: [...header, ...children],
});

const enumerated = (oneOf: readonly string[], code: number = CODE.enumeration) => text({ oneOf, code });

function contributors(ns: 'work' | 'funding'): ObjectShape {
  const roles = ns === 'work' ? CONTRIBUTOR_ROLES : FUNDING_ROLES;
  const attributes: ObjectShape = {
    kind: 'object',
    children: [
      ...(ns === 'work' ? [one('work:contributor-sequence', enumerated(CONTRIBUTOR_SEQUENCES))] : []),
      one(`${ns}:contributor-role`, enumerated(roles, CODE.role)),
    ],
  };
  const contributor: ObjectShape = {
    kind: 'object',
    children: [
      one('common:contributor-orcid', identifier),
      one(`${ns}:credit-name`, value({ ...filled(150), code: CODE.rule })),
      one(
        `${ns}:contributor-email`,
        value({
          max: 350,
          pattern: /^[^@]+@[^.]+\..+$/,
          patternName: 'an address of electronic mail',
          code: CODE.rule,
        }),
      ),
      one(`${ns}:contributor-attributes`, attributes),
    ],
  };
  return { kind: 'object', children: [list(`${ns}:contributor`, contributor)] };
}

const citation: ObjectShape = {
  kind: 'object',
  children: [
    must('work:citation-type', enumerated(CITATION_TYPES, CODE.type), CODE.type),
    must('work:citation-value', text({ filled: true, code: CODE.rule }), CODE.rule),
  ],
};

const work = activity(
  must('work:title', titleWithSubtitle, CODE.title),
  one('work:journal-title', value(filled(1000))),
  one('work:short-description', text({ max: 5000 })),
  one('work:citation', citation),
  must('work:type', enumerated(WORK_TYPES, CODE.type), CODE.type),
  one('common:publication-date', fuzzyDate),
  must('common:external-ids', externalIds(CODE.externalId), CODE.externalId),
  one('common:url', url),
  one('work:contributors', contributors('work')),
  languageCode,
  one('common:country', value({ oneOf: COUNTRIES, code: CODE.type })),
);

/** Education and employment ask for the identifier of the organisation; the others take one of the affiliation too. */
const affiliation = (disambiguatedCode?: number) =>
  activity(
    one('common:department-name', text(filled(4000))),
    one('common:role-title', text(filled(4000))),
    one('common:start-date', fuzzyDate),
    one('common:end-date', fuzzyDate),
    must('common:organization', organization(disambiguatedCode), CODE.organization),
    one('common:url', url),
    one('common:external-ids', externalIds()),
  );

const funding = activity(
  must('funding:type', enumerated(FUNDING_TYPES), CODE.type),
  one('funding:organization-defined-type', value({ max: 255 })),
  must('funding:title', title, CODE.title),
  one('funding:short-description', text({ max: 5000 })),
  one('funding:amount', {
    kind: 'value',
    scalar: 'text',
    limits: { filled: true, code: CODE.rule },
    attributes: {
      'currency-code': text({
        pattern: /^[A-Z]{3}$/,
        patternName: 'three letters, such as EUR',
        code: CODE.enumeration,
      }),
    },
    required: { 'currency-code': CODE.rule },
  }),
  one('common:url', url),
  one('common:start-date', fuzzyDate),
  one('common:end-date', fuzzyDate),
  must('common:external-ids', externalIds(CODE.externalId), CODE.externalId),
  one('funding:contributors', contributors('funding')),
  must('common:organization', organization(CODE.disambiguated), CODE.organization),
);

const peerReview = activity(
  must('peer-review:reviewer-role', enumerated(REVIEW_ROLES), CODE.type),
  must('peer-review:review-identifiers', externalIds(CODE.externalId), CODE.externalId),
  one('peer-review:review-url', url),
  must('peer-review:review-type', enumerated(REVIEW_TYPES), CODE.type),
  must('peer-review:review-completion-date', fuzzyDate, CODE.structure),
  must('peer-review:review-group-id', text({ ...filled(1000), code: CODE.rule }), CODE.structure),
  one('peer-review:subject-external-identifier', externalId),
  one('peer-review:subject-container-name', value(filled(1000))),
  one('peer-review:subject-type', enumerated(SUBJECT_TYPES)),
  one('peer-review:subject-name', titleWithSubtitle),
  one('peer-review:subject-url', url),
  must('peer-review:convening-organization', organization(CODE.disambiguated), CODE.organization),
);

const hosts: ObjectShape = {
  kind: 'object',
  children: [
    list('common:organization', organization(CODE.disambiguated), { required: CODE.organization, max: 10 }),
  ],
};

export const proposal: ObjectShape = {
  kind: 'object',
  children: [
    must('research-resource:title', title, CODE.title),
    must('research-resource:hosts', hosts, CODE.organization),
    must('common:external-ids', externalIds(CODE.externalId), CODE.externalId),
    one('common:start-date', fuzzyDate),
    one('common:end-date', fuzzyDate),
    one('common:url', url),
  ],
};

const resourceItem: ObjectShape = {
  kind: 'object',
  children: [
    must('research-resource:resource-name', text(filled(1000)), CODE.structure),
    must('research-resource:resource-type', enumerated(RESOURCE_TYPES), CODE.structure),
    must('research-resource:hosts', hosts, CODE.organization),
    must('common:external-ids', externalIds(CODE.externalId), CODE.externalId),
    one('common:url', url),
  ],
};

const researchResource = activity(
  must('research-resource:proposal', proposal, CODE.structure),
  list('research-resource:resource-item', resourceItem, {
    wrapper: 'research-resource:resource-items',
    required: CODE.structure,
  }),
);

/** One item of each kind: what it consists of, in the order of the XSD. */
export const itemShapes: Readonly<Record<ItemKind, ObjectShape>> = {
  work,
  employment: affiliation(CODE.disambiguated),
  education: affiliation(CODE.disambiguated),
  qualification: affiliation(),
  distinction: affiliation(),
  'invited-position': affiliation(),
  membership: affiliation(),
  service: affiliation(),
  funding,
  'peer-review': peerReview,
  'research-resource': researchResource,
  'researcher-url': aboutPerson(
    one('researcher-url:url-name', text(filled(350))),
    must('researcher-url:url', url, CODE.rule),
  ),
  'other-name': aboutPerson(must('other-name:content', text({ filled: true, max: 255 }), CODE.rule)),
  keyword: aboutPerson(must('keyword:content', text({ filled: true, max: 255 }), CODE.rule)),
  'external-identifier': personExternalId,
  address: aboutPerson(must('address:country', value({ oneOf: COUNTRIES, code: CODE.rule }), CODE.rule)),
};
