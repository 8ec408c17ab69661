import { randomUUID } from 'node:crypto';
import { type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { recordEvent } from '../../events.ts';
import { type Actor, accountIdOf, toEventActor } from '../../http/actor.ts';
import type { DataContext, FoundNode } from './data-context.ts';
import { requireNode } from './find-node.ts';
import { lockWays } from './lock-ways.ts';
import { readName } from './name.ts';
import { requireFolder, requirePlace, requireRoom } from './place.ts';
import { insertNodes } from './store.ts';

/**
 * Makes a folder. Whoever makes it is its owner in name; what they may do with it follows from its parent.
 * @throws AppError not-found, not-allowed, invalid-input (the name, or a path that gets too long), already-exists
 */
export function createFolder(
  ctx: DataContext,
  actor: Actor,
  wish: { parentId: string; name: string },
): Promise<FoundNode> {
  return transact(ctx.db, (tx) => createFolderWithin(tx, ctx, actor, wish));
}

/** The same in the caller's transaction. */
export async function createFolderWithin(
  tx: Tx,
  ctx: Pick<DataContext, 'now'>,
  actor: Actor,
  wish: { parentId: string; name: string },
): Promise<FoundNode> {
  const before = await requireNode(tx, actor, wish.parentId, 'write');
  const name = readName(wish.name);
  requireFolder(before.node);
  await lockWays(tx, { below: [before.node.id] });
  const parent = await requirePlace(tx, actor, wish.parentId);
  requireRoom(parent.path, name, 'folder');
  const now = ctx.now();
  const id = randomUUID();
  const made = await insertNodes(
    tx,
    [
      {
        id,
        organisationId: parent.node.organisationId,
        parentId: parent.node.id,
        kind: 'folder',
        name,
        ownerId: accountIdOf(actor),
      },
    ],
    now,
  );
  if (!made.has(id)) throw nameTaken(name);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'folder', id },
    action: 'create',
    actor: toEventActor(actor),
    after: { parent: parent.node.id, name },
  });
  return requireNode(tx, actor, id, 'read');
}

export function nameTaken(name: string, pointer = '/name'): AppError {
  const detail = `There is something called “${name}” in this folder already.`;
  return new AppError('already-exists', detail, { problems: [{ pointer, detail }] });
}
