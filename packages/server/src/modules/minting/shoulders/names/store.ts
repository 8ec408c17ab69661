import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db, Tables, Tx } from '../../../../db/index.ts';

export type HeldName = { name: string; reason: string | null; heldAt: Date };
export type QueuedName = { name: string; dueAt: Date };

type NamePage = { limit: number; afterName: string | null };

function pageByName<T extends 'held_names' | 'queued_names', O>(
  query: SelectQueryBuilder<Tables, T, O>,
  page: NamePage,
): SelectQueryBuilder<Tables, T, O> {
  const after = page.afterName === null ? sql<boolean>`true` : sql<boolean>`name > ${page.afterName}`;
  return query.where(after).orderBy(sql`name`).limit(page.limit);
}

/** Names of a shoulder that are held back, in the order of the names. */
export async function listHeldNames(db: Db, shoulderId: string, page: NamePage): Promise<HeldName[]> {
  const query = db
    .selectFrom('held_names')
    .select(['name', 'reason', 'held_at as heldAt'])
    .where('shoulder_id', '=', shoulderId);
  return pageByName(query, page).execute();
}

/** Holds names back in one statement; those that are held already stay as they are. @returns how many are new */
export async function holdNames(
  tx: Tx,
  shoulderId: string,
  names: readonly string[],
  hold: { reason: string | null; heldAt: Date },
): Promise<number> {
  const result = await sql`
    insert into held_names (name, shoulder_id, reason, held_at)
    select distinct name, ${shoulderId}::uuid, ${hold.reason}::text, ${hold.heldAt}::timestamptz
    from unnest(${names}::text[]) as name
    on conflict (name) do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** @returns the reason of the hold that was lifted; undefined when there was none */
export async function deleteHold(
  tx: Tx,
  shoulderId: string,
  name: string,
): Promise<string | null | undefined> {
  const row = await tx
    .deleteFrom('held_names')
    .where('shoulder_id', '=', shoulderId)
    .where('name', '=', name)
    .returning('reason')
    .executeTakeFirst();
  return row?.reason;
}

/** Names of a shoulder that wait to be let out again, in the order of the names. */
export async function listQueuedNames(db: Db, shoulderId: string, page: NamePage): Promise<QueuedName[]> {
  const query = db
    .selectFrom('queued_names')
    .select(['name', 'due_at as dueAt'])
    .where('shoulder_id', '=', shoulderId);
  return pageByName(query, page).execute();
}

/** Which of these names wait to be let out again. */
export async function findQueuedNames(db: Db, names: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('queued_names')
    .select('name')
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.name));
}

/** Lets names out again once they are due; those that wait already get the new time. */
export async function enqueueNames(tx: Tx, shoulderId: string, queued: readonly QueuedName[]): Promise<void> {
  const rows = JSON.stringify(queued.map(({ name, dueAt }) => ({ name, due_at: dueAt })));
  await sql`
    insert into queued_names (name, shoulder_id, due_at)
    select name, ${shoulderId}::uuid, due_at from json_to_recordset(${rows}::json) as row (name text, due_at timestamptz)
    on conflict (name) do update set due_at = excluded.due_at`.execute(tx);
}

/** @returns whether the name waited */
export async function deleteQueuedName(tx: Tx, shoulderId: string, name: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('queued_names')
    .where('shoulder_id', '=', shoulderId)
    .where('name', '=', name)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** How many names of a shoulder are held back, and how many wait to be let out again. */
export async function countKeptNames(db: Db, shoulderId: string): Promise<{ held: number; queued: number }> {
  const { rows } = await sql<{ held: number; queued: number }>`
    select (select count(*)::integer from held_names where shoulder_id = ${shoulderId}) as held,
      (select count(*)::integer from queued_names where shoulder_id = ${shoulderId}) as queued`.execute(db);
  return rows[0] ?? { held: 0, queued: 0 };
}
