import type { OrganisationClient } from '../clients/client.ts';

/** What each of ORCID's scopes brings with it; `openid` alone has no slash. */
const INCLUDED: Readonly<Record<string, readonly string[]>> = {
  openid: ['/authenticate'],
  '/authenticate': ['/read-public'],
  '/activities/read-limited': ['/read-public'],
  '/person/read-limited': ['/read-public'],
  '/read-limited': ['/activities/read-limited', '/person/read-limited', '/read-public'],
};

/** The order in which scopes are asked and stored, whatever order they came in. */
const ORDER = [
  'openid',
  '/authenticate',
  '/read-public',
  '/read-limited',
  '/activities/update',
  '/person/update',
];

/** Splits a scope at its spaces; each once. */
export function splitScope(scope: string): string[] {
  return [...new Set(scope.split(/\s+/).filter((name) => name !== ''))];
}

/** Whether a permission for `given` is one for all of `wanted`, too. */
export function coversScope(given: string, wanted: string): boolean {
  const covered = new Set<string>();
  const open = splitScope(given);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (covered.has(name)) continue;
    covered.add(name);
    open.push(...(INCLUDED[name] ?? []));
  }
  return splitScope(wanted).every((name) => covered.has(name));
}

/** All of several scopes, each once, and without those that another of them brings with it. */
export function uniteScopes(...scopes: readonly string[]): string {
  const all = splitScope(scopes.join(' '));
  const needed = all.filter(
    (name) => name === 'openid' || !all.some((other) => other !== name && coversScope(other, name)),
  );
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return needed.toSorted((one, other) => rank(one) - rank(other)).join(' ');
}

/**
 * What an organisation asks of a person: to prove their iD, and with the member API to read what they share with
 * organisations that they trust, and to keep works, affiliations, funding and reviews on their record. ORCID asks its
 * members for no more than they use, so what writes other facts about the person is asked where the organisation does.
 */
export function usualScope(client: Pick<OrganisationClient, 'api' | 'asksForPerson'>): string {
  // What everyone can see may be read with it, too.
  if (client.api === 'public') return 'openid';
  const least = 'openid /read-limited /activities/update';
  return client.asksForPerson ? `${least} /person/update` : least;
}

/** Whether a client may ask people for a scope at all: the public API's clients only read what is public. */
export function mayAsk(client: Pick<OrganisationClient, 'api'>, scope: string): boolean {
  const widest =
    client.api === 'public' ? 'openid' : 'openid /read-limited /activities/update /person/update';
  return coversScope(widest, scope);
}

const MEANINGS: Readonly<Record<string, string>> = {
  openid: 'know your ORCID iD, and that it is yours',
  '/authenticate': 'know your ORCID iD, and that it is yours',
  '/read-public': 'read what everyone can see on your record',
  '/read-limited': 'read what you share with organisations that you trust',
  '/activities/read-limited':
    'read the works and affiliations that you share with organisations that you trust',
  '/person/read-limited': 'read the facts about you that you share with organisations that you trust',
  '/activities/update':
    'add works, affiliations, funding, peer reviews and research resources to your record, and change or remove what it added',
  '/person/update':
    'add links, keywords, other names and identifiers of yours to your record, and change or remove what it added',
};

/** A scope in plain words, one thing a line, for the person who gives it: “This organisation may …”. */
export function describeScope(scope: string): string[] {
  return [...new Set(splitScope(scope).map((name) => MEANINGS[name] ?? `use the permission ${name}`))];
}

const MEANINGS_TO_OTHERS: Readonly<Record<string, string>> = {
  openid: 'know the ORCID iD, and whose it is',
  '/authenticate': 'know the ORCID iD, and whose it is',
  '/read-public': 'read what everyone can see on the record',
  '/read-limited': 'read what is shared with organisations that the person trusts',
  '/activities/read-limited':
    'read the works and affiliations that are shared with organisations that the person trusts',
  '/person/read-limited':
    'read the facts about the person that are shared with organisations that they trust',
  '/activities/update':
    'add works, affiliations, funding, peer reviews and research resources, and change or remove what it added',
  '/person/update': 'add links, keywords, other names and identifiers, and change or remove what it added',
};

/** The same for administrators, who read it about somebody else. */
export function describeScopeToOthers(scope: string): string[] {
  const meanings = splitScope(scope).map((name) => MEANINGS_TO_OTHERS[name] ?? `use the permission ${name}`);
  return [...new Set(meanings)];
}
