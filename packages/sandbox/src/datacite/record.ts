/** States of a DOI at DataCite. Nothing returns to draft. */
export type DoiState = 'draft' | 'registered' | 'findable';

/** One change that was accepted, kept so that a test can prove that a thing happened exactly once. */
export type AcceptedWrite = {
  at: string;
  method: string;
  /** Status of the answer: 201 created, 200 updated. */
  status: number;
  /** The `event` of the request as sent, or null. */
  event: string | null;
  /** State after the write. */
  state: DoiState;
  url: string | null;
  /** Whether the Handle system took the address: null for a draft, which is not offered to it. */
  handle: 'accepted' | 'refused' | null;
};

/** One entry of the audit trail that `/dois/{id}/activities` shows. */
export type Activity = {
  id: string;
  at: string;
  action: 'create' | 'update';
  repositoryId: string;
  /** Attribute name → [old, new] on update, new value on creation. */
  changes: Record<string, unknown>;
};

/** A DOI as the stand-in keeps it. Times are ISO 8601, `doi` and `repositoryId` lower case. */
export type DoiRecord = {
  doi: string;
  repositoryId: string;
  state: DoiState;
  url: string | null;
  contentUrl: unknown;
  reason: string | null;
  source: string;
  schemaVersion: string | null;
  metadata: Metadata;
  /** The metadata as DataCite XML; null while the DOI has none. */
  xml: string | null;
  metadataVersion: number;
  created: string;
  updated: string;
  /** Time of the first hand-over to the Handle system that succeeded; null: the DOI does not resolve. */
  registered: string | null;
  /** Address that the Handle system knows; it may lag behind `url` after a refused hand-over. */
  handleUrl: string | null;
  writes: AcceptedWrite[];
  activities: Activity[];
};

/** JSON object of unknown members, the border type of everything that a request brings. */
export type Json = Record<string, unknown>;

/** The kernel attributes of a DOI: lists are always present, single values are null when absent. */
export type Metadata = {
  identifiers: Json[];
  creators: Json[];
  titles: Json[];
  publisher: Json | null;
  publicationYear: number | null;
  subjects: Json[];
  contributors: Json[];
  dates: Json[];
  language: string | null;
  types: Json;
  relatedIdentifiers: Json[];
  relatedItems: Json[];
  sizes: string[];
  formats: string[];
  version: string | null;
  rightsList: Json[];
  descriptions: Json[];
  geoLocations: Json[];
  fundingReferences: Json[];
};

/** The metadata of a DOI of which nothing is said yet. */
export function emptyMetadata(): Metadata {
  return {
    identifiers: [],
    creators: [],
    titles: [],
    publisher: null,
    publicationYear: null,
    subjects: [],
    contributors: [],
    dates: [],
    language: null,
    types: {},
    relatedIdentifiers: [],
    relatedItems: [],
    sizes: [],
    formats: [],
    version: null,
    rightsList: [],
    descriptions: [],
    geoLocations: [],
    fundingReferences: [],
  };
}
