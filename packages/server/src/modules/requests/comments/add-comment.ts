import type { Actor } from '../../../http/actor.ts';
import type { Anchor } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import type { RequestComment } from './comment.ts';

export type CommentWish = {
  body: string;
  internal?: boolean;
  replyTo?: string | null;
  anchor?: Anchor | null;
};

/** @throws AppError not-found, not-allowed (internal, and no curator), invalid-input */
export async function addComment(
  _ctx: RequestContext,
  _actor: Actor,
  _requestId: string,
  _wish: CommentWish,
): Promise<RequestComment> {
  throw new Error('not built yet');
}
