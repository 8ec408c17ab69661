import type { Db } from '../../../db/index.ts';
import { listIdentifiers } from '../identifiers/list-identifiers.ts';
import type { Item } from '../item.ts';
import { readItem } from '../store.ts';
import { listVersions, readWorkFacts } from './store.ts';

/** A version that anybody may know of, with the identifiers that were announced for it: DOIs first. */
export type PublishedVersion = { item: Item; pids: string[] };

/** What anybody may know of an item, or of the work that it is a version of. */
export type Published = {
  thing: { type: 'item' | 'work'; id: string };
  organisationId: string;
  /** The announced DOI of the work; null for none, and for an item that is no version. */
  conceptPid: string | null;
  /** Archived, for everybody and to be found, by their numbers; none: nobody is to know of it. */
  versions: PublishedVersion[];
  /** Every item that is part of it, published or not. */
  itemIds: string[];
};

/** @returns null when there is no such item */
export async function readPublished(db: Db, itemId: string): Promise<Published | null> {
  const item = await readItem(db, itemId);
  if (item === null) return null;
  const { workId, organisationId } = item;
  const facts = workId === null ? null : await readWorkFacts(db, workId);
  const all = workId === null ? [item] : await listVersions(db, workId);
  const shown = all.filter(isPublished);
  const identifiers = await listIdentifiers(
    db,
    shown.map(({ id }) => id),
  );
  const concept = facts?.concept ?? null;
  return {
    thing: workId === null ? { type: 'item', id: itemId } : { type: 'work', id: workId },
    organisationId,
    conceptPid: concept !== null && isAnnounced(concept) ? concept.pid : null,
    versions: shown.map((each) => ({
      item: each,
      pids: (identifiers.get(each.id) ?? []).filter(isAnnounced).map(({ pid }) => pid),
    })),
    itemIds: all.map(({ id }) => id),
  };
}

function isPublished({ state, access, discoverable }: Item): boolean {
  return state === 'archived' && access === 'public' && discoverable;
}

function isAnnounced({ state }: { state: string }): boolean {
  return state === 'registered' || state === 'public';
}
