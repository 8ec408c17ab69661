import { type Hash, randomBytes } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { PART_BYTES, type Part } from './content.ts';

const binary = { contentType: 'application/octet-stream' };

/** What is left of a stream, which several objects are cut from. */
type Source = {
  /** The next bytes, `max` of them at most; null at the end. */
  take(max: number): Promise<Uint8Array | null>;
  /** What the stream failed with, after which it has ended. */
  failure(): { error: unknown } | null;
};

function readFrom(body: AsyncIterable<Uint8Array>): Source {
  const pieces = body[Symbol.asyncIterator]();
  let left: Uint8Array = new Uint8Array();
  let failure: { error: unknown } | null = null;
  let ended = false;
  return {
    async take(max) {
      while (left.byteLength === 0 && !ended) {
        try {
          const next = await pieces.next();
          if (next.done === true) ended = true;
          else left = next.value;
        } catch (error) {
          failure = { error };
          ended = true;
        }
      }
      if (left.byteLength === 0) return null;
      const piece = left.subarray(0, max);
      left = left.subarray(piece.byteLength);
      return piece;
    },
    failure: () => failure,
  };
}

/**
 * Stores a stream as objects of 32 MiB at most, a few pieces of it in memory at a time. What came in before the stream
 * failed is stored, too, and the failure is thrown after that.
 * @param options.prefix of the keys; the number of a part and a random text follow, so that two who write the same
 *   part never overwrite each other
 * @param options.onPart called after each object is stored, before the next is begun
 * @param options.hash all bytes go through it
 * @throws AppError storage-unavailable; whatever the stream fails with
 */
export async function writeParts(
  ctx: Pick<AppContext, 'storage' | 'log'>,
  body: AsyncIterable<Uint8Array>,
  options: {
    prefix: string;
    firstNumber: number;
    hash: Hash;
    onPart: (part: Part, number: number) => Promise<void>;
  },
): Promise<void> {
  const source = readFrom(body);
  for (let number = options.firstNumber; ; number += 1) {
    const first = await source.take(PART_BYTES);
    if (first === null) break;
    const key = `${options.prefix}${number}-${randomBytes(4).toString('hex')}`;
    const bytes = await putPart(ctx, key, cutPart(source, first, options.hash));
    await options.onPart({ key, bytes }, number);
  }
  const failure = source.failure();
  if (failure !== null) throw failure.error;
}

async function* cutPart(source: Source, first: Uint8Array, hash: Hash): AsyncGenerator<Uint8Array> {
  let left = PART_BYTES;
  for (let piece: Uint8Array | null = first; piece !== null; ) {
    hash.update(piece);
    left -= piece.byteLength;
    yield piece;
    piece = left === 0 ? null : await source.take(left);
  }
}

/** @throws AppError storage-unavailable */
export async function putPart(
  ctx: Pick<AppContext, 'storage' | 'log'>,
  key: string,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  try {
    const { bytes } = await ctx.storage.putStream(key, body, binary);
    return bytes;
  } catch (error) {
    throw storageUnavailable(ctx, error);
  }
}

/** The refusal for a failure of the object storage, which is logged. */
export function storageUnavailable(ctx: Pick<AppContext, 'log'>, error: unknown): AppError {
  ctx.log.error({ err: error }, 'the object storage failed');
  return new AppError(
    'storage-unavailable',
    'The object storage does not answer as it should. Nothing was changed; try again in a while.',
    { headers: { 'retry-after': '30' }, cause: error },
  );
}
