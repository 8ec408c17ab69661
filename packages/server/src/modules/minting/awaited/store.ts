import { type Db, jsonb, type Tx } from '../../../db/index.ts';

/** An identifier that stays reserved until its registrar has answered. */
export type Awaited = {
  pid: string;
  /** What it becomes then. */
  state: 'registered' | 'public';
  /** Who asked for it; null for the operator. */
  accountId: string | null;
  /** Whether that person is told when all went well; of a refusal they are told always. */
  tell: boolean;
};

export async function putAwaited(tx: Tx, awaited: Awaited, now: Date): Promise<void> {
  const { pid, state, accountId, tell } = awaited;
  await tx
    .insertInto('awaited_registrations')
    .values({ pid, state, account_id: accountId, tell, created_at: now })
    .onConflict((conflict) => conflict.column('pid').doUpdateSet({ state, account_id: accountId, tell }))
    .execute();
}

/** Locks what is awaited of an identifier, until the transaction ends. */
export async function lockAwaited(tx: Tx, pid: string): Promise<Awaited | null> {
  const row = await tx
    .selectFrom('awaited_registrations')
    .select(['pid', 'state', 'account_id as accountId', 'tell'])
    .where('pid', '=', pid)
    .forUpdate()
    .executeTakeFirst();
  // Checked by the table's own constraint.
  return row === undefined ? null : { ...row, state: row.state as Awaited['state'] };
}

export async function deleteAwaited(tx: Tx, pid: string): Promise<void> {
  await tx.deleteFrom('awaited_registrations').where('pid', '=', pid).execute();
}

/** The person no longer waits for the answer of a request, and is told instead. */
export async function tellWhenSettled(tx: Tx, pid: string): Promise<void> {
  await tx.updateTable('awaited_registrations').set({ tell: true }).where('pid', '=', pid).execute();
}

/** Keeps the complete record of an identifier, of which the registrar gets an excerpt. */
export async function putCompleteRecord(
  tx: Tx,
  pid: string,
  record: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const values = { record: jsonb(record), updated_at: now };
  await tx
    .insertInto('complete_records')
    .values({ pid, ...values })
    .onConflict((conflict) => conflict.column('pid').doUpdateSet(values))
    .execute();
}

export async function readCompleteRecord(db: Db, pid: string): Promise<Record<string, unknown> | null> {
  const row = await db
    .selectFrom('complete_records')
    .select('record')
    .where('pid', '=', pid)
    .executeTakeFirst();
  return row === undefined ? null : (row.record as Record<string, unknown>);
}
