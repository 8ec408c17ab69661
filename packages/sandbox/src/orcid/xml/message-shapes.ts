import {
  createdDate,
  externalId,
  externalIds,
  lastModifiedDate,
  orcidId,
  PATH,
  source,
  sourceMembers,
  VISIBILITY,
} from './common-shapes.ts';
import { groupId, ITEMS, SUMMARIES } from './item-shapes.ts';
import { biography, emails, name, PERSON_SECTIONS, person, personalDetails } from './person-shapes.ts';
import {
  attribute,
  type ComplexShape,
  complex,
  type ElementRef,
  many,
  manyOf,
  one,
  type Shape,
  text,
} from './shape.ts';

const ids = one('common:external-ids', externalIds, { required: true });

function affiliations(summary: ElementRef): ComplexShape {
  const group = complex([lastModifiedDate, ids, manyOf('summaries', [summary])]);
  return complex([lastModifiedDate, many('activities:affiliation-group', group)], [PATH]);
}

function grouped(summary: ElementRef): ComplexShape {
  const group = complex([lastModifiedDate, ids, many(summary.name, summary.shape)]);
  return complex([lastModifiedDate, many('activities:group', group)], [PATH]);
}

const reviews = SUMMARIES['peer-review-summary'];
const peerReviews = complex(
  [
    lastModifiedDate,
    many(
      'activities:group',
      complex([
        lastModifiedDate,
        ids,
        many(
          'activities:peer-review-group',
          complex([lastModifiedDate, ids, many(reviews.name, reviews.shape)]),
        ),
      ]),
    ),
  ],
  [PATH],
);

const ACTIVITY_SECTIONS = {
  distinctions: affiliations(SUMMARIES['distinction-summary']),
  educations: affiliations(SUMMARIES['education-summary']),
  employments: affiliations(SUMMARIES['employment-summary']),
  fundings: grouped(SUMMARIES['funding-summary']),
  'invited-positions': affiliations(SUMMARIES['invited-position-summary']),
  memberships: affiliations(SUMMARIES['membership-summary']),
  'peer-reviews': peerReviews,
  qualifications: affiliations(SUMMARIES['qualification-summary']),
  'research-resources': grouped(SUMMARIES['research-resource-summary']),
  services: affiliations(SUMMARIES['service-summary']),
  works: grouped(SUMMARIES['work-summary']),
};

const activitySection = <K extends string>(section: K, shape: Shape): ElementRef => ({
  name: `activities:${section}`,
  shape,
});

const activities = complex(
  [
    lastModifiedDate,
    ...Object.entries(ACTIVITY_SECTIONS).map(([section, shape]) => one(`activities:${section}`, shape)),
  ],
  [PATH],
);

const history = complex(
  [
    one(
      'history:creation-method',
      text('plain', {
        inXml: { DIRECT: 'Direct', MEMBER_REFERRED: 'Member-referred', WEBSITE: 'website' },
      }),
    ),
    one('history:completion-date', text('time')),
    one('history:submission-date', text('time')),
    lastModifiedDate,
    one('history:claimed', text('boolean')),
    source,
    one('history:deactivation-date', text('time')),
    one('history:verified-email', text('boolean'), { required: true }),
    one('history:verified-primary-email', text('boolean'), { required: true }),
  ],
  [VISIBILITY],
);

const record = complex(
  [
    one('common:orcid-identifier', orcidId),
    one(
      'preferences:preferences',
      complex([
        one('preferences:locale', text('plain', { pattern: /^[a-zA-Z]{1,8}((-|_)[a-zA-Z0-9]{1,8})*$/ }), {
          required: true,
        }),
      ]),
    ),
    one('history:history', history),
    one('person:person', person),
    one('activities:activities-summary', activities),
  ],
  [PATH],
);

const error = complex([
  one('error:response-code', text('integer'), { required: true }),
  one('error:developer-message', text(), { required: true }),
  one('error:user-message', text()),
  one('error:error-code', text('integer')),
  one('error:more-info', text()),
]);

const filled1000 = text('plain', { longest: 1000, filled: true });
/** A group's source stands in it without an element of its own; its times are in JSON only. */
const group = complex(
  [
    ...sourceMembers.slice(0, 3),
    one('group-id:name', filled1000, { required: true }),
    one('group-id:group-id', groupId, { required: true }),
    one('group-id:description', filled1000, { required: true }),
    one('group-id:type', text(), { required: true }),
  ],
  [attribute('put-code', 'integer')],
);

const count = text('integer');
const numFound = attribute('num-found', 'integer');

const notification = complex(
  [
    one('notification:notification-type', text(), { required: true }),
    one(
      'notification:authorization-url',
      complex([
        one('notification:uri', text()),
        one('notification:path', text()),
        one('notification:host', text()),
      ]),
      { required: true },
    ),
    one('notification:notification-subject', text(), { required: true }),
    one('notification:notification-intro', text('plain', { longest: 1000 }), { required: true }),
    one(
      'notification:items',
      complex([
        many(
          'notification:item',
          complex([
            one('notification:item-type', text(), { required: true }),
            one('notification:item-name', text('plain', { longest: 1000 }), { required: true }),
            one('common:external-id', externalId),
          ]),
          { required: true },
        ),
      ]),
      { required: true },
    ),
    createdDate,
    one('common:sent-date', text('time')),
    one('common:read-date', text('time')),
    one('notification:actioned-date', text('time')),
    one('common:archived-date', text('time')),
    source,
  ],
  [attribute('put-code', 'integer')],
);

/** Every message of the record API by the local name of its root element. */
const MESSAGES: Readonly<Record<string, ElementRef>> = {
  ...ITEMS,
  ...SUMMARIES,
  ...PERSON_SECTIONS,
  emails,
  distinctions: activitySection('distinctions', ACTIVITY_SECTIONS.distinctions),
  educations: activitySection('educations', ACTIVITY_SECTIONS.educations),
  employments: activitySection('employments', ACTIVITY_SECTIONS.employments),
  fundings: activitySection('fundings', ACTIVITY_SECTIONS.fundings),
  'invited-positions': activitySection('invited-positions', ACTIVITY_SECTIONS['invited-positions']),
  memberships: activitySection('memberships', ACTIVITY_SECTIONS.memberships),
  'peer-reviews': activitySection('peer-reviews', ACTIVITY_SECTIONS['peer-reviews']),
  qualifications: activitySection('qualifications', ACTIVITY_SECTIONS.qualifications),
  'research-resources': activitySection('research-resources', ACTIVITY_SECTIONS['research-resources']),
  services: activitySection('services', ACTIVITY_SECTIONS.services),
  works: activitySection('works', ACTIVITY_SECTIONS.works),
  'activities-summary': { name: 'activities:activities-summary', shape: activities },
  name: { name: 'personal-details:name', shape: name },
  biography: { name: 'personal-details:biography', shape: biography },
  'personal-details': { name: 'personal-details:personal-details', shape: personalDetails },
  person: { name: 'person:person', shape: person },
  record: { name: 'record:record', shape: record },
  error: { name: 'error:error', shape: error },
  bulk: {
    name: 'bulk:bulk',
    shape: complex([manyOf('bulk', [ITEMS.work, { name: 'error:error', shape: error }])]),
  },
  'group-id-record': { name: 'group-id:group-id-record', shape: group },
  'group-id-records': {
    name: 'group-id:group-id-records',
    shape: complex([
      lastModifiedDate,
      one('group-id:total', count, { required: true }),
      one('group-id:page', count, { required: true }),
      one('group-id:page-size', count, { required: true }),
      many('group-id:group-id-record', group),
    ]),
  },
  search: {
    name: 'search:search',
    shape: complex(
      [many('search:result', complex([one('common:orcid-identifier', orcidId, { required: true })]))],
      [numFound],
    ),
  },
  'expanded-search': {
    name: 'expanded-search:expanded-search',
    shape: complex(
      [
        many(
          'expanded-search:expanded-result',
          complex([
            one('expanded-search:orcid-id', text(), { required: true }),
            one('expanded-search:given-names', text()),
            one('expanded-search:family-names', text()),
            one('expanded-search:credit-name', text()),
            many('expanded-search:other-name', text()),
            many('expanded-search:email', text()),
            many('expanded-search:institution-name', text()),
          ]),
        ),
      ],
      [numFound],
    ),
  },
  notification: { name: 'notification:notification', shape: notification },
};

/** Finds a message by the local name of its root element, such as `group-id-record`. */
export function findMessage(name: string): ElementRef {
  const message = MESSAGES[name];
  if (message === undefined) throw new RangeError(`There is no message ${name}.`);
  return message;
}
