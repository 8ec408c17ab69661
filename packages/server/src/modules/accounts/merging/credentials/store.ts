import { sql } from 'kysely';
import type { Tx } from '../../../../db/index.ts';

/** Ends every session of an account, and the id_tokens that they began with. */
export async function endSessionsOfAccount(tx: Tx, accountId: string, now: Date): Promise<void> {
  await sql`
    insert into ended_id_tokens (digest, expires_at)
    select token.digest, token.expires_at from session_id_tokens as token
    join sessions on sessions.id = token.session_id where sessions.account_id = ${accountId}
    on conflict do nothing`.execute(tx);
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Ends the access tokens of an account that have not ended. @returns which */
export async function revokeTokensOfAccount(
  tx: Tx,
  accountId: string,
  now: Date,
): Promise<{ id: string; name: string }[]> {
  return tx
    .updateTable('access_tokens')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['id', 'name'])
    .execute();
}

/** Ends what an account allowed programs, as far as it has not ended; codes and tokens of it are deleted by the caller. */
export async function revokeAuthorizationsOfAccount(
  tx: Tx,
  accountId: string,
  now: Date,
): Promise<{ id: string; clientId: string }[]> {
  return tx
    .updateTable('authorizations')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning(['id', 'client_id as clientId'])
    .execute();
}
