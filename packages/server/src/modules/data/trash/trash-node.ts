import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import { nameTaken } from '../create-folder.ts';
import type { DataContext, FoundNode } from '../data-context.ts';
import { subjectOf } from '../describe-node.ts';
import { requireNode, requireRight, unknownNode } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import { updateRow } from '../move-node.ts';
import { readName } from '../name.ts';
import type { Node } from '../node.ts';
import { requirePlace, requireRoom } from '../place.ts';
import { hasSealedBelow, measureFolders, readChild, updateNode } from '../store.ts';
import { findTrashed, isKept } from './find-trashed.ts';

/**
 * Puts a folder or file into the trash, with all that is in it, in one row; it can be restored for 30 days. Needs `remove`.
 * @throws AppError not-found, not-allowed, version-mismatch; move-not-allowed while a request has a folder in it
 */
export function deleteNode(
  ctx: DataContext,
  actor: Actor,
  id: string,
  versions: Versions | null = null,
): Promise<void> {
  return transact(ctx.db, async (tx) => {
    const seen = await requireNode(tx, actor, id, 'remove');
    await lockWays(tx, { update: [seen.node.id] });
    const { node, path } = await requireNode(tx, actor, id, 'remove');
    requireVersion(node.version, versions);
    if (node.kind === 'folder' && (await hasSealedBelow(tx, node.id, node.organisationId))) {
      throw new AppError(
        'move-not-allowed',
        'A request for a permanent identifier has a folder in it. Wait until the request is settled, or withdraw it.',
      );
    }
    await updateNode(tx, node.id, { deletedAt: ctx.now() }, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: subjectOf(node),
      action: 'delete',
      actor: toEventActor(actor),
      before: { path },
    });
  });
}

/**
 * Takes a folder or file out of the trash, to where it was unless another folder or name is given. Needs what deleting it
 * needs, and `write` on the folder that it goes to.
 * @throws AppError not-found, not-allowed, invalid-input, already-exists when the name is taken meanwhile;
 *   move-not-allowed when its folder is gone
 */
export function restoreNode(
  ctx: DataContext,
  actor: Actor,
  id: string,
  wish: { parentId?: string; name?: string } = {},
): Promise<FoundNode> {
  return transact(ctx.db, (tx) => restoreNodeWithin(tx, ctx, actor, { id }, wish));
}

/** The same in the caller's transaction. @param of.kind only if it is one of these; otherwise it is not found */
export async function restoreNodeWithin(
  tx: Tx,
  ctx: Pick<DataContext, 'now'>,
  actor: Actor,
  of: { id: string; kind?: Node['kind'] },
  wish: { parentId?: string; name?: string } = {},
): Promise<FoundNode> {
  const seen = await findRestorable(tx, ctx.now(), actor, of);
  await lockWays(tx, { update: [seen.node.id], below: wish.parentId === undefined ? [] : [wish.parentId] });
  const { node } = await findRestorable(tx, ctx.now(), actor, of);
  const parent = await requirePlace(tx, actor, wish.parentId ?? node.parentId ?? '').catch((error) => {
    if (wish.parentId !== undefined || !(error instanceof AppError) || error.code !== 'not-found')
      throw error;
    throw new AppError(
      'move-not-allowed',
      'The folder that it was in is gone. Say in “parent” where it is to go.',
    );
  });
  if (parent.node.organisationId !== node.organisationId) throw unknownNode();
  const name = wish.name === undefined ? node.name : readName(wish.name);
  const below = node.kind === 'folder' ? await measureFolders(tx, node.id) : { levels: 0, pathBytes: 0 };
  requireRoom(parent.path, name, node.kind, below);
  if ((await readChild(tx, parent.node.id, name)) !== null) throw nameTaken(name);
  await updateRow(tx, node.id, { deletedAt: null, parentId: parent.node.id, name }, ctx.now());
  await recordEvent(tx, {
    at: ctx.now(),
    subject: subjectOf(node),
    action: 'restore',
    actor: toEventActor(actor),
    after: { parent: parent.node.id, name },
  });
  return requireNode(tx, actor, node.id, 'read');
}

async function findRestorable(
  tx: Tx,
  now: Date,
  actor: Actor,
  { id, kind }: { id: string; kind?: Node['kind'] },
): Promise<FoundNode> {
  const found = await findTrashed(tx, actor, id);
  const isMeant = found !== null && (kind === undefined || found.node.kind === kind);
  if (!isMeant || !isKept(found.node, now)) {
    throw new AppError('not-found', 'There is no such folder or file in the trash.');
  }
  requireRight(actor, found, 'remove');
  return found;
}
