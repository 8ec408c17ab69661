import type { ItemKind } from '@mintmark/orcid';
import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';

/** An item that another system had put on a record, and what it was called there. */
export type ImportedItem = { kind: ItemKind; putCode: number; localId: string | null };

export async function insertImportedItems(
  tx: Tx,
  connectionId: string,
  items: readonly ImportedItem[],
): Promise<void> {
  if (items.length === 0) return;
  await tx
    .insertInto('orcid_imported_items')
    .values(
      items.map(({ kind, putCode, localId }) => ({
        connection_id: connectionId,
        kind,
        put_code: putCode,
        local_id: localId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes the item that another system called by one of these names; null: there is none, or a deposit has it. */
export async function takeImportedItem(
  tx: Tx,
  of: { connectionId: string; kind: ItemKind; localIds: readonly string[] },
): Promise<number | null> {
  const { rows } = await sql<{ putCode: number }>`
    delete from orcid_imported_items where (connection_id, kind, put_code) in (
      select connection_id, kind, put_code from orcid_imported_items as item
      where connection_id = ${of.connectionId} and kind = ${of.kind} and local_id = any(${textArray(of.localIds)})
        and not exists (
          select from orcid_deposits as deposit where deposit.connection_id = item.connection_id
            and deposit.kind = item.kind and deposit.put_code = item.put_code)
      order by put_code limit 1 for update)
    returning put_code as "putCode"`.execute(tx);
  return rows[0] === undefined ? null : Number(rows[0].putCode);
}

/** Whether another system had put anything of a kind on a record that no deposit has taken over. */
export async function hasImportedItems(db: Db, connectionId: string, kind: ItemKind): Promise<boolean> {
  const row = await db
    .selectFrom('orcid_imported_items')
    .select('put_code')
    .where('connection_id', '=', connectionId)
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteImportedItems(tx: Tx, connectionId: string): Promise<void> {
  await tx.deleteFrom('orcid_imported_items').where('connection_id', '=', connectionId).execute();
}
