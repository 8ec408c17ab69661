import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { deleteArtifactsOf } from '../authorization-server/store.ts';
import { mayRevokeAuthorization } from '../policy.ts';
import { markAuthorizationRevoked, readAuthorizationOwner } from './store.ts';

/** Why the authorization server ends an authorization by itself. */
type EndReason = 'revoked-by-program' | 'used-twice';

const reasonTexts: Record<EndReason, string> = {
  'revoked-by-program': 'The program gave its tokens back.',
  'used-twice': 'A code or refresh token was used a second time, so someone may have stolen it.',
};

/** Ends an authorization with every code and token of it; one that has ended stays as it is. */
export async function endAuthorization(tx: Tx, id: string, reason: EndReason, now: Date): Promise<void> {
  await end(tx, id, { actor: { kind: 'service' }, reason: reasonTexts[reason] }, now);
}

/**
 * Ends what the actor allowed a program, at once.
 * @throws AppError not-allowed when a program or token would end something else, not-found
 */
export async function revokeAuthorization(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: PersonActor,
  id: string,
): Promise<void> {
  if (!mayRevokeAuthorization(actor, id)) {
    throw new AppError(
      'not-allowed',
      'A program can end only its own authorization. Sign in with ORCID to end others.',
    );
  }
  await transact(ctx.db, async (tx) => {
    if ((await readAuthorizationOwner(tx, id)) !== actor.accountId) {
      throw new AppError('not-found', 'You have no such authorization.');
    }
    await end(tx, id, { actor: toEventActor(actor), reason: null }, ctx.now());
  });
}

async function end(
  tx: Tx,
  id: string,
  by: { actor: EventActor; reason: string | null },
  now: Date,
): Promise<void> {
  const ended = await markAuthorizationRevoked(tx, id, now);
  if (ended === null) return;
  await deleteArtifactsOf(tx, id);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'authorization', id },
    action: 'revoke',
    actor: by.actor,
    before: { client: ended.clientId, accountId: ended.accountId },
    reason: by.reason,
  });
}
