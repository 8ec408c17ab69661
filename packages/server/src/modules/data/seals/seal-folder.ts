import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import type { Change } from '../data-context.ts';
import { readWay, SERVICE } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import type { Node, Permission, Seal } from '../node.ts';
import { deletePermissions, insertPermissions } from '../permissions/store.ts';
import { hasSealedBelow, updateNode } from '../store.ts';

/**
 * Seals a folder for a request, or changes what its seal allows. The ordinary permissions sleep meanwhile; whatever the
 * size of the folder, one row and those of the seal change. Whoever is putting something into it is waited for.
 * @throws AppError move-not-allowed when it is gone, a file or an area, and when another request has it, a folder that it
 *   is in or one in it
 */
export async function sealFolder(
  tx: Tx,
  wish: { folderId: string; requestId: string; seal: Seal; permissions: readonly Permission[] } & Change,
): Promise<Node> {
  const before = await lockSealable(tx, wish.folderId, wish.requestId);
  await deletePermissions(tx, before.id, { sealed: true });
  await insertPermissions(tx, before.id, wish.permissions, { sealed: true });
  const { seal, requestId: sealedBy } = wish;
  await updateNode(tx, before.id, { seal: { seal, sealedBy } }, wish.now);
  await recordEvent(tx, {
    at: wish.now,
    subject: { type: 'folder', id: before.id },
    action: 'seal',
    actor: wish.actor,
    before: { seal: before.seal },
    after: { seal, request: sealedBy, permissions: wish.permissions },
  });
  return { ...before, seal, sealedBy, version: before.version + 1, modifiedAt: wish.now };
}

async function lockSealable(tx: Tx, folderId: string, requestId: string): Promise<Node> {
  await lockWays(tx, { update: [folderId] });
  const way = await readWay(tx, SERVICE, folderId);
  if (way === null || way.some((step) => step.deletedAt !== null)) {
    throw new AppError('move-not-allowed', 'The folder is gone.');
  }
  const [{ node }, ...above] = way;
  if (node.kind !== 'folder' || node.area !== null) {
    throw new AppError('move-not-allowed', 'Only a folder that somebody made can be requested for.');
  }
  const takenAbove = above.some((step) => step.seal !== null);
  const takenItself = node.sealedBy !== null && node.sealedBy !== requestId;
  if (takenAbove || takenItself || (await hasSealedBelow(tx, node.id, node.organisationId))) {
    throw new AppError(
      'move-not-allowed',
      'Another request for a permanent identifier has this folder, one that it is in, or one in it.',
    );
  }
  return node;
}

/** Ends a seal: the permissions from before count again, untouched. Nothing happens where there is none. */
export async function liftSeal(tx: Tx, wish: { folderId: string } & Change): Promise<void> {
  await lockWays(tx, { update: [wish.folderId] });
  const way = await readWay(tx, SERVICE, wish.folderId);
  if (way === null || way[0].seal === null) return;
  const [{ node }] = way;
  await deletePermissions(tx, node.id, { sealed: true });
  await updateNode(tx, node.id, { seal: { seal: null, sealedBy: null } }, wish.now);
  await recordEvent(tx, {
    at: wish.now,
    subject: { type: 'folder', id: node.id },
    action: 'lift-seal',
    actor: wish.actor,
    before: { seal: node.seal, request: node.sealedBy },
    after: { seal: null },
  });
}
