import type { ItemKind } from '@mintmark/orcid';
import { isAlike, itemsIn, likenessOf, sourceOf } from '../likeness.ts';

type Members = Record<string, unknown>;

/**
 * The put code of an item in a section of a record that we added and nobody remembers: its source is our client, it is the
 * same thing as what was posted, and no deposit of ours has it. Null: there is none.
 * @param section ORCID's JSON of the section
 * @param taken put codes that deposits of ours have
 */
export function findOurs(
  section: unknown,
  wish: { kind: ItemKind; posted: Members; clientId: string; taken: ReadonlySet<number> },
): number | null {
  const posted = likenessOf(wish.kind, wish.posted);
  for (const item of itemsIn(section)) {
    const putCode = Number(item['put-code']);
    if (!Number.isSafeInteger(putCode) || wish.taken.has(putCode)) continue;
    if (sourceOf(item) !== wish.clientId) continue;
    if (isAlike(posted, likenessOf(wish.kind, item))) return putCode;
  }
  return null;
}

/** Kinds that the registry itself does not take twice from one client, by their identifiers. */
export function isKeptOnce(kind: ItemKind): boolean {
  return kind === 'work' || kind === 'funding' || kind === 'peer-review' || kind === 'research-resource';
}
