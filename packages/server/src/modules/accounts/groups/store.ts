import { type RawBuilder, sql } from 'kysely';

/**
 * A subquery of the ids, as text, of the groups that an account is in; for statements that ask more than that, so that
 * looking up a permission stays one round trip.
 */
export function groupIdsOf(accountId: string): RawBuilder<unknown> {
  return sql`select group_id::text from group_members where account_id = ${accountId}::uuid`;
}
