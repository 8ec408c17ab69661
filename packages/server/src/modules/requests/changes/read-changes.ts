import type { Db } from '../../../db/index.ts';
import type { FoundRequest } from '../find-request.ts';
import type { WishedChange } from './change.ts';

/** All rounds, in their order. */
export async function readChanges(_db: Db, _found: FoundRequest): Promise<WishedChange[]> {
  throw new Error('not built yet');
}
