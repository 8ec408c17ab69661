import type { Tx } from '../../../db/index.ts';
import { type Actor, assertScope } from '../../../http/actor.ts';
import type { Versions } from '../../../http/etag.ts';
import { type FoundRequest, requireRequest } from '../find-request.ts';
import { mayEver, type RequestAction, type RequestRole } from '../moves.ts';
import { withinScopes } from '../policy.ts';
import type { PermanentIdRequest } from '../request.ts';
import { lockRequest } from '../store.ts';

/** What a person sends with a move: the versions it may start from (left out: any), and a word. */
export type Said = { versions?: Versions | null; comment?: string | null };

/** A request that somebody is about to change, locked until the transaction ends. */
export type LockedRequest = {
  request: PermanentIdRequest;
  /** As whom they may act with the access token that they show. */
  as: readonly RequestRole[];
};

/**
 * Locks a request for somebody who may see it.
 * @param actions what they are about to do, one of these; when their token is what keeps them from it, that is said
 * @throws AppError not-found, not-allowed (the token)
 */
export async function lockForActor(
  tx: Tx,
  actor: Actor,
  id: string,
  actions: readonly RequestAction[],
): Promise<LockedRequest> {
  const { request: seen, roles } = await requireRequest(tx, actor, id);
  const as = withinScopes(actor, roles);
  for (const action of actions) {
    if (mayEver(action, roles) && !mayEver(action, as)) {
      assertScope(actor, roles.includes('curator') ? 'pid:publish' : 'data:write');
      assertScope(actor, 'data:write');
    }
  }
  const request = await lockRequest(tx, seen.id);
  if (request === null) throw new Error(`the request ${id} is gone, and requests are never deleted`);
  return { request, as };
}

export function asFound({ request, as }: LockedRequest): FoundRequest {
  return { request, roles: as };
}
