import type { ObjectStorage } from '../../../storage/index.ts';

/** One object of a content. */
export type Part = { key: string; bytes: number };

/** Bytes that files hold; never changed. Several files may hold the same one. */
export type Content = {
  id: string;
  organisationId: string;
  bytes: number;
  /** Of all bytes, in hexadecimal. */
  sha256: string;
  parts: readonly Part[];
  createdAt: Date;
  /** When its bytes were last read and fitted. */
  verifiedAt: Date;
  /** What was wrong with them when they did not. */
  problem: string | null;
};

/** What a reader of bytes has to know of them. */
export type ContentSource = Pick<Content, 'bytes' | 'parts' | 'problem'>;

/** Large enough that a terabyte has some ten thousand, small enough to be sent again where it got lost. */
export const PART_BYTES = 32 * 1024 * 1024;

/** How long after it was verified a content is verified again. */
export const CHECK_EVERY_MS = 60 * 86_400_000;
/** Damaged ones sooner: whoever restores them does not wait for two months. */
export const CHECK_DAMAGED_EVERY_MS = 3_600_000;

/** Below which all objects of a content are. */
export function prefixOf(content: { id: string; organisationId: string }): string {
  return `data/${content.organisationId}/${content.id}/`;
}

export async function deleteObjects(storage: ObjectStorage, keys: readonly string[]): Promise<void> {
  for (const key of keys) await storage.delete(key);
}
