import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { listGrantsOfConnection, type Organisation } from '../../accounts/index.ts';
import { lockClient } from '../clients/store.ts';
import { lockConnection, readConnection } from '../connections/store.ts';
import { listDepositsOfConnections } from '../deposits/store.ts';
import { isWebhookAtOrcid } from '../webhooks/store.ts';
import { type Erasure, lockErasure, PATIENCE } from './store.ts';
import { wipe } from './wipe.ts';

/**
 * Deletes all of a person though ORCID has not confirmed that the tokens are revoked, or our items are still on the record:
 * tokens of credentials that are gone can never be revoked. Only after it was tried often enough, for a reason that is kept
 * with how many of both were left. Repeating it changes nothing.
 * @throws AppError not-found, move-not-allowed
 */
export async function finishAnyway(
  ctx: Pick<AppContext, 'afterConnectionChange' | 'db' | 'now'>,
  actor: Actor,
  organisation: Organisation,
  wish: { id: string; reason: string },
): Promise<Erasure> {
  return transact(ctx.db, async (tx) => {
    const erasure = await lockErasure(tx, wish.id);
    if (erasure === null || erasure.organisationId !== organisation.id) {
      throw new AppError('not-found', 'The organisation has no such erasure.');
    }
    if (erasure.state === 'done' || erasure.connectionId === null) return erasure;
    if (erasure.attempts < PATIENCE) {
      throw new AppError(
        'move-not-allowed',
        `It has been tried ${erasure.attempts} times. After ${PATIENCE} tries, a minute apart, it can be finished without ORCID.`,
      );
    }
    const known = await readConnection(tx, erasure.connectionId);
    if (known !== null) await lockClient(tx, known.orcidClientId);
    const connection = await lockConnection(tx, erasure.connectionId);
    if (connection === null) throw new Error('an erasure has no connection');
    const grants = await listGrantsOfConnection(tx, connection.id);
    const deposits = await listDepositsOfConnections(tx, [connection.id]);
    await wipe(tx, ctx, erasure, connection, {
      action: 'finish-anyway',
      actor: toEventActor(actor),
      reason: wish.reason,
      told: {
        tokensNotRevoked: grants.filter(({ revokedAt }) => revokedAt === null).length,
        webhookLeft: await isWebhookAtOrcid(tx, connection.id),
        itemsLeft: deposits.filter(({ putCode }) => putCode !== null).length,
      },
    });
    return (await lockErasure(tx, erasure.id)) ?? erasure;
  });
}
