import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { readSessionIdToken } from '../id-tokens/store.ts';
import { loginUrl } from './pages.ts';

/** How long ago a person may have proved at ORCID who they are, for what takes more than an open session. */
const FRESH_MS = 10 * 60_000;
/** ORCID's clock and ours differ. */
const CLOCK_MARGIN_MS = 60_000;

/**
 * Whether a person is here by a session for which ORCID asked for their password just now. That ORCID sent them back is
 * not enough: who is signed in there comes back without being asked, so it is ORCID's `auth_time` that counts.
 */
export async function isFreshSession(
  ctx: Pick<AppContext, 'db' | 'now'>,
  person: PersonActor,
): Promise<boolean> {
  if (person.via.kind !== 'session') return false;
  const signedInAt = (await readSessionIdToken(ctx.db, person.via.sessionId))?.signedInAt ?? null;
  if (signedInAt === null) return false;
  const age = ctx.now().getTime() - signedInAt.getTime();
  return age > -CLOCK_MARGIN_MS && age <= FRESH_MS;
}

/** @throws AppError not-allowed unless ORCID asked for the person's password just now */
export async function requireFreshSession(
  ctx: Pick<AppContext, 'db' | 'now'>,
  person: PersonActor,
): Promise<void> {
  if (await isFreshSession(ctx, person)) return;
  throw new AppError(
    'not-allowed',
    'This takes a sign-in of the last ten minutes, in the browser. Sign in again and repeat it.',
  );
}

/** Where a person signs in anew, even if ORCID knows them already. @param returnTo a path on this service */
export function freshLoginUrl(ctx: Pick<AppContext, 'config'>, returnTo: string): string {
  return `${loginUrl(ctx, returnTo)}&prompt=login`;
}
