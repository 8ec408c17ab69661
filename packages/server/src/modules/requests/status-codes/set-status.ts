import type { Actor } from '../../../http/actor.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { RequestContext } from '../request-context.ts';

/**
 * What a status of CyVerse's API means: one of the service's own names is the move of that name, any other a label,
 * saved for reuse; none is a comment alone. Comments given so are shown to the requester.
 * @throws AppError not-found, not-allowed (no curator), invalid-input, move-not-allowed
 */
export async function setStatus(
  _ctx: RequestContext,
  _actor: Actor,
  _id: string,
  _wish: { label?: string; comment?: string | null },
): Promise<PermanentIdRequest> {
  throw new Error('not built yet');
}
