import { accountIdOf, toEventActor } from '../../../http/actor.ts';
import { ensureArea, relocateFolder } from '../../data/index.ts';
import { openForReview } from '../pipelines/seal.ts';
import { endOpenSteps } from '../pipelines/store.ts';
import { readWords } from '../words.ts';
import { type ActWithin, alone, moveLocked, tell } from './act.ts';
import { isCuratorOf } from './is-curator-of.ts';
import { lockForActor } from './lock-for-actor.ts';

/**
 * A curator looks at a request again: without waiting for the requester, or after an approval or a failed publication. Its
 * folder is in staging then, to be worked on; an identifier that was reserved stays reserved for it.
 */
export const reopenRequestWithin: ActWithin = async (tx, ctx, actor, id, wish) => {
  const locked = await lockForActor(tx, actor, id, ['reopen']);
  const comment = readWords(wish.comment, '/comment');
  const takesOver = locked.request.assigneeId === null && isCuratorOf(actor, locked.request);
  const moved = await moveLocked(tx, ctx, actor, locked, {
    comment,
    versions: wish.versions ?? null,
    action: 'reopen',
    ...(takesOver ? { changes: { assigneeId: accountIdOf(actor) } } : {}),
  });
  const change = { actor: toEventActor(actor), now: ctx.now() };
  await endOpenSteps(tx, moved.id);
  const staging = await ensureArea(tx, moved.organisationId, 'staging', change.now);
  await relocateFolder(tx, {
    folderId: moved.folderId,
    parentId: staging.id,
    name: moved.originalName,
    ...change,
  });
  await openForReview(tx, moved, change.now);
  return tell(tx, ctx, moved, actor, { kind: 'status-changed', comment });
};

export const reopenRequest = alone(reopenRequestWithin);
