import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { hashSecret } from '../../accounts/index.ts';
import { askForReading } from '../reading/store.ts';
import { findByPath } from './store.ts';

/** Between two readings that hints lead to: ORCID itself calls every five minutes at most. */
const SPACING_MS = 60_000;

/**
 * Takes a call as a hint that a record changed, and nothing more: nobody signs it, so the record itself is read, a little
 * later. However many there are, they lead to one reading a minute.
 * @param path the secret part of the address
 * @returns false for a path that is nobody's
 */
export async function receiveHint(
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeReadings'>,
  path: string,
): Promise<boolean> {
  const found = await findByPath(ctx.db, hashSecret(path));
  if (found === null) return false;
  if (!found.wanted) return true;
  const ask = { now: ctx.now(), spacingMs: SPACING_MS, whole: false };
  await transact(ctx.db, (tx) => askForReading(tx, found.connectionId, ask));
  ctx.wakeReadings();
  return true;
}
