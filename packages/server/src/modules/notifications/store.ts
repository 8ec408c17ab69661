import type { Tx } from '../../db/index.ts';
import type { NewNotice } from './notify.ts';

/** Writes a notice, unless the same occasion was told to the same person before. */
export async function insertNotice(
  tx: Tx,
  notice: Omit<NewNotice, 'once'> & { id: string; once: string | null; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('notices')
    .values({
      id: notice.id,
      account_id: notice.accountId,
      kind: notice.kind,
      title: notice.title,
      body: notice.body,
      link: notice.link,
      told_once: notice.once,
      created_at: notice.createdAt,
      mail_state: 'none',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
