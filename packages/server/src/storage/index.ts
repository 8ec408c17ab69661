import { join } from 'node:path';
import type { ObjectStorageConfig } from '../config.ts';
import { openFileStorage } from './files.ts';
import { openMemoryStorage } from './memory.ts';
import { openS3Storage } from './s3.ts';

/** Bytes of an object: the first that is wanted, and the one after the last; `start` is below `end`. */
export type ByteRange = { start: number; end: number };

/**
 * Object storage. Keys are slash-separated names such as `identifiers/gs1.json`; `assertObjectKey` has the rule,
 * and every function throws an Error for a key that breaks it. No key may be the folder of another (`a` beside
 * `a/b`), which S3 allows and files cannot hold.
 */
export type ObjectStorage = {
  /** Writes an object whole: readers see the old or the new one, never a part. */
  put(key: string, body: Uint8Array, options: { contentType: string }): Promise<void>;
  /**
   * Writes an object whole from a stream, a few megabytes of it in memory at a time. When the stream fails nothing is
   * left behind, and what it failed with is thrown as the cause.
   */
  putStream(
    key: string,
    body: AsyncIterable<Uint8Array>,
    options: { contentType: string },
  ): Promise<{ bytes: number }>;
  /** Null when there is no such object. */
  get(key: string): Promise<Uint8Array | null>;
  /**
   * The same as a stream, for objects that are too large to hold; with a range only these bytes of it. One that begins
   * behind the end gives nothing; one that ends behind it gives fewer bytes, or fails.
   */
  getStream(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null>;
  /** Whether reading asks another machine, which no transaction may wait for. */
  readonly remote: boolean;
  /** Succeeds also when there is no such object. */
  delete(key: string): Promise<void>;
  /** Keys that start with `prefix`, in order of their bytes in UTF-8. */
  list(prefix: string): Promise<string[]>;
  /** @throws Error naming the reason when the storage cannot be used */
  check(): Promise<void>;
};

/**
 * Opens the storage that the configuration names. Opening neither waits nor creates anything; `check` tells
 * whether it can be used.
 * @param config the bucket to use; null for files
 * @param directory the data directory (DATA_DIR): files go to its folder `objects`. Null, and no bucket: objects
 *   are kept in memory only
 */
export function openObjectStorage(
  config: ObjectStorageConfig | null,
  directory: string | null,
): ObjectStorage {
  if (config !== null) return openS3Storage(config);
  return directory === null ? openMemoryStorage() : openFileStorage(join(directory, 'objects'));
}
