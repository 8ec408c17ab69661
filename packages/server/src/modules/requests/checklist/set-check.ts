import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { lockForMove } from '../move-request.ts';
import { lockForActor } from '../moving/lock-for-actor.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import { readWords, requireWords } from '../words.ts';
import type { CheckState } from './checklist.ts';
import { refreshChecklist } from './read-checklist.ts';
import { listChecks, upsertChecks } from './store.ts';

export type CheckChange =
  | { outcome: 'open' | 'passed' | 'failed'; detail?: string | null }
  /** Why it does not matter; null: it does again. */
  | { waivedReason: string | null };

/**
 * A curator ticks a manual check, or waives any with a reason.
 * @throws AppError not-found, not-allowed, invalid-input (an automatic one is not ticked), move-not-allowed
 */
export async function setCheck(
  ctx: RequestContext,
  actor: Actor,
  requestId: string,
  name: string,
  change: CheckChange,
): Promise<CheckState> {
  return transact(ctx.db, (tx) => setCheckWithin(tx, ctx, actor, requestId, name, change));
}

export async function setCheckWithin(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  requestId: string,
  name: string,
  change: CheckChange,
): Promise<CheckState> {
  const request = await lockForChecking(tx, actor, requestId);
  const now = ctx.now();
  const before = (await listChecks(tx, request.id)).get(name);
  if (before === undefined) throw new AppError('not-found', 'There is no such check of this request.');
  const after: CheckState = { ...apply(before, change), actor: toEventActor(actor), at: now };
  await upsertChecks(tx, request.id, [after]);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'request', id: request.id },
    action: 'check',
    actor: toEventActor(actor),
    before: describe(before),
    after: describe(after),
    reason: after.waivedReason,
  });
  return after;
}

/** Runs the automatic checks because a curator asks for it. */
export async function recheck(ctx: RequestContext, actor: Actor, requestId: string): Promise<CheckState[]> {
  return transact(ctx.db, async (tx) => {
    const request = await lockForChecking(tx, actor, requestId);
    return refreshChecklist(tx, ctx, request, ctx.now());
  });
}

async function lockForChecking(tx: Tx, actor: Actor, requestId: string): Promise<PermanentIdRequest> {
  const { request, as } = await lockForActor(tx, actor, requestId, ['check']);
  await lockForMove(tx, { requestId: request.id, action: 'check', as });
  return request;
}

function apply(before: CheckState, change: CheckChange): CheckState {
  if ('waivedReason' in change) {
    const waivedReason =
      change.waivedReason === null
        ? null
        : requireWords(change.waivedReason, '/waivedReason', 'Say why this does not matter here.');
    return { ...before, waivedReason };
  }
  if (before.automatic) {
    const detail = 'The service finds this out itself. Waive it with a reason, or have the checks run again.';
    throw new AppError('invalid-input', detail, { problems: [{ pointer: '/outcome', detail }] });
  }
  return { ...before, outcome: change.outcome, detail: readWords(change.detail, '/detail') };
}

function describe({ name, outcome, detail, waivedReason }: CheckState): Record<string, unknown> {
  return { check: name, outcome, detail, waivedReason };
}
