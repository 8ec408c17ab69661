import type { ObjectStorage } from './index.ts';
import { assertObjectKey, assertObjectPrefix, sortObjectKeys } from './object-key.ts';

const SLICE_BYTES = 65_536;

/** Opens an empty storage for a service that keeps nothing on disk; its objects end with the process. */
export function openMemoryStorage(): ObjectStorage {
  const objects = new Map<string, Uint8Array>();
  return {
    async put(key, body) {
      assertObjectKey(key);
      objects.set(key, Uint8Array.from(body));
    },
    async putStream(key, body) {
      assertObjectKey(key);
      const parts: Uint8Array[] = [];
      for await (const part of body) parts.push(Uint8Array.from(part));
      const whole = Buffer.concat(parts);
      objects.set(key, whole);
      return { bytes: whole.byteLength };
    },
    async getStream(key, range) {
      assertObjectKey(key);
      const body = objects.get(key);
      if (body === undefined) return null;
      return slices(range === undefined ? body : body.subarray(range.start, range.end));
    },
    remote: false,
    async get(key) {
      assertObjectKey(key);
      const body = objects.get(key);
      return body === undefined ? null : Uint8Array.from(body);
    },
    async delete(key) {
      assertObjectKey(key);
      objects.delete(key);
    },
    async list(prefix) {
      assertObjectPrefix(prefix);
      return sortObjectKeys([...objects.keys()].filter((key) => key.startsWith(prefix)));
    },
    async check() {},
  };
}

/** Pieces as a disk or a network would give them. */
async function* slices(body: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < body.byteLength; at += SLICE_BYTES)
    yield Uint8Array.from(body.subarray(at, at + SLICE_BYTES));
}
