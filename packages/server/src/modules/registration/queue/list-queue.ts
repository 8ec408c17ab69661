import type { AppContext } from '../../../context.ts';
import type { Actor } from '../../../http/actor.ts';
import { type Page, toPage } from '../../../http/paging.ts';
import { type HolderWithHandle, readHolders } from '../../pids/index.ts';
import { type QueueSelection, selectQueue } from './select-queue.ts';
import { listQueue as listRows, type QueuedRegistration } from './store.ts';

/** A registration with whose it is and what its identifier names. */
export type QueueEntry = QueuedRegistration & {
  account: { id: string; repositoryId: string };
  /** Short name. */
  organisation: string;
  holder: HolderWithHandle | null;
};

/**
 * A page of the queue in the order of the identifiers.
 * @param page.after the last identifier of the page before; '' for the first
 * @returns `next`: what the next page starts after, or null
 * @throws AppError not-allowed for those who see no queue
 */
export async function listQueue(
  ctx: Pick<AppContext, 'db'>,
  actor: Actor,
  selection: QueueSelection,
  page: { after: string; limit: number },
): Promise<Page<QueueEntry>> {
  const { accounts, filter } = await selectQueue(ctx.db, actor, selection);
  const rows = await listRows(ctx.db, filter, { after: page.after, limit: page.limit + 1 });
  const holders = await readHolders(
    ctx.db,
    rows.map(({ pid }) => pid),
  );
  return toPage(
    rows,
    page.limit,
    (row) => {
      const named = accounts.get(row.registrarAccountId);
      return {
        ...row,
        account: { id: row.registrarAccountId, repositoryId: named?.account.repositoryId ?? '' },
        organisation: named?.organisation ?? '',
        holder: holders.get(row.pid) ?? null,
      };
    },
    (row) => row.pid,
  );
}
