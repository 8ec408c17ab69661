import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { setTakesReplies } from './store.ts';

/**
 * Says whether answers to mails about what a person did as curator may come to their address. To repeat it changes
 * nothing.
 * @throws AppError move-not-allowed without a confirmed address
 */
export async function allowReplies(
  ctx: Pick<AppContext, 'db' | 'now'>,
  person: PersonActor,
  allowed: boolean,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const before = await setTakesReplies(tx, person.accountId, allowed);
    if (before === null) {
      throw new AppError(
        'move-not-allowed',
        'You have no confirmed mail address that answers could come to.',
      );
    }
    if (before === allowed) return;
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'account', id: person.accountId },
      action: allowed ? 'allow-mail-replies' : 'refuse-mail-replies',
      actor: toEventActor(person),
    });
  });
}
