import { type Tx, transact } from '../../../db/index.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { type MoveWish, moveRequest } from '../move-request.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import { type RequestMatter, tellOfMove } from '../tell-of-move.ts';
import { readWords } from '../words.ts';
import { type LockedRequest, lockForActor, type Said } from './lock-for-actor.ts';

/** A move that somebody makes, within a transaction. `ctx.wakeRequests()` is for after the commit. */
export type ActWithin<Wish = Said> = (
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  id: string,
  wish: Wish,
) => Promise<PermanentIdRequest>;

/** The same in a transaction of its own. */
export type Act<Wish = Said> = (
  ctx: RequestContext,
  actor: Actor,
  id: string,
  wish: Wish,
) => Promise<PermanentIdRequest>;

export function alone<Wish>(within: ActWithin<Wish>): Act<Wish> {
  return async (ctx, actor, id, wish) => {
    const request = await transact(ctx.db, (tx) => within(tx, ctx, actor, id, wish));
    ctx.wakeRequests();
    return request;
  };
}

/** Locks a request and makes one move of it, with what the actor said. */
export async function makeMove(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  id: string,
  wish: Said & Pick<MoveWish, 'action' | 'changes'>,
): Promise<PermanentIdRequest> {
  return moveLocked(tx, ctx, actor, await lockForActor(tx, actor, id, [wish.action]), wish);
}

/** The same of a request that is locked already. */
export async function moveLocked(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  locked: LockedRequest,
  wish: Said & Pick<MoveWish, 'action' | 'changes' | 'internal'>,
): Promise<PermanentIdRequest> {
  return moveRequest(tx, {
    ...wish,
    comment: readWords(wish.comment, '/comment'),
    requestId: locked.request.id,
    as: locked.as,
    actor: toEventActor(actor),
    now: ctx.now(),
  });
}

/** Tells of a move that somebody made. */
export async function tell(
  tx: Tx,
  ctx: RequestContext,
  request: PermanentIdRequest,
  actor: Actor,
  matter: RequestMatter,
): Promise<PermanentIdRequest> {
  await tellOfMove(tx, ctx, request, toEventActor(actor), matter);
  return request;
}
