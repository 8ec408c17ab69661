import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** What a secret of ours looks like: 256 random bits as base64url. */
export const SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A new secret: 256 random bits as base64url. */
export function createSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * What is stored of a secret. A plain SHA-256 is enough because nothing can be guessed in 256 random bits; a slow
 * hash would cost every request its time and protect nothing.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares two texts in a time that tells nothing about them, their lengths included. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hashSecret(one), hashSecret(other));
}
