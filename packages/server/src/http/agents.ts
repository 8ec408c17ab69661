import type { Creator, DataciteMetadata } from '@mintmark/datacite';
import { normalizeOrcid, orcidToUrl } from '@mintmark/identifiers';
import type { OrcidEnvironmentName } from '../orcid-environment.ts';
import { toSafeHref } from './safe-href.ts';

/** The environment that the owner of each iD signed in at. */
export type AuthenticatedOrcids = Readonly<Record<string, OrcidEnvironmentName>>;

/** An ORCID iD to be shown. An iD that nobody signed in with must be marked as unauthenticated (ORCID display rules). */
type ShownOrcid = { uri: string; authenticated: boolean };

/** A person or organisation to be shown. */
type ShownAgent = {
  name: string;
  orcid: ShownOrcid | null;
  otherIdentifiers: { scheme: string; text: string; href: string | null }[];
  affiliations: { name: string; href: string | null }[];
};

/** Where the records of each registry are; a stand-in's only where one is in use. */
export type OrcidBases = Readonly<Record<OrcidEnvironmentName, string | null>>;

export function orcidBases(standInUrl: string | null): OrcidBases {
  return { production: 'https://orcid.org', sandbox: 'https://sandbox.orcid.org', 'stand-in': standInUrl };
}

export function showAgent(agent: Creator, authenticated: AuthenticatedOrcids, bases: OrcidBases): ShownAgent {
  const identifiers = agent.nameIdentifiers ?? [];
  const orcid = identifiers.find(isOrcidIdentifier);
  return {
    name: agent.name,
    orcid: orcid === undefined ? null : showOrcid(orcid.nameIdentifier, authenticated, bases),
    otherIdentifiers: identifiers
      .filter((identifier) => !isOrcidIdentifier(identifier))
      .map(({ nameIdentifier, nameIdentifierScheme }) => ({
        scheme: nameIdentifierScheme,
        text: nameIdentifier,
        href: toSafeHref(nameIdentifier),
      })),
    affiliations: (agent.affiliation ?? []).map(({ name, affiliationIdentifier }) => ({
      name,
      href: toSafeHref(affiliationIdentifier),
    })),
  };
}

/**
 * The description with only those ORCID iDs that their owners signed in with. DataCite's and the citation formats
 * have no place to say that an iD is unauthenticated, and ORCID asks not to share one without saying so.
 */
export function withholdUnauthenticatedOrcids(
  metadata: DataciteMetadata,
  authenticated: AuthenticatedOrcids,
): DataciteMetadata {
  const isKept = (identifier: { nameIdentifier: string; nameIdentifierScheme: string }): boolean =>
    !isOrcidIdentifier(identifier) || isAuthenticated(identifier.nameIdentifier, authenticated);
  const withhold = <T extends Creator>(agent: T): T =>
    agent.nameIdentifiers === undefined
      ? agent
      : { ...agent, nameIdentifiers: agent.nameIdentifiers.filter(isKept) };
  return {
    ...metadata,
    ...(metadata.creators === undefined ? {} : { creators: metadata.creators.map(withhold) }),
    ...(metadata.contributors === undefined ? {} : { contributors: metadata.contributors.map(withhold) }),
  };
}

function showOrcid(text: string, authenticated: AuthenticatedOrcids, bases: OrcidBases): ShownOrcid | null {
  const orcid = normalizeOrcid(text);
  if (orcid === null) return null;
  const environment = Object.hasOwn(authenticated, orcid) ? authenticated[orcid] : undefined;
  const base = environment === undefined ? null : bases[environment];
  return { uri: orcidToUrl(orcid, base ?? 'https://orcid.org'), authenticated: base !== null };
}

function isOrcidIdentifier({ nameIdentifierScheme }: { nameIdentifierScheme: string }): boolean {
  return nameIdentifierScheme.toUpperCase() === 'ORCID';
}

function isAuthenticated(text: string, authenticated: AuthenticatedOrcids): boolean {
  const orcid = normalizeOrcid(text);
  return orcid !== null && Object.hasOwn(authenticated, orcid);
}
