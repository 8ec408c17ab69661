import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppContext } from '../../../context.ts';
import { sqlState, type Tx, transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { holdConnectionsOf } from '../entries/hold-connections.ts';
import { findConnectionOf, readEntryOf } from '../entries/store.ts';
import { foreseeOutcome, writeEntry } from '../entries/write-entry.ts';
import { mayStillWrite } from '../organisation.ts';
import { type Batch, type RowProblem, toStorable } from './batch.ts';
import { type ParsedRow, parseRow } from './parse-row.ts';
import { endBatch, lockClaimedBatch, type Row, type RowResult, readOpenRows, settleRows } from './store.ts';

export type BatchContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'wakeDeposits'>;

/** A batch that this process works on. */
export type Claim = { batchId: string; by: string; isStopped: () => boolean };

/** This process holds the claim no more: somebody else goes on. */
export class ClaimLostError extends Error {}

/** What one transaction settles; a row is some ten statements. */
const CHUNK_ROWS = 100;
/** A claim of a process that died ends by itself after this; each chunk renews it. */
export const CLAIM_MS = 30_000;
/** A row with a hundred mistakes would be more than anyone reads. */
const PROBLEMS_KEPT = 20;
const NOT_ALLOWED =
  'Who uploaded it is no administrator of the organisation any more, so it was not gone on with. Another administrator may upload these rows.';

/**
 * Works a claimed batch off until it is finished, or until the process is to stop. Entries, what is wanted of records,
 * and what became of the rows are one transaction, so that a crash at any moment neither doubles nor loses a row.
 * @throws ClaimLostError, and whatever the database fails with; the batch stays as it is then
 */
export async function runBatch(ctx: BatchContext, claim: Claim): Promise<void> {
  while (!claim.isStopped()) {
    const rows = await readOpenRows(ctx.db, claim.batchId, CHUNK_ROWS);
    if (rows.length === 0) return finishBatch(ctx, claim, 'done');
    const end = await settleChunk(ctx, claim, rows);
    if (end === 'cancelled') return finishBatch(ctx, claim, 'cancelled');
    if (end === 'not-allowed') return finishBatch(ctx, claim, 'failed', NOT_ALLOWED);
    ctx.wakeDeposits();
    // The embedded database answers without a turn of the event loop, and requests would not be heard meanwhile.
    await nextTurn();
  }
}

type SettleRow = (tx: Tx, batch: Batch, row: Row) => Promise<RowResult>;

async function settleChunk(
  ctx: BatchContext,
  claim: Claim,
  rows: readonly Row[],
  settleRow: SettleRow = settle.bind(null, ctx),
): Promise<'settled' | 'cancelled' | 'not-allowed'> {
  try {
    return await transact(ctx.db, async (tx) => {
      const batch = await requireClaim(tx, ctx, claim);
      if (batch.state === 'cancelling') return 'cancelled';
      if (!(await mayStillWrite(tx, ctx, batch))) return 'not-allowed';
      await holdConnections(tx, batch, rows);
      const results: RowResult[] = [];
      for (const row of rows.toSorted(byKey)) results.push(await settleRow(tx, batch, row));
      await settleRows(tx, batch.id, results, ctx.now());
      return 'settled';
    });
  } catch (error) {
    const [only, another] = rows;
    if (!isFaultOfRows(error) || only === undefined) throw error;
    if (another === undefined) {
      ctx.log.error(
        { err: error, batch: claim.batchId, line: only.line },
        'a row of a batch failed on our side',
      );
      const detail = 'The database does not take this row; the operator finds why in the log.';
      return settleChunk(ctx, claim, [only], async () => refused(only, [{ field: '', detail }]));
    }
    // One row must not fail those beside it.
    const half = Math.ceil(rows.length / 2);
    const first = await settleChunk(ctx, claim, rows.slice(0, half));
    return first !== 'settled' ? first : settleChunk(ctx, claim, rows.slice(half));
  }
}

/** Before any entry is locked, all connections of the chunk are. */
async function holdConnections(tx: Tx, batch: Batch, rows: readonly Row[]): Promise<void> {
  if (batch.dryRun) return;
  const wishes = rows.flatMap(({ cells }) => {
    if (cells === null) return [];
    const { wish }: ParsedRow = parseRow(batch.kind, JSON.parse(cells) as Record<string, unknown>);
    return wish ?? [];
  });
  await holdConnectionsOf(tx, batch, wishes);
}

/** Two batches that hold the same keys lock their entries in the same order. */
function byKey(one: Row, other: Row): number {
  return (one.localId ?? '') < (other.localId ?? '') ? -1 : 1;
}

async function settle(ctx: BatchContext, tx: Tx, batch: Batch, row: Row): Promise<RowResult> {
  if (row.cells === null) return refused(row, row.problems);
  // Written by receiveBatch alone.
  const { wish, problems }: ParsedRow = parseRow(
    batch.kind,
    JSON.parse(row.cells) as Record<string, unknown>,
  );
  if (wish === null) return refused(row, problems);
  const { organisationId, environment, actor } = batch;
  if (batch.dryRun) {
    const before = await readEntryOf(tx, {
      organisationId,
      environment,
      kind: batch.kind,
      localId: wish.localId,
    });
    const connection = await findConnectionOf(tx, batch, wish.person);
    const outcome = foreseeOutcome(before, wish);
    return { number: row.number, outcome, entryId: null, waits: connection === null, problems: [] };
  }
  const author = { organisationId, environment, actor, batchId: batch.id };
  const { entry, outcome } = await writeEntry(tx, ctx, author, wish);
  return {
    number: row.number,
    outcome,
    entryId: entry.id,
    waits: entry.connectionId === null,
    problems: [],
  };
}

function refused(row: Row, problems: readonly RowProblem[]): RowResult {
  const kept = problems.slice(0, PROBLEMS_KEPT);
  const left = problems.length - kept.length;
  if (left > 0) kept.push({ field: '', detail: `There are ${left} more mistakes in this row.` });
  return {
    number: row.number,
    outcome: 'refused',
    entryId: null,
    waits: null,
    problems: kept.map(toStorable),
  };
}

/**
 * Ends a batch that this process holds; rows that nothing became of are skipped.
 * @param detail why it ends before its rows do, in a sentence
 */
export async function finishBatch(
  ctx: Pick<AppContext, 'db' | 'now'>,
  claim: Claim,
  state: 'done' | 'cancelled' | 'failed',
  detail: string | null = null,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const batch = await requireClaim(tx, ctx, claim);
    const now = ctx.now();
    await endBatch(tx, batch.id, { state, detail, now });
    await recordEvent(tx, {
      at: now,
      subject: { type: 'orcid-batch', id: batch.id },
      action: `batch-${state}`,
      actor: { kind: 'service' },
      after: { rows: batch.rowsTotal, ok: batch.rowsOk, refused: batch.rowsRefused },
      reason: detail,
    });
  });
}

async function requireClaim(tx: Tx, ctx: Pick<AppContext, 'now'>, claim: Claim): Promise<Batch> {
  const until = new Date(ctx.now().getTime() + CLAIM_MS);
  const batch = await lockClaimedBatch(tx, claim.batchId, { by: claim.by, until });
  if (batch === null) throw new ClaimLostError();
  return batch;
}

/** Data that the database refuses (SQLSTATE classes 22 and 23), which a check of ours missed. */
function isFaultOfRows(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}
