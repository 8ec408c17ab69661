import type { Db } from '../../../db/index.ts';
import { accountIdOf, isOperator } from '../../../http/actor.ts';
import { type CursorType, decodeCursor, encodeCursor } from '../../../http/paging.ts';
import type { Item } from '../item.ts';
import type { Reader } from '../item-context.ts';
import type { FoundItems, ItemFilter, ItemPage } from './filter.ts';
import { countItems, type ItemAudience, selectItems } from './store.ts';

/**
 * Items that match a filter, those alone that the reader may read. What is not discoverable is found by those who manage
 * or own it.
 * @throws AppError invalid-input for a cursor that is not ours
 */
export async function searchItems(
  db: Db,
  reader: Reader,
  filter: ItemFilter,
  page: ItemPage,
): Promise<FoundItems> {
  const audience = audienceOf(reader);
  if ('number' in page) {
    const { sort, number, size } = page;
    const items = await selectItems(db, audience, filter, { sort, limit: size, offset: number * size });
    return { items, next: null, total: await countItems(db, audience, filter) };
  }
  const { sort, limit, cursor } = page;
  const after = cursor === undefined ? null : readPlace(cursor);
  const found = await selectItems(db, audience, filter, { sort, limit: limit + 1, after });
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : writePlace(last), total: null };
}

const PLACE: readonly CursorType[] = ['time', 'number'];

function writePlace({ updatedAt, seq }: Item): string {
  return encodeCursor([updatedAt.toISOString(), seq]);
}

function readPlace(cursor: string): { updatedAt: string; seq: number } {
  const [updatedAt, seq] = decodeCursor(cursor, PLACE);
  return { updatedAt: String(updatedAt), seq: Number(seq) };
}

function audienceOf(reader: Reader): ItemAudience {
  if (reader === null) return { managed: [], joined: [], accountId: null, serviceAccountId: null };
  if (reader.kind === 'operator' || isOperator(reader)) return 'all';
  return {
    managed: reader.memberships
      .filter(({ role }) => role === 'curator' || role === 'admin')
      .map((each) => each.organisationId),
    joined: reader.memberships.map((each) => each.organisationId),
    accountId: accountIdOf(reader),
    serviceAccountId: reader.kind === 'service-account' ? reader.id : null,
  };
}
