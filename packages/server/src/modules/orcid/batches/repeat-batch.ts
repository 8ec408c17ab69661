import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { type Batch, isFinished } from './batch.ts';
import { keepBatch } from './receive-batch.ts';
import { copyRows, lockBatch, readBatch } from './store.ts';

/**
 * Does what a dry run only tried: a new batch of the same rows, without another upload.
 * @throws AppError move-not-allowed when it is no dry run that is done; too-many-requests
 */
export async function repeatBatch(
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeEntries'>,
  actor: Actor,
  tried: Batch,
): Promise<Batch> {
  const id = randomUUID();
  await transact(ctx.db, async (tx) => {
    const locked = await lockBatch(tx, tried.id);
    if (locked === null) throw new Error(`batch ${tried.id} is gone`);
    if (!locked.dryRun) throw new AppError('move-not-allowed', 'It was no dry run; it is done already.');
    if (!isFinished(locked)) {
      throw new AppError('move-not-allowed', 'The dry run is not finished; wait for its result.');
    }
    if (locked.clearedAt !== null) {
      throw new AppError('move-not-allowed', 'Its rows were deleted after 30 days; upload them again.');
    }
    const now = ctx.now();
    const batch: Omit<Batch, 'seq'> = {
      ...locked,
      id,
      dryRun: false,
      state: 'waiting',
      actor: toEventActor(actor),
      rowsDone: 0,
      rowsOk: 0,
      rowsRefused: 0,
      rowsSkipped: 0,
      attempts: 0,
      createdAt: now,
      updatedAt: now,
      finishedAt: null,
      endDetail: null,
    };
    await keepBatch(tx, batch, () => copyRows(tx, locked.id, id));
  });
  ctx.wakeEntries();
  const kept = await readBatch(ctx.db, id);
  if (kept === null) throw new Error('a batch that was just kept is gone');
  return kept;
}
