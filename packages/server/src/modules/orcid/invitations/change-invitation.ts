import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { Organisation } from '../../accounts/index.ts';
import { type Invitation, isOpen, MAIL_PAUSE_MS, MAILS_LIMIT, stateOf } from './invitation.ts';
import { lockInvitation } from './store.ts';
import { writeInvitationChange } from './write-change.ts';

type ChangeContext = Pick<AppContext, 'db' | 'now'>;

/**
 * Sends a reminder now. @throws AppError not-found, move-not-allowed, too-many-requests
 */
export async function remindInvited(
  ctx: ChangeContext,
  actor: Actor,
  organisation: Organisation,
  id: string,
): Promise<Invitation> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const before = await requireOwn(await lockInvitation(tx, id), organisation);
    requireOpen(before, now);
    const { lastMailAt, mails } = before;
    if (lastMailAt === null) throw new AppError('move-not-allowed', 'The first mail has not gone out yet.');
    if (mails >= MAILS_LIMIT) {
      throw new AppError('move-not-allowed', `Nobody gets more than ${MAILS_LIMIT} mails of one invitation.`);
    }
    const waitMs = lastMailAt.getTime() + MAIL_PAUSE_MS - now.getTime();
    if (waitMs > 0) {
      throw new AppError(
        'too-many-requests',
        `The last mail went out on ${lastMailAt.toISOString().slice(0, 10)}; remind again three days after it at the earliest.`,
        { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } },
      );
    }
    const set = { nextMailAt: now };
    return writeInvitationChange(tx, before, {
      action: 'ask-reminder',
      set,
      actor: toEventActor(actor),
      now,
    });
  });
}

/** Takes an invitation back: its link says so from now on. Repeating it is harmless. @throws AppError not-found, move-not-allowed */
export async function withdrawInvitation(
  ctx: ChangeContext,
  actor: Actor,
  organisation: Organisation,
  id: string,
): Promise<Invitation> {
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const before = await requireOwn(await lockInvitation(tx, id), organisation);
    if (before.state === 'withdrawn') return before;
    requireOpen(before, now);
    const set = { state: 'withdrawn' as const, endedAt: now, nextMailAt: null };
    return writeInvitationChange(tx, before, { action: 'withdraw', set, actor: toEventActor(actor), now });
  });
}

/** @throws AppError not-found, whether it is another organisation's or nobody's */
export function requireOwn(invitation: Invitation | null, organisation: Organisation): Invitation {
  if (invitation?.organisationId === organisation.id) return invitation;
  throw new AppError('not-found', 'The organisation has no such invitation.');
}

function requireOpen(invitation: Invitation, now: Date): void {
  if (isOpen(invitation, now)) return;
  throw new AppError('move-not-allowed', `The invitation has ended: it is ${stateOf(invitation, now)}.`);
}
