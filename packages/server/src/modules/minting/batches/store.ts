import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx, textArray } from '../../../db/index.ts';
import type { Batch, BatchState } from './batch.ts';

const columns: RawBuilder<unknown> = sql`
  id, owner_id as "ownerId", scopes, organisation_id as "organisationId", state, mode, dry_run as "dryRun", format,
  default_verb as "defaultVerb", default_shoulder as "defaultShoulder", input_key as "inputKey",
  input_bytes as "inputBytes", rows_total as "rowsTotal", rows_done as "rowsDone", rows_ok as "rowsOk",
  rows_refused as "rowsRefused", rows_skipped as "rowsSkipped", blocks, problem, attempts, created_at as "createdAt",
  started_at as "startedAt", updated_at as "updatedAt", finished_at as "finishedAt"`;

export async function insertBatch(tx: Tx, batch: Batch): Promise<void> {
  await tx
    .insertInto('batches')
    .values({
      id: batch.id,
      owner_id: batch.ownerId,
      scopes: textArray(batch.scopes),
      organisation_id: batch.organisationId,
      state: batch.state,
      mode: batch.mode,
      dry_run: batch.dryRun,
      format: batch.format,
      default_verb: batch.defaultVerb,
      default_shoulder: batch.defaultShoulder,
      input_key: batch.inputKey,
      input_bytes: batch.inputBytes,
      rows_total: batch.rowsTotal,
      created_at: batch.createdAt,
      updated_at: batch.updatedAt,
    })
    .execute();
}

export async function readBatch(db: Db, id: string): Promise<Batch | null> {
  const { rows } = await sql<Batch>`select ${columns} from batches where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** Whose batches a list shows: everyone's, or one's own and those of organisations that one administers. */
export type BatchAudience = 'all' | { ownerId: string | null; organisationIds: readonly string[] };

/** Batches, newest first, after the one that `after` names. */
export async function listBatches(
  db: Db,
  audience: BatchAudience,
  page: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<Batch[]> {
  const mine =
    audience === 'all'
      ? sql`true`
      : sql`(owner_id = ${audience.ownerId} or organisation_id = any(${audience.organisationIds}::uuid[]))`;
  const after =
    page.after === null
      ? sql`true`
      : sql`(created_at, id) < (${page.after.createdAt}::timestamptz, ${page.after.id}::uuid)`;
  const { rows } = await sql<Batch>`
    select ${columns} from batches where ${mine} and ${after}
    order by created_at desc, id desc limit ${page.limit}`.execute(db);
  return rows;
}

export async function countOpenBatches(db: Db, ownerId: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from batches
    where owner_id is not distinct from ${ownerId}::uuid and finished_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Takes the batch that waits longest for this process; a claim that is not renewed ends by itself. */
export async function claimBatch(
  tx: Tx,
  claim: { by: string; now: Date; until: Date },
): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    update batches set claimed_by = ${claim.by}::uuid, claimed_until = ${claim.until}, attempts = attempts + 1,
      state = case when state = 'waiting' then 'running' else state end,
      started_at = coalesce(started_at, ${claim.now}::timestamptz), updated_at = ${claim.now}
    where id = (
      select id from batches
      where finished_at is null and (claimed_until is null or claimed_until <= ${claim.now})
      order by created_at, id limit 1 for update skip locked
    )
    returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** The batch, locked until the transaction ends; null when this process does not hold its claim any more. */
export async function lockClaimedBatch(tx: Tx, id: string, claimedBy: string): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    select ${columns} from batches where id = ${id}::uuid and claimed_by = ${claimedBy}::uuid for update`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The batch, locked; `busy` when its rows are being written in one transaction at this moment. */
export async function lockBatchUnlessBusy(tx: Tx, id: string): Promise<Batch | 'busy'> {
  const { rows } = await sql<Batch>`
    select ${columns} from batches where id = ${id}::uuid for update skip locked`.execute(tx);
  return rows[0] ?? 'busy';
}

export async function lockBatch(tx: Tx, id: string): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    select ${columns} from batches where id = ${id}::uuid for update`.execute(tx);
  return rows[0] ?? null;
}

export async function renewClaim(tx: Tx, id: string, claimedBy: string, until: Date): Promise<void> {
  await tx
    .updateTable('batches')
    .set({ claimed_until: until })
    .where('id', '=', id)
    .where('claimed_by', '=', claimedBy)
    .execute();
}

/** Gives a claim back, so that anybody may go on from `at`. */
export async function releaseClaim(tx: Tx, id: string, claimedBy: string, at: Date): Promise<void> {
  await tx
    .updateTable('batches')
    .set({ claimed_by: null, claimed_until: at })
    .where('id', '=', id)
    .where('claimed_by', '=', claimedBy)
    .execute();
}

export async function releaseAllBatchClaims(tx: Tx): Promise<void> {
  await tx
    .updateTable('batches')
    .set({ claimed_by: null, claimed_until: null })
    .where('finished_at', 'is', null)
    .execute();
}

export type Progress = Pick<Batch, 'rowsDone' | 'rowsOk' | 'rowsRefused' | 'rowsSkipped'>;

/** Writes how far a locked batch has come. */
export async function writeProgress(
  tx: Tx,
  id: string,
  progress: Progress & { blocks: Readonly<Record<string, string>> },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('batches')
    .set({
      rows_done: progress.rowsDone,
      rows_ok: progress.rowsOk,
      rows_refused: progress.rowsRefused,
      rows_skipped: progress.rowsSkipped,
      blocks: jsonb(progress.blocks),
      // What makes progress is no failing batch, however often it was claimed before.
      attempts: 0,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
}

/** Ends a locked batch, or begins to. */
export async function writeState(
  tx: Tx,
  id: string,
  change: { state: BatchState; problem?: string | null; finishedAt: Date | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('batches')
    .set({
      state: change.state,
      updated_at: now,
      finished_at: change.finishedAt,
      ...(change.problem === undefined ? {} : { problem: change.problem }),
      ...(change.finishedAt === null ? {} : { claimed_by: null, claimed_until: null }),
    })
    .where('id', '=', id)
    .execute();
}

export async function insertChunk(
  tx: Tx,
  chunk: { batchId: string; number: number; rows: number; results: string },
): Promise<void> {
  await tx
    .insertInto('batch_chunks')
    .values({ batch_id: chunk.batchId, number: chunk.number, rows: chunk.rows, results: chunk.results })
    .execute();
}

export async function rewriteChunk(tx: Tx, batchId: string, number: number, results: string): Promise<void> {
  await tx
    .updateTable('batch_chunks')
    .set({ results })
    .where('batch_id', '=', batchId)
    .where('number', '=', number)
    .execute();
}

/** The chunk after the one with number `after`, from -1. */
export async function readNextChunk(
  db: Db,
  batchId: string,
  after: number,
): Promise<{ number: number; results: string } | null> {
  const row = await db
    .selectFrom('batch_chunks')
    .select(['number', 'results'])
    .where('batch_id', '=', batchId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function readLastChunkNumber(db: Db, batchId: string): Promise<number> {
  const row = await db
    .selectFrom('batch_chunks')
    .select((each) => each.fn.max('number').as('last'))
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  return row?.last ?? -1;
}

export async function deleteChunks(tx: Tx, batchId: string): Promise<void> {
  await tx.deleteFrom('batch_chunks').where('batch_id', '=', batchId).execute();
}

/** Finished batches whose upload and results have been kept long enough. */
export async function listBatchesToClear(db: Db, finishedBefore: Date, limit: number): Promise<Batch[]> {
  const { rows } = await sql<Batch>`
    select ${columns} from batches where input_key is not null and finished_at < ${finishedBefore}
    order by finished_at limit ${limit}`.execute(db);
  return rows;
}

/** Which of these uploads belong to a batch. */
export async function findInputKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('batches')
    .select('input_key')
    .where('input_key', '=', sql<string>`any(${keys}::text[])`)
    .execute();
  return new Set(rows.flatMap((row) => (row.input_key === null ? [] : [row.input_key])));
}

/** Notes that the upload of a batch is gone, and deletes its results; the row stays. */
export async function clearBatch(tx: Tx, id: string): Promise<void> {
  await deleteChunks(tx, id);
  await tx.updateTable('batches').set({ input_key: null }).where('id', '=', id).execute();
}
