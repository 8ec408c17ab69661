import type { Creator, DataciteMetadata } from '@mintmark/datacite';
import { normalizeOrcid, orcidToUrl } from '@mintmark/identifiers';
import { Type } from 'typebox';
import type { OrcidEnvironmentName } from '../orcid-environment.ts';

/*
 * How an ORCID iD is shown, in one place (ORCID's display guidelines). An iD is authenticated when its owner proved at
 * ORCID that it is theirs; every other one was typed in by somebody and must be marked. An iD belongs to the registry that
 * it is from: those of the sandbox and of a stand-in are nobody's at orcid.org, whatever the digits.
 */

/** The environment that the owner of each iD signed in at. */
export type AuthenticatedOrcids = Readonly<Record<string, OrcidEnvironmentName>>;

/** An ORCID iD to be shown: the view `orcid-id` lays it out. */
export type ShownOrcid = { uri: string; authenticated: boolean };

/** Where the records of each registry are; a stand-in's only where one is in use. */
export type OrcidBases = Readonly<Record<OrcidEnvironmentName, string | null>>;

export function orcidBases(standInUrl: string | null): OrcidBases {
  return { production: 'https://orcid.org', sandbox: 'https://sandbox.orcid.org', 'stand-in': standInUrl };
}

/**
 * An iD as a description names it. What was typed in is taken for an iD of orcid.org unless it says that it is the
 * sandbox's; what its owner signed in with is shown in the registry where they did.
 * @returns null for what is no iD
 */
export function showOrcid(
  text: string,
  authenticated: AuthenticatedOrcids,
  bases: OrcidBases,
): ShownOrcid | null {
  const orcid = normalizeOrcid(text);
  if (orcid === null) return null;
  const stated = isSandboxAddress(text) ? 'sandbox' : null;
  const environment = Object.hasOwn(authenticated, orcid) ? authenticated[orcid] : undefined;
  const base =
    environment === undefined || (stated ?? environment) !== environment ? null : bases[environment];
  return {
    uri: orcidToUrl(orcid, base ?? bases[stated ?? 'production'] ?? 'https://orcid.org'),
    authenticated: base !== null,
  };
}

/** One iD that a description names, as programs read it. */
export type NamedOrcid = {
  /** Where in the description (RFC 6901). */
  pointer: string;
  name: string;
  orcid: string;
  orcidUrl: string;
  authenticated: boolean;
};

export const NamedOrcids = Type.Array(
  Type.Object({
    pointer: Type.String({ description: 'Where in `metadata` (RFC 6901)' }),
    name: Type.String(),
    orcid: Type.String(),
    orcidUrl: Type.String({ description: 'The address of the iD in the registry it is from' }),
    authenticated: Type.Boolean({
      description: 'False: somebody typed it in, and nobody has signed in with it',
    }),
  }),
  {
    description: 'The ORCID iDs that `metadata` names, and whether their owners proved that they are theirs',
  },
);

/** The iDs of people in a description, in its order: DataCite's own JSON has no place to say which are authenticated. */
export function presentNamedOrcids(
  metadata: DataciteMetadata | null,
  authenticated: AuthenticatedOrcids,
  bases: OrcidBases,
): NamedOrcid[] {
  return listNamed(metadata).flatMap(({ pointer, name, text }) => {
    const orcid = normalizeOrcid(text);
    const shown = showOrcid(text, authenticated, bases);
    if (orcid === null || shown === null) return [];
    return { pointer, name, orcid, orcidUrl: shown.uri, authenticated: shown.authenticated };
  });
}

/** The bare iDs that descriptions name, each once. */
export function listNamedOrcids(descriptions: readonly (DataciteMetadata | null)[]): string[] {
  const named = descriptions.flatMap((metadata) =>
    listNamed(metadata).flatMap(({ text }) => normalizeOrcid(text) ?? []),
  );
  return [...new Set(named)];
}

function listNamed(metadata: DataciteMetadata | null): { pointer: string; name: string; text: string }[] {
  return (['creators', 'contributors'] as const).flatMap((member) =>
    (metadata?.[member] ?? []).flatMap((agent: Creator, index) =>
      (agent.nameIdentifiers ?? []).flatMap((identifier, place) =>
        isOrcidIdentifier(identifier)
          ? {
              pointer: `/metadata/${member}/${index}/nameIdentifiers/${place}`,
              name: agent.name,
              text: identifier.nameIdentifier,
            }
          : [],
      ),
    ),
  );
}

export function isOrcidIdentifier(identifier: { nameIdentifierScheme?: string | undefined }): boolean {
  return identifier.nameIdentifierScheme?.toUpperCase() === 'ORCID';
}

function isSandboxAddress(text: string): boolean {
  return /^\s*(?:https?:\/\/)?sandbox\.orcid\.org\//i.test(text);
}
