import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { type Db, type Tables, textArray } from '../../../db/index.ts';
import type { Item } from '../item.ts';
import { toItem } from '../store.ts';
import type { ItemFilter, ItemSort } from './filter.ts';

/** Whose items somebody finds; the same rule as `rightsOf`, for lists. */
export type ItemAudience =
  | 'all'
  | {
      /** Organisations of which they read everything. */
      managed: readonly string[];
      /** Organisations whose archived items they read. */
      joined: readonly string[];
      accountId: string | null;
      serviceAccountId: string | null;
    };

type ItemQuery = SelectQueryBuilder<Tables, 'items', object>;

/** Where a page starts: after a row, or after so many. */
export type ItemPlace = { after: { updatedAt: string; seq: number } | null } | { offset: number };

/** Items in an order, `limit` at most. */
export async function selectItems(
  db: Db,
  audience: ItemAudience,
  filter: ItemFilter,
  page: { sort: ItemSort; limit: number } & ItemPlace,
): Promise<Item[]> {
  const direction = page.sort.startsWith('-') ? 'desc' : 'asc';
  const byUpdate = page.sort.endsWith('updated');
  let query = narrow(db.selectFrom('items'), audience, filter).selectAll();
  if ('after' in page && page.after !== null) {
    const { updatedAt, seq } = page.after;
    const beyond = direction === 'desc' ? sql`<` : sql`>`;
    query = query.where(
      byUpdate
        ? sql<boolean>`(updated_at, seq) ${beyond} (${updatedAt}::timestamptz, ${seq}::bigint)`
        : sql<boolean>`seq ${beyond} ${seq}::bigint`,
    );
  }
  if (byUpdate) query = query.orderBy('updated_at', direction);
  query = query.orderBy('seq', direction).limit(page.limit);
  if ('offset' in page) query = query.offset(page.offset);
  return (await query.execute()).map(toItem);
}

/** How many there are. */
export async function countItems(db: Db, audience: ItemAudience, filter: ItemFilter): Promise<number> {
  const row = await narrow(db.selectFrom('items'), audience, filter)
    .select((item) => item.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function narrow(query: ItemQuery, audience: ItemAudience, filter: ItemFilter): ItemQuery {
  const conditions: RawBuilder<boolean>[] = [sql`state <> 'deleted'`, readableBy(audience)];
  if (filter.text !== undefined) {
    // The expression of the index items_by_words.
    conditions.push(sql`to_tsvector('simple', metadata) @@ websearch_to_tsquery('simple', ${filter.text})`);
  }
  if (filter.state !== undefined) conditions.push(sql`state = ${filter.state}`);
  if (filter.organisationId !== undefined)
    conditions.push(sql`organisation_id = ${filter.organisationId}::uuid`);
  if (filter.collectionId !== undefined) conditions.push(sql`collection_id = ${filter.collectionId}::uuid`);
  if (filter.type !== undefined) conditions.push(sql`resource_type = ${filter.type}`);
  if (filter.workId !== undefined) conditions.push(sql`work_id = ${filter.workId}::uuid`);
  if (filter.ownerId !== undefined) conditions.push(sql`owner_id = ${filter.ownerId}::uuid`);
  if (filter.updatedSince !== undefined)
    conditions.push(sql`updated_at >= ${filter.updatedSince}::timestamptz`);
  if (filter.pid !== undefined) {
    conditions.push(
      sql`id in (select holder_id from held_identifiers where pid = ${filter.pid} and holder_type = 'item')`,
    );
  }
  return conditions.reduce((narrowed, condition) => narrowed.where(condition), query);
}

function readableBy(audience: ItemAudience): RawBuilder<boolean> {
  if (audience === 'all') return sql`true`;
  const { managed, joined, accountId, serviceAccountId } = audience;
  return sql`(
    organisation_id = any(${textArray(managed)}::uuid[])
    or owner_id = ${accountId}::uuid
    or (submitter->>'kind' = 'service-account' and submitter->>'serviceAccountId' = ${serviceAccountId}::text)
    or (state = 'archived' and discoverable
      and (access = 'public' or organisation_id = any(${textArray(joined)}::uuid[]))))`;
}
