import { sql } from 'kysely';
import { type AccountColumn, keptColumn, movedColumn } from '../../../db/account-columns.ts';
import { moveMinter } from '../shoulders/store.ts';

/** What becomes of shoulders, blocks and batches when two accounts of one person are merged. */
export const mintingAccountColumns: readonly AccountColumn[] = [
  movedColumn({ table: 'blocks', column: 'owner_id' }, { counted: ['block of names', 'blocks of names'] }),
  movedColumn(
    { table: 'batches', column: 'owner_id' },
    {
      counted: ['batch', 'batches'],
      async isBusy(tx, { id, now }) {
        const { rows } = await sql<{ busy: boolean }>`
          select claimed_until > ${now} as busy from batches
          where owner_id = ${id} and finished_at is null order by id for update`.execute(tx);
        return rows.some(({ busy }) => busy);
      },
    },
  ),
  movedColumn(
    { table: 'shoulder_minters', column: 'orcid' },
    {
      counted: ['shoulder to mint under', 'shoulders to mint under'],
      merge: (tx, { orcidEnvironment, from, into }) =>
        moveMinter(tx, { orcidEnvironment, from: from.orcid, into: into.orcid }),
    },
  ),
  movedColumn(
    { table: 'shoulder_requests', column: 'requester_id' },
    { counted: ['request for a shoulder', 'requests for shoulders'] },
  ),
  keptColumn({ table: 'shoulder_requests', column: 'decided_by' }),
  movedColumn({ table: 'awaited_registrations', column: 'account_id' }),
];
