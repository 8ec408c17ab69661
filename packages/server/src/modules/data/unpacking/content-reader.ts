import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { AppContext } from '../../../context.ts';
import type { Content } from '../contents/content.ts';
import { openContent } from '../contents/open-content.ts';

/** Lists of archives are read in many small pieces, which lie side by side. */
const BLOCK_BYTES = 256 * 1024;

/** Reads the list of an archive out of object storage, a block at a time. */
export class ContentReader extends RandomAccessReader {
  private readonly ctx: Pick<AppContext, 'storage' | 'log'>;
  private readonly content: Content;
  private block: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(ctx: Pick<AppContext, 'storage' | 'log'>, content: Content) {
    super();
    this.ctx = ctx;
    this.content = content;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.copy(buffer, offset, length, position).then(
      () => callback(null),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _readStreamForRange(): Readable {
    throw new Error('the bytes of entries are read by openContent');
  }

  private async copy(target: Buffer, offset: number, length: number, position: number): Promise<void> {
    let done = 0;
    while (done < length) {
      const at = position + done;
      const inBlock = at - this.block.start;
      if (inBlock < 0 || inBlock >= this.block.bytes.byteLength) await this.load(at);
      else {
        const copied = this.block.bytes.copy(target, offset + done, inBlock, inBlock + length - done);
        done += copied;
      }
    }
  }

  private async load(start: number): Promise<void> {
    const end = Math.min(start + BLOCK_BYTES, this.content.bytes);
    if (start < 0 || start >= end) throw new Error('the archive ends too early');
    const pieces: Uint8Array[] = [];
    for await (const piece of await openContent(this.ctx, this.content, { start, end })) pieces.push(piece);
    this.block = { start, bytes: Buffer.concat(pieces) };
  }
}
