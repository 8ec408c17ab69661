import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { notify } from '../../notifications/index.ts';
import type { Batch, BatchState, RowResult } from './batch.ts';
import { ClaimLostError } from './claim.ts';
import { readResults, writeResults } from './results.ts';
import { lockClaimedBatch, readNextChunk, rewriteChunk, writeProgress, writeState } from './store.ts';

type Claimed = { batchId: string; by: string };

/** Someone who has waited longer than this is told when it is over. */
const LONG_MS = 60_000;

/** Ends a batch that this process holds, and tells its person when it took long or rows were refused. */
export async function finishBatch(
  ctx: Pick<AppContext, 'db' | 'now'>,
  claim: Claimed,
  end: { state: BatchState; problem?: string },
  within?: Tx,
): Promise<void> {
  const finish = async (tx: Tx): Promise<void> => {
    const batch = await lockClaimedBatch(tx, claim.batchId, claim.by);
    if (batch === null) throw new ClaimLostError();
    const now = ctx.now();
    await writeState(tx, batch.id, { ...end, finishedAt: now }, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'batch', id: batch.id },
      action: `batch-${end.state}`,
      actor: { kind: 'service' },
      after: {
        rows: batch.rowsTotal,
        ok: batch.rowsOk,
        refused: batch.rowsRefused,
        skipped: batch.rowsSkipped,
      },
    });
    const tookMs = now.getTime() - batch.createdAt.getTime();
    if (batch.ownerId === null || (batch.rowsRefused === 0 && tookMs < LONG_MS && end.state !== 'failed'))
      return;
    await notify(
      tx,
      {
        accountId: batch.ownerId,
        kind: 'batch-done',
        title: titleOf(batch, end.state),
        body: bodyOf(batch, end),
        link: `/api/v1/batches/${batch.id}/result?format=csv`,
        once: `batch-done ${batch.id}`,
      },
      now,
    );
  };
  await (within === undefined ? transact(ctx.db, finish) : finish(within));
}

function titleOf(batch: Batch, state: BatchState): string {
  const rows = `${batch.rowsTotal.toLocaleString('en')} ${batch.rowsTotal === 1 ? 'row' : 'rows'}`;
  if (state === 'failed') return `Your batch of ${rows} failed`;
  if (state === 'refused') return `Nothing of your batch of ${rows} was done`;
  if (state === 'cancelled') return `Your batch of ${rows} was cancelled`;
  return batch.dryRun ? `The dry run of ${rows} is done` : `Your batch of ${rows} is done`;
}

function bodyOf(batch: Batch, end: { state: BatchState; problem?: string }): string {
  const { rowsOk, rowsRefused, rowsSkipped } = batch;
  const counts = `${rowsOk} rows are done, ${rowsRefused} were refused and ${rowsSkipped} skipped.`;
  return [end.problem, counts, 'The result says for each row what became of it.'].filter(Boolean).join(' ');
}

/**
 * Ends an all-or-nothing batch of which nothing was done: rows that would have gone through are skipped.
 * @param refusals further refusals, by line, beside those of the check
 */
export async function refuseWhole(
  ctx: Pick<AppContext, 'db' | 'now'>,
  claim: Claimed,
  refusals: ReadonlyMap<number, RowResult>,
  end: { state: BatchState; problem?: string } = { state: 'refused' },
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const batch = await lockClaimedBatch(tx, claim.batchId, claim.by);
    if (batch === null) throw new ClaimLostError();
    let rowsRefused = 0;
    let rowsDone = 0;
    let chunk = await readNextChunk(tx, batch.id, -1);
    while (chunk !== null) {
      const results = readResults(chunk.results).map((result): RowResult => {
        const refusal = refusals.get(result.line);
        if (refusal !== undefined) return refusal;
        return result.outcome === 'ok' ? { ...result, state: null, outcome: 'skipped' } : result;
      });
      rowsDone += results.length;
      rowsRefused += results.filter((result) => result.outcome === 'refused').length;
      await rewriteChunk(tx, batch.id, chunk.number, writeResults(results));
      chunk = await readNextChunk(tx, batch.id, chunk.number);
    }
    const rowsSkipped = rowsDone - rowsRefused;
    await writeProgress(
      tx,
      batch.id,
      { rowsDone, rowsOk: 0, rowsRefused, rowsSkipped, blocks: {} },
      ctx.now(),
    );
    await finishBatch(ctx, claim, end, tx);
  });
}
