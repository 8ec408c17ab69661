import { sql } from 'kysely';
import type { Db } from '../../../db/index.ts';

/** Ids of the shoulders under a DOI prefix that have a registrar. */
export async function findDoiShoulderIds(db: Db, prefix: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from shoulders
    where type in ('doi', 'igsn') and prefix = ${prefix} and registrar_account_id is not null
    order by id limit 1000`.execute(db);
  return rows.map((row) => row.id);
}
