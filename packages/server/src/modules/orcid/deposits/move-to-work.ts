import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { describe, moveDeposit, placeAt, standOf } from './move-deposit.ts';
import {
  keepConnections,
  lockDeposit,
  lockDepositOf,
  readDepositsOfThings,
  updateDepositRow,
} from './store.ts';
import { hashWanted } from './wanted.ts';

/**
 * Lets the deposits of an item go on as those of the work that it has become a version of: the record keeps the one entry
 * that it has. Their connections are locked.
 */
export async function moveToWork(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  { workId, itemIds }: { workId: string; itemIds: readonly string[] },
): Promise<void> {
  const now = ctx.now();
  const thing = { type: 'work' as const, id: workId };
  for (const { id, connectionId, kind } of await readDepositsOfThings(tx, 'item', itemIds)) {
    const before = await lockDeposit(tx, id);
    if (before === null || before.thing.type === 'work') continue;
    if ((await lockDepositOf(tx, { connectionId, thing, kind })) === null) {
      const after = { ...before, thing, version: before.version + 1, updatedAt: now };
      await updateDepositRow(tx, after);
      await recordEvent(tx, {
        at: now,
        subject: { type: 'orcid-deposit', id },
        action: 'become-work',
        actor: { kind: 'service' },
        before: describe(before),
        after: { ...describe(after), work: workId },
      });
    } else if (before.wanted !== null) {
      const connection = (await keepConnections(tx, [connectionId])).get(connectionId);
      if (connection === undefined) continue;
      const wish = { wanted: null, wantedHash: hashWanted(null) };
      const stand = standOf({ ...before, ...wish }, connection);
      const by = { actor: { kind: 'service' as const }, now };
      await moveDeposit(tx, before, 'want', { ...wish, ...placeAt(stand, now) }, by);
    }
  }
}
