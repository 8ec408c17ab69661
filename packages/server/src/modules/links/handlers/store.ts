import { type Selectable, sql } from 'kysely';
import type { Db, Tables, Tx } from '../../../db/index.ts';
import type { Handler } from './handler.ts';

/** A handler that is there. */
export async function readHandler(db: Db, range: string): Promise<Handler | null> {
  const row = await db
    .selectFrom('handlers')
    .selectAll()
    .where('range', '=', range)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toHandler(row);
}

/** Holds a range still until the transaction ends, whether it has a handler yet or not. */
export async function lockRange(tx: Tx, range: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`handlers|${range}`}, 0))`.execute(tx);
}

/** Handlers in the order of their ranges. */
export async function listHandlers(
  db: Db,
  page: { namespace: string | null; after: string | null; limit: number },
): Promise<Handler[]> {
  let query = db.selectFrom('handlers').selectAll().where('hidden_at', 'is', null);
  if (page.namespace !== null) query = query.where('namespace', '=', page.namespace);
  if (page.after !== null) query = query.where('range', '>', page.after);
  const rows = await query.orderBy('range').limit(page.limit).execute();
  return rows.map(toHandler);
}

export async function saveHandler(tx: Tx, handler: Handler): Promise<void> {
  const { range, namespace, organisationId, ai, beginning, target, title, version, createdAt, updatedAt } =
    handler;
  await sql`
    insert into handlers (
      range, namespace, organisation_id, ai, beginning, target, title, version, created_at, updated_at)
    values (
      ${range}, ${namespace}, ${organisationId}, ${ai}, ${beginning}, ${target}, ${title}, ${version}, ${createdAt},
      ${updatedAt})
    on conflict (range) do update set
      organisation_id = excluded.organisation_id, target = excluded.target, title = excluded.title,
      version = excluded.version, updated_at = excluded.updated_at, hidden_at = null`.execute(tx);
}

export async function deleteHandlerRow(tx: Tx, range: string): Promise<void> {
  await tx.deleteFrom('handler_resolutions').where('range', '=', range).execute();
  await tx.deleteFrom('handlers').where('range', '=', range).execute();
}

/** Brings what the resolver reads of handlers in line with them: a HandlerDocument each. */
export async function showHandlers(tx: Tx, which: { range: string } | { namespace: string }): Promise<void> {
  await sql`
    insert into handler_resolutions (range, document, updated_at)
    select range, jsonb_build_object(
      'organisationId', organisation_id, 'target', target, 'title', title,
      'updatedAt', to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), updated_at
    from handlers
    where hidden_at is null and ${
      'range' in which ? sql`range = ${which.range}` : sql`namespace = ${which.namespace}`
    }
    on conflict (range) do update set document = excluded.document, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

function toHandler(row: Selectable<Tables['handlers']>): Handler {
  return {
    range: row.range,
    namespace: row.namespace,
    organisationId: row.organisation_id,
    ai: row.ai,
    beginning: row.beginning,
    target: row.target,
    title: row.title,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
