import { createHash } from 'node:crypto';
import type { DataciteMetadata } from '@mintmark/datacite';

/** What a registrar should know about one identifier. */
export type Wanted = {
  /** `draft`: known to us and the registrar alone; `absent`: a draft that is to be taken away again. */
  state: 'findable' | 'registered' | 'draft' | 'absent';
  /** Null: our own page for the identifier, whatever this service is called at the moment. */
  target: string | null;
  reason: string | null;
  metadata: DataciteMetadata | null;
};

/** What people wait for comes first: a hundred thousand drafts must not keep one published DOI waiting. */
export const WISHES_BY_URGENCY: readonly Wanted['state'][] = ['findable', 'registered', 'draft', 'absent'];

/** A digest of the wish: the same wish has the same digest, whatever the order of its members. */
export function hashWanted(wanted: Wanted): string {
  return createHash('sha256')
    .update(JSON.stringify(sortMembers(wanted)))
    .digest('hex');
}

function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, member]) => [name, sortMembers(member)]));
}

/** The event that leads a DOI from its state at DataCite to the wanted one; null when it is there (datacite.md: draft, registered, findable). */
export function chooseEvent(
  wanted: Wanted['state'],
  current: string | null,
): 'publish' | 'register' | 'hide' | null {
  if (wanted === 'draft' || wanted === 'absent') return null;
  if (wanted === 'findable') return current === 'findable' ? null : 'publish';
  if (current === 'findable') return 'hide';
  return current === 'registered' ? null : 'register';
}
