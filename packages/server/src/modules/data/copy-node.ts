import { type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, accountIdOf } from '../../http/actor.ts';
import { listFilesBelow, listFoldersBelow } from './below/list-below.ts';
import { createFolderWithin } from './create-folder.ts';
import { createFolders } from './create-folders.ts';
import type { DataContext, FoundNode } from './data-context.ts';
import { placeFile, placeFiles } from './files/place-files.ts';
import { requireNode } from './find-node.ts';

/** More is copied in parts, so that no transaction is long. */
const COPY_LIMIT = 10_000;

/**
 * Copies a folder with all in it that the actor may read, or a file; the copies are theirs and count for their quota.
 * Contents are shared, so no byte is written. Permissions and attributes are not copied.
 * @throws AppError not-found, not-allowed, invalid-input, already-exists, data-quota-reached; move-not-allowed for more
 *   than 10,000 files or folders
 */
export function copyNode(
  ctx: DataContext,
  actor: Actor,
  id: string,
  wish: { parentId: string; name?: string },
): Promise<FoundNode> {
  return transact(ctx.db, (tx) => copyNodeWithin(tx, ctx, actor, id, wish));
}

/** The same in the caller's transaction. */
export async function copyNodeWithin(
  tx: Tx,
  ctx: Pick<DataContext, 'now'>,
  actor: Actor,
  id: string,
  wish: { parentId: string; name?: string },
): Promise<FoundNode> {
  const { node } = await requireNode(tx, actor, id, 'read');
  const destination = await requireNode(tx, actor, wish.parentId, 'read');
  if (destination.node.organisationId !== node.organisationId) {
    throw new AppError(
      'move-not-allowed',
      'This folder belongs to another organisation; copy it by download.',
    );
  }
  const { parentId, name = node.name } = wish;
  const ownerId = accountIdOf(actor);
  const now = ctx.now();
  if (node.content !== null) {
    const { file } = await placeFile(tx, {
      folderId: parentId,
      name,
      content: node.content,
      mediaType: node.mediaType,
      ownerId,
      replaces: false,
      actor,
      now,
    });
    return requireNode(tx, actor, file.id, 'read');
  }
  const page = { after: null, limit: COPY_LIMIT + 1, reader: actor };
  const files = await listFilesBelow(tx, node.id, page);
  const folders = await listFoldersBelow(tx, node.id, page);
  if (files.length > COPY_LIMIT || folders.length > COPY_LIMIT) {
    throw new AppError(
      'move-not-allowed',
      `There are more than ${COPY_LIMIT} files or folders in it. Copy it in parts.`,
    );
  }
  const copy = await createFolderWithin(tx, ctx, actor, { parentId, name });
  const paths = new Set([
    ...folders.map(({ path }) => path),
    ...files.map(({ path }) => folderOf(path)).filter((path) => path !== ''),
  ]);
  const ids = await createFolders(tx, { parentId: copy.node.id, paths: [...paths], ownerId, actor, now });
  await placeFiles(tx, {
    files: files.map((file) => ({
      folderId: ids.get(folderOf(file.path)) ?? copy.node.id,
      name: file.name,
      content: file.content,
      mediaType: file.mediaType,
      ownerId,
    })),
    replaces: false,
    actor,
    now,
  });
  return copy;
}

/** The path of the folder that a file is in; empty for the top. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
