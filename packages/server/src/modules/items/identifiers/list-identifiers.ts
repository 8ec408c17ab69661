import type { Db } from '../../../db/index.ts';
import type { HeldIdentifier } from '../item.ts';

/**
 * The identifiers of items, works or containers: DOIs first, then Handles, then others.
 * @returns by the id of what holds them; without an entry for what has none
 */
export async function listIdentifiers(
  _db: Db,
  _holderIds: readonly string[],
): Promise<Map<string, HeldIdentifier[]>> {
  throw new Error('not built yet');
}
