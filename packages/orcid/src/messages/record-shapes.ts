import type { ActivityKind } from '../kinds.ts';
import { itemShapes, proposal } from './item-shapes.ts';
import {
  activityAttributes,
  dates,
  externalIds,
  filled,
  fuzzyDate,
  header,
  identifier,
  organization,
  personAttributes,
  title,
  titleWithSubtitle,
  url,
} from './part-shapes.ts';
import {
  type Child,
  flag,
  list,
  moment,
  type ObjectShape,
  one,
  type TextShape,
  text,
  value,
} from './shape.ts';

const modified = one('common:last-modified-date', moment);
const path = { path: text() };

const summary = (...children: Child[]): ObjectShape => ({
  kind: 'object',
  attributes: activityAttributes,
  children: [...header, ...children],
});

/** What sections show of each activity. Of an affiliation that is all of it. */
const summaryShapes: Readonly<Record<ActivityKind, ObjectShape>> = {
  work: summary(
    one('work:title', titleWithSubtitle),
    one('common:external-ids', externalIds()),
    one('common:url', url),
    one('work:type', text()),
    one('common:publication-date', fuzzyDate),
    one('work:journal-title', value(filled(1000))),
  ),
  employment: itemShapes.employment,
  education: itemShapes.education,
  qualification: itemShapes.qualification,
  distinction: itemShapes.distinction,
  'invited-position': itemShapes['invited-position'],
  membership: itemShapes.membership,
  service: itemShapes.service,
  funding: summary(
    one('funding:title', title),
    one('common:external-ids', externalIds()),
    one('common:url', url),
    one('funding:type', text()),
    one('common:start-date', fuzzyDate),
    one('common:end-date', fuzzyDate),
    one('common:organization', organization()),
  ),
  'peer-review': summary(
    one('peer-review:reviewer-role', text()),
    one('common:external-ids', externalIds()),
    one('peer-review:review-url', url),
    one('peer-review:review-type', text()),
    one('peer-review:completion-date', fuzzyDate),
    one('peer-review:review-group-id', text(filled(1000))),
    one('peer-review:convening-organization', organization()),
  ),
  'research-resource': summary(one('research-resource:proposal', proposal)),
};

const group = (member: Child): ObjectShape => ({
  kind: 'object',
  children: [modified, one('common:external-ids', externalIds()), member],
});

const section = (member: Child): ObjectShape => ({
  kind: 'object',
  attributes: path,
  children: [modified, member],
});

const summaryName = (kind: ActivityKind) => `${kind}:${kind}-summary`;

const grouped = (kind: ActivityKind) =>
  section(list('activities:group', group(list(summaryName(kind), summaryShapes[kind]))));

const affiliations = (kind: ActivityKind) =>
  section(
    list(
      'activities:affiliation-group',
      group({
        kind: 'choice',
        as: 'summaries',
        of: [{ name: summaryName(kind), shape: summaryShapes[kind] }],
      }),
    ),
  );

const peerReviews = section(
  list(
    'activities:group',
    group(
      list(
        'activities:peer-review-group',
        group(list(summaryName('peer-review'), summaryShapes['peer-review'])),
      ),
    ),
  ),
);

/** The sections of activities, in the order of the XSD. */
const activitySections: readonly [name: string, shape: ObjectShape][] = [
  ['activities:distinctions', affiliations('distinction')],
  ['activities:educations', affiliations('education')],
  ['activities:employments', affiliations('employment')],
  ['activities:fundings', grouped('funding')],
  ['activities:invited-positions', affiliations('invited-position')],
  ['activities:memberships', affiliations('membership')],
  ['activities:peer-reviews', peerReviews],
  ['activities:qualifications', affiliations('qualification')],
  ['activities:research-resources', grouped('research-resource')],
  ['activities:services', affiliations('service')],
  ['activities:works', grouped('work')],
];

const activities: ObjectShape = {
  kind: 'object',
  attributes: path,
  children: [modified, ...activitySections.map(([name, shape]) => one(name, shape))],
};

const email: ObjectShape = {
  kind: 'object',
  attributes: { ...personAttributes, verified: flag, primary: flag },
  children: [...header, one('email:email', text())],
};

const otherNames = section(list('other-name:other-name', itemShapes['other-name']));
const researcherUrls = section(list('researcher-url:researcher-url', itemShapes['researcher-url']));
const emails = section(list('email:email', email));
const addresses = section(list('address:address', itemShapes.address));
const keywords = section(list('keyword:keyword', itemShapes.keyword));
const externalIdentifiers = section(
  list('external-identifier:external-identifier', itemShapes['external-identifier']),
);

const nameAttributes: Readonly<Record<string, TextShape>> = { visibility: text(), path: text() };

const name: ObjectShape = {
  kind: 'object',
  attributes: nameAttributes,
  children: [
    ...dates,
    one('personal-details:given-names', value(filled(150))),
    one('personal-details:family-name', value(filled(150))),
    one('personal-details:credit-name', value(filled(150))),
  ],
};

const biography: ObjectShape = {
  kind: 'object',
  attributes: nameAttributes,
  children: [...dates, one('personal-details:content', text({ filled: true }))],
};

const person: ObjectShape = {
  kind: 'object',
  attributes: path,
  children: [
    modified,
    one('person:name', name),
    one('other-name:other-names', otherNames),
    one('person:biography', biography),
    one('researcher-url:researcher-urls', researcherUrls),
    one('email:emails', emails),
    one('address:addresses', addresses),
    one('keyword:keywords', keywords),
    one('external-identifier:external-identifiers', externalIdentifiers),
  ],
};

const personalDetails: ObjectShape = {
  kind: 'object',
  attributes: path,
  children: [
    modified,
    one('personal-details:name', name),
    one('other-name:other-names', otherNames),
    one('personal-details:biography', biography),
  ],
};

const history: ObjectShape = {
  kind: 'object',
  attributes: { visibility: text() },
  children: [
    one('history:creation-method', {
      kind: 'text',
      scalar: 'text',
      inXml: { DIRECT: 'Direct', MEMBER_REFERRED: 'Member-referred', WEBSITE: 'website' },
    }),
    one('history:completion-date', moment),
    one('history:submission-date', moment),
    modified,
    one('history:claimed', flag),
    ...header.slice(-1),
    one('history:deactivation-date', moment),
    one('history:verified-email', flag),
    one('history:verified-primary-email', flag),
  ],
};

const record: ObjectShape = {
  kind: 'object',
  attributes: path,
  children: [
    one('common:orcid-identifier', identifier),
    one('preferences:preferences', { kind: 'object', children: [one('preferences:locale', text())] }),
    one('history:history', history),
    one('person:person', person),
    one('activities:activities-summary', activities),
  ],
};

/** Messages that ORCID writes and clients read, by their root element. */
export const recordShapes: Readonly<Record<string, ObjectShape>> = {
  ...Object.fromEntries(
    Object.entries(summaryShapes).map(([kind, shape]) => [summaryName(kind as ActivityKind), shape]),
  ),
  ...Object.fromEntries(activitySections),
  'activities:activities-summary': activities,
  'other-name:other-names': otherNames,
  'researcher-url:researcher-urls': researcherUrls,
  'email:emails': emails,
  'address:addresses': addresses,
  'keyword:keywords': keywords,
  'external-identifier:external-identifiers': externalIdentifiers,
  'personal-details:personal-details': personalDetails,
  'person:person': person,
  'record:record': record,
};
