import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { DataContext } from '../data-context.ts';
import { subjectOf } from '../describe-node.ts';
import { releaseContents } from '../files/store.ts';
import { requireRight } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import type { Node } from '../node.ts';
import { countUsage } from '../quotas/count-usage.ts';
import type { Usage } from '../quotas/store.ts';
import { updateNode } from '../store.ts';
import { endOfTrash, findTrashed, isKept } from './find-trashed.ts';
import { type DeletedFile, deleteLowest, lockOldestTrashed } from './store.ts';

/** Short transactions, however much was deleted. */
const ROWS_AT_ONCE = 2000;

/** Deletes for good what has been in the trash for 30 days: rows here; what objects hold it is let go. */
export async function emptyTrash(ctx: DataContext): Promise<void> {
  while (await transact(ctx.db, (tx) => deleteSome(tx, ctx.now())));
}

/** @returns whether there was anything to delete */
async function deleteSome(tx: Tx, now: Date): Promise<boolean> {
  const node = await lockOldestTrashed(tx, endOfTrash(now));
  if (node === null) return false;
  const { files, gone } = await deleteLowest(tx, node.id, ROWS_AT_ONCE);
  await releaseContents(tx, [...new Set(files.map((file) => file.contentId))], now);
  await countUsage(tx, node.organisationId, sumByOwner(files));
  if (gone) {
    await recordEvent(tx, {
      at: now,
      subject: subjectOf(node),
      action: 'purge',
      actor: { kind: 'service' },
    });
  }
  return true;
}

function sumByOwner(files: readonly DeletedFile[]): Map<string | null, Usage> {
  const usage = new Map<string | null, Usage>();
  for (const { ownerId, bytes } of files) {
    const before = usage.get(ownerId) ?? { bytes: 0, files: 0 };
    usage.set(ownerId, { bytes: before.bytes - bytes, files: before.files - 1 });
  }
  return usage;
}

/**
 * Gives up what is in the trash: it cannot be restored any more, and upkeep deletes it for good. Needs the level `own`.
 * @throws AppError not-found, not-allowed
 */
export function purgeNode(ctx: DataContext, actor: Actor, id: string): Promise<void> {
  return transact(ctx.db, async (tx) => {
    const seen = await findKept(tx, ctx.now(), actor, id);
    await lockWays(tx, { update: [seen.id] });
    const node = await findKept(tx, ctx.now(), actor, id);
    await updateNode(tx, node.id, { deletedAt: new Date(0) }, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: subjectOf(node),
      action: 'give-up',
      actor: toEventActor(actor),
    });
  });
}

async function findKept(tx: Tx, now: Date, actor: Actor, id: string): Promise<Node> {
  const found = await findTrashed(tx, actor, id);
  if (found === null || !isKept(found.node, now)) {
    throw new AppError('not-found', 'There is no such folder or file in the trash.');
  }
  requireRight(actor, found, 'remove');
  requireRight(actor, found, 'own');
  return found.node;
}
