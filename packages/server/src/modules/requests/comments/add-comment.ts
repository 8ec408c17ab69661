import { randomUUID } from 'node:crypto';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf, toEventActor } from '../../../http/actor.ts';
import { moveLocked } from '../moving/act.ts';
import { lockForActor } from '../moving/lock-for-actor.ts';
import { seesInternal } from '../policy.ts';
import { readAnchor } from '../read-anchor.ts';
import type { Anchor } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import { tellOfMove } from '../tell-of-move.ts';
import { requireWords } from '../words.ts';
import type { RequestComment } from './comment.ts';
import { insertComment, readComment } from './store.ts';

export type CommentWish = {
  body: string;
  /** Among curators. */
  internal?: boolean;
  replyTo?: string | null;
  anchor?: Anchor | null;
};

/**
 * Says something about a request. A reply to what is internal is internal.
 * @throws AppError not-found, not-allowed (internal, and no curator), invalid-input
 */
export async function addComment(
  ctx: RequestContext,
  actor: Actor,
  requestId: string,
  wish: CommentWish,
): Promise<RequestComment> {
  return transact(ctx.db, (tx) => addCommentWithin(tx, ctx, actor, requestId, wish));
}

export async function addCommentWithin(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  requestId: string,
  wish: CommentWish,
): Promise<RequestComment> {
  const locked = await lockForActor(tx, actor, requestId, ['comment']);
  const body = requireWords(wish.body, '/body', 'Say something.');
  const curates = seesInternal(locked.as);
  if (wish.internal === true && !curates) {
    throw new AppError('not-allowed', 'Only curators talk among themselves. Leave `internal` out.');
  }
  const replyTo = wish.replyTo ?? null;
  const parent = replyTo === null ? null : await readComment(tx, locked.request.id, replyTo);
  if (replyTo !== null && (parent === null || (parent.internal && !curates))) {
    const detail = 'There is no such comment on this request.';
    throw new AppError('invalid-input', detail, { problems: [{ pointer: '/replyTo', detail }] });
  }
  const comment: RequestComment = {
    id: randomUUID(),
    replyTo,
    body,
    internal: wish.internal === true || parent?.internal === true,
    anchor: readAnchor(wish.anchor ?? null, '/anchor'),
    actor: toEventActor(actor),
    createdAt: ctx.now(),
  };
  const { internal } = comment;
  const moved = await moveLocked(tx, ctx, actor, locked, { action: 'comment', comment: body, internal });
  await insertComment(tx, { ...comment, requestId: moved.id, accountId: accountIdOf(actor) });
  await tellOfMove(tx, ctx, moved, comment.actor, { kind: 'commented', comment: body, internal }, comment.id);
  return comment;
}
