import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { listPidsNamingOrcid, lockPid, rebuildResolution } from '../pids/index.ts';
import { makeSharedAnew } from '../registration/index.ts';
import { changeContext } from './change-context.ts';

const BATCH = 100;

/**
 * After a person's first sign-in: their iD is shown as authenticated on every page that names it, and the
 * registrars are told of it. Each identifier is
 * a transaction of its own, and repeating the whole changes nothing.
 */
export async function showAuthenticatedOrcid(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  orcid: string,
): Promise<void> {
  let after = '';
  for (;;) {
    const names = await listPidsNamingOrcid(ctx.db, orcid, after, BATCH);
    for (const name of names) {
      await transact(ctx.db, async (tx) => {
        const pid = await lockPid(tx, name);
        if (pid === null) return;
        const context = changeContext(tx, ctx, null, ctx.now());
        await rebuildResolution(tx, pid, context);
        await makeSharedAnew(tx, pid.pid, ctx.now());
      });
    }
    const last = names.at(-1);
    if (last === undefined || names.length < BATCH) return;
    after = last;
  }
}
