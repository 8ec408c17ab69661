import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { endSessionIdTokens } from '../id-tokens/store.ts';
import { revokeSession } from '../store.ts';

/** Ends the session that a person is here by, and with it the id_tokens that this browser got. */
export async function signOut(ctx: Pick<AppContext, 'db' | 'now'>, person: PersonActor): Promise<void> {
  const { via } = person;
  if (via.kind !== 'session') return;
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    await endSessionIdTokens(tx, via.sessionId);
    await revokeSession(tx, via.sessionId, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'account', id: person.accountId },
      action: 'sign-out',
      actor: toEventActor(person),
    });
  });
}
