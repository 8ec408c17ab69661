import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { updateExpiry } from '../../pids/index.ts';
import type { Block } from '../store.ts';
import { requireChangeableBlock, unknownBlock } from './read-block.ts';
import { lockBlock, updateBlock } from './store.ts';

export const LONGEST_TERM_DAYS = 3_650;
const DAY_MS = 86_400_000;

/** Changes title or term of a block, and with it the term of what is still reserved. @throws AppError */
export async function changeBlock(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  id: string,
  request: { title?: string | null; expiresAt?: Date | null },
): Promise<Block> {
  const now = ctx.now();
  return transact(ctx.db, async (tx) => {
    const { id: known } = await requireChangeableBlock(tx, actor, id);
    const before = await lockBlock(tx, known);
    if (before === null) throw unknownBlock();
    const after: Block = {
      ...before,
      title: request.title === undefined ? before.title : request.title,
      expiresAt: request.expiresAt === undefined ? before.expiresAt : request.expiresAt,
    };
    if (after.title === before.title && after.expiresAt?.getTime() === before.expiresAt?.getTime())
      return after;
    await updateBlock(tx, after);
    if (request.expiresAt !== undefined) await updateExpiry(tx, after.id, after.expiresAt);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'block', id: after.id },
      action: 'update-block',
      actor: toEventActor(actor),
      before: { title: before.title, expiresAt: before.expiresAt },
      after: { title: after.title, expiresAt: after.expiresAt },
    });
    return after;
  });
}

/**
 * When a reservation runs out, as a request says it: at a moment or after some days.
 * @returns undefined when it says nothing, null for never
 * @throws AppError invalid-input
 */
export function readTerm(
  request: { expiresAt?: string | null; expiresInDays?: number },
  now: Date,
): Date | null | undefined {
  const { expiresAt, expiresInDays } = request;
  const wrong = (pointer: string, detail: string) =>
    new AppError('invalid-input', 'The end of the reservation cannot be set like this.', {
      problems: [{ pointer, detail }],
    });
  if (expiresInDays !== undefined) {
    if (expiresAt !== undefined) throw wrong('/expiresInDays', 'Give expiresAt or expiresInDays, not both.');
    return new Date(now.getTime() + expiresInDays * DAY_MS);
  }
  if (expiresAt === undefined || expiresAt === null) return expiresAt;
  const end = new Date(expiresAt);
  if (Number.isNaN(end.getTime())) throw wrong('/expiresAt', 'Give a time such as 2027-01-31T12:00:00Z.');
  if (end <= now) throw wrong('/expiresAt', 'Give a time that is still to come.');
  if (end.getTime() > now.getTime() + LONGEST_TERM_DAYS * DAY_MS) {
    throw wrong('/expiresAt', `Give a time within ${LONGEST_TERM_DAYS} days, or null for no end.`);
  }
  return end;
}
