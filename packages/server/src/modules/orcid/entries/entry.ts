import type { ItemKind } from '@mintmark/orcid';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { GroupRecord } from '../groups/group.ts';

/** Whom an entry is about: an iD, which counts once its owner has connected, or the address of somebody invited. */
export type EntryPerson = { orcid: string; email: null } | { orcid: null; email: string };

/** What an organisation wants to say about one person. */
export type EntryWish = {
  kind: ItemKind;
  /** The organisation's own key of it: the same key again changes the entry. */
  localId: string;
  person: EntryPerson;
  /** ORCID's JSON without put code and visibility. */
  item: Record<string, unknown>;
  /** Of a peer review: what its group is made with where the registry has none. */
  group: GroupRecord | null;
};

/** What an organisation says about one person, for their record. */
export type Entry = {
  id: string;
  seq: number;
  organisationId: string;
  environment: OrcidEnvironmentName;
  kind: ItemKind;
  localId: string;
  orcid: string | null;
  email: string | null;
  /** The connection through which it is written; null: it waits until the person has connected. */
  connectionId: string | null;
  title: string;
  item: Record<string, unknown>;
  group: GroupRecord | null;
  batchId: string | null;
  deletedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** What somebody's wish did. */
export type EntryOutcome = 'created' | 'updated' | 'unchanged';
