import type { Tx } from '../../../db/index.ts';
import { describeSealedColumn } from '../../../db/sealed-columns.ts';
import { connectContext } from './connect-context.ts';

export const sealedConnects = describeSealedColumn(
  { table: 'orcid_connects', column: 'sealed', key: [{ column: 'state_hash', type: 'bytea' }] },
  { contextOf: ({ key: [stateHash = ''] }) => connectContext(Buffer.from(stateHash, 'hex')) },
);

/** A connection under way. */
export type ConnectRow = {
  browserHash: Buffer;
  clientId: string;
  accountId: string | null;
  invitationId: string | null;
  scope: string;
  sealed: string;
  returnTo: string;
  expiresAt: Date;
};

export async function insertConnect(
  tx: Tx,
  connect: ConnectRow & { stateHash: Buffer; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('orcid_connects')
    .values({
      state_hash: connect.stateHash,
      browser_hash: connect.browserHash,
      orcid_client_id: connect.clientId,
      account_id: connect.accountId,
      invitation_id: connect.invitationId,
      scope: connect.scope,
      sealed: connect.sealed,
      return_to: connect.returnTo,
      created_at: connect.createdAt,
      expires_at: connect.expiresAt,
    })
    .execute();
}

/** Takes a connection under way in one statement: of two callbacks with one state, one gets it. */
export async function deleteConnect(tx: Tx, stateHash: Buffer): Promise<ConnectRow | null> {
  const row = await tx
    .deleteFrom('orcid_connects')
    .where('state_hash', '=', stateHash)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    browserHash: Buffer.from(row.browser_hash),
    clientId: row.orcid_client_id,
    accountId: row.account_id,
    invitationId: row.invitation_id,
    scope: row.scope,
    sealed: row.sealed,
    returnTo: row.return_to,
    expiresAt: row.expires_at,
  };
}

/** Forgets connections that were begun and never finished. */
export async function deleteExpiredConnects(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('orcid_connects').where('expires_at', '<=', now).execute();
}

/** Forgets every connection under way with a client. */
export async function deleteConnectsOfClient(tx: Tx, clientId: string): Promise<void> {
  await tx.deleteFrom('orcid_connects').where('orcid_client_id', '=', clientId).execute();
}
