import { normalizeOrcid } from '@mintmark/identifiers';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../../http/paging.ts';
import { type DifferenceFilter, type ListedDifference, listDifferences } from './store.ts';

/** What somebody asks a list of differences for. */
type DifferenceQuestion = Pick<DifferenceFilter, 'state' | 'sort'> & {
  /** An iD in any spelling. */
  orcid?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/**
 * A page of differences, newest first.
 * @param scope whose they are: an organisation's, or one person's own
 * @throws AppError invalid-input
 */
export async function findDifferences<T>(
  db: Db,
  scope: Pick<DifferenceFilter, 'organisationId' | 'accountId' | 'connectionId'>,
  question: DifferenceQuestion,
  present: (difference: ListedDifference) => T,
): Promise<Page<T>> {
  const { state, sort, limit, cursor } = question;
  const before = cursor === undefined ? null : Number(decodeCursor(cursor, ['number'])[0]);
  const orcid = question.orcid === undefined ? undefined : readOrcid(question.orcid);
  const rows = await listDifferences(db, { ...scope, state, sort, orcid }, { limit: limit + 1, before });
  return toPage(rows, limit, present, (each) => encodeCursor([each.seq]));
}

function readOrcid(text: string): string {
  const orcid = normalizeOrcid(text);
  if (orcid !== null) return orcid;
  throw new AppError('invalid-input', 'This is no ORCID iD.', {
    problems: [{ pointer: '/querystring/orcid', detail: 'Give an iD such as 0000-0002-1825-0097.' }],
  });
}
