import type { ItemKind } from '@mintmark/orcid';
import { sql } from 'kysely';
import type { Db } from '../../../../db/index.ts';

/** Of a connection, how many deposits of each kind wait for a permission, and whether there is one, for less. */
export async function countWithoutPermission(
  db: Db,
  connectionId: string,
): Promise<{ kind: ItemKind; reason: 'not-connected' | 'scope-missing'; count: number }[]> {
  const { rows } = await sql<{ kind: ItemKind; reason: 'not-connected' | 'scope-missing'; count: number }>`
    select kind, reason, count(*)::integer as count from orcid_deposits
    where connection_id = ${connectionId} and state = 'held' and reason in ('not-connected', 'scope-missing')
    group by kind, reason order by kind, reason`.execute(db);
  return rows;
}
