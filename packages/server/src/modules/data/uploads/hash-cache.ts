import { createHash, type Hash } from 'node:crypto';

/** Hashes of uploads that are under way in this process, each as far as its stored parts go. */
export type HashCache = {
  /** A hash to go on with from this offset; null: what came before has to be read again. */
  at(uploadId: string, offset: number): Hash | null;
  keep(uploadId: string, offset: number, hash: Hash): void;
  forget(uploadId: string): void;
};

/** Beyond it the oldest is forgotten; its upload is read once at its end. */
const KEPT = 1_000;

export function createHashCache(): HashCache {
  const hashes = new Map<string, { offset: number; hash: Hash }>();
  return {
    at(uploadId, offset) {
      if (offset === 0) return createHash('sha256');
      const known = hashes.get(uploadId);
      return known?.offset === offset ? known.hash.copy() : null;
    },
    keep(uploadId, offset, hash) {
      hashes.delete(uploadId);
      hashes.set(uploadId, { offset, hash: hash.copy() });
      if (hashes.size <= KEPT) return;
      const [oldest] = hashes.keys();
      if (oldest !== undefined) hashes.delete(oldest);
    },
    forget: (uploadId) => void hashes.delete(uploadId),
  };
}
