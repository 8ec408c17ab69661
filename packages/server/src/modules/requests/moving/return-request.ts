import { AppError } from '../../../errors.ts';
import { accountIdOf } from '../../../http/actor.ts';
import { addWishedChanges } from '../changes/store.ts';
import { openForReview } from '../pipelines/seal.ts';
import { readAnchor } from '../read-anchor.ts';
import type { Anchor } from '../request.ts';
import { takeSnapshot } from '../snapshots/take-snapshot.ts';
import { readWords, requireWords } from '../words.ts';
import { type ActWithin, alone, moveLocked, tell } from './act.ts';
import { isCuratorOf } from './is-curator-of.ts';
import { lockForActor, type Said } from './lock-for-actor.ts';

export const CHANGES_LIMIT = 100;

export type ReturnWish = Said & {
  changes: readonly { text: string; anchor?: Anchor | null }[];
  /** CyVerse's API may return a request without a word. */
  silently?: true;
};

/** Gives a request back to its requester, who is asked for changes item by item and may work on the folder. */
export const returnRequestWithin: ActWithin<ReturnWish> = async (tx, ctx, actor, id, wish) => {
  const locked = await lockForActor(tx, actor, id, ['return']);
  const comment = readWords(wish.comment, '/comment');
  const changes = wish.changes.map(({ text, anchor }, index) => ({
    text: requireWords(text, `/changes/${index}/text`, 'Say what is to be changed.'),
    anchor: readAnchor(anchor ?? null, `/changes/${index}/anchor`),
  }));
  const accountId = accountIdOf(actor);
  const takesOver = locked.request.assigneeId === null && isCuratorOf(actor, locked.request);
  const moved = await moveLocked(tx, ctx, actor, locked, {
    comment,
    versions: wish.versions ?? null,
    action: 'return',
    ...(takesOver ? { changes: { assigneeId: accountId } } : {}),
  });
  if (changes.length > CHANGES_LIMIT) {
    throw refuse(`Ask for at most ${CHANGES_LIMIT} changes at a time.`);
  }
  if (changes.length === 0 && comment === null && wish.silently !== true) {
    throw refuse('Name at least one change, or say in a comment what you wait for.');
  }
  const now = ctx.now();
  await addWishedChanges(tx, moved.id, changes, now);
  await takeSnapshot(tx, moved, 'reviewed', now);
  await openForReview(tx, moved, now);
  return tell(tx, ctx, moved, actor, { kind: 'returned', comment, changes });
};

export const returnRequest = alone(returnRequestWithin);

function refuse(detail: string): AppError {
  return new AppError('invalid-input', detail, { problems: [{ pointer: '/changes', detail }] });
}
