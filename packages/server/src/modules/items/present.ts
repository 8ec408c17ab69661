import { presentEventActor, type StoredEvent } from '../../events.ts';
import type { NamedOrcid } from '../../http/orcids.ts';
import { citableUrl } from '../minting/index.ts';
import type { Fields, HeldIdentifier, Item, ItemFile } from './item.ts';
import type { Revision, RevisionEntry } from './revisions/store.ts';

type Owner = { id: string; name: string | null; orcid: string };

/** What an answer says of an item beside its row. */
export type ItemSurroundings = {
  /** Short name. */
  organisation: string;
  owner: Owner | null;
  identifiers: readonly HeldIdentifier[];
  orcids: NamedOrcid[];
  publicUrl: string;
};

export function presentItem(item: Item, beside: ItemSurroundings) {
  return {
    uuid: item.id,
    state: item.state,
    version: item.version,
    revision: item.revision,
    organisation: beside.organisation,
    collection: item.collectionId,
    owner: beside.owner,
    submitter: presentEventActor(item.submitter),
    access: item.access,
    discoverable: item.discoverable,
    metadata: item.metadata as Record<string, unknown>,
    orcids: beside.orcids,
    otherFields: presentFields(item.otherFields),
    files: presentFiles(item.files),
    identifiers: beside.identifiers.map((each) => presentHeld(each, beside.publicUrl)),
    work:
      item.workId === null || item.versionNumber === null
        ? null
        : { id: item.workId, version: item.versionNumber },
    reason: item.withdrawnReason,
    createdAt: item.createdAt.toISOString(),
    updatedAt: item.updatedAt.toISOString(),
    archivedAt: item.archivedAt?.toISOString() ?? null,
  };
}

export function presentHeld(held: HeldIdentifier, publicUrl: string) {
  return { ...held, url: citableUrl(held, publicUrl) };
}

export function presentRevisionEntry({ number, actor, reason, at }: RevisionEntry) {
  return { number, actor: presentEventActor(actor), reason, at: at.toISOString() };
}

export function presentRevision(revision: Revision) {
  return {
    ...presentRevisionEntry(revision),
    metadata: revision.metadata as Record<string, unknown>,
    otherFields: presentFields(revision.otherFields),
    files: presentFiles(revision.files),
  };
}

export function presentEvent(event: StoredEvent) {
  return { ...event, at: event.at.toISOString(), actor: presentEventActor(event.actor) };
}

function presentFields(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, [...values]]));
}

function presentFiles(files: readonly ItemFile[]) {
  return [...files];
}
