import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../db/index.ts';
import { groupIdsOf } from '../accounts/index.ts';
import type { Level, Node } from './node.ts';
import type { WayStep } from './policy.ts';
import type { ReaderFacts } from './reader-facts.ts';

/** Deeper than anything can be; a way that is longer would be a circle. */
const WAY_LIMIT = 200;

const nodeColumns = sql`
  nodes.id, nodes.organisation_id as "organisationId", nodes.parent_id as "parentId", nodes.kind, nodes.name, nodes.area,
  nodes.owner_id as "ownerId", nodes.content_id as "contentId", contents.bytes, contents.sha256, contents.problem,
  nodes.media_type as "mediaType", nodes.inherits, nodes.seal, nodes.sealed_by as "sealedBy", nodes.version,
  nodes.created_at as "createdAt", nodes.modified_at as "modifiedAt", nodes.deleted_at as "deletedAt"`;

type NodeRow = Omit<Node, 'content'> & {
  contentId: string | null;
  bytes: number | string | null;
  sha256: string | null;
  problem: string | null;
};

function toNode(row: NodeRow): Node {
  return {
    id: row.id,
    organisationId: row.organisationId,
    parentId: row.parentId,
    kind: row.kind,
    name: row.name,
    area: row.area,
    ownerId: row.ownerId,
    content:
      row.contentId === null
        ? null
        : {
            id: row.contentId,
            bytes: Number(row.bytes),
            sha256: row.sha256 ?? '',
            problem: row.problem,
          },
    mediaType: row.mediaType,
    inherits: row.inherits,
    seal: row.seal,
    sealedBy: row.sealedBy,
    version: row.version,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
    deletedAt: row.deletedAt,
  };
}

/** Whether a row of `node_permissions` counts for a reader at a node of the table `nodes`. */
function countsFor(facts: ReaderFacts): RawBuilder<unknown> {
  const anyone = sql`principal_kind = 'anonymous'`;
  const inOrganisations = (name: string, ids: readonly string[]) =>
    sql`(principal_id = ${name} and nodes.organisation_id = any(${ids}::uuid[]))`;
  const members = facts.memberships.map((each) => each.organisationId);
  const curators = facts.memberships
    .filter((each) => each.role === 'curator' || each.role === 'admin')
    .map((each) => each.organisationId);
  const groups = [inOrganisations('members', members), inOrganisations('curators', curators)];
  if (facts.accountId === null) {
    return members.length === 0
      ? anyone
      : sql`(${anyone} or (principal_kind = 'group' and (${sql.join(groups, sql` or `)})))`;
  }
  groups.push(sql`principal_id in (${groupIdsOf(facts.accountId)})`);
  return sql`(${anyone} or (principal_kind = 'person' and principal_id = ${facts.accountId})
    or (principal_kind = 'group' and (${sql.join(groups, sql` or `)})))`;
}

/** Levels as numbers: what SQL can take the highest of. */
const rankOfLevel = sql`case level when 'own' then 3 when 'write' then 2 else 1 end`;
const levelsByRank: readonly (Level | null)[] = [null, 'read', 'write', 'own'];

export const toLevel = (rank: number | null): Level | null => levelsByRank[rank ?? 0] ?? null;

/** Joins, as `granted`, the highest ranks that a reader's permissions on each row of `nodes` give. */
export function granted(facts: ReaderFacts): RawBuilder<unknown> {
  return sql`left join lateral (
    select max(${rankOfLevel}) filter (where not sealed) as open, max(${rankOfLevel}) filter (where sealed) as sealed
    from node_permissions where node_id = nodes.id and ${countsFor(facts)}
  ) as granted on true`;
}

/** A node with those above it, up to the root, and what a reader's permissions on each give. */
export type Way = readonly [Step, ...Step[]];
export type Step = { node: Node } & WayStep;

type StepRow = NodeRow & { start: string; open: number | null; sealedRank: number | null };

const toStep = (row: StepRow): Step => {
  const node = toNode(row);
  return {
    node,
    inherits: node.inherits,
    seal: node.seal,
    deletedAt: node.deletedAt,
    open: toLevel(row.open),
    sealed: toLevel(row.sealedRank),
  };
};

/** The ways from nodes to their roots, in one query; unknown ids are left out. */
export async function readWays(
  db: Db,
  facts: ReaderFacts,
  ids: readonly string[],
): Promise<Map<string, Way>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<StepRow>`
    with recursive way (start, id, parent_id, depth) as (
      select id, id, parent_id, 0 from nodes where id = any(${ids}::uuid[])
      union all
      select way.start, nodes.id, nodes.parent_id, depth + 1
      from way join nodes on nodes.id = way.parent_id where depth < ${WAY_LIMIT}
    )
    select way.start, ${nodeColumns}, granted.open, granted.sealed as "sealedRank"
    from way join nodes on nodes.id = way.id left join contents on contents.id = nodes.content_id
    ${granted(facts)} order by way.start, way.depth`.execute(db);
  const ways = new Map<string, [Step, ...Step[]]>();
  for (const row of rows) {
    const way = ways.get(row.start);
    if (way === undefined) ways.set(row.start, [toStep(row)]);
    else way.push(toStep(row));
  }
  return ways;
}

/** The ids of nodes and of all above them. */
export async function readWayIds(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive way (id, parent_id, depth) as (
      select id, parent_id, 0 from nodes where id = any(${ids}::uuid[])
      union
      select nodes.id, nodes.parent_id, depth + 1
      from way join nodes on nodes.id = way.parent_id where depth < ${WAY_LIMIT}
    )
    select distinct id from way`.execute(db);
  return rows.map((row) => row.id);
}

/** Locks rows in the order of their ids; those that are not there are none. */
export async function lockNodes(tx: Tx, ids: readonly string[], mode: 'share' | 'update'): Promise<void> {
  if (ids.length === 0) return;
  const strength = mode === 'share' ? sql`for share` : sql`for update`;
  await sql`select id from nodes where id = any(${ids}::uuid[]) order by id ${strength}`.execute(tx);
}

/** The id of what is at a path of names, the first one the root's; null where nothing is, or where it is in the trash. */
export async function findIdByNames(db: Db, names: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive walk (id, depth) as (
      select id, 1 from nodes where area = 'root' and name = ${names[0] ?? ''}
      union all
      select nodes.id, depth + 1 from walk
        join nodes on nodes.parent_id = walk.id and nodes.name = (${names}::text[])[depth + 1] and nodes.deleted_at is null
    )
    select id from walk where depth = ${names.length}`.execute(db);
  return rows[0]?.id ?? null;
}

/** The one row of `nodes` that a condition is true of. */
export async function selectNode(db: Db, condition: RawBuilder<unknown>): Promise<Node | null> {
  const { rows } = await sql<NodeRow>`
    select ${nodeColumns} from nodes left join contents on contents.id = nodes.content_id
    where ${condition}`.execute(db);
  return rows[0] === undefined ? null : toNode(rows[0]);
}

/** What has a name in a folder. */
export async function readChild(db: Db, parentId: string, name: string): Promise<Node | null> {
  return selectNode(
    db,
    sql`nodes.parent_id = ${parentId} and nodes.name = ${name} and nodes.deleted_at is null`,
  );
}

/** What has names in folders, by `{parentId}/{name}`. */
export async function readChildren(
  db: Db,
  wanted: readonly { parentId: string; name: string }[],
): Promise<Map<string, Node>> {
  if (wanted.length === 0) return new Map();
  const asked = wanted.map(({ parentId, name }) => ({ parent_id: parentId, name }));
  const { rows } = await sql<NodeRow>`
    select ${nodeColumns}
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (parent_id uuid, name text)
      join nodes on nodes.parent_id = asked.parent_id and nodes.name = asked.name and nodes.deleted_at is null
      left join contents on contents.id = nodes.content_id`.execute(db);
  return new Map(rows.map((row) => [`${row.parentId}/${row.name}`, toNode(row)]));
}

/** Names in a folder that differ from one by upper and lower case alone. */
export async function readCaseTwins(db: Db, parentId: string, name: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from nodes
    where parent_id = ${parentId} and deleted_at is null and name <> ${name}
      and lower(name collate "default") = lower(${name}) limit 3`.execute(db);
  return rows.map((row) => row.name);
}

/** Children of a folder that a reader may read, folders first, each kind in the order of its names' bytes. */
export async function selectChildren(
  db: Db,
  facts: ReaderFacts,
  folderId: string,
  page: {
    limit: number;
    after: Pick<Node, 'kind' | 'name'> | null;
    kind: Node['kind'] | null;
    /** Whether nothing but the way of the folder decides: it is under a seal, or the operator reads. */
    all: boolean;
  },
): Promise<Step[]> {
  const { rows } = await sql<StepRow>`
    select nodes.id as start, ${nodeColumns}, granted.open, granted.sealed as "sealedRank"
    from nodes left join contents on contents.id = nodes.content_id ${granted(facts)}
    where nodes.parent_id = ${folderId} and nodes.deleted_at is null and ${mayBeRead(page.all)}
      and ${page.kind === null ? sql`true` : sql`nodes.kind = ${page.kind}`}
      and ${
        page.after === null
          ? sql`true`
          : page.after.kind === 'folder'
            ? sql`(nodes.kind = 'file' or nodes.name > ${page.after.name})`
            : sql`(nodes.kind = 'file' and nodes.name > ${page.after.name})`
      }
    order by nodes.kind desc, nodes.name limit ${page.limit}`.execute(db);
  return rows.map(toStep);
}

/** How many those are, by kind. */
export async function countReadableChildren(
  db: Db,
  facts: ReaderFacts,
  folderId: string,
  all: boolean,
): Promise<{ files: number; folders: number }> {
  const { rows } = await sql<{ files: number | string; folders: number | string }>`
    select count(*) filter (where kind = 'file') as files, count(*) filter (where kind = 'folder') as folders
    from nodes ${all ? sql`` : granted(facts)}
    where parent_id = ${folderId} and deleted_at is null and ${mayBeRead(all)}`.execute(db);
  return { files: Number(rows[0]?.files ?? 0), folders: Number(rows[0]?.folders ?? 0) };
}

/** Of a child in a folder that is readable and under no seal; the same as the policy says. */
function mayBeRead(all: boolean): RawBuilder<unknown> {
  return all
    ? sql`true`
    : sql`case when nodes.seal is not null then granted.sealed is not null else nodes.inherits or granted.open is not null end`;
}

export type NewNode = Pick<Node, 'id' | 'organisationId' | 'parentId' | 'kind' | 'name' | 'ownerId'> & {
  area?: Node['area'];
  inherits?: boolean;
  contentId?: string | null;
  mediaType?: string | null;
};

/** Makes nodes; one whose name, or whose place in the store, is taken is left out. @returns the ids of those made */
export async function insertNodes(tx: Tx, nodes: readonly NewNode[], now: Date): Promise<Set<string>> {
  if (nodes.length === 0) return new Set();
  const rows = nodes.map((node) => ({
    id: node.id,
    organisation_id: node.organisationId,
    parent_id: node.parentId,
    kind: node.kind,
    name: node.name,
    area: node.area ?? null,
    owner_id: node.ownerId,
    content_id: node.contentId ?? null,
    media_type: node.mediaType ?? null,
    inherits: node.inherits ?? true,
  }));
  const made = await sql<{ id: string }>`
    insert into nodes (id, organisation_id, parent_id, kind, name, area, owner_id, content_id, media_type, inherits,
      created_at, modified_at)
    select id, organisation_id, parent_id, kind, name, area, owner_id, content_id, media_type, inherits,
      ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, organisation_id uuid, parent_id uuid,
      kind text, name text, area text, owner_id uuid, content_id uuid, media_type text, inherits boolean)
    on conflict do nothing returning id`.execute(tx);
  return new Set(made.rows.map((row) => row.id));
}

/** What is left out stays. */
export type NodeChange = {
  parentId?: string;
  name?: string;
  inherits?: boolean;
  seal?: Pick<Node, 'seal' | 'sealedBy'>;
  deletedAt?: Date | null;
};

/** Changes one row, and counts the change. A name that is taken breaks the index of names (23505). */
export async function updateNode(tx: Tx, id: string, change: NodeChange, now: Date): Promise<void> {
  await tx
    .updateTable('nodes')
    .set((row) => ({
      version: row('version', '+', 1),
      modified_at: now,
      ...(change.parentId === undefined ? {} : { parent_id: change.parentId }),
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.inherits === undefined ? {} : { inherits: change.inherits }),
      ...(change.seal === undefined ? {} : { seal: change.seal.seal, sealed_by: change.seal.sealedBy }),
      ...(change.deletedAt === undefined ? {} : { deleted_at: change.deletedAt }),
    }))
    .where('id', '=', id)
    .execute();
}

/** How many levels of folders are below a folder, and how many bytes the longest path of them adds to its own. */
export async function measureFolders(
  tx: Tx,
  folderId: string,
): Promise<{ levels: number; pathBytes: number }> {
  const { rows } = await sql<{ levels: number; pathBytes: number }>`
    with recursive below (id, depth, bytes) as (
      select id, 0, 0 from nodes where id = ${folderId}
      union all
      select nodes.id, depth + 1, bytes + 1 + octet_length(nodes.name) from below
        join nodes on nodes.parent_id = below.id and nodes.kind = 'folder' and nodes.deleted_at is null
      where depth < ${WAY_LIMIT}
    )
    select max(depth) as levels, max(bytes) as "pathBytes" from below`.execute(tx);
  return { levels: Number(rows[0]?.levels ?? 0), pathBytes: Number(rows[0]?.pathBytes ?? 0) };
}

/** Sealed folders below a folder that no longer are where requests keep theirs. */
export async function hasSealedBelow(tx: Tx, folderId: string, organisationId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive way (id, parent_id, depth) as (
      select id, parent_id, 0 from nodes
      where sealed_by is not null and organisation_id = ${organisationId} and id <> ${folderId}
        and parent_id not in (
          select id from nodes where organisation_id = ${organisationId} and area in ('staging', 'curated'))
      union
      select nodes.id, nodes.parent_id, depth + 1 from way join nodes on nodes.id = way.parent_id
      where depth < ${WAY_LIMIT}
    )
    select exists (select from way where id = ${folderId}) as found`.execute(tx);
  return rows[0]?.found ?? false;
}
