import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';

/** Gives files other contents, and counts the change. */
export async function replaceContents(
  tx: Tx,
  files: readonly { id: string; contentId: string; mediaType: string | null }[],
  now: Date,
): Promise<void> {
  const rows = files.map((file) => ({
    id: file.id,
    content_id: file.contentId,
    media_type: file.mediaType,
  }));
  await sql`
    update nodes set content_id = row.content_id, media_type = row.media_type, version = version + 1,
      modified_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, content_id uuid, media_type text)
    where nodes.id = row.id`.execute(tx);
}

/** Notes that contents are held by files from now on; of several for one name, the last one alone is. */
export async function holdContents(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update contents set unheld_since = null
    where id = any(${ids}::uuid[]) and unheld_since is not null
      and exists (select from nodes where content_id = contents.id)`.execute(tx);
}

/**
 * Notes which of some contents no file holds any more; their rows are locked first, so that of two files that let go of
 * one at the same moment the later one sees that it was the last.
 */
export async function releaseContents(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`select id from contents where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  await sql`
    update contents set unheld_since = ${now}
    where id = any(${ids}::uuid[]) and unheld_since is null
      and not exists (select from nodes where content_id = contents.id)`.execute(tx);
}
