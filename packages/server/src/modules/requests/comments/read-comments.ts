import type { Db } from '../../../db/index.ts';
import type { FoundRequest } from '../find-request.ts';
import { seesInternal } from '../policy.ts';
import type { RequestComment } from './comment.ts';
import { listComments } from './store.ts';

/** Oldest first; internal ones only to curators. */
export async function readComments(db: Db, { request, roles }: FoundRequest): Promise<RequestComment[]> {
  return listComments(db, request.id, seesInternal(roles));
}
