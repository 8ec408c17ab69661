import { sql } from 'kysely';
import { type Db, textArray } from '../../../db/index.ts';
import type { Holder } from '../../pids/index.ts';
import type { HeldIdentifier } from '../item.ts';

/** Identifiers of items, works or containers in the order that they are shown in, each with what holds it. */
export async function listHeld(
  db: Db,
  holderIds: readonly string[],
): Promise<(HeldIdentifier & { holderId: string })[]> {
  if (holderIds.length === 0) return [];
  const { rows } = await sql<HeldIdentifier & { holderId: string }>`
    select holder_id as "holderId", pid, type, state, status from held_identifiers
    where holder_id = any(${textArray(holderIds)}::uuid[])
    order by holder_id, place, created_at, pid`.execute(db);
  return rows;
}

/** What the identifier with a canonical name is the name of, and for a work its newest version in the archive. */
export async function findHeld(
  db: Db,
  name: string,
): Promise<{ type: Holder['type']; id: string; newestId: string | null } | null> {
  const { rows } = await sql<{ type: Holder['type']; id: string; newestId: string | null }>`
    select holder_type as type, holder_id as id,
      case when holder_type = 'work' then (
        select items.id from items where items.work_id = holder_id and items.state = 'archived'
        order by items.version_number desc limit 1
      ) end as "newestId"
    from held_identifiers where pid = ${name}`.execute(db);
  return rows[0] ?? null;
}
