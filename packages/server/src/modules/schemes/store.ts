import { type Selectable, sql } from 'kysely';
import type { SchemeDocument } from '../../anchors/scheme-document.ts';
import { type Db, jsonb, type Tables, type Tx } from '../../db/index.ts';
import { arrangeDocument } from './document/arrange-document.ts';
import type { Scheme } from './scheme.ts';

/** A scheme that is there; null for one that never was, and for one that was deleted. */
export async function readScheme(db: Db, namespace: string): Promise<Scheme | null> {
  const scheme = await readAnyScheme(db, namespace);
  return scheme?.deletedAt === null ? scheme : null;
}

/** A scheme, deleted or not. */
export async function readAnyScheme(db: Db, namespace: string): Promise<Scheme | null> {
  const row = await db
    .selectFrom('schemes')
    .selectAll()
    .where('namespace', '=', namespace)
    .executeTakeFirst();
  return row === undefined ? null : toScheme(row);
}

/**
 * The same, held until the transaction ends: `share` keeps it from being changed or deleted while links are registered
 * under it, `update` is for whoever changes or deletes it.
 */
export async function lockScheme(
  tx: Tx,
  namespace: string,
  strength: 'share' | 'update',
): Promise<Scheme | null> {
  const query = tx.selectFrom('schemes').selectAll().where('namespace', '=', namespace);
  const row = await (strength === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst();
  return row === undefined ? null : toScheme(row);
}

/** The scheme, deleted or not, whose namespace differs from this one in nothing but its case. */
export async function findSameName(db: Db, namespace: string): Promise<string | null> {
  const { rows } = await sql<{ namespace: string }>`
    select namespace from schemes where lower(namespace) = lower(${namespace})`.execute(db);
  return rows[0]?.namespace ?? null;
}

/** Schemes that are there, in the order of their namespaces. */
export async function listSchemes(
  db: Db,
  page: { after: string | null; limit: number; organisationId?: string | undefined },
): Promise<Scheme[]> {
  let query = db.selectFrom('schemes').selectAll().where('deleted_at', 'is', null);
  if (page.after !== null) query = query.where('namespace', '>', page.after);
  if (page.organisationId !== undefined) query = query.where('organisation_id', '=', page.organisationId);
  const rows = await query.orderBy('namespace').limit(page.limit).execute();
  return rows.map(toScheme);
}

/** How many schemes an organisation has, deleted ones included. */
export async function countSchemes(db: Db, organisationId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from schemes where organisation_id = ${organisationId}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** @returns false when the namespace, in whatever case, was taken meanwhile */
export async function insertScheme(tx: Tx, scheme: Scheme): Promise<boolean> {
  const row = await tx
    .insertInto('schemes')
    .values({
      namespace: scheme.namespace,
      organisation_id: scheme.organisationId,
      shared: scheme.shared,
      document: jsonb<unknown>(scheme.document),
      document_hash: scheme.documentHash,
      version: scheme.version,
      created_at: scheme.createdAt,
      updated_at: scheme.updatedAt,
      deleted_at: scheme.deletedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('namespace')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateScheme(tx: Tx, scheme: Scheme): Promise<void> {
  await tx
    .updateTable('schemes')
    .set({
      organisation_id: scheme.organisationId,
      shared: scheme.shared,
      document: jsonb<unknown>(scheme.document),
      document_hash: scheme.documentHash,
      version: scheme.version,
      updated_at: scheme.updatedAt,
      deleted_at: scheme.deletedAt,
    })
    .where('namespace', '=', scheme.namespace)
    .execute();
}

/** Brings what resolvers read of a scheme in line with it. */
export async function showScheme(tx: Tx, scheme: Scheme): Promise<void> {
  const { namespace, document, updatedAt, deletedAt } = scheme;
  if (deletedAt !== null) {
    await tx.deleteFrom('scheme_resolutions').where('namespace', '=', namespace).execute();
    return;
  }
  await sql`
    insert into scheme_resolutions (namespace, document, updated_at)
    values (${namespace}, ${jsonb<unknown>(document)}, ${updatedAt})
    on conflict (namespace) do update set
      document = excluded.document, updated_at = excluded.updated_at, changed = pg_current_xact_id()`.execute(
    tx,
  );
}

/** Remembers that a set of built-in things is loaded now. @returns false when it was loaded before */
export async function rememberFirstLoad(tx: Tx, name: string, at: Date): Promise<boolean> {
  const row = await tx
    .insertInto('first_loads')
    .values({ name, loaded_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('name')
    .executeTakeFirst();
  return row !== undefined;
}

function toScheme(row: Selectable<Tables['schemes']>): Scheme {
  return {
    namespace: row.namespace,
    organisationId: row.organisation_id,
    shared: row.shared,
    // Only documents that were checked are stored.
    document: arrangeDocument(row.document as SchemeDocument),
    documentHash: row.document_hash,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}
