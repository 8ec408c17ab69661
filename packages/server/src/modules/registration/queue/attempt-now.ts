import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { requireQueue } from './policy.ts';
import type { QueueSelection } from './select-queue.ts';
import type { QueueAction, RegistrationStatus } from './status.ts';

/** Which registrations are to be attempted: named ones, or the next of an action's queue. */
export type AttemptWish =
  | { pids: readonly string[]; action?: QueueAction }
  | {
      action: QueueAction;
      selection: Pick<QueueSelection, 'account' | 'organisation'>;
      /** The last identifier of the page before; '' for the first. */
      after: string;
      limit: number;
    };

export type AttemptedNow = {
  pid: string;
  /** Null: there is no such identifier in the queue that somebody sees. */
  before: RegistrationStatus | null;
  status: RegistrationStatus | null;
  outcome: 'acknowledged' | 'pending' | 'refused' | 'not-sent';
  detail: string;
  /** With `not-sent`: when to come back, where that is known. */
  retryAt: Date | null;
};

export async function attemptNow(
  _ctx: Pick<AppContext, 'db'>,
  actor: Actor,
  _wish: AttemptWish,
): Promise<{ items: AttemptedNow[]; next: string | null; retryAt: Date | null }> {
  requireQueue(actor);
  throw new AppError('not-ready', 'Attempts on demand are not ready yet.');
}
