import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { Level, Permission, Principal } from '../node.ts';

type Row = { sealed: boolean; kind: Principal['kind']; id: string; level: Level };

const toPrincipal = ({ kind, id }: Pick<Row, 'kind' | 'id'>): Principal => {
  switch (kind) {
    case 'person':
      return { kind, accountId: id };
    case 'group':
      return { kind, groupId: id };
    case 'anonymous':
      return { kind };
    default:
      return kind satisfies never;
  }
};

/** Whom a principal is, as the table has it. */
export function principalId(principal: Principal): string {
  switch (principal.kind) {
    case 'person':
      return principal.accountId;
    case 'group':
      return principal.groupId;
    case 'anonymous':
      return '';
    default:
      return principal satisfies never;
  }
}

/** All rows of some nodes, in the order of their principals. */
export async function selectPermissionsOf(
  db: Db,
  nodeIds: readonly string[],
): Promise<{ nodeId: string; sealed: boolean; permission: Permission }[]> {
  const { rows } = await sql<Row & { nodeId: string }>`
    select node_id as "nodeId", sealed, principal_kind as kind, principal_id as id, level from node_permissions
    where node_id = any(${nodeIds}::uuid[]) order by principal_kind, principal_id`.execute(db);
  return rows.map((row) => ({
    nodeId: row.nodeId,
    sealed: row.sealed,
    permission: { principal: toPrincipal(row), level: row.level },
  }));
}

export async function deletePermissions(
  tx: Tx,
  nodeId: string,
  { sealed }: { sealed: boolean },
): Promise<void> {
  await tx
    .deleteFrom('node_permissions')
    .where('node_id', '=', nodeId)
    .where('sealed', '=', sealed)
    .execute();
}

export async function insertPermissions(
  tx: Tx,
  nodeId: string,
  permissions: readonly Permission[],
  { sealed }: { sealed: boolean },
): Promise<void> {
  if (permissions.length === 0) return;
  await tx
    .insertInto('node_permissions')
    .values(
      permissions.map(({ principal, level }) => ({
        node_id: nodeId,
        sealed,
        principal_kind: principal.kind,
        principal_id: principalId(principal),
        level,
      })),
    )
    .execute();
}
