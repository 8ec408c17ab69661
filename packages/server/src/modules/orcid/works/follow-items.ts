import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { runNextCatchUp } from './catch-up.ts';
import { followItem } from './follow-item.ts';
import { takeItemNote } from './store.ts';

type FollowContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now'>;

const PAUSE_MS = 1_000;

/** Works out what records should hold of items that changed, until stopped. */
export function startItemFollower(ctx: FollowContext): WorkLoops {
  return startWorkLoops({
    concurrency: 1,
    pauseMs: PAUSE_MS,
    next: () => followNextItems(ctx),
    whenFailed: (error) => ctx.log.error({ err: error }, 'a changed item could not be followed'),
  });
}

/** @returns whether there was anything to do */
export async function followNextItems(ctx: FollowContext): Promise<boolean> {
  const followed = await transact(ctx.db, async (tx) => {
    const itemId = await takeItemNote(tx);
    if (itemId !== null) await followItem(tx, ctx, itemId);
    return itemId !== null;
  });
  return followed || runNextCatchUp(ctx);
}
