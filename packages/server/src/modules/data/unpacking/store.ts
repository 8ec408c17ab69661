import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { Unpacking } from './unpacking.ts';

const columns: RawBuilder<unknown> = sql`
  id, organisation_id as "organisationId", folder_id as "folderId", file_id as "fileId",
  account_id as "accountId", state, files_total as "filesTotal", files_done as "filesDone", problem, attempts,
  created_at as "createdAt", finished_at as "finishedAt"`;

export async function insertUnpacking(tx: Tx, unpacking: Unpacking, actor: EventActor): Promise<void> {
  await tx
    .insertInto('unpackings')
    .values({
      id: unpacking.id,
      organisation_id: unpacking.organisationId,
      folder_id: unpacking.folderId,
      file_id: unpacking.fileId,
      actor: jsonb(actor),
      account_id: unpacking.accountId,
      state: unpacking.state,
      next_try_at: unpacking.createdAt,
      created_at: unpacking.createdAt,
    })
    .execute();
}

export async function readUnpacking(db: Db, id: string): Promise<Unpacking | null> {
  const { rows } = await sql<Unpacking>`select ${columns} from unpackings where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

export async function countOpenUnpackings(db: Db, accountId: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from unpackings
    where account_id is not distinct from ${accountId}::uuid and state in ('waiting', 'running')`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Takes the unpacking that waits longest for this process; a claim that is not renewed ends by itself. */
export async function claimUnpacking(
  tx: Tx,
  claim: { by: string; now: Date; until: Date },
): Promise<Unpacking | null> {
  const { rows } = await sql<Unpacking>`
    update unpackings set state = 'running', attempts = attempts + 1, claimed_by = ${claim.by}::uuid,
      claimed_until = ${claim.until}
    where id = (
      select id from unpackings
      where state in ('waiting', 'running') and next_try_at <= ${claim.now}
        and (claimed_until is null or claimed_until <= ${claim.now})
      order by next_try_at, id limit 1 for update skip locked
    )
    returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** Renews a claim and notes the progress. @returns whether the claim is still held */
export async function renewUnpacking(
  tx: Tx,
  claim: { id: string; by: string; until: Date },
  progress: { filesTotal: number; filesDone: number },
): Promise<boolean> {
  const { rows } = await sql`
    update unpackings set claimed_until = ${claim.until}, files_total = ${progress.filesTotal},
      files_done = ${progress.filesDone}
    where id = ${claim.id}::uuid and claimed_by = ${claim.by}::uuid and state = 'running'
    returning id`.execute(tx);
  return rows.length > 0;
}

export async function lockClaimed(tx: Tx, id: string, by: string): Promise<boolean> {
  const { rows } = await sql`
    select id from unpackings where id = ${id}::uuid and claimed_by = ${by}::uuid and state = 'running'
    for update`.execute(tx);
  return rows.length > 0;
}

export async function endUnpacking(
  tx: Tx,
  id: string,
  end: { state: 'done' | 'failed'; problem: string | null; filesDone: number; now: Date },
): Promise<void> {
  await tx
    .updateTable('unpackings')
    .set({
      state: end.state,
      ...(end.state === 'done' ? { files_total: end.filesDone } : {}),
      problem: end.problem,
      files_done: end.filesDone,
      finished_at: end.now,
      claimed_by: null,
      claimed_until: null,
      next_try_at: null,
    })
    .where('id', '=', id)
    .execute();
}

/** Gives a claim back, to be tried again from `at`. @param again.counts whether what ends now was an attempt */
export async function releaseUnpacking(
  tx: Tx,
  id: string,
  by: string,
  again: { at: Date; counts: boolean },
): Promise<void> {
  await sql`
    update unpackings set claimed_by = null, claimed_until = null, next_try_at = ${again.at},
      attempts = attempts - ${again.counts ? 0 : 1}
    where id = ${id}::uuid and claimed_by = ${by}::uuid and state = 'running'`.execute(tx);
}

export async function releaseAllUnpackings(tx: Tx): Promise<void> {
  await sql`
    update unpackings set claimed_by = null, claimed_until = null where state = 'running'`.execute(tx);
}
