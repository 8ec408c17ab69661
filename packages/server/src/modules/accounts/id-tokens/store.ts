import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import { describeSealedColumn } from '../../../db/sealed-columns.ts';

const CLOCK_MARGIN_MS = 3_600_000;

/** The additional data that the id_token of a session is sealed with. */
export function sealContext(digest: Buffer): string {
  return `session_id_tokens.sealed|${digest.toString('hex')}`;
}

export const sealedIdTokens = describeSealedColumn(
  { table: 'session_id_tokens', column: 'sealed', key: [{ column: 'digest', type: 'bytea' }] },
  { contextOf: ({ key: [digest = ''] }) => sealContext(Buffer.from(digest, 'hex')) },
);

/** An id_token that a session began with. */
export type SessionIdToken = {
  sealed: string;
  digest: Buffer;
  /** When ORCID saw the person; null where it did not say. */
  signedInAt: Date | null;
  expiresAt: Date;
};

export async function insertSessionIdToken(
  tx: Tx,
  sessionId: string,
  { sealed, digest, signedInAt, expiresAt }: SessionIdToken,
): Promise<void> {
  await tx
    .insertInto('session_id_tokens')
    .values({ session_id: sessionId, sealed, digest, signed_in_at: signedInAt, expires_at: expiresAt })
    .execute();
}

/** The latest id_token of a session, or null. */
export async function readSessionIdToken(db: Db, sessionId: string): Promise<SessionIdToken | null> {
  const row = await db
    .selectFrom('session_id_tokens')
    .select(['sealed', 'digest', 'signed_in_at as signedInAt', 'expires_at as expiresAt'])
    .where('session_id', '=', sessionId)
    .orderBy('expires_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, digest: Buffer.from(row.digest) };
}

/** Hands the id_tokens of a session to the one that takes its place. */
export async function moveSessionIdTokens(tx: Tx, from: string, to: string): Promise<void> {
  await tx.updateTable('session_id_tokens').set({ session_id: to }).where('session_id', '=', from).execute();
}

/** Ends all id_tokens of a session before ORCID's date. */
export async function endSessionIdTokens(tx: Tx, sessionId: string): Promise<void> {
  await sql`
    insert into ended_id_tokens (digest, expires_at)
    select digest, expires_at from session_id_tokens where session_id = ${sessionId}
    on conflict do nothing`.execute(tx);
}

/** Ends an id_token before ORCID's date; one that has ended stays as it is. */
export async function insertEndedIdToken(tx: Tx, token: { digest: Buffer; expiresAt: Date }): Promise<void> {
  await tx
    .insertInto('ended_id_tokens')
    .values({ digest: token.digest, expires_at: token.expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function isIdTokenEnded(db: Db, digest: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from ended_id_tokens where digest = ${digest}`.execute(db);
  return rows.length > 0;
}

/** Forgets what ORCID's own date has ended by now, with a margin for clocks that differ. */
export async function deleteOldIdTokens(tx: Tx, now: Date): Promise<void> {
  const passed = new Date(now.getTime() - CLOCK_MARGIN_MS);
  await tx.deleteFrom('ended_id_tokens').where('expires_at', '<', passed).execute();
  await tx.deleteFrom('session_id_tokens').where('expires_at', '<', passed).execute();
}
