import { createHash, randomBytes } from 'node:crypto';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { PART_BYTES, prefixOf } from '../contents/content.ts';
import { openContent } from '../contents/open-content.ts';
import { putPart, writeParts } from '../contents/write-parts.ts';
import type { HashCache } from './hash-cache.ts';
import { UPLOAD_KEPT_MS } from './limits.ts';
import type { ReceiveContext } from './receive-file.ts';
import { appendPart, listParts, mergeParts } from './store.ts';
import type { Upload, UploadPart } from './upload.ts';

/**
 * Stores what comes for an upload, part by part; each counts as soon as it is stored, so that what was received when the
 * stream breaks off need not be sent again. Two who send at once, here or in two processes, cannot mix their bytes: a
 * part counts only at the offset that it was made for.
 * @returns the new offset
 * @throws AppError offset-mismatch, storage-unavailable; whatever the stream fails with
 */
export async function appendBytes(
  ctx: ReceiveContext,
  hashes: HashCache,
  upload: Upload,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  let offset = upload.offsetBytes;
  const known = await listParts(ctx.db, upload.id);
  const running = hashes.at(upload.id, offset);
  const hash = running ?? createHash('sha256');
  let lastBytes = PART_BYTES;
  try {
    await writeParts(ctx, body, {
      prefix: prefixOf(upload),
      firstNumber: (known.at(-1)?.number ?? -1) + 1,
      hash,
      onPart: async (part, number) => {
        const expiresAt = new Date(ctx.now().getTime() + UPLOAD_KEPT_MS);
        const isOurs = await transact(ctx.db, (tx) =>
          appendPart(tx, upload.id, { ...part, number }, { offset, expiresAt }),
        );
        if (!isOurs) {
          await ctx.storage.delete(part.key);
          throw new AppError(
            'offset-mismatch',
            'Somebody else goes on with this upload. Ask where it stands.',
          );
        }
        offset += part.bytes;
        lastBytes = part.bytes;
        if (running !== null) hashes.keep(upload.id, offset, hash);
      },
    });
  } finally {
    if (lastBytes < PART_BYTES) await mergeTail(ctx, upload);
  }
  return offset;
}

/**
 * Joins small parts at the end, which broken or small requests leave, as long as the one before is no larger: so a
 * content of many small requests has few parts, and each byte is written again a few times at most.
 */
async function mergeTail(ctx: ReceiveContext, upload: Upload): Promise<void> {
  try {
    const parts = await listParts(ctx.db, upload.id);
    for (;;) {
      const [before, last] = parts.slice(-2);
      if (before === undefined || last === undefined) return;
      const bytes = before.bytes + last.bytes;
      if (before.bytes > last.bytes || bytes > PART_BYTES) return;
      const merged = await storeMerged(ctx, upload, [before, last]);
      const isDone = await transact(ctx.db, (tx) => mergeParts(tx, upload.id, [before, last], merged));
      if (!isDone) return ctx.storage.delete(merged.key);
      for (const part of [before, last]) await ctx.storage.delete(part.key);
      parts.splice(-2, 2, merged);
    }
  } catch (error) {
    ctx.log.warn({ err: error, upload: upload.id }, 'parts of an upload could not be joined');
  }
}

async function storeMerged(
  ctx: ReceiveContext,
  upload: Upload,
  parts: readonly [UploadPart, UploadPart],
): Promise<UploadPart> {
  const [{ number }] = parts;
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const key = `${prefixOf(upload)}${number}-${randomBytes(4).toString('hex')}`;
  await putPart(ctx, key, await openContent(ctx, { bytes, parts, problem: null }));
  return { key, bytes, number };
}
