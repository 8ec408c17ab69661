import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { type Batch, isFinished } from './batch.ts';
import { lockBatch, lockBatchUnlessBusy, writeState } from './store.ts';

/**
 * Asks for a batch to be left where it is: rows that were settled stay as they are, the others are skipped.
 * @throws AppError move-not-allowed when it is finished, or its rows are being written all at once
 */
export async function cancelBatch(
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeBatches'>,
  actor: Actor,
  batch: Batch,
): Promise<Batch> {
  const after = await transact(ctx.db, async (tx) => {
    const locked = await lock(tx, batch);
    if (locked.state === 'cancelling') return locked;
    if (isFinished(locked)) {
      throw new AppError('move-not-allowed', `It is ${locked.state} already; there is nothing to cancel.`);
    }
    const now = ctx.now();
    await writeState(tx, batch.id, { state: 'cancelling', finishedAt: null }, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'batch', id: batch.id },
      action: 'batch-cancel',
      actor: toEventActor(actor),
      after: { done: locked.rowsDone },
    });
    return { ...locked, state: 'cancelling' as const };
  });
  ctx.wakeBatches();
  return after;
}

async function lock(tx: Tx, batch: Batch): Promise<Batch> {
  const locked =
    batch.mode === 'all-or-nothing' ? await lockBatchUnlessBusy(tx, batch.id) : await lockBatch(tx, batch.id);
  if (locked === 'busy') {
    throw new AppError(
      'move-not-allowed',
      'All its rows are being written at this moment, in one piece; this cannot be stopped any more.',
    );
  }
  if (locked === null) throw new Error(`batch ${batch.id} is gone`);
  return locked;
}
