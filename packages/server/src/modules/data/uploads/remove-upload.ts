import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { deleteObjects, prefixOf } from '../contents/content.ts';
import { deleteLoose, insertLoose } from '../contents/store.ts';
import type { ReceiveContext } from './receive-file.ts';
import { deleteFinished, deleteUpload, listExpired, lockUpload, readUpload } from './store.ts';
import type { Upload } from './upload.ts';

const AT_ONCE = 100;
/** How long the end of an upload is remembered, for clients that did not hear of it. */
const REMEMBERED_MS = 7 * 86_400_000;

/**
 * Gives an upload up and deletes what was stored of it. The row goes first, and its objects stay noted until they are
 * gone.
 * @throws AppError move-not-allowed when it is finished
 */
export async function removeUpload(
  ctx: ReceiveContext,
  upload: Pick<Upload, 'id' | 'organisationId'>,
): Promise<void> {
  const now = ctx.now();
  await transact(ctx.db, async (tx) => {
    const locked = await lockUpload(tx, upload.id);
    if (locked === null) return;
    if (locked.finishedAt !== null) {
      throw new AppError('move-not-allowed', 'The upload is finished; delete the file instead.');
    }
    await deleteUpload(tx, upload.id);
    await insertLoose(tx, { id: upload.id, organisationId: upload.organisationId, dueAt: now });
  });
  try {
    await deleteObjects(ctx.storage, await ctx.storage.list(prefixOf(upload)));
    await transact(ctx.db, (tx) => deleteLoose(tx, upload.id));
  } catch (error) {
    ctx.log.warn({ err: error, upload: upload.id }, 'objects of a deleted upload stay until the upkeep');
  }
}

/** Deletes uploads that nobody has gone on with in time, and forgets those that ended long ago. */
export async function clearUploads(ctx: ReceiveContext): Promise<void> {
  const now = ctx.now();
  for (;;) {
    const ids = await listExpired(ctx.db, now, AT_ONCE);
    for (const id of ids) {
      const upload = await readUpload(ctx.db, id);
      if (upload !== null && upload.finishedAt === null) await removeUpload(ctx, upload);
    }
    if (ids.length < AT_ONCE) break;
  }
  await transact(ctx.db, (tx) => deleteFinished(tx, new Date(now.getTime() - REMEMBERED_MS)));
}
