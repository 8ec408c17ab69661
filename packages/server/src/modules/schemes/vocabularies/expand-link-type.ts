import type { Db } from '../../../db/index.ts';
import { isIanaRelation } from './iana-relations.ts';
import { listVocabularies, readVocabulary } from './store.ts';
import { findLinkType, type Vocabulary } from './vocabulary.ts';

/** `relation`: absolute address of a link type, or a registered relation name; `curie`: the same as `prefix:key`. */
export type ExpandedLinkType = { relation: string; curie: string | null };

const LENGTH_LIMIT = 2048;
const CURIE = /^([A-Za-z][A-Za-z0-9_-]*):([A-Za-z][A-Za-z0-9._-]*)$/;

/**
 * Reads a link type as somebody wrote it: `prefix:key` of a vocabulary here, an absolute http(s) address (one that a
 * vocabulary knows by another spelling becomes that of the vocabulary), or a relation that IANA registers.
 * @returns null when it is none of them
 */
export async function expandLinkType(db: Db, text: string): Promise<ExpandedLinkType | null> {
  if (text.length > LENGTH_LIMIT) return null;
  if (/^https?:\/\//i.test(text)) {
    // Spaces, quotes and angle brackets would end a Link header's parts early.
    if (!URL.canParse(text) || /[\s"<>\\^`{|}\p{Cc}]/u.test(text)) return null;
    return findByAddress(await listVocabularies(db), text) ?? { relation: text, curie: null };
  }
  const [, prefix, key] = CURIE.exec(text) ?? [];
  if (prefix !== undefined && key !== undefined) {
    const vocabulary = await readVocabulary(db, prefix);
    return vocabulary === null || findLinkType(vocabulary, key) === null ? null : expand(vocabulary, key);
  }
  return isIanaRelation(text) ? { relation: text.toLowerCase(), curie: null } : null;
}

/** The link type that an address means by a vocabulary, in the vocabulary's own spelling. */
export function findByAddress(vocabularies: readonly Vocabulary[], address: string): ExpandedLinkType | null {
  for (const vocabulary of vocabularies) {
    for (const base of [vocabulary.uri, ...vocabulary.aliases]) {
      if (!address.startsWith(base)) continue;
      const key = address.slice(base.length);
      if (findLinkType(vocabulary, key) !== null) return expand(vocabulary, key);
    }
  }
  return null;
}

function expand({ prefix, uri }: Vocabulary, key: string): ExpandedLinkType {
  return { relation: `${uri}${key}`, curie: `${prefix}:${key}` };
}
