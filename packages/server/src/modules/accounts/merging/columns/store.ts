import { sql } from 'kysely';
import {
  type AccountColumn,
  endedColumn,
  keptColumn,
  movedColumn,
  setAccount,
} from '../../../../db/account-columns.ts';
import { endCredentials } from '../end-credentials.ts';
import { moveAccessRoles, moveMemberships } from '../store.ts';

/** What becomes of what this module holds when two accounts of one person are merged. */
export const accountsAccountColumns: readonly AccountColumn[] = [
  // The account that went into the other one is known by its iD for good.
  keptColumn({ table: 'accounts', column: 'orcid' }),
  movedColumn({ table: 'accounts', column: 'merged_into' }),
  movedColumn({ table: 'account_former_ids', column: 'account_id' }),
  keptColumn({ table: 'account_former_ids', column: 'orcid' }),
  keptColumn({ table: 'merged_records', column: 'orcid' }),
  keptColumn({ table: 'merged_records', column: 'into_orcid' }),
  movedColumn(
    { table: 'memberships', column: 'orcid' },
    {
      merge: (tx, { orcidEnvironment, from, into }) =>
        moveMemberships(tx, { orcidEnvironment, from: from.orcid, into: into.orcid }),
    },
  ),
  movedColumn(
    { table: 'access_roles', column: 'orcid' },
    {
      counted: ['access role', 'access roles'],
      merge: (tx, { orcidEnvironment, from, into }) =>
        moveAccessRoles(tx, { orcidEnvironment, from: from.orcid, into: into.orcid }),
    },
  ),
  movedColumn(
    { table: 'group_members', column: 'account_id' },
    {
      counted: ['group', 'groups'],
      async merge(tx, { from, into }) {
        await sql`
          insert into group_members (group_id, account_id, added_at)
          select group_id, ${into.id}::uuid, added_at from group_members where account_id = ${from.id}
          on conflict do nothing`.execute(tx);
        await tx.deleteFrom('group_members').where('account_id', '=', from.id).execute();
      },
    },
  ),
  // With its sessions end its tokens and what it allowed programs: they were given under an iD that is gone.
  endedColumn({ table: 'sessions', column: 'account_id' }, (tx, { from, actor, now }) =>
    endCredentials(tx, from.id, { actor, now }),
  ),
  endedColumn({ table: 'access_tokens', column: 'account_id' }, async () => {}, {
    counted: ['access token', 'access tokens'],
    where: (now) => sql`revoked_at is null and expires_at > ${now}`,
  }),
  endedColumn({ table: 'authorizations', column: 'account_id' }, async () => {}, {
    counted: ['program that it had allowed', 'programs that it had allowed'],
    where: (now) => sql`revoked_at is null and expires_at > ${now}`,
  }),
  // Tokens of signing in with the iD that is gone are given back to ORCID.
  movedColumn(
    { table: 'grants', column: 'account_id' },
    {
      async merge(tx, { from, into, now }) {
        await sql`
          update grants set revoke_wanted_at = ${now}, revoke_next_at = ${now}
          where account_id = ${from.id} and connection_id is null
            and revoked_at is null and revoke_wanted_at is null`.execute(tx);
        await setAccount(tx, { table: 'grants', column: 'account_id' }, from.id, into.id);
      },
    },
  ),
  keptColumn({ table: 'grants', column: 'orcid' }),
  keptColumn({ table: 'organisation_keys', column: 'created_by' }),
  keptColumn({ table: 'wrong_user_codes', column: 'account_id' }),
  // Log-ins were made with access tokens, and end with them.
  keptColumn({ table: 'login_salts', column: 'subject' }),
];
