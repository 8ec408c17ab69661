import type { Db } from '../../../db/index.ts';
import { PART_BYTES } from '../contents/content.ts';
import { requireQuota } from '../quotas/count-usage.ts';

/**
 * Passes a stream of unknown length on as long as it fits into what its owner and their organisation may store; asked
 * with every 32 MiB, and exactly when the file is placed.
 * @param wish.storedBytes what came before; less than nothing where a file is replaced
 * @throws AppError data-quota-reached
 */
export async function* withinQuota(
  db: Db,
  wish: { organisationId: string; ownerId: string | null; storedBytes: number },
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { organisationId, ownerId } = wish;
  let bytes = wish.storedBytes;
  let askedAt = bytes;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes - askedAt >= PART_BYTES) {
      await requireQuota(db, { organisationId, ownerId, bytes });
      askedAt = bytes;
    }
    yield piece;
  }
}
