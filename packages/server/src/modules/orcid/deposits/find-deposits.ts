import { normalizeOrcid } from '@mintmark/identifiers';
import type { ItemKind } from '@mintmark/orcid';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { decodeCursor, encodeCursor, type Page, toPage } from '../../../http/paging.ts';
import { readPublished } from '../../items/index.ts';
import type { DepositState } from './deposit.ts';
import { type DepositFilter, type ListedDeposit, listDeposits } from './lists/store.ts';

/** What somebody asks a list of deposits for. */
export type DepositQuestion = {
  state?: DepositState | undefined;
  kind?: ItemKind | undefined;
  /** An iD in any spelling. */
  orcid?: string | undefined;
  /** An item, which stands for the work that it is a version of. */
  item?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/**
 * A page of deposits, newest first.
 * @param scope whose they are: an organisation's, or one person's own
 * @throws AppError invalid-input
 */
export async function findDeposits<T>(
  db: Db,
  scope: Pick<DepositFilter, 'organisationId' | 'accountId' | 'connectionId'>,
  question: DepositQuestion,
  present: (deposit: ListedDeposit) => T,
): Promise<Page<T>> {
  const { state, kind, limit, cursor } = question;
  const before = cursor === undefined ? null : Number(decodeCursor(cursor, ['number'])[0]);
  const filter: DepositFilter = {
    ...scope,
    state: state ?? null,
    kind: kind ?? null,
    orcid: question.orcid === undefined ? null : readOrcid(question.orcid),
    thingIds: question.item === undefined ? null : await thingsOf(db, question.item),
  };
  const rows = await listDeposits(db, filter, { limit: limit + 1, before });
  return toPage(rows, limit, present, (each) => encodeCursor([each.seq]));
}

function readOrcid(text: string): string {
  const orcid = normalizeOrcid(text);
  if (orcid !== null) return orcid;
  throw new AppError('invalid-input', 'This is no ORCID iD.', {
    problems: [{ pointer: '/querystring/orcid', detail: 'Give an iD such as 0000-0002-1825-0097.' }],
  });
}

async function thingsOf(db: Db, itemId: string): Promise<string[]> {
  const published = await readPublished(db, itemId);
  return published === null ? [itemId] : [itemId, published.thing.id];
}
