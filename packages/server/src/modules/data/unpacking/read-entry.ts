import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { Content } from '../contents/content.ts';
import { openContent } from '../contents/open-content.ts';
import { type ArchivedFile, ArchiveRefusedError, type OpenArchive } from './read-archive.ts';

/**
 * The bytes of one file in an archive, checked on the way: as many as the list says, and with its CRC-32. No more than
 * that is ever inflated.
 * @throws ArchiveRefusedError; AppError where the archive cannot be read
 */
export async function* readEntry(
  ctx: Pick<AppContext, 'storage' | 'log'>,
  content: Content,
  { zip }: OpenArchive,
  file: ArchivedFile,
): AsyncGenerator<Uint8Array> {
  const refuse = (why: string, cause?: unknown): ArchiveRefusedError =>
    new ArchiveRefusedError(`“${file.path}” ${why}`, cause === undefined ? undefined : { cause });
  const { fileDataStart } = await zip
    .readLocalFileHeaderPromise(file.entry, { minimal: true })
    .catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      throw refuse('is not where the list of the archive says.', error);
    });
  const end = fileDataStart + file.entry.compressedSize;
  if (end > content.bytes) throw refuse('reaches beyond the end of the archive.');
  const packed = await openContent(ctx, content, { start: fileDataStart, end });
  let bytes = 0;
  let sum = 0;
  try {
    for await (const piece of file.entry.compressionMethod === 8 ? inflate(packed) : packed) {
      bytes += piece.byteLength;
      if (bytes > file.bytes) throw refuse('is larger than the list of the archive says.');
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw refuse('cannot be inflated.', error);
    }
    throw error;
  }
  if (bytes < file.bytes) throw refuse('is smaller than the list of the archive says.');
  if (sum !== file.crc32) throw refuse('does not have the checksum that the archive gives.');
}

function inflate(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const source = Readable.from(packed, { objectMode: false });
  const inflated = createInflateRaw();
  source.on('error', (error) => inflated.destroy(error));
  inflated.on('close', () => source.destroy());
  return source.pipe(inflated);
}
