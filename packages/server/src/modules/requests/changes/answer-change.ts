import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { lockForMove } from '../move-request.ts';
import { lockForActor } from '../moving/lock-for-actor.ts';
import type { RequestContext } from '../request-context.ts';
import { readWords, requireWords } from '../words.ts';
import type { ChangeAnswer, WishedChange } from './change.ts';
import { listChanges, readChange, updateChangeRow } from './store.ts';

/**
 * The requester says what became of one wished change, before they resubmit.
 * @throws AppError not-found, not-allowed, invalid-input (declined without a word), move-not-allowed
 */
export async function answerChange(
  ctx: RequestContext,
  actor: Actor,
  requestId: string,
  changeId: string,
  answer: ChangeAnswer,
): Promise<WishedChange> {
  return transact(ctx.db, (tx) => answerChangeWithin(tx, ctx, actor, requestId, changeId, answer));
}

export async function answerChangeWithin(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  requestId: string,
  changeId: string,
  answer: ChangeAnswer,
): Promise<WishedChange> {
  const { request, as } = await lockForActor(tx, actor, requestId, ['answer']);
  await lockForMove(tx, { requestId: request.id, action: 'answer', as });
  const change = await readChange(tx, request.id, changeId);
  const newest = (await listChanges(tx, request.id)).at(-1)?.round;
  if (change === null || change.round !== newest) {
    throw new AppError('not-found', 'There is no such change in the newest round of this request.');
  }
  return writeAnswer(tx, ctx, actor, request.id, change, answer, '');
}

/** @param pointer of the answer in what was sent */
export async function writeAnswer(
  tx: Tx,
  ctx: RequestContext,
  actor: Actor,
  requestId: string,
  change: WishedChange,
  { state, answer }: ChangeAnswer,
  pointer: string,
): Promise<WishedChange> {
  const words =
    state === 'declined'
      ? requireWords(answer, `${pointer}/answer`, 'Say why this is not changed.')
      : readWords(answer, `${pointer}/answer`);
  const answered = { ...change, state, answer: words, answeredAt: ctx.now() };
  await updateChangeRow(tx, change.id, answered);
  await recordEvent(tx, {
    at: ctx.now(),
    subject: { type: 'request', id: requestId },
    action: 'answer',
    actor: toEventActor(actor),
    before: { change: change.id, state: change.state, answer: change.answer },
    after: { change: change.id, state, answer: words },
  });
  return answered;
}
