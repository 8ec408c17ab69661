import { type Selectable, sql } from 'kysely';
import { type Db, type Tables, type Tx, textArray } from '../../db/index.ts';
import type { AnchorState, Link, LinkState, Predecessor, StoredAnchor } from './link.ts';

export type NewAnchor = {
  anchor: string;
  namespace: string;
  organisationId: string;
  description: string;
  state: AnchorState;
  at: Date;
};

/**
 * Makes the anchors that are not there yet, always in the same order, so that two transactions never wait for each
 * other in a circle.
 * @returns the texts of those that were made
 */
export async function insertMissingAnchors(tx: Tx, anchors: readonly NewAnchor[]): Promise<Set<string>> {
  if (anchors.length === 0) return new Set();
  const rows = anchors.map(({ organisationId, ...rest }) => ({ ...rest, organisation_id: organisationId }));
  const { rows: made } = await sql<{ anchor: string }>`
    insert into anchors (
      anchor, namespace, organisation_id, description, state, version, created_at, updated_at, held_from)
    select anchor, namespace, organisation_id, description, state, 1, at, at, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      anchor text, namespace text, organisation_id uuid, description text, state text, at timestamptz)
    order by anchor collate "C"
    on conflict (anchor) do nothing
    returning anchor`.execute(tx);
  return new Set(made.map((row) => row.anchor));
}

/** Holds anchors until the transaction ends, hidden ones included. */
export async function lockAnchors(tx: Tx, anchors: readonly string[]): Promise<StoredAnchor[]> {
  if (anchors.length === 0) return [];
  const { rows } = await sql<Selectable<Tables['anchors']>>`
    select * from anchors where anchor = any(${textArray(anchors)}) order by anchor for update`.execute(tx);
  return rows.map(toAnchor);
}

/** An anchor that is there: not one that went with its scheme. */
export async function readAnchorRow(db: Db, anchor: string): Promise<StoredAnchor | null> {
  const row = await db
    .selectFrom('anchors')
    .selectAll()
    .where('anchor', '=', anchor)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toAnchor(row);
}

/** All links of anchors by the ids of their rows, each anchor's in the order in which they were registered. */
export async function listLinks(db: Db, anchorIds: readonly number[]): Promise<Map<number, Link[]>> {
  const links = new Map<number, Link[]>(anchorIds.map((id) => [id, []]));
  if (anchorIds.length === 0) return links;
  const { rows } = await sql<Selectable<Tables['links']>>`
    select * from links where anchor_id = any(${anchorIds}::bigint[]) order by anchor_id, seq`.execute(db);
  for (const row of rows) links.get(row.anchor_id)?.push(toLink(row));
  return links;
}

/** The anchor that a link belongs to, if both are there. */
export async function findAnchorOfLink(db: Db, linkId: string): Promise<StoredAnchor | null> {
  const { rows } = await sql<Selectable<Tables['anchors']>>`
    select anchors.* from links join anchors on anchors.id = links.anchor_id
    where links.id = ${linkId}::uuid and hidden_at is null`.execute(db);
  const [row] = rows;
  return row === undefined ? null : toAnchor(row);
}

export type AnchorFilter = {
  organisationIds: 'all' | readonly string[];
  namespace: string | null;
  /** What the canonical text begins with. */
  prefix: string | null;
  after: string | null;
  limit: number;
};

/** Anchors in the order of their texts, each with how many links it has. */
export async function listAnchorRows(
  db: Db,
  filter: AnchorFilter,
): Promise<(StoredAnchor & { linkCount: number })[]> {
  const { organisationIds, namespace, prefix, after, limit } = filter;
  const { rows } = await sql<Selectable<Tables['anchors']> & { link_count: number }>`
    select anchors.*, (select count(*)::integer from links where links.anchor_id = anchors.id) as link_count
    from anchors
    where hidden_at is null
      ${organisationIds === 'all' ? sql`` : sql`and organisation_id = any(${organisationIds}::uuid[])`}
      ${namespace === null ? sql`` : sql`and namespace = ${namespace}`}
      ${prefix === null ? sql`` : sql`and anchor >= ${prefix} and starts_with(anchor, ${prefix})`}
      ${after === null ? sql`` : sql`and anchor > ${after}`}
    order by anchor limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...toAnchor(row), linkCount: row.link_count }));
}

/** Where following an anchor's successors leads, itself first; it ends at `limit` of them. */
export async function listSuccessors(db: Db, anchor: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ anchor: string }>`
    with recursive chain (anchor, successor, step) as (
      select anchor, successor, 1 from anchors where anchor = ${anchor}
      union all
      select anchors.anchor, anchors.successor, step + 1
      from chain join anchors on anchors.anchor = chain.successor where step < ${limit}
    )
    select anchor from chain order by step`.execute(db);
  return rows.map((row) => row.anchor);
}

/** How many corrections lead to an anchor one after the other; not counted beyond `limit`. */
export async function countCorrections(db: Db, anchor: string, limit: number): Promise<number> {
  const { rows } = await sql<{ steps: number }>`
    with recursive chain (anchor, step) as (
      select ${anchor}::text collate "C", 0
      union
      select anchors.anchor, step + 1 from chain join anchors on anchors.successor = chain.anchor
      where step < ${limit}
    )
    select max(step)::integer as steps from chain`.execute(db);
  return rows[0]?.steps ?? 0;
}

function toAnchor(row: Selectable<Tables['anchors']>): StoredAnchor {
  return {
    id: row.id,
    anchor: row.anchor,
    namespace: row.namespace,
    organisationId: row.organisation_id,
    description: row.description,
    // The table holds no other.
    state: row.state as AnchorState,
    reason: row.reason,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    successor: row.successor,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    heldFrom: row.held_from,
    hiddenAt: row.hidden_at,
  };
}

function toLink(row: Selectable<Tables['links']>): Link {
  return {
    id: row.id,
    seq: row.seq,
    target: row.target,
    relation: row.relation,
    curie: row.curie,
    title: row.title,
    titles: row.titles as LinkState['titles'],
    types: row.types,
    hreflang: row.hreflang,
    context: row.context,
    isDefault: row.is_default,
    isDefaultContext: row.is_default_context,
    isDefaultType: row.is_default_type,
    passQuery: row.pass_query,
    accessRoles: row.access_roles,
    encryptionMethod: row.encryption_method as LinkState['encryptionMethod'],
    method: row.method,
    rel: row.rel,
    public: row.public,
    validFrom: row.valid_from?.toISOString() ?? null,
    validUntil: row.valid_until?.toISOString() ?? null,
    active: row.active,
    predecessors: row.predecessors as Predecessor[],
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
