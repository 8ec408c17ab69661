import { ChangedMeanwhile, sqlState, type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { recordEvent } from '../../events.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import { requireVersion, type Versions } from '../../http/etag.ts';
import { nameTaken } from './create-folder.ts';
import type { Change, DataContext, FoundNode } from './data-context.ts';
import { subjectOf } from './describe-node.ts';
import { findNode, readWay, requireNode, SERVICE, toFound, unknownNode } from './find-node.ts';
import { lockWays } from './lock-ways.ts';
import { readName } from './name.ts';
import type { Node } from './node.ts';
import { requireFolder, requireRoom } from './place.ts';
import { sealOn } from './policy.ts';
import { hasSealedBelow, measureFolders, readChild, updateNode } from './store.ts';

/**
 * Puts a folder or file into another folder of its organisation, renames it, or both: one row changes, whatever is below.
 * Moving it needs `remove` on it and `write` on the new folder, renaming it `write` on it and on its folder.
 * @param change what is left out stays
 * @param versions null: whatever version it is at
 * @throws AppError not-found (the destination, too), not-allowed, version-mismatch, invalid-input, already-exists;
 *   move-not-allowed into itself or another organisation
 */
export function moveNode(
  ctx: DataContext,
  actor: Actor,
  id: string,
  change: { parentId?: string; name?: string },
  versions: Versions | null = null,
): Promise<FoundNode> {
  return transact(ctx.db, async (tx) => {
    const seen = await settle(tx, actor, id, change, versions);
    await lockWays(tx, { update: [seen.node.id], below: [seen.parent.node.id] });
    const { node, parent, name } = await settle(tx, actor, id, change, versions);
    await place(tx, { node, parent, name, change: { actor: toEventActor(actor), now: ctx.now() } });
    return requireNode(tx, actor, node.id, 'read');
  });
}

/** Settles what a move is to do and whether the actor may; asked again once everything is held still. */
async function settle(
  tx: Tx,
  actor: Actor,
  id: string,
  change: { parentId?: string; name?: string },
  versions: Versions | null,
): Promise<{ node: Node; parent: FoundNode; name: string }> {
  const { node } = await requireNode(tx, actor, id, 'read');
  const parentId = change.parentId ?? node.parentId;
  if (parentId === null) await requireNode(tx, actor, id, 'remove');
  const moves = parentId !== node.parentId;
  // What one may not read looks like nothing, as a destination too; only then is said what one may not do.
  const parent = await findNode(tx, actor, parentId ?? '');
  if (parent === null && moves) throw unknownNode();
  if (parent === null) throw new AppError('not-allowed', 'Who may not see its folder may not rename it.');
  await requireNode(tx, actor, id, moves ? 'remove' : 'write');
  if (node.seal !== null || node.area !== null) await requireNode(tx, actor, id, 'remove');
  await requireNode(tx, actor, parent.node.id, 'write');
  requireFolder(parent.node);
  requireVersion(node.version, versions);
  return { node, parent, name: change.name === undefined ? node.name : readName(change.name) };
}

/** Changes the row; the node, its way and that of its new parent are locked. */
async function place(
  tx: Tx,
  wish: { node: Node; parent: FoundNode; name: string; change: Change },
): Promise<boolean> {
  const { node, parent, name, change } = wish;
  if (parent.node.organisationId !== node.organisationId) {
    throw new AppError(
      'move-not-allowed',
      'This folder belongs to another organisation; copy it by download.',
    );
  }
  const parentWay = await readWay(tx, SERVICE, parent.node.id);
  if (parentWay === null || parentWay.some((step) => step.node.id === node.id)) {
    throw new AppError('move-not-allowed', 'A folder cannot be moved into itself.');
  }
  if (node.parentId === parent.node.id && node.name === name) return false;
  const below = node.kind === 'folder' ? await measureFolders(tx, node.id) : { levels: 0, pathBytes: 0 };
  requireRoom(parent.path, name, node.kind, below);
  if (sealOn(parentWay) !== null && (await hasSealedBelow(tx, node.id, node.organisationId))) {
    throw new AppError(
      'move-not-allowed',
      'Requests for permanent identifiers have both a folder in it and the new place.',
    );
  }
  const there = await readChild(tx, parent.node.id, name);
  if (there !== null && there.id !== node.id) throw nameTaken(name);
  await updateRow(tx, node.id, { parentId: parent.node.id, name }, change.now);
  await recordEvent(tx, {
    at: change.now,
    subject: subjectOf(node),
    action: node.parentId === parent.node.id ? 'rename' : 'move',
    actor: change.actor,
    before: { parent: node.parentId, name: node.name },
    after: { parent: parent.node.id, name },
  });
  return true;
}

/** A name that was given out since it was looked up lets the transaction begin anew, and find it taken. */
export async function updateRow(
  tx: Tx,
  id: string,
  change: Parameters<typeof updateNode>[2],
  now: Date,
): Promise<void> {
  try {
    await updateNode(tx, id, change, now);
  } catch (error) {
    if (sqlState(error) === '23505') throw new ChangedMeanwhile('a name was taken meanwhile');
    throw error;
  }
}

/**
 * Moves a folder for a request, in one row, whatever seals and permissions say. Nothing happens where it is already.
 * @throws AppError already-exists when the name is taken; move-not-allowed when the parent is gone, a file, or below the
 *   folder, or when the path would be too long
 */
export async function relocateFolder(
  tx: Tx,
  wish: { folderId: string; parentId: string; name: string } & Change,
): Promise<Node> {
  await lockWays(tx, { update: [wish.folderId], below: [wish.parentId] });
  const way = await readWay(tx, SERVICE, wish.folderId);
  const parentWay = await readWay(tx, SERVICE, wish.parentId);
  const parent = parentWay === null ? null : toFound(SERVICE, parentWay);
  if (way === null || way[0].node.deletedAt !== null) {
    throw new AppError('move-not-allowed', 'The folder is in the trash.');
  }
  if (parent === null || parent.node.kind !== 'folder') {
    throw new AppError('move-not-allowed', 'The folder that it is to be moved into is gone.');
  }
  const { actor, now } = wish;
  try {
    await place(tx, { node: way[0].node, parent, name: readName(wish.name), change: { actor, now } });
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-input') {
      throw new AppError('move-not-allowed', error.message, { cause: error });
    }
    throw error;
  }
  const after = await readWay(tx, SERVICE, wish.folderId);
  if (after === null) throw new Error('a folder vanished in the transaction that moved it');
  return after[0].node;
}
