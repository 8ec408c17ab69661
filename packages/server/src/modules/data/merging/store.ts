import { sql } from 'kysely';
import {
  type AccountColumn,
  type AccountMerge,
  keptColumn,
  movedColumn,
  setAccount,
} from '../../../db/account-columns.ts';
import type { Tx } from '../../../db/index.ts';
import { recordEvents } from '../../../events.ts';

/** What becomes of folders and files when two accounts of one person are merged. */
export const dataAccountColumns: readonly AccountColumn[] = [
  movedColumn(
    { table: 'nodes', column: 'owner_id' },
    {
      counted: ['folder or file', 'folders and files'],
      where: () => sql`deleted_at is null and area is distinct from 'home'`,
      async merge(tx, merge) {
        await joinHomes(tx, merge);
        await setAccount(tx, { table: 'nodes', column: 'owner_id' }, merge.from.id, merge.into.id);
      },
    },
  ),
  // A request that sealed it, and no person.
  keptColumn({ table: 'nodes', column: 'sealed_by' }),
  movedColumn({ table: 'node_permissions', column: 'principal_id' }, { merge: movePermissions }),
  movedColumn({ table: 'data_usage', column: 'owner_key' }, { merge: addUsages }),
  // Whoever began an upload goes on with it.
  movedColumn({ table: 'uploads', column: 'actor_key' }),
  movedColumn(
    { table: 'unpackings', column: 'account_id' },
    {
      async isBusy(tx, { id, now }) {
        const { rows } = await sql<{ busy: boolean }>`
          select claimed_until > ${now} as busy from unpackings
          where account_id = ${id} and state in ('waiting', 'running') order by id for update`.execute(tx);
        return rows.some(({ busy }) => busy);
      },
    },
  ),
];

/**
 * Where both have a home, the one becomes a folder in the other; else it becomes the home of the account that is left, under
 * its iD where that name is free. What is in it, and who may read it, stays as it is.
 */
async function joinHomes(tx: Tx, { from, into, actor, now }: AccountMerge): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; parentId: string; before: string }>`
    with homes as (
      select mine.id, mine.name, mine.parent_id, other.id as other_id
      from nodes as mine left join nodes as other
        on other.organisation_id = mine.organisation_id and other.area = 'home' and other.owner_id = ${into.id}
      where mine.area = 'home' and mine.owner_id = ${from.id}
    ), places as (
      select id, name as before, other_id, coalesce(other_id, parent_id) as parent_id,
        case when other_id is null then ${into.orcid} else name end as name
      from homes
    )
    update nodes set
      area = case when places.other_id is null then 'home' end,
      owner_id = ${into.id}, parent_id = places.parent_id,
      name = case when exists (
        select from nodes as taken where taken.parent_id = places.parent_id and taken.name = places.name
          and taken.deleted_at is null and taken.id <> places.id
      ) then places.name || '.' || left(places.id::text, 8) else places.name end,
      version = version + 1, modified_at = ${now}
    from places where nodes.id = places.id
    returning nodes.id, nodes.name, nodes.parent_id as "parentId", places.before`.execute(tx);
  await recordEvents(
    tx,
    rows.map(({ id, name, parentId, before }) => ({
      at: now,
      subject: { type: 'folder', id },
      action: 'move',
      actor,
      before: { name: before },
      after: { name, parentId, becauseOf: 'merged accounts' },
    })),
  );
}

/** Of two permissions the one that lets do more stays. */
async function movePermissions(tx: Tx, { from, into }: AccountMerge): Promise<void> {
  await sql`
    insert into node_permissions (node_id, sealed, principal_kind, principal_id, level)
    select node_id, sealed, principal_kind, ${into.id}, level from node_permissions
    where principal_kind = 'person' and principal_id = ${from.id}
    on conflict (node_id, sealed, principal_kind, principal_id) do update set level = excluded.level
    where array_position(array['read', 'write', 'own'], excluded.level)
      > array_position(array['read', 'write', 'own'], node_permissions.level)`.execute(tx);
  await sql`
    delete from node_permissions where principal_kind = 'person' and principal_id = ${from.id}`.execute(tx);
}

/** What was stored for both is stored for the one that is left. */
async function addUsages(tx: Tx, { from, into }: AccountMerge): Promise<void> {
  await sql`
    insert into data_usage (organisation_id, owner_key, bytes, files)
    select organisation_id, ${into.id}, bytes, files from data_usage where owner_key = ${from.id}
    on conflict (organisation_id, owner_key) do update
      set bytes = data_usage.bytes + excluded.bytes, files = data_usage.files + excluded.files`.execute(tx);
  await tx.deleteFrom('data_usage').where('owner_key', '=', from.id).execute();
}
