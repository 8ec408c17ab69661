import { orcidToUrl } from '@mintmark/identifiers';
import type { Person } from './people.ts';

const MORE_INFO = 'https://members.orcid.org/api/resources/troubleshooting';

/** The record API's error body: five members in ORCID's order. `code` is ORCID's own, such as 9016. */
export function presentError(
  status: number,
  code: number,
  developerMessage: string,
  userMessage = developerMessage,
): object {
  return {
    'response-code': status,
    'developer-message': developerMessage,
    'user-message': userMessage,
    'error-code': code,
    'more-info': MORE_INFO,
  };
}

/** A fixed time, so that the same person reads the same in every run: 2012-10-16, when the registry opened. */
const CREATED = { value: Date.UTC(2012, 9, 16) };

/** The whole record in ORCID's shape; `baseUrl` is the address of iDs. */
export function presentRecord(person: Person, baseUrl: string): object {
  const { orcid } = person;
  const emptySection = (section: string, items: string) => presentEmptySection(orcid, section, items);
  return {
    'orcid-identifier': { uri: orcidToUrl(orcid, baseUrl), path: orcid, host: new URL(baseUrl).host },
    preferences: { locale: 'en' },
    history: {
      'creation-method': 'DIRECT',
      'completion-date': null,
      'submission-date': CREATED,
      'last-modified-date': CREATED,
      claimed: true,
      source: null,
      'deactivation-date': null,
      'verified-email': true,
      'verified-primary-email': true,
    },
    person: presentPerson(person),
    'activities-summary': {
      'last-modified-date': null,
      distinctions: emptySection('distinctions', 'affiliation-group'),
      educations: emptySection('educations', 'affiliation-group'),
      employments: emptySection('employments', 'affiliation-group'),
      fundings: emptySection('fundings', 'group'),
      'invited-positions': emptySection('invited-positions', 'affiliation-group'),
      memberships: emptySection('memberships', 'affiliation-group'),
      'peer-reviews': emptySection('peer-reviews', 'group'),
      qualifications: emptySection('qualifications', 'affiliation-group'),
      'research-resources': emptySection('research-resources', 'group'),
      services: emptySection('services', 'affiliation-group'),
      works: emptySection('works', 'group'),
      path: `/${orcid}/activities`,
    },
    path: `/${orcid}`,
  };
}

/** The person section in ORCID's shape. A name that is not public is null. */
export function presentPerson(person: Person): object {
  const { orcid, givenName, familyName, name } = person;
  const emptySection = (section: string, items: string) => presentEmptySection(orcid, section, items);
  return {
    'last-modified-date': givenName === null ? null : CREATED,
    name:
      givenName === null
        ? null
        : {
            'created-date': CREATED,
            'last-modified-date': CREATED,
            'given-names': { value: givenName },
            'family-name': familyName === null ? null : { value: familyName },
            'credit-name': name === null ? null : { value: name },
            source: null,
            visibility: 'public',
            path: orcid,
          },
    'other-names': emptySection('other-names', 'other-name'),
    biography: null,
    'researcher-urls': emptySection('researcher-urls', 'researcher-url'),
    emails: emptySection('email', 'email'),
    addresses: emptySection('address', 'address'),
    keywords: emptySection('keywords', 'keyword'),
    'external-identifiers': emptySection('external-identifiers', 'external-identifier'),
    path: `/${orcid}/person`,
  };
}

function presentEmptySection(orcid: string, section: string, items: string): object {
  return { 'last-modified-date': null, [items]: [], path: `/${orcid}/${section}` };
}
