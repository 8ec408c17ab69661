import { createHash, randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Content, deleteObjects, type Part, prefixOf } from './content.ts';
import { deleteLoose, insertContents, insertLoose } from './store.ts';
import { writeParts } from './write-parts.ts';

type WriteContext = Pick<AppContext, 'db' | 'storage' | 'log' | 'now'>;

/** Longer than any request takes; what a dead process left is deleted after it. */
const WRITTEN_WITHIN_MS = 2 * 86_400_000;

/**
 * Stores a stream as a content that nothing holds yet; who does not hold it within a day finds it gone. When it fails,
 * nothing is left behind.
 * @param options.maxBytes more are refused as soon as they come
 * @throws AppError body-too-large, storage-unavailable; whatever the stream fails with
 */
export async function writeContent(
  ctx: WriteContext,
  body: AsyncIterable<Uint8Array>,
  options: { organisationId: string; maxBytes: number },
): Promise<Content> {
  const { organisationId } = options;
  const id = randomUUID();
  const dueAt = new Date(ctx.now().getTime() + WRITTEN_WITHIN_MS);
  await transact(ctx.db, (tx) => insertLoose(tx, { id, organisationId, dueAt }));
  const parts: Part[] = [];
  const hash = createHash('sha256');
  try {
    await writeParts(ctx, limit(body, options.maxBytes), {
      prefix: prefixOf({ id, organisationId }),
      firstNumber: 0,
      hash,
      onPart: async (part) => void parts.push(part),
    });
    const now = ctx.now();
    const content: Content = {
      id,
      organisationId,
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
      sha256: hash.digest('hex'),
      parts,
      createdAt: now,
      verifiedAt: now,
      problem: null,
    };
    await transact(ctx.db, async (tx) => {
      await insertContents(tx, [content]);
      await deleteLoose(tx, id);
    });
    return content;
  } catch (error) {
    await giveUp(ctx, { id, organisationId }, parts);
    throw error;
  }
}

/** Where the storage is down, its objects stay noted for the upkeep. */
async function giveUp(
  ctx: WriteContext,
  content: { id: string; organisationId: string },
  parts: readonly Part[],
): Promise<void> {
  try {
    await deleteObjects(
      ctx.storage,
      parts.map((part) => part.key),
    );
    await transact(ctx.db, (tx) => deleteLoose(tx, content.id));
  } catch (error) {
    ctx.log.warn({ err: error, content: content.id }, 'objects of a broken upload stay until the upkeep');
  }
}

async function* limit(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) {
      throw new AppError(
        'body-too-large',
        `It is larger than the ${maxBytes.toLocaleString('en')} bytes that fit here.`,
      );
    }
    yield piece;
  }
}
