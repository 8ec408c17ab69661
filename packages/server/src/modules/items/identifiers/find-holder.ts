import { parseIsbn, parseIssn, parseOrcid, parsePid, parseRor } from '@mintmark/identifiers';
import { type BatchReader, createBatchReader } from '../../../db/batch-reader.ts';
import type { Db } from '../../../db/index.ts';
import { readPid } from '../../pids/index.ts';
import { findHeld, type Held } from './store.ts';

/**
 * What an identifier leads to. `reserved`: it was not announced yet, so that whoever may not read the holder is not to hear
 * of it. `not-resolvable`: it is of a scheme that is known, and is not resolved here.
 */
export type FoundHolder =
  | { kind: 'found' | 'reserved'; holder: { type: 'item' | 'collection' | 'community'; id: string } }
  | { kind: 'absent' }
  | { kind: 'not-resolvable'; scheme: string };

/** No identifier is longer, in whatever spelling. */
const LENGTH_LIMIT = 2048;

/** Schemes that are told by a label or an address alone. */
const FOREIGN: readonly { scheme: string; pattern: RegExp }[] = [
  { scheme: 'urn', pattern: /^urn:[a-z0-9][a-z0-9-]{0,31}:\S/i },
  { scheme: 'purl', pattern: /^https?:\/\/(?:www\.)?purl\.[a-z0-9.-]+\/\S/i },
  { scheme: 'w3id', pattern: /^https?:\/\/w3id\.org\/\S/i },
];

/** Schemes whose identifiers are numbers, which are told from other numbers by their label or address. */
const LABELLED = [
  { scheme: 'isbn', parse: parseIsbn },
  { scheme: 'issn', parse: parseIssn },
  { scheme: 'orcid', parse: parseOrcid },
  { scheme: 'ror', parse: parseRor },
];

/**
 * Finds what an identifier, in any spelling, is the name of. The concept DOI of a work leads to its newest archived version.
 * Those who ask at the same moment share a query; nothing is kept.
 */
export function createHolderFinder(db: Db): (text: string) => Promise<FoundHolder> {
  const readHeld = createBatchReader((names) => findHeld(db, names));
  return (text) => findBySpelling(db, readHeld, text);
}

async function findBySpelling(db: Db, readHeld: BatchReader<Held>, text: string): Promise<FoundHolder> {
  if (text.length > LENGTH_LIMIT) return { kind: 'absent' };
  const parsed = parsePid(text);
  if (!parsed.ok) {
    const scheme = recogniseForeign(text.trim());
    return scheme === null ? { kind: 'absent' } : { kind: 'not-resolvable', scheme };
  }
  const { canonical, scheme } = parsed.value;
  const held = await readHeld(canonical);
  if (held === null) {
    // An ARK of ours that names no item is absent; one of somebody else is not ours to resolve.
    const isForeign = scheme === 'ark' && (await readPid(db, canonical)) === null;
    return isForeign ? { kind: 'not-resolvable', scheme } : { kind: 'absent' };
  }
  const kind = held.isReserved ? 'reserved' : 'found';
  if (held.type !== 'work') return { kind, holder: { type: held.type, id: held.id } };
  return held.newestId === null ? { kind: 'absent' } : { kind, holder: { type: 'item', id: held.newestId } };
}

function recogniseForeign(text: string): string | null {
  const foreign = FOREIGN.find(({ pattern }) => pattern.test(text));
  if (foreign !== undefined) return foreign.scheme;
  if (!text.includes(':')) return null;
  return LABELLED.find(({ parse }) => parse(text).ok)?.scheme ?? null;
}
