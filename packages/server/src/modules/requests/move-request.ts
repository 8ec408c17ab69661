import type { Db, Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type EventActor, recordEvent } from '../../events.ts';
import { requireVersion, type Versions } from '../../http/etag.ts';
import {
  isStateLabel,
  type MoveFacts,
  mayEver,
  nextState,
  type RequestAction,
  type RequestRole,
  stateLabels,
} from './moves.ts';
import { explainWhoMay } from './policy.ts';
import { type PermanentIdRequest, type PipelineState, pipelineStates, type RequestState } from './request.ts';
import { insertHistoryEntry, lockRequest, readMayBePublic, updateRequestRow } from './store.ts';

/** A move that is asked for. */
export type MoveWish = {
  requestId: string;
  action: RequestAction;
  /** As whom; of several, the first that may. */
  as: readonly RequestRole[];
  actor: EventActor;
  now: Date;
  /** The versions that it may start from; left out: any. */
  versions?: Versions | null;
  comment?: string | null;
  /** What the requester is not shown. */
  internal?: boolean;
  /** What changes beside the state; what is left out stays. */
  changes?: Partial<
    Pick<PermanentIdRequest, 'assigneeId' | 'label' | 'itemId' | 'permanentId' | 'publishedAt'>
  >;
};

/**
 * The only way in which a request changes its state: locks it, checks version and table, and writes row, history and
 * event.
 * @throws AppError not-found, version-mismatch, not-allowed, move-not-allowed
 */
export async function moveRequest(tx: Tx, wish: MoveWish): Promise<PermanentIdRequest> {
  const { request: before, state } = await lockForMove(tx, wish);
  const label = wish.changes?.label ?? (state === before.state ? before.label : stateLabels[state]);
  if (isStateLabel(label) && label !== stateLabels[state]) {
    throw new AppError(
      'move-not-allowed',
      `The status ${label} says something else than is true of this request.`,
    );
  }
  const changed: PermanentIdRequest = {
    ...before,
    ...wish.changes,
    state,
    label,
    failedIn: state === 'failed' ? (before.failedIn ?? pipelineOf(before.state)) : null,
  };
  // What only curators see must not show in what the requester sees: no version, no time of change.
  const after =
    wish.internal === true
      ? changed
      : { ...changed, version: before.version + 1, updatedAt: wish.now, updatedBy: wish.actor };
  await updateRequestRow(tx, after);
  const comment = wish.comment ?? null;
  await insertHistoryEntry(tx, {
    requestId: after.id,
    at: wish.now,
    action: wish.action,
    state: after.state,
    label: after.label,
    comment,
    internal: wish.internal ?? false,
    actor: wish.actor,
  });
  await recordEvent(tx, {
    at: wish.now,
    subject: { type: 'request', id: after.id },
    action: wish.action,
    actor: wish.actor,
    before: describeForHistory(before),
    after: describeForHistory(after),
    reason: comment,
  });
  return after;
}

/**
 * Locks a request for a move and says where the move leads.
 * @throws AppError not-found, version-mismatch, not-allowed, move-not-allowed
 */
export async function lockForMove(
  tx: Tx,
  wish: Pick<MoveWish, 'requestId' | 'action' | 'as' | 'versions' | 'changes'>,
): Promise<{ request: PermanentIdRequest; state: RequestState }> {
  const request = await lockRequest(tx, wish.requestId);
  if (request === null) throw new AppError('not-found', 'There is no such request.');
  if (!mayEver(wish.action, wish.as)) throw new AppError('not-allowed', explainWhoMay(wish.action));
  requireVersion(request.version, wish.versions ?? null);
  const facts = await readMoveFacts(tx, { ...request, ...wish.changes });
  const state = firstState(wish, facts);
  if (state !== null) return { request, state };
  const wasPossible = facts.public && firstState(wish, { ...facts, public: false }) !== null;
  throw new AppError(
    'move-not-allowed',
    wasPossible
      ? `This request cannot ${wish.action}: its identifier is announced, so it can only go on. Retry it.`
      : `This request cannot ${wish.action} now: ${said[facts.state]}.`,
  );
}

function firstState({ action, as }: Pick<MoveWish, 'action' | 'as'>, facts: MoveFacts): RequestState | null {
  for (const role of as) {
    const state = nextState(action, role, facts);
    if (state !== null) return state;
  }
  return null;
}

/** What decides about the moves of a request. */
export async function readMoveFacts(db: Db, request: PermanentIdRequest): Promise<MoveFacts> {
  return {
    state: request.state,
    failedIn: request.failedIn,
    assigned: request.assigneeId !== null,
    // Of importance only where something failed: no query for all the others.
    public: request.state === 'failed' && (await readMayBePublic(db, request.id)),
  };
}

function pipelineOf(state: RequestState): PipelineState | null {
  return pipelineStates.find((each) => each === state) ?? null;
}

const said: Record<RequestState, string> = {
  staging: 'its folder is being staged',
  submitted: 'it waits for a curator',
  evaluation: 'a curator looks at it',
  pending: 'it is back with the requester',
  approved: 'it is approved',
  publishing: 'it is being published',
  published: 'it is published',
  failed: 'it failed',
  rejecting: 'it is rejected, and its folder on its way back',
  withdrawing: 'it is withdrawn, and its folder on its way back',
  rejected: 'it was rejected',
  withdrawn: 'it was withdrawn',
};

export function describeForHistory(request: PermanentIdRequest): Record<string, unknown> {
  return {
    state: request.state,
    label: request.label,
    assigneeId: request.assigneeId,
    permanentId: request.permanentId,
    version: request.version,
  };
}
