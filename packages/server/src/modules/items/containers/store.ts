import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx } from '../../../db/index.ts';
import type { Container, ContainerFilter, ContainerType } from './container.ts';

/** The two tables have the same columns but for the parent's. */
const tables = {
  community: { table: sql.table('communities'), parent: sql.ref('parent_id') },
  collection: { table: sql.table('collections'), parent: sql.ref('community_id') },
} as const satisfies Record<ContainerType, unknown>;

function columnsOf(type: ContainerType): RawBuilder<unknown> {
  return sql`${type}::text as type, id, seq, organisation_id as "organisationId", ${tables[type].parent} as "parentId", name,
    metadata, version, created_at as "createdAt", updated_at as "updatedAt"`;
}

type Row = Omit<Container, 'seq'> & { seq: number | string };

const toContainer = (row: Row): Container => ({ ...row, seq: Number(row.seq) });

/** @param id a uuid */
export async function readContainer(db: Db, type: ContainerType, id: string): Promise<Container | null> {
  const { rows } = await sql<Row>`
    select ${columnsOf(type)} from ${tables[type].table} where id = ${id}`.execute(db);
  return rows[0] === undefined ? null : toContainer(rows[0]);
}

/** The same, locked until the transaction ends: nothing is put into it meanwhile. */
export async function lockContainer(tx: Tx, type: ContainerType, id: string): Promise<Container | null> {
  const { rows } = await sql<Row>`
    select ${columnsOf(type)} from ${tables[type].table} where id = ${id} for update`.execute(tx);
  return rows[0] === undefined ? null : toContainer(rows[0]);
}

function conditionOf(type: ContainerType, filter: ContainerFilter): RawBuilder<unknown> {
  const ofOrganisation =
    filter.organisationId === undefined ? sql`true` : sql`organisation_id = ${filter.organisationId}::uuid`;
  const { parent } = tables[type];
  if (filter.parentId === undefined) return ofOrganisation;
  const inParent =
    filter.parentId === null ? sql`${parent} is null` : sql`${parent} = ${filter.parentId}::uuid`;
  return sql`${ofOrganisation} and ${inParent}`;
}

/** Containers in the order of their creation. */
export async function selectContainers(
  db: Db,
  type: ContainerType,
  filter: ContainerFilter,
  page: { limit: number } & ({ afterSeq: number } | { offset: number }),
): Promise<Container[]> {
  const after = 'afterSeq' in page ? sql`seq > ${page.afterSeq}` : sql`true`;
  const offset = 'offset' in page ? page.offset : 0;
  const { rows } = await sql<Row>`
    select ${columnsOf(type)} from ${tables[type].table}
    where ${conditionOf(type, filter)} and ${after} order by seq limit ${page.limit} offset ${offset}`.execute(
    db,
  );
  return rows.map(toContainer);
}

export async function countContainers(db: Db, type: ContainerType, filter: ContainerFilter): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    select count(*) as count from ${tables[type].table} where ${conditionOf(type, filter)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

export async function insertContainer(tx: Tx, container: Omit<Container, 'seq'>): Promise<Container> {
  const { type } = container;
  const { rows } = await sql<Row>`
    insert into ${tables[type].table}
      (id, organisation_id, ${tables[type].parent}, name, metadata, version, created_at, updated_at)
    values (${container.id}, ${container.organisationId}, ${container.parentId}, ${container.name},
      ${jsonb(container.metadata)}, ${container.version}, ${container.createdAt}, ${container.updatedAt})
    returning ${columnsOf(type)}`.execute(tx);
  if (rows[0] === undefined) throw new Error('a container was not written');
  return toContainer(rows[0]);
}

export async function updateContainerRow(tx: Tx, container: Container): Promise<void> {
  const { table, parent } = tables[container.type];
  await sql`
    update ${table} set ${parent} = ${container.parentId}, name = ${container.name},
      metadata = ${jsonb(container.metadata)}, version = ${container.version}, updated_at = ${container.updatedAt}
    where id = ${container.id}`.execute(tx);
}

/** What is in a container, items that were deleted left out. */
export async function hasContents(tx: Tx, { type, id }: Pick<Container, 'type' | 'id'>): Promise<boolean> {
  const contents =
    type === 'community'
      ? sql`exists (select from communities where parent_id = ${id}) or exists (select from collections where community_id = ${id})`
      : sql`exists (select from items where collection_id = ${id} and state <> 'deleted')`;
  const { rows } = await sql<{ found: boolean }>`select (${contents}) as found`.execute(tx);
  return rows[0]?.found ?? false;
}

/** Takes an empty container away; deleted items that were in it are in none. */
export async function deleteContainerRow(
  tx: Tx,
  { type, id }: Pick<Container, 'type' | 'id'>,
): Promise<void> {
  if (type === 'collection') {
    await tx.updateTable('items').set({ collection_id: null }).where('collection_id', '=', id).execute();
  }
  await sql`delete from ${tables[type].table} where id = ${id}`.execute(tx);
}

/** Holds all communities of an organisation still, so that two moves at once cannot make a circle. */
export async function lockCommunities(tx: Tx, organisationId: string): Promise<void> {
  await sql`select id from communities where organisation_id = ${organisationId} order by id for update`.execute(
    tx,
  );
}

/** A community and all that it is in, from the inside out; none for null. */
export async function listCommunityChain(db: Db, communityId: string | null): Promise<string[]> {
  if (communityId === null) return [];
  const { rows } = await sql<{ id: string }>`
    with recursive chain (id, parent_id, depth) as (
      select id, parent_id, 1 from communities where id = ${communityId}
      union all
      select communities.id, communities.parent_id, depth + 1 from communities
        join chain on communities.id = chain.parent_id where depth < 100
    )
    select id from chain order by depth`.execute(db);
  return rows.map((row) => row.id);
}

/** The identifiers that are names of a container, in the order of their names. */
export async function listHeldNames(db: Db, holderId: string): Promise<string[]> {
  const { rows } = await sql<{ pid: string }>`
    select pid from held_identifiers where holder_id = ${holderId} order by pid`.execute(db);
  return rows.map((row) => row.pid);
}

/** The Handles of containers by the ids of these. */
export async function readHandles(db: Db, holderIds: readonly string[]): Promise<Map<string, string>> {
  if (holderIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; pid: string }>`
    select holder_id as id, pid from held_identifiers
    where holder_id = any(${holderIds}::uuid[]) and type = 'handle' order by created_at desc, pid`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row.pid]));
}
