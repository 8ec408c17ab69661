import type { Actor } from '../../../http/actor.ts';
import type { RequestContext } from '../request-context.ts';
import type { CheckState } from './checklist.ts';

export type CheckChange =
  | { outcome: 'open' | 'passed' | 'failed'; detail?: string | null }
  /** Null: no longer. */
  | { waivedReason: string | null };

/** @throws AppError not-found, not-allowed, invalid-input (an automatic one is not ticked), move-not-allowed */
export async function setCheck(
  _ctx: RequestContext,
  _actor: Actor,
  _requestId: string,
  _name: string,
  _change: CheckChange,
): Promise<CheckState> {
  throw new Error('not built yet');
}
