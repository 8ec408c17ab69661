import type { ObjectStorage } from './index.ts';
import { assertObjectKey, assertObjectPrefix, sortObjectKeys } from './object-key.ts';

/** Opens an empty storage for a service that keeps nothing on disk; its objects end with the process. */
export function openMemoryStorage(): ObjectStorage {
  const objects = new Map<string, Uint8Array>();
  return {
    async put(key, body) {
      assertObjectKey(key);
      objects.set(key, Uint8Array.from(body));
    },
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
