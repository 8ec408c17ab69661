import { sql } from 'kysely';
import { type Tx, textArray } from '../../../db/index.ts';
import { type AnchorFacts, identifyLink, type Link, type LinkState, type StoredAnchor } from '../link.ts';

/** Writes what anchors say now, and which version they are at. */
export async function updateAnchors(tx: Tx, anchors: readonly StoredAnchor[]): Promise<void> {
  if (anchors.length === 0) return;
  const rows = anchors.map((each) => ({
    id: each.id,
    organisation_id: each.organisationId,
    description: each.description,
    state: each.state,
    reason: each.reason,
    withdrawn_at: each.withdrawnAt,
    successor: each.successor,
    version: each.version,
    updated_at: each.updatedAt,
    held_from: each.heldFrom,
    hidden_at: each.hiddenAt,
  }));
  await sql`
    update anchors set
      organisation_id = row.organisation_id, description = row.description, state = row.state, reason = row.reason,
      withdrawn_at = row.withdrawn_at, successor = row.successor, version = row.version,
      updated_at = row.updated_at, held_from = row.held_from, hidden_at = row.hidden_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      id bigint, organisation_id uuid, description text, state text, reason text, withdrawn_at timestamptz,
      successor text, version integer, updated_at timestamptz, held_from timestamptz, hidden_at timestamptz)
    where anchors.id = row.id`.execute(tx);
}

/** Keeps what anchors were before. */
export async function insertAnchorVersions(
  tx: Tx,
  versions: readonly { anchor: StoredAnchor; facts: AnchorFacts; until: Date }[],
): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ anchor, facts, until }) => ({
    anchor_id: anchor.id,
    version: anchor.version,
    document: facts,
    held_from: anchor.heldFrom,
    held_until: until,
  }));
  await sql`
    insert into anchor_versions (anchor_id, version, document, held_from, held_until)
    select anchor_id, version, document, held_from, held_until
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      anchor_id bigint, version integer, document jsonb, held_from timestamptz, held_until timestamptz)`.execute(
    tx,
  );
}

/** A link with the row of its anchor. */
export type PlacedLink = { anchorId: number; link: Link };

/** Writes links that are new, in their order, and others anew. */
export async function saveLinks(tx: Tx, links: readonly PlacedLink[]): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map(({ anchorId, link }, index) => ({
    index,
    id: link.id,
    anchor_id: anchorId,
    identity: identifyLink(link),
    target: link.target,
    relation: link.relation,
    curie: link.curie,
    title: link.title,
    titles: link.titles,
    types: link.types,
    hreflang: link.hreflang,
    context: link.context,
    is_default: link.isDefault,
    is_default_context: link.isDefaultContext,
    is_default_type: link.isDefaultType,
    pass_query: link.passQuery,
    access_roles: link.accessRoles,
    encryption_method: link.encryptionMethod,
    method: link.method,
    rel: link.rel,
    public: link.public,
    valid_from: link.validFrom,
    valid_until: link.validUntil,
    active: link.active,
    predecessors: link.predecessors,
    version: link.version,
    created_at: link.createdAt,
    updated_at: link.updatedAt,
  }));
  await sql`
    insert into links (
      id, anchor_id, identity, target, relation, curie, title, titles, types, hreflang, context, is_default,
      is_default_context, is_default_type, pass_query, access_roles, encryption_method, method, rel, public,
      valid_from, valid_until, active, predecessors, version, created_at, updated_at)
    select
      id, anchor_id, identity, target, relation, curie, title, titles, types, hreflang, context, is_default,
      is_default_context, is_default_type, pass_query, access_roles, encryption_method, method, rel, public,
      valid_from, valid_until, active, predecessors, version, created_at, updated_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      index integer, id uuid, anchor_id bigint, identity text, target text, relation text, curie text, title text,
      titles jsonb, types text[], hreflang text[], context text, is_default boolean, is_default_context boolean,
      is_default_type boolean, pass_query boolean, access_roles text[], encryption_method text, method text[],
      rel text[], public boolean, valid_from timestamptz, valid_until timestamptz, active boolean,
      predecessors jsonb, version integer, created_at timestamptz, updated_at timestamptz)
    order by index
    on conflict (id) do update set
      identity = excluded.identity, target = excluded.target, relation = excluded.relation, curie = excluded.curie,
      title = excluded.title, titles = excluded.titles, types = excluded.types, hreflang = excluded.hreflang,
      context = excluded.context, is_default = excluded.is_default,
      is_default_context = excluded.is_default_context, is_default_type = excluded.is_default_type,
      pass_query = excluded.pass_query, access_roles = excluded.access_roles,
      encryption_method = excluded.encryption_method, method = excluded.method, rel = excluded.rel,
      public = excluded.public, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
      active = excluded.active, predecessors = excluded.predecessors, version = excluded.version,
      updated_at = excluded.updated_at`.execute(tx);
}

export async function deleteLinks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from links where id = any(${ids}::uuid[])`.execute(tx);
}

/** Keeps what links were before. */
export async function insertLinkVersions(
  tx: Tx,
  versions: readonly (PlacedLink & { state: LinkState; until: Date })[],
): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ anchorId, link, state, until }) => ({
    link_id: link.id,
    anchor_id: anchorId,
    version: link.version,
    seq: link.seq,
    created_at: link.createdAt,
    document: state,
    held_from: link.updatedAt,
    held_until: until,
  }));
  await sql`
    insert into link_versions (link_id, anchor_id, version, seq, created_at, document, held_from, held_until)
    select link_id, anchor_id, version, seq, created_at, document, held_from, held_until
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      link_id uuid, anchor_id bigint, version integer, seq bigint, created_at timestamptz, document jsonb,
      held_from timestamptz, held_until timestamptz)`.execute(tx);
}

/** A time as `toISOString` writes it. */
const iso = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Brings what the resolver reads of anchors in line with them: an AnchorDocument each, with the active links. Built by
 * the database, so that a whole namespace is no more work for us than one anchor.
 * @param which texts of anchors, or a whole namespace
 * @param organisations names by id, of all whose anchors are among them
 */
export async function showAnchors(
  tx: Tx,
  which: { anchors: readonly string[] } | { namespace: string },
  organisations: ReadonlyMap<string, string>,
): Promise<void> {
  const names = JSON.stringify(Object.fromEntries(organisations));
  await sql`
    insert into link_resolutions (anchor, namespace, document, updated_at)
    select anchor, namespace, jsonb_build_object(
      'organisationId', organisation_id, 'organisation', ${names}::jsonb ->> organisation_id::text,
      'description', description, 'state', state, 'reason', reason, 'withdrawnAt', ${iso('withdrawn_at')},
      'successor', successor, 'links', coalesce(shown.links, '[]'), 'updatedAt', ${iso('updated_at')}), updated_at
    from anchors
    left join lateral (
      select jsonb_agg(jsonb_build_object(
        'id', id, 'href', target, 'relation', relation, 'curie', curie, 'title', title, 'titles', titles,
        'types', types, 'hreflang', hreflang, 'context', context, 'isDefault', is_default,
        'isDefaultContext', is_default_context, 'isDefaultType', is_default_type, 'passQuery', pass_query,
        'accessRoles', access_roles, 'encryptionMethod', encryption_method, 'method', method, 'rel', rel,
        'public', public, 'validFrom', ${iso('valid_from')}, 'validUntil', ${iso('valid_until')},
        'predecessors', predecessors) order by seq) as links
      from links where links.anchor_id = anchors.id and links.active
    ) as shown on true
    where hidden_at is null and ${
      'namespace' in which
        ? sql`anchors.namespace = ${which.namespace}`
        : sql`anchors.anchor = any(${textArray(which.anchors)})`
    }
    on conflict (anchor) do update set
      document = excluded.document, updated_at = excluded.updated_at, changed = pg_current_xact_id()`.execute(
    tx,
  );
}
