import type { ClientKind } from './state.ts';

type ScopeFacts = {
  /** Scopes that come with this one, directly. */
  includes: readonly string[];
  /** How a person is told; null for scopes that no person grants (two-legged tokens only). */
  meaning: string | null;
  /** Whether a client of the public API may ask for it. */
  open: boolean;
  /** Whether the client_credentials grant may ask for it. */
  twoLegged: boolean;
};

/** The scopes of ORCID's registry with what includes what. `openid` alone has no slash. */
const SCOPES: Readonly<Record<string, ScopeFacts>> = {
  '/read-public': {
    includes: [],
    meaning: 'Read what is public on your record',
    open: true,
    twoLegged: true,
  },
  '/authenticate': {
    includes: ['/read-public'],
    meaning: 'Know your ORCID iD, as yours',
    open: true,
    twoLegged: false,
  },
  openid: {
    includes: ['/authenticate'],
    meaning: 'Know your ORCID iD, as yours',
    open: true,
    twoLegged: false,
  },
  '/activities/read-limited': {
    includes: ['/read-public'],
    meaning: 'Read the works and affiliations that you share with organisations you trust',
    open: false,
    twoLegged: false,
  },
  '/person/read-limited': {
    includes: ['/read-public'],
    meaning: 'Read the facts about you that you share with organisations you trust',
    open: false,
    twoLegged: false,
  },
  '/read-limited': {
    includes: ['/activities/read-limited', '/person/read-limited'],
    meaning: 'Read what you share with organisations you trust',
    open: false,
    twoLegged: false,
  },
  '/activities/update': {
    includes: [],
    meaning: 'Add and change works, affiliations and funding on your record',
    open: false,
    twoLegged: false,
  },
  '/person/update': {
    includes: [],
    meaning: 'Add and change other facts about you, such as keywords and links',
    open: false,
    twoLegged: false,
  },
  '/webhook': { includes: [], meaning: null, open: false, twoLegged: true },
  '/premium-notification': { includes: [], meaning: null, open: false, twoLegged: true },
  '/group-id-record/read': { includes: [], meaning: null, open: false, twoLegged: true },
  '/group-id-record/update': {
    includes: ['/group-id-record/read'],
    meaning: null,
    open: false,
    twoLegged: true,
  },
};

/** Splits a scope parameter at spaces, without repetitions, in the order asked. */
export function splitScope(scope: string): string[] {
  return [...new Set(scope.split(' ').filter((name) => name !== ''))];
}

/** Says whether a client of this kind may ask a person for these scopes. No scope at all may not be asked. */
export function mayAskPerson(scopes: readonly string[], kind: ClientKind): boolean {
  return (
    scopes.length > 0 &&
    scopes.every((name) => {
      const facts = SCOPES[name];
      return facts !== undefined && facts.meaning !== null && (facts.open || kind === 'member');
    })
  );
}

/** Says whether a client of this kind may get these scopes for itself, without a person. */
export function mayAskAlone(scopes: readonly string[], kind: ClientKind): boolean {
  return (
    scopes.length > 0 &&
    scopes.every((name) => {
      const facts = SCOPES[name];
      return facts?.twoLegged === true && (facts.open || kind === 'member');
    })
  );
}

/** All scopes that these scopes amount to, themselves included. */
export function impliedScopes(scopes: readonly string[]): Set<string> {
  const implied = new Set<string>();
  const open = [...scopes];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (implied.has(name)) continue;
    implied.add(name);
    open.push(...(SCOPES[name]?.includes ?? []));
  }
  return implied;
}

/** Says in words what is asked of the person, each thing once. */
export function describeScopes(scopes: readonly string[]): string[] {
  return [...new Set(scopes.map((name) => SCOPES[name]?.meaning ?? name))];
}
