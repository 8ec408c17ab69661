import { createHash, type Hash } from 'node:crypto';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf } from '../../../http/actor.ts';
import { type Content, deleteObjects, prefixOf } from '../contents/content.ts';
import { openContent } from '../contents/open-content.ts';
import { deleteLoose, insertContents } from '../contents/store.ts';
import { placeFile } from '../files/place-files.ts';
import { requireNode } from '../find-node.ts';
import type { HashCache } from './hash-cache.ts';
import type { ReceiveContext } from './receive-file.ts';
import { removeUpload } from './remove-upload.ts';
import { finishUploadRow, listParts, lockUpload } from './store.ts';
import { isComplete, type Upload, type UploadPart } from './upload.ts';

/**
 * Makes a file of an upload whose bytes are all there: content, file and the end of the upload are one transaction, so
 * that it can be asked for again after any break.
 * @returns the id of the file
 * @throws AppError as placeFile; checksum-mismatch, after which the upload is gone
 */
export async function finishUpload(
  ctx: ReceiveContext,
  hashes: HashCache,
  actor: Actor,
  upload: Upload,
): Promise<string> {
  if (upload.fileId !== null) return upload.fileId;
  const sha256 = (hashes.at(upload.id, upload.offsetBytes) ?? (await hashParts(ctx, upload))).digest('hex');
  const wanted = upload.metadata.sha256;
  if (wanted != null && wanted.toLowerCase() !== sha256) {
    await removeUpload(ctx, upload);
    throw new AppError(
      'checksum-mismatch',
      'The bytes that came are not those that Upload-Metadata tells of. Send the file again.',
    );
  }
  const { fileId, parts } = await transact(ctx.db, async (tx) => {
    const locked = await lockUpload(tx, upload.id);
    if (locked === null) throw new AppError('not-found', 'There is no such upload.');
    if (locked.fileId !== null) return { fileId: locked.fileId, parts: null };
    // Under the lock: whoever still joins parts puts others in their place, and deletes those.
    const parts = await listParts(tx, locked.id);
    const now = ctx.now();
    if (!isComplete(locked)) throw new AppError('offset-mismatch', 'Not all bytes of the upload are here.');
    const folder = await requireNode(tx, actor, locked.folderId, 'write');
    const content: Content = {
      id: locked.id,
      organisationId: locked.organisationId,
      bytes: locked.offsetBytes,
      sha256,
      parts: parts.map(({ key, bytes }) => ({ key, bytes })),
      createdAt: now,
      verifiedAt: now,
      problem: null,
    };
    if (content.parts.reduce((sum, part) => sum + part.bytes, 0) !== content.bytes) {
      throw new Error(`the parts of the upload ${locked.id} do not add up to its offset`);
    }
    await insertContents(tx, [content]);
    const { file } = await placeFile(tx, {
      folderId: locked.folderId,
      name: locked.fileName,
      content,
      mediaType: locked.mediaType,
      ownerId: accountIdOf(actor) ?? folder.node.ownerId,
      replaces: locked.replaces,
      actor,
      now,
    });
    await deleteLoose(tx, locked.id);
    await finishUploadRow(tx, locked.id, { fileId: file.id, now });
    return { fileId: file.id, parts };
  });
  hashes.forget(upload.id);
  if (parts !== null) await deleteLeftOver(ctx, upload, parts);
  return fileId;
}

/**
 * Of an upload that another process has begun: what is stored is read once; anew where its parts were joined meanwhile.
 */
async function hashParts(ctx: ReceiveContext, upload: Upload): Promise<Hash> {
  for (let parts = await listParts(ctx.db, upload.id); ; ) {
    try {
      const hash = createHash('sha256');
      const bytes = await openContent(ctx, { bytes: upload.offsetBytes, parts, problem: null });
      for await (const piece of bytes) hash.update(piece);
      return hash;
    } catch (error) {
      const now = await listParts(ctx.db, upload.id);
      if (now.length >= parts.length || now.length === 0) throw error;
      parts = now;
    }
  }
}

/** Objects that a dead process stored and did not live to count. */
async function deleteLeftOver(
  ctx: ReceiveContext,
  upload: Upload,
  parts: readonly UploadPart[],
): Promise<void> {
  try {
    const kept = new Set(parts.map((part) => part.key));
    const keys = await ctx.storage.list(prefixOf(upload));
    await deleteObjects(
      ctx.storage,
      keys.filter((key) => !kept.has(key)),
    );
  } catch (error) {
    ctx.log.warn({ err: error, upload: upload.id }, 'what an upload has left over could not be deleted');
  }
}
