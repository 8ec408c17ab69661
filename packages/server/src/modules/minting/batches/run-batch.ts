import type { AppContext } from '../../../context.ts';
import { sqlState, type Tx, transact } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { actLater } from '../../accounts/index.ts';
import { type ApplyContext, applyRows, refused, skipped } from './apply-rows.ts';
import type { Batch, RowResult } from './batch.ts';
import { checkRows, type PlannedCounts } from './check-rows.ts';
import { type Claim, ClaimLostError } from './claim.ts';
import { finishBatch, refuseWhole } from './finish-batch.ts';
import { type BatchInput, openInput } from './input.ts';
import type { BatchRow } from './parse-row.ts';
import { readChunks } from './read-chunks.ts';
import { writeResults } from './results.ts';
import {
  deleteChunks,
  insertChunk,
  lockClaimedBatch,
  type Progress,
  readLastChunkNumber,
  writeProgress,
} from './store.ts';

export type BatchContext = ApplyContext &
  Pick<AppContext, 'db' | 'storage' | 'config' | 'log' | 'now' | 'wakeRegistration' | 'noidSequences'>;

/** What settles the rows of one chunk. */
type Settle = (tx: Tx, batch: Batch, rows: readonly BatchRow[]) => Promise<RowResult[]>;

/**
 * Works a claimed batch off from where it stands until it is finished, or until the process is to stop. What is written
 * for some rows, their results and the new place are one transaction, so that a crash at any moment neither doubles nor
 * loses a row.
 * @throws ClaimLostError, and whatever the database or the storage fails with; the batch stays as it is then
 */
export async function runBatch(ctx: BatchContext, batch: Batch, claim: Claim): Promise<void> {
  const input = await openInput(ctx, batch);
  if (input === null) return finishBatch(ctx, claim, { state: 'failed', problem: 'The upload is gone.' });
  try {
    if (batch.state === 'cancelling') await skipRest(ctx, batch, claim, input);
    else if (batch.dryRun) await checkAll(ctx, batch, claim, input);
    else if (batch.mode === 'row-by-row') await applyAll(ctx, batch, claim, input);
    else await applyAtOnce(ctx, batch, claim, input);
  } finally {
    await input.close();
  }
}

async function applyAll(ctx: BatchContext, batch: Batch, claim: Claim, input: BatchInput): Promise<void> {
  const ended = await settleFrom(ctx, claim, input, batch, batch.rowsDone, (tx, locked, rows) =>
    apply(tx, ctx, locked, rows),
  );
  if (ended) await finishBatch(ctx, claim, { state: 'done' });
}

async function checkAll(ctx: BatchContext, batch: Batch, claim: Claim, input: BatchInput): Promise<void> {
  if (await check(ctx, batch, claim, input)) await finishBatch(ctx, claim, { state: 'done' });
}

/** From the first row on always: what rows before would have been given is counted in memory alone. */
async function check(ctx: BatchContext, batch: Batch, claim: Claim, input: BatchInput): Promise<boolean> {
  await beginAnew(ctx, claim);
  const planned: PlannedCounts = new Map();
  return settleFrom(ctx, claim, input, batch, 0, async (tx, locked, rows) => {
    // A chunk that is tried again must not count twice.
    const counts = new Map(planned);
    const results = await checkRows(tx, { actor: await actorOf(tx, ctx, locked), planned: counts }, rows);
    for (const [shoulder, count] of counts) planned.set(shoulder, count);
    return results;
  });
}

const NOTHING_DONE: Progress = { rowsDone: 0, rowsOk: 0, rowsRefused: 0, rowsSkipped: 0 };

/** For what has written nothing but results so far. */
async function beginAnew(ctx: BatchContext, claim: Claim): Promise<void> {
  await transact(ctx.db, async (tx) => {
    await requireClaim(tx, claim);
    await deleteChunks(tx, claim.batchId);
    await writeProgress(tx, claim.batchId, { ...NOTHING_DONE, blocks: {} }, ctx.now());
  });
}

/** Checks every row first, which holds nobody up; then one transaction does them all, or nothing. */
async function applyAtOnce(ctx: BatchContext, batch: Batch, claim: Claim, input: BatchInput): Promise<void> {
  if (!(await check(ctx, batch, claim, input))) return;
  const refusals = new Map<number, RowResult>();
  const checked = await transact(ctx.db, (tx) => requireClaim(tx, claim));
  if (checked.rowsRefused > 0) return refuseWhole(ctx, claim, refusals);
  try {
    await transact(ctx.db, async (tx) => {
      refusals.clear();
      const locked = await requireClaim(tx, claim);
      // Somebody has cancelled it since the check.
      if (locked.state !== batch.state) return;
      await deleteChunks(tx, batch.id);
      let progress = NOTHING_DONE;
      let blocks = locked.blocks;
      let number = 0;
      for await (const rows of readChunks(await input.open(), batch, 0)) {
        if (claim.isStopped()) throw new ClaimLostError();
        const work = await workOn(tx, ctx, { ...locked, blocks });
        const results = await applyRows(tx, ctx, work, rows);
        blocks = Object.fromEntries(work.blocks);
        for (const result of results) if (result.outcome === 'refused') refusals.set(result.line, result);
        if (refusals.size > 0) throw new RowsRefusedError();
        progress = add(progress, results);
        await insertChunk(tx, {
          batchId: batch.id,
          number,
          rows: rows.length,
          results: writeResults(results),
        });
        number += 1;
      }
      await writeProgress(tx, batch.id, { ...progress, blocks }, ctx.now());
      await finishBatch(ctx, claim, { state: 'done' }, tx);
    });
  } catch (error) {
    // All that was written is undone.
    if (isFaultOfRows(error)) {
      ctx.log.error({ err: error, batch: batch.id }, 'a row of a batch failed on our side');
      const problem = 'The database does not take one of the rows; the operator finds why in the log.';
      return refuseWhole(ctx, claim, refusals, { state: 'failed', problem });
    }
    // The world has changed since the check.
    if (error instanceof RowsRefusedError) return refuseWhole(ctx, claim, refusals);
    throw error;
  }
  ctx.wakeRegistration();
}

class RowsRefusedError extends Error {}

/** Every row has its result, also when it was never begun. */
async function skipRest(ctx: BatchContext, batch: Batch, claim: Claim, input: BatchInput): Promise<void> {
  // What an all-or-nothing batch has only checked was not done, either.
  const isOnlyChecked = batch.mode === 'all-or-nothing' || batch.dryRun;
  if (isOnlyChecked) await beginAnew(ctx, claim);
  const from = isOnlyChecked ? 0 : batch.rowsDone;
  const ended = await settleFrom(ctx, claim, input, batch, from, async (_tx, _batch, rows) =>
    rows.map(skipped),
  );
  if (ended) await finishBatch(ctx, claim, { state: 'cancelled' });
}

/** @returns whether all rows are settled; else the process is to stop, or the batch was cancelled meanwhile */
async function settleFrom(
  ctx: BatchContext,
  claim: Claim,
  input: BatchInput,
  batch: Batch,
  from: number,
  settle: Settle,
): Promise<boolean> {
  let done = from;
  for await (const rows of readChunks(await input.open(), batch, from)) {
    if (claim.isStopped()) return false;
    if (!(await settleChunk(ctx, { claim, rows, done, state: batch.state, settle }))) return false;
    done += rows.length;
    ctx.wakeRegistration();
  }
  return true;
}

type Chunk = { claim: Claim; rows: readonly BatchRow[]; done: number; state: Batch['state']; settle: Settle };

/** @returns false, with nothing done, when the batch is in another state by now: somebody has cancelled it */
async function settleChunk(ctx: BatchContext, chunk: Chunk): Promise<boolean> {
  const { claim, rows, done, settle } = chunk;
  try {
    return await transact(ctx.db, async (tx) => {
      const batch = await requireClaim(tx, claim);
      if (batch.state !== chunk.state) return false;
      if (batch.rowsDone !== done) throw new ClaimLostError();
      const results = await settle(tx, batch, rows);
      const number = (await readLastChunkNumber(tx, batch.id)) + 1;
      await insertChunk(tx, { batchId: batch.id, number, rows: rows.length, results: writeResults(results) });
      await writeProgress(tx, batch.id, { ...add(batch, results), blocks: batch.blocks }, ctx.now());
      return true;
    });
  } catch (error) {
    const [only, another] = rows;
    if (!isFaultOfRows(error) || only === undefined) throw error;
    if (another === undefined) {
      ctx.log.error(
        { err: error, batch: claim.batchId, line: only.line },
        'a row of a batch failed on our side',
      );
      const problem = {
        field: '',
        detail: 'The database does not take this row; the operator finds why in the log.',
      };
      return settleChunk(ctx, { ...chunk, settle: async () => [refused(only, [problem])] });
    }
    // One row must not fail those beside it.
    const half = Math.ceil(rows.length / 2);
    return (
      (await settleChunk(ctx, { ...chunk, rows: rows.slice(0, half) })) &&
      settleChunk(ctx, { ...chunk, rows: rows.slice(half), done: done + half })
    );
  }
}

/** Data that the database refuses (SQLSTATE classes 22 and 23), which a check of ours missed. */
function isFaultOfRows(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

async function apply(
  tx: Tx,
  ctx: BatchContext,
  batch: Batch,
  rows: readonly BatchRow[],
): Promise<RowResult[]> {
  const work = await workOn(tx, ctx, batch);
  const results = await applyRows(tx, ctx, work, rows);
  batch.blocks = Object.fromEntries(work.blocks);
  return results;
}

async function workOn(tx: Tx, ctx: BatchContext, batch: Batch) {
  return {
    batchId: batch.id,
    uploadedAt: batch.createdAt,
    actor: await actorOf(tx, ctx, batch),
    blocks: new Map(Object.entries(batch.blocks)),
  };
}

/** Rights are read again with every chunk: who was put out of an organisation meanwhile mints there no more. */
async function actorOf(tx: Tx, ctx: BatchContext, batch: Batch): Promise<Actor> {
  if (batch.ownerId === null) return { kind: 'operator' };
  const actor = await actLater(tx, ctx, { id: batch.id, accountId: batch.ownerId, scopes: batch.scopes });
  if (actor === null) throw new Error(`the account ${batch.ownerId} is not there`);
  return actor;
}

async function requireClaim(tx: Tx, claim: Claim): Promise<Batch> {
  const batch = await lockClaimedBatch(tx, claim.batchId, claim.by);
  if (batch === null) throw new ClaimLostError();
  return batch;
}

function add(before: Progress, results: readonly RowResult[]): Progress {
  const count = (outcome: RowResult['outcome']): number =>
    results.reduce((sum, each) => sum + (each.outcome === outcome ? 1 : 0), 0);
  return {
    rowsDone: before.rowsDone + results.length,
    rowsOk: before.rowsOk + count('ok'),
    rowsRefused: before.rowsRefused + count('refused'),
    rowsSkipped: before.rowsSkipped + count('skipped'),
  };
}
