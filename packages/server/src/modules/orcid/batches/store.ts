import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx, textArray } from '../../../db/index.ts';
import type { Batch, BatchState, RowOutcome, RowProblem } from './batch.ts';

const columns: RawBuilder<unknown> = sql`
  id, seq, organisation_id as "organisationId", environment, kind, format, dry_run as "dryRun", state, actor,
  file_name as "fileName", bytes, rows_total as "rowsTotal", rows_done as "rowsDone", rows_ok as "rowsOk",
  rows_refused as "rowsRefused", rows_skipped as "rowsSkipped", attempts, created_at as "createdAt",
  updated_at as "updatedAt", finished_at as "finishedAt", cleared_at as "clearedAt",
  end_detail as "endDetail"`;

/** A row as it was uploaded. */
export type NewRow = {
  number: number;
  line: number;
  /** Its cells as JSON text; null: it could not be read. */
  cells: string | null;
  localId: string | null;
  /** What is wrong with it whatever its cells say. */
  problems: readonly RowProblem[];
};

export type Row = Omit<NewRow, 'problems'> & {
  outcome: RowOutcome | null;
  problems: RowProblem[];
  entryId: string | null;
  waits: boolean | null;
};

export type RowResult = Pick<Row, 'number' | 'entryId' | 'waits' | 'problems'> & { outcome: RowOutcome };

export async function insertBatch(tx: Tx, batch: Omit<Batch, 'seq'>): Promise<void> {
  await tx
    .insertInto('orcid_batches')
    .values({
      id: batch.id,
      organisation_id: batch.organisationId,
      environment: batch.environment,
      kind: batch.kind,
      format: batch.format,
      dry_run: batch.dryRun,
      state: batch.state,
      actor: jsonb<unknown>(batch.actor),
      file_name: batch.fileName,
      bytes: batch.bytes,
      rows_total: batch.rowsTotal,
      created_at: batch.createdAt,
      updated_at: batch.updatedAt,
    })
    .execute();
}

export async function insertRows(tx: Tx, batchId: string, rows: readonly NewRow[]): Promise<void> {
  await sql`
    insert into orcid_batch_rows (batch_id, number, line, cells, local_id, problems)
    select ${batchId}::uuid, number, line, cells, "localId", problems
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given (number integer, line integer, cells text, "localId" text, problems jsonb)`.execute(tx);
}

/** The rows of a batch as they were uploaded, once more for another one. */
export async function copyRows(tx: Tx, from: string, to: string): Promise<void> {
  await sql`
    insert into orcid_batch_rows (batch_id, number, line, cells, local_id, problems)
    select ${to}::uuid, number, line, cells, local_id, case when cells is null then problems else '[]' end
    from orcid_batch_rows where batch_id = ${from}::uuid`.execute(tx);
}

/** @param id a uuid */
export async function readBatch(db: Db, id: string): Promise<Batch | null> {
  const { rows } = await sql<Batch>`select ${columns} from orcid_batches where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** Batches of an organisation, newest first. @param page.before the `seq` of the last one seen; null: from the start */
export async function listBatches(
  db: Db,
  organisationId: string,
  page: { limit: number; before: number | null },
): Promise<Batch[]> {
  const { rows } = await sql<Batch>`
    select ${columns} from orcid_batches where organisation_id = ${organisationId}
      and ${page.before === null ? sql`true` : sql`seq < ${page.before}`}
    order by seq desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Lets nobody else add a batch of the organisation until the transaction ends. */
export async function holdOpenBatches(tx: Tx, organisationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`orcid-batches:${organisationId}`}, 0))`.execute(
    tx,
  );
}

export async function countOpenBatches(db: Db, organisationId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from orcid_batches
    where organisation_id = ${organisationId} and finished_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Takes the batch that waits longest for this process; a claim that is not renewed ends by itself. */
export async function claimBatch(
  tx: Tx,
  claim: { by: string; now: Date; until: Date },
): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    update orcid_batches set claimed_by = ${claim.by}::uuid, claimed_until = ${claim.until},
      attempts = attempts + 1, updated_at = ${claim.now},
      state = case when state = 'waiting' then 'running' else state end
    where id = (
      select id from orcid_batches
      where finished_at is null and (claimed_until is null or claimed_until <= ${claim.now})
      order by seq limit 1 for update skip locked
    )
    returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** The batch, locked, its claim renewed; null when this process does not hold it any more. */
export async function lockClaimedBatch(
  tx: Tx,
  id: string,
  claim: { by: string; until: Date },
): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    update orcid_batches set claimed_until = ${claim.until}
    where id = ${id}::uuid and claimed_by = ${claim.by}::uuid and finished_at is null
    returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** Gives a claim back, so that anybody may go on from `at`. */
export async function releaseClaim(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await sql`
    update orcid_batches set claimed_by = null, claimed_until = ${at}
    where id = ${id}::uuid and claimed_by = ${by}::uuid`.execute(tx);
}

export async function releaseAllClaims(tx: Tx): Promise<void> {
  await sql`update orcid_batches set claimed_by = null, claimed_until = null where finished_at is null`.execute(
    tx,
  );
}

export async function lockBatch(tx: Tx, id: string): Promise<Batch | null> {
  const { rows } = await sql<Batch>`
    select ${columns} from orcid_batches where id = ${id}::uuid for update`.execute(tx);
  return rows[0] ?? null;
}

/** Rows of a batch that nothing became of yet, in their order. */
export async function readOpenRows(db: Db, batchId: string, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select number, line, cells, local_id as "localId", outcome, problems, entry_id as "entryId", waits
    from orcid_batch_rows where batch_id = ${batchId}::uuid and outcome is null
    order by number limit ${limit}`.execute(db);
  return rows;
}

/** Rows after the one with number `after`, from -1, in their order. */
export async function readRows(db: Db, batchId: string, after: number, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select number, line, cells, local_id as "localId", outcome, problems, entry_id as "entryId", waits
    from orcid_batch_rows where batch_id = ${batchId}::uuid and number > ${after}
    order by number limit ${limit}`.execute(db);
  return rows;
}

/** Writes what became of rows of a locked batch, and how far it is. */
export async function settleRows(
  tx: Tx,
  batchId: string,
  results: readonly RowResult[],
  now: Date,
): Promise<void> {
  const count = (is: (outcome: RowOutcome) => boolean): number =>
    results.filter(({ outcome }) => is(outcome)).length;
  const refused = count((outcome) => outcome === 'refused');
  await sql`
    update orcid_batch_rows as row set outcome = given.outcome, problems = given.problems,
      entry_id = given."entryId", waits = given.waits
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
      as given (number integer, outcome text, problems jsonb, "entryId" uuid, waits boolean)
    where row.batch_id = ${batchId}::uuid and row.number = given.number`.execute(tx);
  await sql`
    update orcid_batches set rows_done = rows_done + ${results.length}, rows_refused = rows_refused + ${refused},
      rows_ok = rows_ok + ${results.length - refused}, attempts = 0, updated_at = ${now}
    where id = ${batchId}::uuid`.execute(tx);
}

/**
 * Ends a locked batch: rows that nothing became of are skipped.
 * @param end.detail why it ends before its rows do, which each of these says then, too
 */
export async function endBatch(
  tx: Tx,
  id: string,
  { state, detail, now }: { state: BatchState; detail: string | null; now: Date },
): Promise<void> {
  const problems = JSON.stringify(detail === null ? [] : [{ field: '', detail }]);
  const { rows } = await sql<{ count: number }>`
    with skipped as (
      update orcid_batch_rows set outcome = 'skipped', problems = problems || ${problems}::jsonb
      where batch_id = ${id}::uuid and outcome is null returning 1
    ) select count(*)::integer as count from skipped`.execute(tx);
  const skipped = rows[0]?.count ?? 0;
  await sql`
    update orcid_batches set state = ${state}, rows_done = rows_done + ${skipped},
      rows_skipped = rows_skipped + ${skipped}, claimed_by = null, claimed_until = null,
      end_detail = ${detail}, finished_at = ${now}, updated_at = ${now}
    where id = ${id}::uuid`.execute(tx);
}

/** Notes that somebody wants a locked batch to be left where it is. */
export async function setCancelling(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update orcid_batches set state = 'cancelling', updated_at = ${now} where id = ${id}::uuid`.execute(
    tx,
  );
}

/** Deletes the rows of batches that were finished before then; what they wrote stays. @returns how many there were */
export async function clearRows(tx: Tx, finishedBefore: Date, limit: number, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update orcid_batches set cleared_at = ${now} where id in (
      select id from orcid_batches where finished_at < ${finishedBefore} and cleared_at is null
      order by seq limit ${limit} for update skip locked
    ) returning id`.execute(tx);
  for (const { id } of rows) {
    await tx.deleteFrom('orcid_batch_rows').where('batch_id', '=', id).execute();
  }
  return rows.length;
}

/**
 * Takes the content off rows of an organisation's batches that belong to one of these entries, or say one of these names. A
 * row that nothing became of yet is refused when its turn comes.
 * @param of.names iDs and addresses, read without regard to case
 */
export async function wipeRowsAbout(
  tx: Tx,
  of: { organisationId: string; entryIds: readonly string[]; names: readonly string[] },
): Promise<void> {
  const wiped = JSON.stringify([{ field: '', detail: 'The person was erased, and what the row said.' }]);
  await sql`
    update orcid_batch_rows set cells = null, local_id = null, entry_id = null, problems = ${wiped}::jsonb
    where batch_id in (select id from orcid_batches where organisation_id = ${of.organisationId})
      and (entry_id = any(${textArray(of.entryIds)}::uuid[]) or exists (
        select from unnest(${textArray(of.names)}) as name where position(lower(name) in lower(cells)) > 0))`.execute(
    tx,
  );
}
