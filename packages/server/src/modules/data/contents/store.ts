import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx } from '../../../db/index.ts';
import { CHECK_DAMAGED_EVERY_MS, CHECK_EVERY_MS, type Content } from './content.ts';

const columns: RawBuilder<unknown> = sql`
  id, organisation_id as "organisationId", bytes, sha256, parts, created_at as "createdAt",
  verified_at as "verifiedAt", problem`;

/** New contents that nothing holds yet; a file that takes one makes it held. */
export async function insertContents(tx: Tx, contents: readonly Content[]): Promise<void> {
  if (contents.length === 0) return;
  await tx
    .insertInto('contents')
    .values(
      contents.map((content) => ({
        id: content.id,
        organisation_id: content.organisationId,
        bytes: content.bytes,
        sha256: content.sha256,
        parts: jsonb(content.parts),
        created_at: content.createdAt,
        verified_at: content.verifiedAt,
        next_check_at: new Date(content.verifiedAt.getTime() + CHECK_EVERY_MS),
        unheld_since: content.createdAt,
      })),
    )
    .execute();
}

export async function readContent(db: Db, id: string): Promise<Content | null> {
  const { rows } = await sql<Content>`select ${columns} from contents where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

export async function insertLoose(
  tx: Tx,
  objects: { id: string; organisationId: string; dueAt: Date },
): Promise<void> {
  await sql`
    insert into loose_objects (content_id, organisation_id, due_at)
    values (${objects.id}::uuid, ${objects.organisationId}::uuid, ${objects.dueAt})
    on conflict (content_id) do update set due_at = excluded.due_at`.execute(tx);
}

export async function deleteLoose(tx: Tx, contentId: string): Promise<void> {
  await tx.deleteFrom('loose_objects').where('content_id', '=', contentId).execute();
}

/** Those that are due and of no open upload; where a content came of one after all, only the note is left to delete. */
export async function listLoose(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ id: string; organisationId: string; isContent: boolean }[]> {
  const { rows } = await sql<{ id: string; organisationId: string; isContent: boolean }>`
    select content_id as id, organisation_id as "organisationId",
      exists (select from contents where contents.id = content_id) as "isContent"
    from loose_objects
    where due_at <= ${now}
      and not exists (select from uploads where uploads.id = content_id and finished_at is null)
    order by due_at limit ${limit}`.execute(db);
  return rows;
}

/** Deletes the row of a content that nothing holds, and notes its objects. @returns whether it was there unheld */
export async function deleteUnheldNow(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ organisationId: string }>`
    delete from contents where id = ${id}::uuid
      and not exists (select from nodes where nodes.content_id = contents.id)
    returning organisation_id as "organisationId"`.execute(tx);
  const [row] = rows;
  if (row === undefined) return false;
  await insertLoose(tx, { id, organisationId: row.organisationId, dueAt: now });
  return true;
}

/** Notes which contents are held after all. */
export async function markHeld(tx: Tx): Promise<void> {
  await sql`
    update contents set unheld_since = null
    where unheld_since is not null
      and exists (select from nodes where nodes.content_id = contents.id)`.execute(tx);
}

/** Deletes the rows of contents that nothing has held since `before`, and notes their objects to be deleted. */
export async function deleteUnheld(tx: Tx, before: Date, now: Date, limit: number): Promise<number> {
  const { rows } = await sql`
    with gone as (
      delete from contents where id in (
        select id from contents
        where unheld_since < ${before}
          and not exists (select from nodes where nodes.content_id = contents.id)
        order by unheld_since limit ${limit} for update skip locked
      )
      returning id, organisation_id
    )
    insert into loose_objects (content_id, organisation_id, due_at)
    select id, organisation_id, ${now} from gone
    on conflict (content_id) do update set due_at = excluded.due_at
    returning content_id`.execute(tx);
  return rows.length;
}

/**
 * Takes some contents whose bytes are due to be read, and puts them off until `until`, so that no other process takes
 * them meanwhile.
 */
export async function claimDueContents(
  tx: Tx,
  options: { now: Date; until: Date; limit: number },
): Promise<Content[]> {
  const { rows } = await sql<Content>`
    update contents set next_check_at = ${options.until}
    where id in (
      select id from contents where next_check_at <= ${options.now} and unheld_since is null
      order by next_check_at limit ${options.limit} for update skip locked
    )
    returning ${columns}`.execute(tx);
  return rows;
}

/** Writes what reading a content has shown. @returns the problem that was known before; undefined: it is gone */
export async function writeVerdict(
  tx: Tx,
  id: string,
  verdict: { problem: string | null; now: Date },
): Promise<string | null | undefined> {
  const { rows } = await sql<{ problem: string | null }>`
    select problem from contents where id = ${id}::uuid for update`.execute(tx);
  if (rows[0] === undefined) return undefined;
  await tx
    .updateTable('contents')
    .set({
      problem: verdict.problem,
      next_check_at: new Date(
        verdict.now.getTime() + (verdict.problem === null ? CHECK_EVERY_MS : CHECK_DAMAGED_EVERY_MS),
      ),
      ...(verdict.problem === null ? { verified_at: verdict.now } : {}),
    })
    .where('id', '=', id)
    .execute();
  return rows[0].problem;
}

/** The files that hold a content, the ones in the trash included. */
export async function listHolders(db: Db, contentId: string): Promise<string[]> {
  const rows = await db.selectFrom('nodes').select('id').where('content_id', '=', contentId).execute();
  return rows.map((row) => row.id);
}

/** The oldest time at which any of these contents was verified, and whether any is damaged. */
export async function readVerified(
  db: Db,
  contentIds: readonly string[],
): Promise<{ oldest: Date | null; damaged: number }> {
  const { rows } = await sql<{ oldest: Date | null; damaged: number }>`
    select min(verified_at) as oldest, (count(*) filter (where problem is not null))::integer as damaged
    from contents where id = any(${contentIds}::uuid[])`.execute(db);
  return rows[0] ?? { oldest: null, damaged: 0 };
}
