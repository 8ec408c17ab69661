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
  /** What it named was deleted for good. The registrar hides it as it hides what is withdrawn; we tell the two apart. */
  deleted?: true;
};

/** What people wait for comes first: a hundred thousand drafts must not keep one published DOI waiting. */
export const WISHES_BY_URGENCY: readonly Wanted['state'][] = ['findable', 'registered', 'draft', 'absent'];

/** A digest of the wish: the same wish has the same digest, whatever the order of its members. */
export function hashWanted(wanted: Wanted): string {
  return createHash('sha256').update(formatSorted(wanted)).digest('hex');
}

/** JSON with the members of each object in the order of their names. */
function formatSorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatSorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${formatSorted(member)}`);
  }
  return `{${members.join(',')}}`;
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
