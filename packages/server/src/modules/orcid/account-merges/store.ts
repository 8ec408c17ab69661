import { sql } from 'kysely';
import { type AccountColumn, endedColumn, keptColumn, movedColumn } from '../../../db/account-columns.ts';
import { recordEvents } from '../../../events.ts';
import { isAnyClaimed } from '../deposits/store.ts';

/** What becomes of connections and what belongs to them when two accounts of one person are merged. */
export const orcidAccountColumns: readonly AccountColumn[] = [
  movedColumn(
    { table: 'orcid_connections', column: 'account_id' },
    {
      counted: ['connection of an ORCID record', 'connections of ORCID records'],
      where: () => sql`state <> 'erased'`,
      async isBusy(tx, { id, now }) {
        const { rows } = await sql<{ id: string }>`
          select id from orcid_connections where account_id = ${id} order by id for update`.execute(tx);
        const ids = rows.map((row) => row.id);
        return ids.length > 0 && (await isAnyClaimed(tx, ids, now));
      },
      async merge(tx, { from, into, actor, now }) {
        const { rows } = await sql<{ id: string }>`
          update orcid_connections set account_id = ${into.id}, version = version + 1, updated_at = ${now}
          where account_id = ${from.id} returning id`.execute(tx);
        await recordEvents(
          tx,
          rows.map(({ id }) => ({
            at: now,
            subject: { type: 'orcid-connection', id },
            action: 'follow-account',
            actor,
            before: { accountId: from.id },
            after: { accountId: into.id },
          })),
        );
      },
    },
  ),
  // Somebody who is at ORCID at this moment comes back to an account that is gone.
  endedColumn({ table: 'orcid_connects', column: 'account_id' }, async (tx, { from }) => {
    await tx.deleteFrom('orcid_connects').where('account_id', '=', from.id).execute();
  }),
  movedColumn({ table: 'orcid_exports', column: 'account_id' }),
  keptColumn({ table: 'orcid_differences', column: 'decided_by' }),
  // What is said about an iD follows the connection with its record: `merges/`.
  keptColumn({ table: 'orcid_connections', column: 'orcid' }),
  keptColumn({ table: 'orcid_entries', column: 'orcid' }),
  keptColumn({ table: 'orcid_former_ids', column: 'orcid' }),
  keptColumn({ table: 'orcid_invitations', column: 'orcid' }),
  keptColumn({ table: 'orcid_invitations', column: 'hinted_orcid' }),
];
