import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AppContext } from '../../../context.ts';
import type { Batch } from './batch.ts';

/** The upload of a batch, to be read as often as needed. */
export type BatchInput = { open(): Promise<AsyncIterable<Uint8Array>>; close(): Promise<void> };

/**
 * Opens the upload of a batch. From a bucket it is copied to a file first: rows are read while transactions are open,
 * and none may wait for a network.
 * @returns null when it is gone
 */
export async function openInput(
  ctx: Pick<AppContext, 'storage'>,
  batch: Pick<Batch, 'inputKey'>,
): Promise<BatchInput | null> {
  const { storage } = ctx;
  const { inputKey } = batch;
  if (inputKey === null) return null;
  const first = await storage.getStream(inputKey);
  if (first === null) return null;
  if (!storage.remote) {
    let waiting: AsyncIterable<Uint8Array> | null = first;
    return {
      async open() {
        const stream = waiting ?? (await storage.getStream(inputKey));
        waiting = null;
        if (stream === null) throw new Error(`the upload ${inputKey} is gone`);
        return stream;
      },
      close: async () => {},
    };
  }
  const path = join(tmpdir(), `mintmark-batch-${randomUUID()}`);
  try {
    await pipeline(first, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { open: async () => createReadStream(path), close: () => rm(path, { force: true }) };
}
