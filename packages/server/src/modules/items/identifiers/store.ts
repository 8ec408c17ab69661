import { sql } from 'kysely';
import { type Db, textArray } from '../../../db/index.ts';
import type { Holder } from '../../pids/index.ts';
import type { HeldIdentifier, Item } from '../item.ts';

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

/** What a name leads to, and whether anyone has heard of it; for a work its newest version in the archive, too. */
export type Held = { type: Holder['type']; id: string; isReserved: boolean; newestId: string | null };

/** What identifiers are the names of, by canonical name. */
export async function findHeld(db: Db, names: readonly string[]): Promise<Map<string, Held>> {
  const { rows } = await sql<Held & { pid: string }>`
    select pid, holder_type as type, holder_id as id, state = 'reserved' as "isReserved",
      case when holder_type = 'work' then (
        select items.id from items where items.work_id = holder_id and items.state = 'archived'
        order by items.version_number desc limit 1
      ) end as "newestId"
    from held_identifiers where pid = any(${textArray(names)})`.execute(db);
  return new Map(rows.map(({ pid, ...held }) => [pid, held]));
}

/** An item without what it says: enough to tell who may see it. */
export type OwnedItem = Pick<Item, 'id' | 'organisationId' | 'ownerId' | 'submitter' | 'state' | 'access'>;

/** Items with their identifiers, by id; without those that were deleted. */
export async function listIdentified(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { item: OwnedItem; identifiers: HeldIdentifier[] }>> {
  const { rows } = await sql<
    OwnedItem & { [name in keyof HeldIdentifier as `held_${name}`]: HeldIdentifier[name] | null }
  >`
    select items.id, items.organisation_id as "organisationId", items.owner_id as "ownerId", items.submitter,
      items.state, items.access, held.pid as held_pid, held.type as held_type, held.state as held_state,
      held.status as held_status
    from items left join held_identifiers held on held.holder_id = items.id
    where items.id = any(${textArray(ids)}::uuid[]) and items.state <> 'deleted'
    order by items.id, held.place, held.created_at, held.pid`.execute(db);
  const byId = new Map<string, { item: OwnedItem; identifiers: HeldIdentifier[] }>();
  for (const { held_pid: pid, held_type: type, held_state: state, held_status: status, ...item } of rows) {
    const known = byId.get(item.id) ?? { item, identifiers: [] };
    if (pid !== null && type !== null && state !== null) known.identifiers.push({ pid, type, state, status });
    byId.set(item.id, known);
  }
  return byId;
}
