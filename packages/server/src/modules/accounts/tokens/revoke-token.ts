import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { mayRevokeToken } from '../policy.ts';
import { lockAccessToken, markAccessTokenRevoked } from './store.ts';

/**
 * Ends an access token of the actor's own account at once; one that has ended stays as it is.
 * @throws AppError not-allowed when a token would revoke another one, not-found
 */
export async function revokeAccessToken(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: PersonActor,
  id: string,
): Promise<void> {
  if (!mayRevokeToken(actor, id)) {
    throw new AppError(
      'not-allowed',
      'An access token can revoke only itself. Sign in with ORCID to revoke others.',
    );
  }
  await transact(ctx.db, async (tx) => {
    const token = await lockAccessToken(tx, actor.accountId, id);
    if (token === null) throw new AppError('not-found', 'You have no such access token.');
    if (token.revokedAt !== null) return;
    const now = ctx.now();
    await markAccessTokenRevoked(tx, id, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'access-token', id },
      action: 'revoke',
      actor: toEventActor(actor),
      before: { name: token.name },
    });
  });
}
