import type { Creator } from '@mintmark/datacite';
import { findLicence } from '../template/licences.ts';
import { listMissing } from '../template/list-missing.ts';
import { nameAttribute } from '../template/name-attribute.ts';
import type { MetadataReading } from '../template/to-metadata.ts';
import { type CheckFacts, type Finding, failed, passed } from './check.ts';

/** Checks of what the metadata say. `reading` is what the attributes read as. */

const SUBJECTS_WANTED = 3;
const LISTED_LIMIT = 5;

/** What the service fills in has a check of its own. */
const OWN: ReadonlySet<string> = new Set(['identifier', 'publicationYear', 'datePublished']);

export function checkRequired({ attributes }: CheckFacts, { problems }: MetadataReading): Finding {
  const missing = listMissing(attributes);
  // What is missing whole needs no second sentence on what is missing in it.
  const isNamed = (place: string): boolean =>
    missing.some(({ attribute }) => place === attribute || place.startsWith(`${attribute}/`));
  const wrong = problems.filter(({ attribute }) => !OWN.has(bareName(attribute)) && !isNamed(attribute));
  const all = [...missing, ...wrong];
  if (all.length === 0) return passed;
  const listed = all
    .slice(0, LISTED_LIMIT)
    .map(({ attribute, detail }) => `${nameAttribute(attribute)}: ${detail}`);
  const more = all.length > LISTED_LIMIT ? ` And ${all.length - LISTED_LIMIT} more.` : '';
  return failed(
    `${listed.join(' ')}${more}`,
    all.map(({ attribute }) => ({ attribute })),
  );
}

export function checkBlanks(_facts: CheckFacts, { problems }: MetadataReading): Finding {
  const given = problems.filter(({ attribute }) => OWN.has(bareName(attribute)));
  if (given.length === 0) return passed;
  return failed(
    given.map(({ detail }) => detail).join(' '),
    given.map(({ attribute }) => ({ attribute })),
  );
}

export function checkSubjects(_facts: CheckFacts, { metadata }: MetadataReading): Finding {
  const subjects = new Set((metadata.subjects ?? []).map(({ subject }) => subject.toLowerCase()));
  if (subjects.size >= SUBJECTS_WANTED) return passed;
  const detail = `Give at least ${SUBJECTS_WANTED} different subjects; there ${subjects.size === 1 ? 'is' : 'are'} ${subjects.size}.`;
  return failed(detail, [{ attribute: 'subject' }]);
}

/** Terms of a vocabulary may have a comma of their own. */
export function checkSubjectsSplit(_facts: CheckFacts, { metadata, placeOf }: MetadataReading): Finding {
  const joined = (metadata.subjects ?? []).flatMap(({ subject, subjectScheme, valueUri }, index) => {
    const isTerm = subjectScheme !== undefined || valueUri !== undefined;
    return !isTerm && /[,;|\n]/.test(subject) ? [{ subject, attribute: placeOf(`/subjects/${index}`) }] : [];
  });
  const [first] = joined;
  if (first === undefined) return passed;
  const shown = first.subject.length > 60 ? `${first.subject.slice(0, 57).toWellFormed()}…` : first.subject;
  return failed(
    `Give each of these a subject attribute of its own: “${shown}”.`,
    joined.map(({ attribute }) => ({ attribute })),
  );
}

export function checkLicence(_facts: CheckFacts, { metadata }: MetadataReading): Finding {
  const statements = metadata.rightsList ?? [];
  if (statements.some((statement) => findLicence(statement)?.isPublicDomain)) return passed;
  const [first] = statements;
  const detail =
    first === undefined
      ? 'Give ODC PDDL or CC0 as rights.'
      : 'Give ODC PDDL or CC0 as rights, or agree on another licence with the curators.';
  return failed(detail, [{ attribute: 'rights' }]);
}

/** The word of a requester is not proof: an iD counts as confirmed when its owner signed in here. */
export function checkOrcids({ authenticatedOrcids }: CheckFacts, reading: MetadataReading): Finding {
  const people = listPeople(reading);
  const without = people.filter(({ orcid }) => orcid === null);
  const unconfirmed = people.filter(({ orcid }) => orcid !== null && !authenticatedOrcids.has(orcid));
  const named = (list: readonly Person[]): string => {
    const names = [...new Set(list.map(({ name }) => name))];
    return `${names.slice(0, LISTED_LIMIT).join('; ')}${names.length > LISTED_LIMIT ? '; …' : ''}`;
  };
  const remark =
    unconfirmed.length === 0 ? null : `Given but not confirmed by signing in here: ${named(unconfirmed)}.`;
  if (without.length === 0) return { ...passed, detail: remark };
  const wish = `Add the ORCID iDs of ${named(without)}, or say that they are organisations with nameType.`;
  return failed(
    remark === null ? wish : `${wish} ${remark}`,
    without.map(({ place }) => ({ attribute: place })),
  );
}

type Person = { name: string; orcid: string | null; place: string };

function listPeople({ metadata: { creators = [], contributors = [] }, placeOf }: MetadataReading): Person[] {
  const read = (member: string, agents: readonly Creator[]): Person[] =>
    agents.flatMap((agent, index) => {
      if (isOrganisation(agent)) return [];
      return [{ name: agent.name, orcid: orcidOf(agent), place: placeOf(`/${member}/${index}`) }];
    });
  return [...read('creators', creators), ...read('contributors', contributors)];
}

function isOrganisation({ nameType, nameIdentifiers = [] }: Creator): boolean {
  if (nameType !== undefined) return nameType === 'Organizational';
  return nameIdentifiers.some(({ nameIdentifierScheme }) => nameIdentifierScheme.toUpperCase() === 'ROR');
}

function orcidOf({ nameIdentifiers = [] }: Creator): string | null {
  const found = nameIdentifiers.find(
    ({ nameIdentifierScheme }) => nameIdentifierScheme.toUpperCase() === 'ORCID',
  );
  return /(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$/.exec(found?.nameIdentifier ?? '')?.[1] ?? null;
}

function bareName(place: string): string {
  return place.replace(/[[/].*$/, '');
}
