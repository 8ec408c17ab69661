import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import type { OrganisationKey } from '../../../http/actor.ts';
import { hashSecret, SECRET_PATTERN } from '../secret.ts';
import { findKey, touchKey } from './store.ts';

/** Marks keys of organisations, so that scanners of public code recognise a leaked one. */
export const KEY_PREFIX = 'mmk_';

/** Use is noted at most this often; see authenticate.ts. */
const TOUCH_INTERVAL_MS = 60_000;

/** Whether a bearer token is a key of an organisation, as far as its text tells. */
export function isOrganisationKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX);
}

/**
 * Whose key this is; null when it is unknown, over or revoked. It is found by its hash: how long that takes tells
 * nothing about keys that there are.
 */
export async function authenticateKey(
  ctx: Pick<AppContext, 'db' | 'now'>,
  token: string,
): Promise<OrganisationKey | null> {
  if (!SECRET_PATTERN.test(token.slice(KEY_PREFIX.length))) return null;
  const now = ctx.now();
  const found = await findKey(ctx.db, hashSecret(token), now);
  if (found === null) return null;
  const { lastUsedAt, ...key } = found;
  const noted = new Date(now.getTime() - TOUCH_INTERVAL_MS);
  if (lastUsedAt === null || lastUsedAt < noted) {
    await transact(ctx.db, (tx) => touchKey(tx, key.id, now, noted));
  }
  return key;
}
