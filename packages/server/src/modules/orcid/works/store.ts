import { sql } from 'kysely';
import { type Tx, textArray } from '../../../db/index.ts';

/** Notes that items changed, so that the records of the people whom they name are looked at. */
export async function noteItems(tx: Tx, itemIds: readonly string[], now: Date): Promise<void> {
  if (itemIds.length === 0) return;
  await sql`
    insert into orcid_item_changes (item_id, at)
    select id, ${now}::timestamptz from unnest(${textArray(itemIds.toSorted())}::uuid[]) as noted (id)
    -- Locks the note, so that nobody takes it before what it is about can be seen.
    on conflict (item_id) do update set at = orcid_item_changes.at`.execute(tx);
}

/**
 * Takes the oldest note, which is gone once the transaction ends; who notes the same item meanwhile waits for that.
 * @returns the item's id, or null when there is none that nobody works on
 */
export async function takeItemNote(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ itemId: string }>`
    delete from orcid_item_changes where item_id = (
      select item_id from orcid_item_changes order by at, item_id limit 1 for update skip locked
    ) returning item_id as "itemId"`.execute(tx);
  return rows[0]?.itemId ?? null;
}

/** Notes that the published items of a connection's person are to be looked at, from the first one on. */
export async function noteCatchUp(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await sql`
    insert into orcid_catch_ups (connection_id, after_item_seq, at) values (${connectionId}, 0, ${now})
    on conflict (connection_id) do update set after_item_seq = 0, at = excluded.at`.execute(tx);
}

/** A connection that is to catch up, locked, and the last item that was looked at; null: there is none. */
export async function lockCatchUp(tx: Tx): Promise<{ connectionId: string; afterSeq: number } | null> {
  const row = await tx
    .selectFrom('orcid_catch_ups')
    .select(['connection_id', 'after_item_seq'])
    .orderBy('at')
    .orderBy('connection_id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row === undefined ? null : { connectionId: row.connection_id, afterSeq: row.after_item_seq };
}

/** @param afterSeq null: it is done */
export async function setCatchUp(tx: Tx, connectionId: string, afterSeq: number | null): Promise<void> {
  if (afterSeq === null) {
    await tx.deleteFrom('orcid_catch_ups').where('connection_id', '=', connectionId).execute();
  } else {
    await tx
      .updateTable('orcid_catch_ups')
      .set({ after_item_seq: afterSeq })
      .where('connection_id', '=', connectionId)
      .execute();
  }
}
