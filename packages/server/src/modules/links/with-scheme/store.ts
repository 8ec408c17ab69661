import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** How many anchors of a namespace are there, and how many links they have, inactive ones included. */
export async function countUnder(db: Db, namespace: string): Promise<{ anchors: number; links: number }> {
  const { rows } = await sql<{ anchors: number; links: number }>`
    select count(*)::integer as anchors, coalesce(sum(links), 0)::integer as links
    from (
      select (select count(*) from links where links.anchor_id = anchors.id) as links
      from anchors where namespace = ${namespace} and hidden_at is null
    ) as counted`.execute(db);
  return rows[0] ?? { anchors: 0, links: 0 };
}

/** Hides all anchors and handlers of a namespace, and takes what the resolver reads of them away. */
export async function hideNamespace(tx: Tx, namespace: string, at: Date): Promise<void> {
  await sql`update anchors set hidden_at = ${at} where namespace = ${namespace} and hidden_at is null`.execute(
    tx,
  );
  await sql`
    delete from link_resolutions using anchors
    where anchors.namespace = ${namespace} and link_resolutions.anchor = anchors.anchor`.execute(tx);
  await sql`
    delete from handler_resolutions using handlers
    where handlers.namespace = ${namespace} and handler_resolutions.range = handlers.range`.execute(tx);
  await sql`update handlers set hidden_at = ${at} where namespace = ${namespace} and hidden_at is null`.execute(
    tx,
  );
}

/**
 * Brings back what was hidden: with a deleted scheme what went with it, else all of it.
 * @param deletedAt when the scheme was deleted; null: it is there
 * @returns how many anchors and links came back
 */
export async function unhideNamespace(
  tx: Tx,
  namespace: string,
  deletedAt: Date | null,
): Promise<{ anchors: number; links: number }> {
  const hidden = sql`namespace = ${namespace} and hidden_at >= coalesce(${deletedAt}::timestamptz, '-infinity')`;
  const { rows } = await sql<{ anchors: number; links: number }>`
    with back as (
      update anchors set hidden_at = null where ${hidden}
      returning id
    )
    select count(*)::integer as anchors,
      coalesce(sum((select count(*) from links where links.anchor_id = back.id)), 0)::integer as links
    from back`.execute(tx);
  await sql`update handlers set hidden_at = null where ${hidden}`.execute(tx);
  return rows[0] ?? { anchors: 0, links: 0 };
}

/** Whose anchors there are under a namespace. */
export async function listOrganisationIds(db: Db, namespace: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct organisation_id as id from anchors where namespace = ${namespace} and hidden_at is null`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Texts of the anchors of a namespace that are there, in their order. */
export async function listAnchorTexts(
  db: Db,
  namespace: string,
  page: { after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ anchor: string }>`
    select anchor from anchors
    where namespace = ${namespace} and hidden_at is null and anchor > ${page.after}
    order by anchor limit ${page.limit}`.execute(db);
  return rows.map((row) => row.anchor);
}
