import type { Db } from '../../../db/index.ts';
import type { Reader } from '../item-context.ts';
import type { FoundItems, ItemFilter, ItemPage } from './filter.ts';

/**
 * Items that match a filter, those alone that the reader may read.
 * @throws AppError invalid-input for a cursor that is not ours
 */
export async function searchItems(
  _db: Db,
  _reader: Reader,
  _filter: ItemFilter,
  _page: ItemPage,
): Promise<FoundItems> {
  throw new Error('not built yet');
}
