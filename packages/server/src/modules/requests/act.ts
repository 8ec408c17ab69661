import type { Actor } from '../../http/actor.ts';
import type { Versions } from '../../http/etag.ts';
import type { ChangeAnswer } from './changes/change.ts';
import type { Anchor, PermanentIdRequest } from './request.ts';
import type { RequestContext } from './request-context.ts';

/** What a person sends with a move: the versions it may start from (left out: any), and a word. */
export type Said = { versions?: Versions | null; comment?: string | null };

type Act<Wish = Said> = (
  ctx: RequestContext,
  actor: Actor,
  id: string,
  wish: Wish,
) => Promise<PermanentIdRequest>;

const notBuilt = async (): Promise<PermanentIdRequest> => {
  throw new Error('not built yet');
};

/** Each: @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed, invalid-input */
export const assignRequest: Act<
  Said & { /** An account; null: back into the queue. */ assigneeId: string | null }
> = notBuilt;
export const returnRequest: Act<Said & { changes: readonly { text: string; anchor?: Anchor | null }[] }> =
  notBuilt;
export const resubmitRequest: Act<Said & { answers: readonly (ChangeAnswer & { changeId: string })[] }> =
  notBuilt;
export const reopenRequest: Act = notBuilt;
export const approveRequest: Act = notBuilt;
/** Approves it, where it is not, and publishes it. */
export const startPublishing: Act = notBuilt;
export const rejectRequest: Act<Said & { comment: string }> = notBuilt;
export const withdrawRequest: Act = notBuilt;
export const retryRequest: Act = notBuilt;
