import type { Actor } from '../../../http/actor.ts';
import type { RequestContext } from '../request-context.ts';
import type { ChangeAnswer, WishedChange } from './change.ts';

/**
 * The requester says what became of one wished change, before they resubmit.
 * @throws AppError not-found, not-allowed, invalid-input (declined without a word), move-not-allowed
 */
export async function answerChange(
  _ctx: RequestContext,
  _actor: Actor,
  _requestId: string,
  _changeId: string,
  _answer: ChangeAnswer,
): Promise<WishedChange> {
  throw new Error('not built yet');
}
