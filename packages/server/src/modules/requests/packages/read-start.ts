import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { openContent, readContent } from '../../data/index.ts';

/**
 * The first bytes of a file.
 * @throws AppError not-found, bytes-damaged, storage-unavailable
 */
export async function readStart(
  ctx: Pick<AppContext, 'db' | 'storage' | 'log'>,
  contentId: string,
  limitBytes: number,
): Promise<{ start: Uint8Array; isWhole: boolean }> {
  const content = await readContent(ctx.db, contentId);
  if (content === null) throw new AppError('not-found', 'The file is there no more.');
  const end = Math.min(content.bytes, limitBytes);
  const pieces: Uint8Array[] = [];
  for await (const piece of await openContent(ctx, content, { start: 0, end })) pieces.push(piece);
  return { start: Buffer.concat(pieces), isWhole: end === content.bytes };
}
