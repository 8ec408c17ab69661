import { digestIdToken, type SignIn } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import type { Db, Tx } from '../../../db/index.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { insertSessionIdToken, readSessionIdToken, sealContext } from './store.ts';

/** Keeps the id_token of a sign-in for as long as its session. */
export async function keepSessionIdToken(
  tx: Tx,
  ctx: Pick<AppContext, 'secrets'>,
  sessionId: string,
  signIn: SignIn,
): Promise<void> {
  const { id_token: token } = signIn.tokenResponse;
  const { exp, auth_time: authTime } = signIn.idTokenClaims;
  if (typeof token !== 'string' || typeof exp !== 'number') return;
  const digest = digestIdToken(token);
  await insertSessionIdToken(tx, sessionId, {
    sealed: ctx.secrets.seal(token, sealContext(digest)),
    digest,
    signedInAt: typeof authTime === 'number' ? new Date(authTime * 1000) : null,
    expiresAt: new Date(exp * 1000),
  });
}

/**
 * The id_token that a person's session began with, to be shown to them; null when the person is not here by a session
 * or ORCID's date has passed.
 */
export async function openSessionIdToken(
  db: Db,
  ctx: Pick<AppContext, 'secrets' | 'now'>,
  person: PersonActor,
): Promise<{ token: string; expiresAt: Date; signedInAt: Date | null } | null> {
  if (person.via.kind !== 'session') return null;
  const kept = await readSessionIdToken(db, person.via.sessionId);
  if (kept === null || kept.expiresAt <= ctx.now()) return null;
  const { sealed, digest, expiresAt, signedInAt } = kept;
  return { token: ctx.secrets.open(sealed, sealContext(digest)), expiresAt, signedInAt };
}
