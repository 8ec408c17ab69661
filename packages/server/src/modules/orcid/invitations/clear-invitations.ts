import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { KEPT_DAYS } from './invitation.ts';
import { deleteInvitationsEndedBefore, lockExpired } from './store.ts';
import { writeInvitationChange } from './write-change.ts';

const BATCH = 100;

/** Ends invitations that nobody answered in time, and forgets those that ended long ago, their addresses with them. */
export async function clearInvitations(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const now = ctx.now();
  let found = BATCH;
  while (found === BATCH) {
    found = await transact(ctx.db, async (tx) => {
      const expired = await lockExpired(tx, now, BATCH);
      for (const each of expired) {
        const set = { state: 'expired' as const, endedAt: now, nextMailAt: null };
        await writeInvitationChange(tx, each, { action: 'expire', set, actor: { kind: 'service' }, now });
      }
      return expired.length;
    });
  }
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await transact(ctx.db, (tx) => deleteInvitationsEndedBefore(tx, before));
}
