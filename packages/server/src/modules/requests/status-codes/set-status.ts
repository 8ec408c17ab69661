import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { addCommentWithin } from '../comments/add-comment.ts';
import { mayEver, stateLabels } from '../moves.ts';
import { moveLocked, tell } from '../moving/act.ts';
import { approveRequestWithin } from '../moving/approve-request.ts';
import { assignRequestWithin } from '../moving/assign-request.ts';
import { lockForActor } from '../moving/lock-for-actor.ts';
import { reopenRequestWithin } from '../moving/reopen-request.ts';
import { returnRequestWithin } from '../moving/return-request.ts';
import { rejectRequestWithin } from '../moving/turn-back-request.ts';
import { explainWhoMay } from '../policy.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import { readRequest } from '../store.ts';
import { readWords } from '../words.ts';
import { STATUS_LENGTH_LIMIT } from './status-code.ts';
import { keepStatusCode } from './store.ts';

export type StatusWish = {
  /** Left out: the status stays. */
  label?: string;
  comment?: string | null;
};

/**
 * What a status of CyVerse's API means: one of the service's own names is the move of that name, any other a label,
 * saved for reuse; none is a comment alone. Comments given so are shown to the requester.
 * @throws AppError not-found, not-allowed (no curator), invalid-input, move-not-allowed
 */
export async function setStatus(
  ctx: RequestContext,
  actor: Actor,
  id: string,
  wish: StatusWish,
): Promise<PermanentIdRequest> {
  const request = await transact(ctx.db, (tx) => setStatusWithin(tx, ctx, actor, id, wish));
  ctx.wakeRequests();
  return request;
}

export async function setStatusWithin(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  id: string,
  wish: StatusWish,
): Promise<PermanentIdRequest> {
  const { request, as } = await lockForActor(tx, actor, id, ['label']);
  if (!mayEver('label', as)) throw new AppError('not-allowed', explainWhoMay('label'));
  const comment = readWords(wish.comment, '/comment');
  const label = readLabel(wish.label ?? request.label);
  if (wish.label === undefined && comment !== null) {
    await addCommentWithin(tx, ctx, actor, id, { body: comment });
    return (await readRequest(tx, id)) ?? request;
  }
  // What says of a state what is true of it moves nothing; so does a name that somebody made up.
  if (label === stateLabels[request.state]) return relabel(tx, ctx, actor, id, label, comment);
  switch (label) {
    case 'Submitted':
      if (request.state !== 'evaluation') {
        throw new AppError('move-not-allowed', 'Only a request under evaluation goes back into the queue.');
      }
      return assignRequestWithin(tx, ctx, actor, id, { assigneeId: null, comment });
    case 'Evaluation':
      return evaluate(tx, ctx, actor, request, comment);
    case 'Pending':
      return returnRequestWithin(tx, ctx, actor, id, { changes: [], comment, silently: true });
    case 'Approved':
      return approveRequestWithin(tx, ctx, actor, id, { comment });
    case 'Rejected':
      return rejectRequestWithin(tx, ctx, actor, id, { comment, silently: true });
    case 'Completion':
      throw new AppError(
        'move-not-allowed',
        'A request is complete when it has been published with its identifier. Publish it instead.',
      );
    case 'Failed':
    case 'Withdrawn':
      throw new AppError('move-not-allowed', `The status ${label} is not set by hand.`);
    default:
      await keepStatusCode(tx, { organisationId: request.organisationId, name: label, now: ctx.now() });
      return relabel(tx, ctx, actor, id, label, comment);
  }
}

async function evaluate(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  request: PermanentIdRequest,
  comment: string | null,
): Promise<PermanentIdRequest> {
  if (request.state !== 'submitted') return reopenRequestWithin(tx, ctx, actor, request.id, { comment });
  const assigneeId = accountIdOf(actor);
  if (assigneeId === null) {
    throw new AppError('not-allowed', 'A request is evaluated by a person. Assign it to a curator.');
  }
  return assignRequestWithin(tx, ctx, actor, request.id, { assigneeId, comment });
}

async function relabel(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  id: string,
  label: string,
  comment: string | null,
): Promise<PermanentIdRequest> {
  const locked = await lockForActor(tx, actor, id, ['label']);
  const moved = await moveLocked(tx, ctx, actor, locked, { action: 'label', changes: { label }, comment });
  return tell(tx, ctx, moved, actor, { kind: 'status-changed', comment });
}

/** CyVerse's rule: at most 64 characters, of any kind, in any case; none at all is a name, too. */
function readLabel(label: string): string {
  if ([...label].length <= STATUS_LENGTH_LIMIT && isStorableText(label)) return label;
  const detail = `A status has at most ${STATUS_LENGTH_LIMIT} characters.`;
  throw new AppError('invalid-input', detail, { problems: [{ pointer: '/status', detail }] });
}
