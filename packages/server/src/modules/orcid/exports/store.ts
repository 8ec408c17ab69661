import type { Db, Tx } from '../../../db/index.ts';

/** An export with tokens as lists show it. */
export type TokenExport = {
  id: string;
  accountId: string;
  reason: string;
  connections: number;
  createdAt: Date;
  expiresAt: Date;
  takenAt: Date | null;
  /** Whether it is still there to be taken. */
  waits: boolean;
};

export async function insertExport(
  tx: Tx,
  made: Pick<TokenExport, 'id' | 'accountId' | 'reason' | 'connections' | 'createdAt' | 'expiresAt'> & {
    organisationId: string;
    encrypted: Buffer;
  },
): Promise<void> {
  await tx
    .insertInto('orcid_exports')
    .values({
      id: made.id,
      organisation_id: made.organisationId,
      account_id: made.accountId,
      reason: made.reason,
      connections: made.connections,
      encrypted: made.encrypted,
      created_at: made.createdAt,
      expires_at: made.expiresAt,
    })
    .execute();
}

/** The latest exports of an organisation, newest first. */
export async function listExports(
  db: Db,
  organisationId: string,
  now: Date,
  limit: number,
): Promise<TokenExport[]> {
  const rows = await db
    .selectFrom('orcid_exports')
    .select(['id', 'account_id', 'reason', 'connections', 'created_at', 'expires_at', 'taken_at'])
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    reason: row.reason,
    connections: row.connections,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    takenAt: row.taken_at,
    waits: row.taken_at === null && row.expires_at > now,
  }));
}

/** Takes an export in the transaction that marks it: of two who ask for it at once, one gets it. */
export async function takeExport(
  tx: Tx,
  key: { id: string; organisationId: string; accountId: string; now: Date },
): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('orcid_exports')
    .select('encrypted')
    .where('id', '=', key.id)
    .where('organisation_id', '=', key.organisationId)
    .where('account_id', '=', key.accountId)
    .where('taken_at', 'is', null)
    .where('expires_at', '>', key.now)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.encrypted === null) return null;
  await tx
    .updateTable('orcid_exports')
    .set({ encrypted: null, taken_at: key.now })
    .where('id', '=', key.id)
    .execute();
  return Buffer.from(row.encrypted);
}

/** Forgets what nobody took in time; that it was made stays. */
export async function clearEncrypted(tx: Tx, now: Date): Promise<void> {
  await tx
    .updateTable('orcid_exports')
    .set({ encrypted: null })
    .where('expires_at', '<=', now)
    .where('encrypted', 'is not', null)
    .execute();
}
