import type { Db } from '../../../db/index.ts';
import type { FoundRequest } from '../find-request.ts';
import type { RequestComment } from './comment.ts';

/** Oldest first; internal ones only to curators. */
export async function readComments(_db: Db, _found: FoundRequest): Promise<RequestComment[]> {
  throw new Error('not built yet');
}
