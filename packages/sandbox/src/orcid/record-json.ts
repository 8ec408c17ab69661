import { orcidToUrl } from '@mintmark/identifiers';
import type { Caller } from './access.ts';
import { ACTIVITY_KINDS, type Kind, PERSON_KINDS } from './kinds.ts';
import type { Email, Person } from './people.ts';
import { presentSource, presentTime } from './present-item.ts';
import { latest, presentSection } from './present-section.ts';
import type { Json, JsonObject } from './read-item.ts';
import type { RegistryRecord } from './registry.ts';
import type { OrcidState } from './state.ts';
import { maySee, visibleItems } from './visibility.ts';

/** A fixed time, so that the same person reads the same in every run: 2012-10-16, when the registry opened. */
const CREATED = new Date(Date.UTC(2012, 9, 16));

/** What a reading needs: whose record, and who looks. */
export type Reading = { state: OrcidState; caller: Caller; record: RegistryRecord; person: Person };

/** The whole record in ORCID's shape, as far as the caller may see it. */
export function presentRecord(reading: Reading): JsonObject {
  const { state, record } = reading;
  const { orcid } = record;
  return {
    'orcid-identifier': {
      uri: orcidToUrl(orcid, state.issuer),
      path: orcid,
      host: new URL(state.issuer).host,
    },
    preferences: { locale: 'en' },
    history: {
      'creation-method': 'DIRECT',
      'completion-date': null,
      'submission-date': presentTime(CREATED),
      'last-modified-date': presentTime(record.lastModifiedAt ?? CREATED),
      claimed: true,
      source: null,
      'deactivation-date': null,
      'verified-email': true,
      'verified-primary-email': true,
    },
    person: presentPerson(reading),
    'activities-summary': presentActivities(reading),
    path: `/${orcid}`,
  };
}

/** The sections of all activities with their summaries. */
export function presentActivities(reading: Reading): JsonObject {
  const { caller, record } = reading;
  const all = ACTIVITY_KINDS.flatMap((kind) => visibleItems(caller, record, kind));
  return {
    'last-modified-date': latest(all),
    ...Object.fromEntries(ACTIVITY_KINDS.map((kind) => [kind.sectionName, presentKind(reading, kind)])),
    path: `/${record.orcid}/activities`,
  };
}

/** The person section. A name that is not public is null. */
export function presentPerson(reading: Reading): JsonObject {
  const { caller, record, person } = reading;
  const { orcid } = record;
  const [otherNames, researcherUrls, addresses, keywords, externalIdentifiers] = PERSON_KINDS.map((kind) =>
    presentKind(reading, kind),
  );
  const items = PERSON_KINDS.flatMap((kind) => visibleItems(caller, record, kind));
  return {
    'last-modified-date': latest(items) ?? (person.givenName === null ? null : presentTime(CREATED)),
    name: presentName(person),
    'other-names': otherNames ?? null,
    biography: presentBiography(reading),
    'researcher-urls': researcherUrls ?? null,
    emails: presentEmails(reading),
    addresses: addresses ?? null,
    keywords: keywords ?? null,
    'external-identifiers': externalIdentifiers ?? null,
    path: `/${orcid}/person`,
  };
}

/** Name, other names and biography. */
export function presentPersonalDetails(reading: Reading): JsonObject {
  const { caller, record, person } = reading;
  const otherNames = PERSON_KINDS.filter((kind) => kind.name === 'other-name');
  const items = otherNames.flatMap((kind) => visibleItems(caller, record, kind));
  return {
    'last-modified-date': latest(items) ?? (person.givenName === null ? null : presentTime(CREATED)),
    name: presentName(person),
    'other-names': otherNames.map((kind) => presentKind(reading, kind))[0] ?? null,
    biography: presentBiography(reading),
    path: `/${record.orcid}/personal-details`,
  };
}

/** The section of one kind, as far as the caller may see it. */
export function presentKind({ state, caller, record }: Reading, kind: Kind): JsonObject {
  return presentSection(state, record.orcid, kind, visibleItems(caller, record, kind));
}

/** The biography, or null where there is none. */
export function presentBiography({ person }: Reading): JsonObject | null {
  if (person.biography == null) return null;
  return {
    'created-date': presentTime(CREATED),
    'last-modified-date': presentTime(CREATED),
    content: person.biography,
    visibility: 'public',
    path: `/${person.orcid}/biography`,
  };
}

/** The mail addresses that the caller may see. */
export function presentEmails({ state, caller, person }: Reading): JsonObject {
  const emails = (person.emails ?? []).filter((email) => maySee(caller, 'person', email.visibility));
  return {
    'last-modified-date': emails.length === 0 ? null : presentTime(CREATED),
    email: emails.map((email) => presentEmail(state, person, email)),
    path: `/${person.orcid}/email`,
  };
}

function presentEmail(state: OrcidState, person: Person, email: Email): Json {
  return {
    'created-date': presentTime(CREATED),
    'last-modified-date': presentTime(CREATED),
    source: presentSource(state, { orcid: person.orcid }),
    email: email.email,
    path: null,
    visibility: email.visibility,
    verified: email.verified,
    primary: email.primary,
    'put-code': null,
  };
}

function presentName(person: Person): JsonObject | null {
  const { orcid, givenName, familyName, name } = person;
  if (givenName === null) return null;
  return {
    'created-date': presentTime(CREATED),
    'last-modified-date': presentTime(CREATED),
    'given-names': { value: givenName },
    'family-name': familyName === null ? null : { value: familyName },
    'credit-name': name === null ? null : { value: name },
    source: null,
    visibility: 'public',
    path: orcid,
  };
}
