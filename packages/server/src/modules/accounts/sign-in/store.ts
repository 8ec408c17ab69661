import type { Db, Tx } from '../../../db/index.ts';
import { describeSealedColumn } from '../../../db/sealed-columns.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { sealContext } from './seal-context.ts';

export const sealedSignIns = describeSealedColumn(
  { table: 'sign_ins', column: 'sealed', key: [{ column: 'state_hash', type: 'bytea' }] },
  { contextOf: ({ key: [stateHash = ''] }) => sealContext(Buffer.from(stateHash, 'hex')) },
);

export type SignInRow = {
  browserHash: Buffer;
  orcidEnvironment: string;
  sealed: string;
  returnTo: string;
  expiresAt: Date;
};

export async function insertSignIn(
  tx: Tx,
  signIn: SignInRow & { stateHash: Buffer; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('sign_ins')
    .values({
      state_hash: signIn.stateHash,
      browser_hash: signIn.browserHash,
      orcid_environment: signIn.orcidEnvironment,
      sealed: signIn.sealed,
      return_to: signIn.returnTo,
      created_at: signIn.createdAt,
      expires_at: signIn.expiresAt,
    })
    .execute();
}

/** Takes a sign-in away in one statement: of two callbacks with one state, one gets it. */
export async function deleteSignIn(tx: Tx, stateHash: Buffer): Promise<SignInRow | null> {
  const row = await tx
    .deleteFrom('sign_ins')
    .where('state_hash', '=', stateHash)
    .returning([
      'browser_hash as browserHash',
      'orcid_environment as orcidEnvironment',
      'sealed',
      'return_to as returnTo',
      'expires_at as expiresAt',
    ])
    .executeTakeFirst();
  return row === undefined ? null : { ...row, browserHash: Buffer.from(row.browserHash) };
}

/** Forgets sign-ins that were begun and never finished. @returns how many */
export async function deleteExpiredSignIns(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('sign_ins').where('expires_at', '<=', now).execute();
}

/** Whether an account was moved to an iD that nobody has signed in with. */
export async function isUnproved(db: Db, environment: OrcidEnvironmentName, orcid: string): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('unproved_since')
    .where('orcid_environment', '=', environment)
    .where('orcid', '=', orcid)
    .executeTakeFirst();
  return row !== undefined && row.unproved_since !== null;
}

/**
 * Makes an account, or brings name and time of the one with this iD up to date: its owner has proved it.
 * @returns null where that one was merged into another one
 */
export async function upsertAccount(
  tx: Tx,
  account: {
    id: string;
    orcidEnvironment: OrcidEnvironmentName;
    orcid: string;
    name: string | null;
    now: Date;
  },
): Promise<{ id: string; created: boolean } | null> {
  const row = await tx
    .insertInto('accounts')
    .values({
      id: account.id,
      orcid_environment: account.orcidEnvironment,
      orcid: account.orcid,
      name: account.name,
      created_at: account.now,
      last_signed_in_at: account.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['orcid_environment', 'orcid'])
        .doUpdateSet((excluded) => ({
          name: excluded.ref('excluded.name'),
          last_signed_in_at: excluded.ref('excluded.last_signed_in_at'),
          unproved_since: null,
        }))
        .where('accounts.merged_into', 'is', null),
    )
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return null;
  return { id: row.id, created: row.id === account.id };
}
