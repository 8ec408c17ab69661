import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** Keeps a folder's name for a request. @returns whether the request has it now */
export async function reserveName(
  tx: Tx,
  wish: { organisationId: string; name: string; requestId: string },
): Promise<boolean> {
  const { organisationId, name, requestId } = wish;
  await sql`
    insert into reserved_folder_names (organisation_id, name, request_id)
    values (${organisationId}, ${name}, ${requestId}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ requestId: string }>`
    select request_id as "requestId" from reserved_folder_names
    where organisation_id = ${organisationId} and name = ${name}`.execute(tx);
  return rows[0]?.requestId === requestId;
}

/** Lets go of the name that a request has kept. */
export async function releaseName(tx: Tx, requestId: string): Promise<void> {
  await tx.deleteFrom('reserved_folder_names').where('request_id', '=', requestId).execute();
}

/** The name that a request has kept, or null. */
export async function readReservedName(db: Db, requestId: string): Promise<string | null> {
  const row = await db
    .selectFrom('reserved_folder_names')
    .select('name')
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row?.name ?? null;
}
