import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { Organisation } from '../organisations/store.ts';
import { lockKey, markKeyRevoked } from './store.ts';

/**
 * Ends a key of an organisation at once; one that was revoked stays as it is. Whether the actor may is settled before.
 * @throws AppError not-found
 */
export async function revokeKey(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  organisation: Organisation,
  id: string,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const key = await lockKey(tx, organisation.id, id);
    if (key === null) throw new AppError('not-found', 'The organisation has no such key.');
    if (key.revokedAt !== null) return;
    const now = ctx.now();
    await markKeyRevoked(tx, id, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'organisation-key', id },
      action: 'revoke',
      actor: toEventActor(actor),
      before: { organisation: organisation.id, name: key.name },
    });
  });
}
