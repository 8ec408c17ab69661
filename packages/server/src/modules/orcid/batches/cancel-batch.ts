import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { type Batch, isFinished } from './batch.ts';
import { lockBatch, setCancelling } from './store.ts';

/**
 * Asks for a batch to be left where it is: rows that were settled stay as they are, the others are skipped.
 * @throws AppError move-not-allowed when it is finished
 */
export async function cancelBatch(
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeEntries'>,
  actor: Actor,
  batch: Batch,
): Promise<Batch> {
  const after = await transact(ctx.db, async (tx) => {
    const locked = await lockBatch(tx, batch.id);
    if (locked === null) throw new Error(`batch ${batch.id} is gone`);
    if (locked.state === 'cancelling') return locked;
    if (isFinished(locked)) {
      throw new AppError('move-not-allowed', `It is ${locked.state} already; there is nothing to cancel.`);
    }
    const now = ctx.now();
    await setCancelling(tx, batch.id, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-batch', id: batch.id },
      action: 'batch-cancel',
      actor: toEventActor(actor),
      after: { done: locked.rowsDone },
    });
    return { ...locked, state: 'cancelling' as const };
  });
  ctx.wakeEntries();
  return after;
}
