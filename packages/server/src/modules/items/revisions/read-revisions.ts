import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Difference, diffJson } from './diff.ts';
import { type Revision, readRevision } from './store.ts';

/** One revision of an item. @throws AppError not-found */
export async function requireRevision(db: Db, itemId: string, number: number): Promise<Revision> {
  const revision = await readRevision(db, itemId, number);
  if (revision !== null) return revision;
  throw new AppError('not-found', `The item has no revision ${number}.`);
}

/** What changed from one revision of an item to another, in whichever order they were written. @throws AppError not-found */
export async function diffRevisions(
  db: Db,
  itemId: string,
  { from, to }: { from: number; to: number },
): Promise<Difference[]> {
  const [before, after] = [await requireRevision(db, itemId, from), await requireRevision(db, itemId, to)];
  return diffJson(contentOf(before), contentOf(after));
}

function contentOf({ metadata, otherFields, files }: Revision): Record<string, unknown> {
  return { metadata, otherFields, files };
}
