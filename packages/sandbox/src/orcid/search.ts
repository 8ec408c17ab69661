import { KINDS } from './kinds.ts';
import type { Json } from './read-item.ts';
import { findRecord, type Item, itemsOf } from './registry.ts';
import { parseQuery, type SearchFields } from './search-query.ts';
import type { OrcidState } from './state.ts';

/** Someone whom a search found, with what the public may know. */
export type Found = {
  orcid: string;
  givenNames: string | null;
  familyName: string | null;
  creditName: string | null;
  otherNames: string[];
  emails: string[];
  /** Organisations of affiliations; those without an end, and those with one. */
  currentInstitutions: string[];
  pastInstitutions: string[];
};

/** Finds people by what is public on their records; null for a query that cannot be read. */
export function searchPeople(state: OrcidState, q: string): Found[] | null {
  const query = parseQuery(q);
  if (query === null) return null;
  return [...state.people.keys()]
    .filter((orcid) => findRecord(state, orcid)?.status === 'active')
    .map((orcid) => describe(state, orcid))
    .filter(({ fields }) => query(fields))
    .map(({ found }) => found);
}

function describe(state: OrcidState, orcid: string): { found: Found; fields: SearchFields } {
  const person = state.people.get(orcid);
  const record = findRecord(state, orcid);
  const shown = (kind: Item['kind']) =>
    record === null ? [] : itemsOf(record, kind).filter(({ visibility }) => visibility === 'public');
  const affiliations = KINDS.filter(({ family }) => family === 'affiliation').flatMap(({ name }) =>
    shown(name),
  );
  const current = affiliations.filter(({ content }) => content['end-date'] === null);
  const past = affiliations.filter(({ content }) => content['end-date'] !== null);
  const found: Found = {
    orcid,
    givenNames: person?.givenName ?? null,
    familyName: person?.familyName ?? null,
    creditName: person?.name ?? null,
    otherNames: shown('other-name').flatMap(({ content }) => textsAt(content, ['content'])),
    emails: (person?.emails ?? [])
      .filter(({ visibility }) => visibility === 'public')
      .map(({ email }) => email),
    currentInstitutions: namesOf(current),
    pastInstitutions: namesOf(past),
  };
  const fields: SearchFields = new Map([
    ['orcid', [orcid]],
    ['given-names', known(found.givenNames)],
    ['family-name', known(found.familyName)],
    ['credit-name', known(found.creditName)],
    ['other-names', found.otherNames],
    ['email', found.emails],
    ['keyword', shown('keyword').flatMap(({ content }) => textsAt(content, ['content']))],
    ['affiliation-org-name', [...found.currentInstitutions, ...found.pastInstitutions]],
    ['ror-org-id', affiliations.flatMap((item) => rorsOf(item))],
    ['doi-self', shown('work').flatMap((item) => doisOf(item))],
    ['work-titles', shown('work').flatMap(({ content }) => textsAt(content, ['title', 'title', 'value']))],
  ]);
  return { found, fields };
}

function known(text: string | null): string[] {
  return text === null ? [] : [text];
}

function namesOf(items: readonly Item[]): string[] {
  return [...new Set(items.flatMap(({ content }) => textsAt(content, ['organization', 'name'])))];
}

function rorsOf({ content }: Item): string[] {
  const path = ['organization', 'disambiguated-organization'];
  const [source] = textsAt(content, [...path, 'disambiguation-source']);
  return source === 'ROR' ? textsAt(content, [...path, 'disambiguated-organization-identifier']) : [];
}

function doisOf({ content }: Item): string[] {
  const ids = valueAt(content, ['external-ids', 'external-id']);
  if (!Array.isArray(ids)) return [];
  return ids
    .filter(
      (id) =>
        valueAt(id, ['external-id-type']) === 'doi' && valueAt(id, ['external-id-relationship']) === 'self',
    )
    .flatMap((id) => textsAt(id, ['external-id-value']))
    .map((doi) => doi.replace(/^https?:\/\/(dx\.)?doi\.org\//i, ''));
}

function textsAt(value: Json, path: readonly string[]): string[] {
  const found = valueAt(value, path);
  return typeof found === 'string' ? [found] : [];
}

function valueAt(value: Json, path: readonly string[]): Json {
  return path.reduce<Json>(
    (at, name) => (typeof at === 'object' && at !== null && !Array.isArray(at) ? (at[name] ?? null) : null),
    value,
  );
}
