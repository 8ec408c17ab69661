import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { keepConnections } from '../deposits/store.ts';
import { wantDeposits } from '../deposits/want-deposits.ts';
import { findConnectedEntries, lockEntry, updateEntry } from './store.ts';
import { describe, wishesOf } from './write-entry.ts';

const AT_ONCE = 100;

/**
 * Sends entries on their way whose people have connected meanwhile. It looks at what there is, so that nothing is lost
 * whoever made the connection, and whatever died between.
 * @returns how many there were
 */
export async function connectEntries(ctx: Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>): Promise<number> {
  const found = await findConnectedEntries(ctx.db, AT_ONCE);
  if (found.length === 0) return 0;
  await transact(ctx.db, async (tx) => {
    await keepConnections(tx, [...new Set(found.map(({ connectionId }) => connectionId))]);
    // By id, as everybody locks several of them.
    for (const { id, connectionId } of found.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const before = await lockEntry(tx, id);
      if (before === null || before.connectionId !== null || before.deletedAt !== null) continue;
      const now = ctx.now();
      const entry = { ...before, connectionId, updatedAt: now };
      await updateEntry(tx, entry);
      await wantDeposits(tx, ctx, wishesOf(before, entry));
      await recordEvent(tx, {
        at: now,
        subject: { type: 'orcid-entry', id },
        action: 'entry-connect',
        actor: { kind: 'service' },
        after: describe(entry),
      });
    }
  });
  ctx.wakeDeposits();
  return found.length;
}
