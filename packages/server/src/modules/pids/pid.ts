import type { DataciteMetadata } from '@mintmark/datacite';
import type { OrcidEnvironmentName } from '../../orcid-environment.ts';
import type { PidState, PidType } from './states.ts';

/** What an identifier is the name of: an item, a work of several versions, or a container of items. */
export type Holder = { type: 'item' | 'work' | 'collection' | 'community'; id: string };

/** The same with its first Handle; null where it has none. */
export type HolderWithHandle = Holder & { handle: string | null };

/** One identifier record. */
export type Pid = {
  pid: string;
  type: PidType;
  state: PidState;
  organisationId: string;
  shoulderId: string;
  ownerId: string | null;
  target: string | null;
  metadata: DataciteMetadata | null;
  /** iDs that the metadata names, authenticated or not. */
  orcids: readonly string[];
  reason: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** The block that it was reserved in, if any. */
  blockId: string | null;
  /** When it is released by itself, should it still be reserved then. */
  expiresAt: Date | null;
  /** Null: it names nothing that this service describes beside it. Who holds it changes it, and nobody else. */
  holder: Holder | null;
  /** Of a reserved name of an item: whether archiving the item registers it. */
  registerOnArchive: boolean;
};

/** An identifier as the table holds it; `seq` is its place in the order of creation. */
export type StoredPid = Pid & { seq: number };

/** iDs that people of this service signed in with, and where. */
export type AuthenticatedOrcids = ReadonlyMap<string, OrcidEnvironmentName>;

/** What a resolution holds besides type, state and target; kept small and complete. */
export type ResolutionDocument = {
  metadata: DataciteMetadata | null;
  authenticatedOrcids: Record<string, OrcidEnvironmentName>;
  organisation: string;
  reason: string | null;
  withdrawnAt: string | null;
  createdAt: string;
  updatedAt: string;
};

/** The bare iDs that creators and contributors of a metadata record name. */
export function findOrcids(
  metadata: DataciteMetadata | null,
  normalize: (text: string) => string | null,
): string[] {
  const found = new Set<string>();
  for (const person of [...(metadata?.creators ?? []), ...(metadata?.contributors ?? [])]) {
    for (const identifier of person.nameIdentifiers ?? []) {
      if (identifier.nameIdentifierScheme?.toUpperCase() !== 'ORCID') continue;
      const orcid = normalize(identifier.nameIdentifier);
      if (orcid !== null) found.add(orcid);
    }
  }
  return [...found];
}
