import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { recordEvents } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { type QueueSelection, selectQueue } from './select-queue.ts';
import { listQueue, openOnly, readQueued, requeueNamed } from './store.ts';

/** How many are queued again in one transaction: others mint and register in between. */
const PIECE = 1_000;

type RequeueContext = Pick<AppContext, 'db' | 'now' | 'wakeRegistration'>;

/**
 * Queues registrations again: what was refused is attempted anew, what waits is due at once.
 * @param wish.force also what the registrar has acknowledged is sent again
 * @returns how many were queued; those that somebody does not see, or that are being attempted, are not among them
 * @throws AppError not-allowed for those who see no queue
 */
export async function requeue(
  ctx: RequeueContext,
  actor: Actor,
  wish: { pids: readonly string[]; force: boolean },
): Promise<number> {
  const { accounts } = await selectQueue(ctx.db, actor, {});
  const requeued = await transact(ctx.db, async (tx) => {
    const found = await readQueued(tx, wish.pids);
    const seen = found.filter((each) => accounts.has(each.registrarAccountId));
    return requeueSome(
      tx,
      ctx,
      actor,
      seen.map(({ pid }) => pid),
      wish.force,
    );
  });
  ctx.wakeRegistration();
  return requeued;
}

/**
 * The same for all that a selection means and that is not acknowledged; in pieces, so that a hundred thousand hold up
 * nobody. Broken off, what is done is done, and repeating it does the rest.
 */
export async function requeueAll(
  ctx: RequeueContext,
  actor: Actor,
  selection: QueueSelection,
): Promise<number> {
  const { filter } = await selectQueue(ctx.db, actor, selection);
  let requeued = 0;
  let after = '';
  for (;;) {
    const from = after;
    const piece = await transact(ctx.db, async (tx) => {
      const rows = await listQueue(tx, openOnly(filter), { after: from, limit: PIECE });
      const pids = rows.map(({ pid }) => pid);
      return {
        last: pids.at(-1),
        isFull: pids.length === PIECE,
        done: await requeueSome(tx, ctx, actor, pids, false),
      };
    });
    requeued += piece.done;
    ctx.wakeRegistration();
    if (!piece.isFull || piece.last === undefined) return requeued;
    after = piece.last;
  }
}

async function requeueSome(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  actor: Actor,
  pids: readonly string[],
  force: boolean,
): Promise<number> {
  const now = ctx.now();
  const requeued = await requeueNamed(tx, pids, { force, now });
  await recordEvents(
    tx,
    requeued.map(({ pid, status }) => ({
      at: now,
      subject: { type: 'pid', id: pid },
      action: 'registration-requeued',
      actor: toEventActor(actor),
      after: { status },
    })),
  );
  return requeued.length;
}
