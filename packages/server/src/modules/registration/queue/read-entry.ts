import { normalizeDoi } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { readHolders } from '../../pids/index.ts';
import type { QueueEntry } from './list-queue.ts';
import { selectQueue } from './select-queue.ts';
import { readQueued } from './store.ts';

/**
 * One registration of the queue, whatever its status.
 * @param text its DOI in any spelling
 * @throws AppError not-allowed for those who see no queue, not-found
 */
export async function readQueueEntry(
  ctx: Pick<AppContext, 'db'>,
  actor: Actor,
  text: string,
): Promise<QueueEntry> {
  const { accounts } = await selectQueue(ctx.db, actor, {});
  const [row] = await readQueued(ctx.db, [normalizeDoi(text) ?? text]);
  const named = row === undefined ? undefined : accounts.get(row.registrarAccountId);
  if (row === undefined || named === undefined) {
    throw new AppError('not-found', 'No registrar is to know of such an identifier, or you may not see it.');
  }
  const holders = await readHolders(ctx.db, [row.pid]);
  return {
    ...row,
    account: { id: named.account.id, repositoryId: named.account.repositoryId },
    organisation: named.organisation,
    holder: holders.get(row.pid) ?? null,
  };
}
