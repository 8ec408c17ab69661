import { sql } from 'kysely';
import { type AccountColumn, endedColumn, movedColumn } from '../../../db/account-columns.ts';
import { endConfirmations } from '../mail/store.ts';

/** What becomes of notices and mail addresses when two accounts of one person are merged. */
export const notificationsAccountColumns: readonly AccountColumn[] = [
  movedColumn(
    { table: 'notices', column: 'account_id' },
    {
      counted: ['notice', 'notices'],
      // What both were told stays twice.
      async merge(tx, { from, into }) {
        await sql`
          update notices set account_id = ${into.id}, told_once = case when exists (
            select from notices as other
            where other.account_id = ${into.id} and other.told_once = notices.told_once
          ) then null else told_once end
          where account_id = ${from.id}`.execute(tx);
      },
    },
  ),
  movedColumn({ table: 'notices', column: 'reply_to_account_id' }),
  movedColumn(
    { table: 'mail_addresses', column: 'account_id' },
    {
      counted: ['mail address', 'mail addresses'],
      // The one that was confirmed last.
      async merge(tx, { from, into }) {
        await sql`
          insert into mail_addresses (account_id, address, confirmed_at, takes_replies)
          select ${into.id}::uuid, address, confirmed_at, takes_replies from mail_addresses where account_id = ${from.id}
          on conflict (account_id) do update set
            address = excluded.address, confirmed_at = excluded.confirmed_at, takes_replies = excluded.takes_replies
          where excluded.confirmed_at > mail_addresses.confirmed_at`.execute(tx);
        await tx.deleteFrom('mail_addresses').where('account_id', '=', from.id).execute();
      },
    },
  ),
  // Their links were signed for the account.
  endedColumn({ table: 'mail_confirmations', column: 'account_id' }, (tx, { from, now }) =>
    endConfirmations(tx, from.id, now),
  ),
];
