import type { AppContext } from '../../../context.ts';
import { type Db, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf } from '../../../http/actor.ts';
import type { Content } from '../contents/content.ts';
import { deleteUnheldContent } from '../contents/delete-content.ts';
import { writeContent } from '../contents/write-content.ts';
import type { FoundNode } from '../data-context.ts';
import { placeFile, placeFiles } from '../files/place-files.ts';
import { requireNode } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import { readName } from '../name.ts';
import { requireQuota } from '../quotas/count-usage.ts';
import { readChild } from '../store.ts';
import { FILE_BYTES } from './limits.ts';
import { withinQuota } from './within-quota.ts';

export type ReceiveContext = Pick<AppContext, 'db' | 'storage' | 'log' | 'now'>;

export type NewFile = {
  folderId: string;
  name: string;
  mediaType: string | null;
  /** Whether a file of this name gets the new content. */
  replaces: boolean;
  body: AsyncIterable<Uint8Array>;
  /** As the request says; null where it does not. */
  lengthBytes: number | null;
  /** SHA-256 that the sender has counted, in hexadecimal; null: none was sent. */
  sha256: string | null;
};

/**
 * Where somebody may put a file of this name, as far as can be said before its bytes are here.
 * @throws AppError not-found, not-allowed, invalid-input (the name), already-exists, data-quota-reached, body-too-large
 */
export async function requirePlace(
  db: Db,
  actor: Actor,
  wish: {
    folderId: string;
    name: string;
    replaces: boolean;
    lengthBytes: number | null;
    /** What else is on its way from the same person. */
    expectedBytes?: number;
  },
): Promise<{ folder: FoundNode; name: string; ownerId: string | null; replacedBytes: number }> {
  const folder = await requireNode(db, actor, wish.folderId, 'write');
  if (folder.node.kind !== 'folder') throw new AppError('not-found', 'There is no such folder.');
  const name = readName(wish.name);
  const before = await readChild(db, folder.node.id, name);
  if (before !== null && (before.kind === 'folder' || !wish.replaces)) {
    const next = before.kind === 'folder' ? 'Rename yours.' : 'Rename yours, or have it replaced.';
    const detail = `There is a ${before.kind} “${name}” in ${folder.path} already. ${next}`;
    throw new AppError('already-exists', detail);
  }
  const ownerId = before?.ownerId ?? accountIdOf(actor) ?? folder.node.ownerId;
  if (wish.lengthBytes !== null && wish.lengthBytes > FILE_BYTES) {
    throw new AppError('body-too-large', `A file may have ${FILE_BYTES.toLocaleString('en')} bytes at most.`);
  }
  const { organisationId } = folder.node;
  const bytes = (wish.lengthBytes ?? 0) + (wish.expectedBytes ?? 0);
  await requireQuota(db, { organisationId, ownerId, bytes });
  return { folder, name, ownerId, replacedBytes: before?.content?.bytes ?? 0 };
}

/**
 * Stores the body of one request as a file. When anything speaks against it, nothing is left behind.
 * @returns the id of the file, and whether it was there before
 * @throws AppError as requirePlace, checksum-mismatch, storage-unavailable
 */
export async function receiveFile(
  ctx: ReceiveContext,
  actor: Actor,
  wish: NewFile,
): Promise<{ id: string; replaced: boolean }> {
  const place = await requirePlace(ctx.db, actor, wish);
  const content = await receiveContent(
    ctx,
    { ...place, organisationId: place.folder.node.organisationId },
    wish,
  );
  return orDelete(ctx, [content], async () =>
    transact(ctx.db, async (tx) => {
      const { file, replaced } = await placeFile(tx, {
        folderId: place.folder.node.id,
        name: place.name,
        content,
        mediaType: wish.mediaType,
        ownerId: place.ownerId,
        replaces: wish.replaces,
        actor,
        now: ctx.now(),
      });
      return { id: file.id, replaced };
    }),
  );
}

/** Gives a file that is there other bytes. @param ifMatch the SHA-256 values that it may have now; null: any */
export async function replaceContent(
  ctx: ReceiveContext,
  actor: Actor,
  fileId: string,
  wish: Pick<NewFile, 'mediaType' | 'body' | 'lengthBytes' | 'sha256'> & {
    ifMatch: ReadonlySet<string> | null;
  },
): Promise<{ id: string }> {
  const { node } = await requireNode(ctx.db, actor, fileId, 'write');
  if (node.kind !== 'file') throw new AppError('not-found', 'There is no such file.');
  const { organisationId, ownerId } = node;
  assertMatch(wish.ifMatch, node.content?.sha256 ?? '');
  await requireQuota(ctx.db, { organisationId, ownerId, bytes: wish.lengthBytes ?? 0 });
  const replacedBytes = node.content?.bytes ?? 0;
  const content = await receiveContent(ctx, { organisationId, ownerId, replacedBytes }, wish);
  return orDelete(ctx, [content], () =>
    transact(ctx.db, async (tx) => {
      await lockWays(tx, { update: [fileId] });
      const { node: before } = await requireNode(tx, actor, fileId, 'write');
      if (before.parentId === null) throw new AppError('not-found', 'There is no such file.');
      assertMatch(wish.ifMatch, before.content?.sha256 ?? '');
      const { file } = await placeFile(tx, {
        folderId: before.parentId,
        name: before.name,
        content,
        mediaType: wish.mediaType ?? before.mediaType,
        ownerId: before.ownerId,
        replaces: true,
        actor,
        now: ctx.now(),
      });
      return { id: file.id };
    }),
  );
}

function assertMatch(ifMatch: ReadonlySet<string> | null, sha256: string): void {
  if (ifMatch === null || ifMatch.has(sha256)) return;
  throw new AppError(
    'version-mismatch',
    'The file has other bytes now. Read it again before you replace it.',
    {
      headers: { etag: `"${sha256}"` },
    },
  );
}

/** Places several files at once: all of them, or none. */
export async function receiveFiles(
  ctx: ReceiveContext,
  actor: Actor,
  folderId: string,
  files: AsyncIterable<Omit<NewFile, 'folderId' | 'lengthBytes'>>,
): Promise<{ id: string; replaced: boolean }[]> {
  const contents: Content[] = [];
  const placements: Parameters<typeof placeFiles>[1]['files'][number][] = [];
  let replaces = false;
  return orDelete(ctx, contents, async () => {
    for await (const file of files) {
      const place = await requirePlace(ctx.db, actor, { ...file, folderId, lengthBytes: null });
      const { organisationId } = place.folder.node;
      const content = await receiveContent(ctx, { ...place, organisationId }, file);
      contents.push(content);
      replaces = file.replaces;
      const { name, ownerId } = place;
      placements.push({ folderId, name, content, mediaType: file.mediaType, ownerId });
    }
    if (placements.length === 0) throw new AppError('malformed-body', 'There is no file in the form.');
    return transact(ctx.db, async (tx) => {
      const placed = await placeFiles(tx, { files: placements, replaces, actor, now: ctx.now() });
      return placed;
    });
  });
}

async function receiveContent(
  ctx: ReceiveContext,
  {
    organisationId,
    ownerId,
    replacedBytes,
  }: { organisationId: string; ownerId: string | null; replacedBytes: number },
  wish: Pick<NewFile, 'body' | 'sha256'>,
): Promise<Content> {
  const body = withinQuota(ctx.db, { organisationId, ownerId, storedBytes: -replacedBytes }, wish.body);
  const content = await writeContent(ctx, body, { organisationId, maxBytes: FILE_BYTES });
  if (wish.sha256 === null || wish.sha256 === content.sha256) return content;
  await deleteUnheldContent(ctx, content);
  throw new AppError(
    'checksum-mismatch',
    'The bytes that came are not those that Content-Digest tells of. Send them again.',
  );
}

/** Deletes what was stored when it cannot be placed. */
async function orDelete<T>(
  ctx: ReceiveContext,
  contents: readonly Content[],
  place: () => Promise<T>,
): Promise<T> {
  try {
    return await place();
  } catch (error) {
    for (const content of contents) await deleteUnheldContent(ctx, content);
    throw error;
  }
}
