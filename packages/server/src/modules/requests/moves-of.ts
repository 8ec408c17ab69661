import type { Db } from '../../db/index.ts';
import type { FoundRequest } from './find-request.ts';
import type { RequestAction } from './moves.ts';

/** What somebody may do with a request that they found, now. */
export async function movesOf(_db: Db, _found: FoundRequest): Promise<RequestAction[]> {
  throw new Error('not built yet');
}
