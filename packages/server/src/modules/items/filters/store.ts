import { sql } from 'kysely';
import { type Db, jsonb, type Tx } from '../../../db/index.ts';
import type { Condition } from './condition.ts';

/** A named condition of an organisation. */
export type DoiFilter = {
  organisationId: string;
  name: string;
  title: string | null;
  condition: Condition;
  /** The ETag. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

const columns = sql`organisation_id as "organisationId", name, title, condition, version, created_at as "createdAt",
  updated_at as "updatedAt"`;

/** An organisation's own filters in the order of their names, after the name `after`. */
export async function selectFilters(
  db: Db,
  organisationId: string,
  page: { limit: number; after: string },
): Promise<DoiFilter[]> {
  const { rows } = await sql<DoiFilter>`
    select ${columns} from doi_filters where organisation_id = ${organisationId} and name collate "C" > ${page.after}
    order by name collate "C" limit ${page.limit}`.execute(db);
  return rows;
}

/** Some of an organisation's own filters. */
export async function readFiltersNamed(
  db: Db,
  organisationId: string,
  names: readonly string[],
): Promise<DoiFilter[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<DoiFilter>`
    select ${columns} from doi_filters
    where organisation_id = ${organisationId} and name = any(${names}::text[])`.execute(db);
  return rows;
}

/** One of an organisation's own filters, locked until the transaction ends; settings cannot begin to use it meanwhile. */
export async function lockFilter(tx: Tx, organisationId: string, name: string): Promise<DoiFilter | null> {
  const { rows } = await sql<DoiFilter>`
    select ${columns} from doi_filters where organisation_id = ${organisationId} and name = ${name} for update`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export async function countFilters(db: Db, organisationId: string): Promise<number> {
  const row = await db
    .selectFrom('doi_filters')
    .select((filter) => filter.fn.countAll<string>().as('count'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** @returns false when the name was taken meanwhile */
export async function insertFilter(tx: Tx, filter: DoiFilter): Promise<boolean> {
  const { rows } = await sql`
    insert into doi_filters (organisation_id, name, title, condition, version, created_at, updated_at)
    values (${filter.organisationId}, ${filter.name}, ${filter.title}, ${jsonb(filter.condition)}, ${filter.version},
      ${filter.createdAt}, ${filter.updatedAt})
    on conflict do nothing returning name`.execute(tx);
  return rows.length > 0;
}

export async function updateFilterRow(tx: Tx, filter: DoiFilter): Promise<void> {
  await tx
    .updateTable('doi_filters')
    .set({
      title: filter.title,
      condition: jsonb(filter.condition),
      version: filter.version,
      updated_at: filter.updatedAt,
    })
    .where('organisation_id', '=', filter.organisationId)
    .where('name', '=', filter.name)
    .execute();
}

export async function deleteFilterRow(tx: Tx, organisationId: string, name: string): Promise<void> {
  await tx
    .deleteFrom('doi_filters')
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .execute();
}

/** Whether something has a DOI that is announced; names that are only reserved do not count. */
export async function hasAnnouncedDoi(db: Db, holderId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from held_identifiers
      where holder_id = ${holderId} and type in ('doi', 'igsn') and state not in ('reserved', 'released')
    ) as found`.execute(db);
  return rows[0]?.found ?? false;
}
