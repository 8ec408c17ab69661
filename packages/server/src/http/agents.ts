import type { Creator, DataciteMetadata, NameIdentifier } from '@mintmark/datacite';
import {
  type AuthenticatedOrcids,
  isOrcidIdentifier,
  type OrcidBases,
  type ShownOrcid,
  showOrcid,
} from './orcids.ts';
import { toSafeHref } from './safe-href.ts';

/** A person or organisation to be shown. */
type ShownAgent = {
  name: string;
  orcid: ShownOrcid | null;
  otherIdentifiers: { scheme: string; text: string; href: string | null }[];
  affiliations: { name: string; href: string | null }[];
};

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
 * The description with only those ORCID iDs that their owners signed in with, each with the address that it has in its
 * registry. DataCite's and the citation formats have no place to say that an iD is unauthenticated, and ORCID asks not to
 * share one without saying so.
 */
export function shareAuthenticatedOrcids(
  metadata: DataciteMetadata,
  authenticated: AuthenticatedOrcids,
  bases: OrcidBases,
): DataciteMetadata {
  const shareIdentifier = (identifier: NameIdentifier): NameIdentifier[] => {
    if (!isOrcidIdentifier(identifier)) return [identifier];
    const shown = showOrcid(identifier.nameIdentifier, authenticated, bases);
    if (shown === null || !shown.authenticated) return [];
    const { schemeUri } = identifier;
    return [
      {
        ...identifier,
        nameIdentifier: shown.uri,
        ...(schemeUri === undefined ? {} : { schemeUri: new URL(shown.uri).origin }),
      },
    ];
  };
  const share = <T extends Creator>(agent: T): T =>
    agent.nameIdentifiers === undefined
      ? agent
      : { ...agent, nameIdentifiers: agent.nameIdentifiers.flatMap(shareIdentifier) };
  return {
    ...metadata,
    ...(metadata.creators === undefined ? {} : { creators: metadata.creators.map(share) }),
    ...(metadata.contributors === undefined ? {} : { contributors: metadata.contributors.map(share) }),
  };
}
