import type { DataciteMetadata } from '@mintmark/datacite';
import type { Tx } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { PidState, PidType } from '../pids/index.ts';

/** `deleted` items are kept as rows, since their history is; nobody is shown them. */
export const itemStates = ['workspace', 'archived', 'withdrawn', 'deleted'] as const;
export type ItemState = (typeof itemStates)[number];

/** A file of an item, wherever it lies. */
export type ItemFile = {
  name: string;
  url: string;
  sizeBytes: number | null;
  mediaType: string | null;
  checksum: { algorithm: 'md5' | 'sha256' | 'sha512'; value: string } | null;
};

/** One value of a field as DSpace has it; its place is its index in the list. */
export type FieldValue = {
  value: string;
  language: string | null;
  authority: string | null;
  confidence: number;
};

/** Fields by name, such as `dc.description.provenance`. */
export type Fields = Readonly<Record<string, readonly FieldValue[]>>;

/** A described resource. */
export type Item = {
  id: string;
  seq: number;
  organisationId: string;
  ownerId: string | null;
  submitter: EventActor;
  collectionId: string | null;
  state: ItemState;
  /** Who may read it once it is archived. */
  access: 'public' | 'organisation';
  discoverable: boolean;
  metadata: DataciteMetadata;
  /** dc.* values that the kernel cannot hold. */
  otherFields: Fields;
  files: readonly ItemFile[];
  workId: string | null;
  versionNumber: number | null;
  withdrawnReason: string | null;
  /** The request whose package it describes: it changes with that alone. */
  keptFor: string | null;
  /** Counts changes of any kind; the ETag. */
  version: number;
  /** The revision that holds metadata and files as they are. */
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
};

/** What became of an item, in the transaction that changed it or its identifiers. */
export type AfterItemChange = (tx: Tx, change: { before: Item; after: Item }) => Promise<void>;

/** The names that DSpace has for how far the registration of a DOI has come. */
export const doiStatuses = [
  'UNKNOWN',
  'TO_BE_REGISTERED',
  'TO_BE_RESERVED',
  'IS_REGISTERED',
  'IS_RESERVED',
  'UPDATE_RESERVED',
  'UPDATE_REGISTERED',
  'UPDATE_BEFORE_REGISTRATION',
  'TO_BE_DELETED',
  'DELETED',
  'PENDING',
  'MINTED',
] as const;
export type DoiStatus = (typeof doiStatuses)[number];

/** An identifier of an item, a work or a container. */
export type HeldIdentifier = {
  pid: string;
  type: PidType;
  state: PidState;
  /** Null for all but DOIs. */
  status: DoiStatus | null;
};
