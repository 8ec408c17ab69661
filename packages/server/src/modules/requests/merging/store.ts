import { sql } from 'kysely';
import { type AccountColumn, movedColumn } from '../../../db/account-columns.ts';

/** What becomes of requests when two accounts of one person are merged. */
export const requestsAccountColumns: readonly AccountColumn[] = [
  movedColumn(
    { table: 'requests', column: 'requester_id' },
    { counted: ['request for a permanent identifier', 'requests for permanent identifiers'] },
  ),
  movedColumn(
    { table: 'requests', column: 'assignee_id' },
    { counted: ['request to look after', 'requests to look after'] },
  ),
  movedColumn({ table: 'request_comments', column: 'account_id' }),
  movedColumn(
    { table: 'request_runs', column: 'account_id' },
    {
      async isBusy(tx, { id, now }) {
        const { rows } = await sql<{ busy: boolean }>`
          select step.claimed_until > ${now} as busy
          from request_steps as step
          join request_runs as run on run.request_id = step.request_id and run.run = step.run
          join requests as request on request.id = step.request_id
          where step.state = 'pending' and (run.account_id = ${id} or request.requester_id = ${id})
          order by step.request_id, step.run, step.position for update of step`.execute(tx);
        return rows.some(({ busy }) => busy);
      },
    },
  ),
];
