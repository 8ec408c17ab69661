import { sql } from 'kysely';
import { type AccountColumn, movedColumn } from '../../../db/account-columns.ts';

/** What becomes of items when two accounts of one person are merged. */
export const itemsAccountColumns: readonly AccountColumn[] = [
  movedColumn(
    { table: 'items', column: 'owner_id' },
    { counted: ['item', 'items'], where: () => sql`state <> 'deleted'` },
  ),
];
