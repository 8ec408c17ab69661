import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import type { FoundRequest } from './find-request.ts';
import { readMoveFacts } from './move-request.ts';
import { listMoves, type RequestAction } from './moves.ts';
import { withinScopes } from './policy.ts';

/** What somebody may do with a request that they found, now and with the access token that they show. */
export async function movesOf(
  db: Db,
  actor: Actor,
  { request, roles }: FoundRequest,
): Promise<RequestAction[]> {
  return listMoves(withinScopes(actor, roles), await readMoveFacts(db, request));
}
