import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One entry of an archive; `open` is called when its turn comes. */
export type ZipEntry = {
  name: string;
  bytes: number;
  modifiedAt: Date;
  /** Whether its bytes come from object storage. */
  isStored: boolean;
  open(): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>>;
};

/** Files that others may read, and their owner write. */
const MODE = 0o100644;

/**
 * A ZIP archive as a stream, which is written while it is read. Entries are stored and not deflated: its size is known
 * before, equal files make equal archives, and research data is mostly compressed already. Large ones are ZIP64.
 * @returns the stream, which fails when an entry cannot be read or has other bytes than it says; and its size
 */
export async function writeZip(entries: readonly ZipEntry[]): Promise<{ stream: Readable; bytes: number }> {
  const zip = new ZipFile();
  const out = new PassThrough();
  const fail = (error: Error): void => void out.destroy(error);
  let source: Readable | null = null;
  out.on('close', () => source?.destroy());
  // It may fail before anybody reads it, who is told then.
  out.on('error', () => {});
  zip.on('error', fail);
  const isBeyond32Bits = entries.reduce((sum, entry) => sum + entry.bytes, 0) > 0xf000_0000;
  for (const entry of entries) {
    const options = {
      mtime: entry.modifiedAt,
      mode: MODE,
      compress: false,
      size: entry.bytes,
      forceZip64Format: isBeyond32Bits,
    };
    // A name such as `c:` would be a drive where it is unpacked, and the library refuses it.
    zip.addReadStreamLazy(entry.name.replace(/^([a-z]):/i, '$1_'), options, (give) => {
      entry.open().then(
        (bytes) => {
          const stream = Readable.from(bytes, { objectMode: false });
          // The library listens to none of its sources: without this a broken one would end the process.
          stream.on('error', fail);
          source = stream;
          give(null, stream);
        },
        (error: unknown) => {
          const cause = error instanceof Error ? error : new Error(String(error));
          fail(cause);
          give(cause, Readable.from([]));
        },
      );
    });
  }
  const size = Promise.withResolvers<number>();
  // The callback gets -1 where a size is not known, which each of ours is.
  const tellSize = (bytes: number): void => size.resolve(bytes);
  // Its types forget the argument.
  zip.end({ forceZip64Format: isBeyond32Bits, comment: '' }, tellSize as () => void);
  zip.outputStream.on('error', fail);
  zip.outputStream.pipe(out);
  return { stream: out, bytes: await size.promise };
}
