import { sql } from 'kysely';
import { type AccountColumn, keptColumn, movedColumn } from '../../../db/account-columns.ts';

/** What becomes of identifiers when two accounts of one person are merged. */
export const pidsAccountColumns: readonly AccountColumn[] = [
  movedColumn(
    { table: 'pids', column: 'owner_id' },
    { counted: ['identifier', 'identifiers'], where: () => sql`state <> 'released'` },
  ),
  // Descriptions go on naming whom they named.
  keptColumn({ table: 'pids', column: 'orcids' }),
];
