import { formatAnchor } from '../../anchors/anchor.ts';
import { readAnchor } from '../../anchors/read-anchor.ts';
import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { isStorableText } from '../../http/body.ts';
import { covers, type Steward } from '../../http/steward.ts';
import { compiledScheme, readScheme } from '../schemes/index.ts';
import type { StoredAnchor } from './link.ts';
import { splitAnchor } from './register/read-wish.ts';
import { readAnchorRow } from './store.ts';

/**
 * The anchor of a text, whose names may be `ai` or `shortcode` and whose values any form that its scheme reads.
 * @returns null when it is not registered
 */
export async function findAnchor(db: Db, text: string): Promise<StoredAnchor | null> {
  if (!isStorableText(text)) return null;
  const found = await readAnchorRow(db, text);
  if (found !== null) return found;
  const canonical = await canonicalise(db, text);
  return canonical === null || canonical === text ? null : readAnchorRow(db, canonical);
}

async function canonicalise(db: Db, text: string): Promise<string | null> {
  const split = splitAnchor(text);
  if (split === null || !isStorableText(split.segments.join(''))) return null;
  const scheme = await readScheme(db, split.namespace);
  if (scheme === null) return null;
  const read = readAnchor(compiledScheme(scheme), split.segments);
  return read.ok ? formatAnchor(read.anchor) : null;
}

/** Whether someone may read an anchor and its links whole; others read what is public. */
export function readsWhole(steward: Steward, anchor: Pick<StoredAnchor, 'organisationId'>): boolean {
  return covers(steward.reads, anchor.organisationId) || covers(steward.links, anchor.organisationId);
}

/** @throws AppError not-found to those who may not know of it, not-allowed to others who may not change it */
export function requireManagedAnchor(steward: Steward, anchor: StoredAnchor): void {
  if (covers(steward.links, anchor.organisationId)) return;
  if (anchor.state === 'inactive' && !readsWhole(steward, anchor)) throw unknownAnchor();
  throw new AppError(
    'not-allowed',
    'Only curators and administrators of the organisation that registered it change it and its links.',
  );
}

export function unknownAnchor(): AppError {
  return new AppError('not-found', 'There is no such identifier, or you may not see it.');
}

export function unknownLink(): AppError {
  return new AppError('not-found', 'There is no such link, or you may not see it.');
}
