import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { ByteRange } from '../../../storage/index.ts';
import type { ContentSource, Part } from './content.ts';
import { storageUnavailable } from './write-parts.ts';

/** Bytes that are not there although they should be. */
export class MissingBytesError extends Error {}

/**
 * The bytes of a content, or a range of them, as a stream; only the parts that the range touches are read. The first
 * is opened before this returns, so that a storage that is down can still be told of.
 * @throws AppError bytes-damaged where it is known that they are not what they should be, storage-unavailable. The
 *   stream fails with MissingBytesError where they turn out to be short.
 */
export async function openContent(
  ctx: Pick<AppContext, 'storage' | 'log'>,
  content: ContentSource,
  range: ByteRange = { start: 0, end: content.bytes },
): Promise<AsyncIterable<Uint8Array>> {
  if (content.problem !== null) throw damaged(content.problem);
  const [first, ...rest] = piecesOf(content.parts, range);
  if (first === undefined) return (async function* () {})();
  const opened = await openPiece(ctx, first).catch((error: unknown) => {
    if (error instanceof MissingBytesError) throw damaged(error.message, error);
    throw storageUnavailable(ctx, error);
  });
  return (async function* () {
    yield* opened;
    for (const piece of rest) yield* await openPiece(ctx, piece);
  })();
}

/** The refusal of bytes that are known to be wrong. */
export function damaged(problem: string, cause?: unknown): AppError {
  return new AppError(
    'bytes-damaged',
    `What is stored is not what was uploaded any more (${problem}), and wrong bytes are not given out. Tell the operator, who may restore it from a copy.`,
    cause === undefined ? {} : { cause },
  );
}

type Piece = { part: Part; start: number; end: number };

function piecesOf(parts: readonly Part[], range: ByteRange): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const part of parts) {
    const start = Math.max(range.start - offset, 0);
    const end = Math.min(range.end - offset, part.bytes);
    if (start < end) pieces.push({ part, start, end });
    offset += part.bytes;
  }
  return pieces;
}

async function openPiece(
  { storage }: Pick<AppContext, 'storage'>,
  { part, start, end }: Piece,
): Promise<AsyncIterable<Uint8Array>> {
  const isWhole = start === 0 && end === part.bytes;
  const stream = await storage.getStream(part.key, isWhole ? undefined : { start, end });
  if (stream === null) throw new MissingBytesError('an object is missing');
  return (async function* () {
    let left = end - start;
    for await (const piece of stream) {
      left -= piece.byteLength;
      if (left < 0) throw new MissingBytesError('an object is too long');
      yield piece;
    }
    if (left > 0) throw new MissingBytesError('an object is too short');
  })();
}
