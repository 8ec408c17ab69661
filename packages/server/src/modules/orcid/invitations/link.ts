import { timingSafeEqual } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { hashSecret } from '../../accounts/index.ts';

/**
 * The secret of an invitation's link: 256 bits that only this service can compute. It stands in the mail and nowhere else;
 * the row keeps its hash, so that a link that was mailed works on after the key was replaced.
 */
function createLinkSecret(ctx: Pick<AppContext, 'secrets'>, id: string): string {
  return ctx.secrets.mac(`orcid invitation|${id}`).toString('base64url');
}

/** What stands in the link: which invitation it is, and the secret. */
export function createLinkToken(ctx: Pick<AppContext, 'secrets'>, id: string): string {
  return `${id}.${createLinkSecret(ctx, id)}`;
}

export function hashLinkToken(ctx: Pick<AppContext, 'secrets'>, id: string): Buffer {
  return hashSecret(createLinkSecret(ctx, id));
}

export function linkPath(token: string): string {
  return `/orcid/invitations/${token}`;
}

const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** @returns null for what is no token of ours */
export function readLinkToken(token: string): { id: string; secretHash: Buffer } | null {
  const [, id, secret] = TOKEN.exec(token) ?? [];
  return id === undefined || secret === undefined ? null : { id, secretHash: hashSecret(secret) };
}

/** Whether a secret is one of those that were mailed; in a time that tells nothing about them. */
export function isOneOf(hashes: readonly (Buffer | null)[], secretHash: Buffer): boolean {
  return hashes.some(
    (hash) => hash !== null && hash.length === secretHash.length && timingSafeEqual(hash, secretHash),
  );
}
