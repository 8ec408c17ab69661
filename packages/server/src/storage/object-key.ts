const KEY_BYTES_MAX = 1024;
const SEGMENT_BYTES_MAX = 255;

/** Top folder where file storage keeps writes that are not whole yet, so that no key may start with it. */
export const unfinishedFolder = '.unfinished';

/**
 * Refuses a key that one of the storages could not keep, so that objects can move between them.
 * A key is 1 to 1024 bytes of UTF-8 (the limit of S3): segments of 1 to 255 bytes (the limit of file systems)
 * with `/` between them, none of them `.` or `..`, without backslashes, control characters (the XML 1.0 of S3's
 * listings has no way to write them) and unpaired surrogates.
 * @throws Error naming the key and what is wrong with it
 */
export function assertObjectKey(key: string): void {
  const problem = findKeyProblem(key);
  if (problem !== null) throw new Error(`${JSON.stringify(key)} is not an object key: ${problem}`);
}

/** Whether `assertObjectKey` accepts the key. */
export function isObjectKey(key: string): boolean {
  return findKeyProblem(key) === null;
}

/**
 * Refuses a prefix that no key can start with. The empty prefix is every key's.
 * @throws Error naming the prefix
 */
export function assertObjectPrefix(prefix: string): void {
  if (prefix === '' || isObjectKey(prefix) || isObjectKey(`${prefix}x`)) return;
  throw new Error(`${JSON.stringify(prefix)} is not a prefix of object keys`);
}

/** Puts keys in the order of S3's listings: by the bytes of their UTF-8. */
export function sortObjectKeys(keys: readonly string[]): string[] {
  return [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function findKeyProblem(key: string): string | null {
  if (Buffer.byteLength(key) > KEY_BYTES_MAX) return `it is longer than ${KEY_BYTES_MAX} bytes`;
  if (!key.isWellFormed()) return 'it has an unpaired surrogate';
  if (/[\p{Cc}\p{Noncharacter_Code_Point}]/u.test(key)) return 'it has a control character';
  if (key.includes('\\')) return 'it has a backslash';
  const segments = key.split('/');
  if (segments.includes('')) return 'it is empty, or has an empty segment';
  if (segments.includes('.') || segments.includes('..')) return 'it has the segment "." or ".."';
  if (segments.some((segment) => Buffer.byteLength(segment) > SEGMENT_BYTES_MAX)) {
    return `it has a segment longer than ${SEGMENT_BYTES_MAX} bytes`;
  }
  if (segments[0] === unfinishedFolder) return `"${unfinishedFolder}" is kept for writes in progress`;
  return null;
}
