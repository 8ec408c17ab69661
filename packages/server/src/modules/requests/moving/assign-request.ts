import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { listCurators } from '../../accounts/index.ts';
import { lockForMove } from '../move-request.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { RequestContext } from '../request-context.ts';
import { readWords } from '../words.ts';
import { type ActWithin, alone, moveLocked, tell } from './act.ts';
import { lockForActor, type Said } from './lock-for-actor.ts';

/** @param assigneeId the account of a curator; null: nobody, and a request under evaluation goes back into the queue */
export type AssignWish = Said & { assigneeId: string | null };

/** Gives a request to a curator. Giving it to who has it already does nothing. */
export const assignRequestWithin: ActWithin<AssignWish> = async (tx, ctx, actor, id, wish) => {
  const locked = await lockForActor(tx, actor, id, ['assign']);
  const { request } = locked;
  const action = chooseAction(request, wish.assigneeId);
  if (action === null) {
    // It is so already; who may not ask for it is refused all the same.
    const like = request.state === 'submitted' ? 'assign' : 'reassign';
    await lockForMove(tx, {
      requestId: request.id,
      action: like,
      as: locked.as,
      versions: wish.versions ?? null,
    });
    return request;
  }
  const changes = { assigneeId: wish.assigneeId };
  const said = { comment: wish.comment ?? null, versions: wish.versions ?? null };
  const moved = await moveLocked(tx, ctx, actor, locked, { ...said, action, changes });
  // After the move, so that who may not assign is not told who curates.
  if (wish.assigneeId !== null) await requireCurator(tx, ctx, request, wish.assigneeId);
  const kind = wish.assigneeId === null ? 'status-changed' : 'assigned';
  return tell(tx, ctx, moved, actor, { kind, comment: readWords(wish.comment, '/comment') });
};

export const assignRequest = alone(assignRequestWithin);

/** @returns null where everything is so already */
function chooseAction(
  { state, assigneeId }: PermanentIdRequest,
  wanted: string | null,
): 'assign' | 'reassign' | 'unassign' | null {
  if (state === 'submitted') return wanted === null ? null : 'assign';
  if (wanted === assigneeId) return null;
  return wanted === null && state === 'evaluation' ? 'unassign' : 'reassign';
}

async function requireCurator(
  tx: Tx,
  ctx: RequestContext,
  request: PermanentIdRequest,
  accountId: string,
): Promise<void> {
  const curators = await listCurators(tx, {
    organisationId: request.organisationId,
    orcidEnvironment: ctx.config.orcid.environment,
  });
  if (curators.some((curator) => curator.accountId === accountId)) return;
  throw new AppError('invalid-input', 'Requests are looked after by curators of their organisation.', {
    problems: [
      {
        pointer: '/assignee',
        detail: 'Name a curator or administrator of the organisation who has signed in.',
      },
    ],
  });
}
