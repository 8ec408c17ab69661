import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { Attribute } from '../node.ts';

export type AttributeRow = {
  id: string;
  parentId: string | null;
  position: number;
  name: string;
  value: string;
  unit: string;
};

/** Attributes of a node with those of each, in their order. */
export async function readAttributes(db: Db, nodeId: string): Promise<Attribute[]> {
  const { rows } = await sql<AttributeRow>`
    select id, parent_id as "parentId", position, name, value, unit from node_attributes
    where node_id = ${nodeId} order by position`.execute(db);
  const childrenOf = Map.groupBy(rows, (row) => row.parentId);
  const build = (parentId: string | null): Attribute[] =>
    (childrenOf.get(parentId) ?? []).map(({ id, name, value, unit }) => ({
      id,
      name,
      value,
      unit,
      attributes: build(id),
    }));
  return build(null);
}

/** Deletes the attributes of a node, or those at the top that have one of some names, with their own. */
export async function deleteAttributes(tx: Tx, nodeId: string, names?: readonly string[]): Promise<void> {
  let deletion = tx.deleteFrom('node_attributes').where('node_id', '=', nodeId);
  if (names !== undefined) {
    if (names.length === 0) return;
    deletion = deletion.where('parent_id', 'is', null).where('name', 'in', names);
  }
  await deletion.execute();
}

/** @param rows each after the one that it is an attribute of */
export async function insertAttributes(tx: Tx, nodeId: string, rows: readonly AttributeRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ parentId, ...row }) => ({ ...row, parent_id: parentId }));
  await sql`
    insert into node_attributes (id, node_id, parent_id, position, name, value, unit)
    select id, ${nodeId}::uuid, parent_id, position, name, value, unit
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as row (
      id uuid, parent_id uuid, position integer, name text, value text, unit text)`.execute(tx);
}

/** The position after the last one of a node. */
export async function nextPosition(db: Db, nodeId: string): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(position) + 1, 0) as next from node_attributes where node_id = ${nodeId}`.execute(db);
  return rows[0]?.next ?? 0;
}
