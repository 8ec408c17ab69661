import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { createOutsideMail, type MailAnswer } from '../../../outside/mail.ts';
import { MAIL_CLAIM_MS, settlementOf } from '../../notifications/index.ts';
import { composeInvitation } from './compose.ts';
import { type Invitation, isOpen, REMINDER_WAITS_MS } from './invitation.ts';
import { hashLinkToken } from './link.ts';
import { readSurroundings } from './read-surroundings.ts';
import { claimInvitation, lockInvitation, setLinkHash } from './store.ts';
import { writeInvitationChange } from './write-change.ts';

type SendContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>;

const PAUSE_MS = 15_000;
const ATTEMPTS_LIMIT = 15;

/**
 * Sends the mail that is due first: an invitation, or a reminder of one. As with notices, a mail is sent at least once, with
 * the same Message-ID each time. Where there is no mail server it is caught: administrators read it instead.
 * @param signal breaks off the attempt that is under way
 * @returns whether there was one
 */
export async function sendNextInvitation(
  ctx: SendContext,
  signal: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const now = ctx.now();
  const due = await transact(ctx.db, async (tx) => {
    const claimed = await claimInvitation(tx, { now, until: new Date(now.getTime() + MAIL_CLAIM_MS) });
    // Before anything leaves: what is in the mail must work.
    if (claimed !== null) await setLinkHash(tx, claimed.id, hashLinkToken(ctx, claimed.id));
    return claimed;
  });
  if (due === null) return false;
  const answer = await send(ctx, due, signal);
  await transact(ctx.db, (tx) => settle(tx, ctx, due, answer));
  ctx.log.info(
    { invitation: due.id, mail: answer?.outcome ?? 'caught', attempts: due.attempts },
    'mail attempt',
  );
  return true;
}

/** @returns null where the mail was caught */
async function send(ctx: SendContext, due: Invitation, signal: AbortSignal): Promise<MailAnswer | null> {
  const { mail } = ctx.config;
  if (mail === null) return null;
  // Each of those attempts ended the process before it could be settled.
  if (due.attempts > ATTEMPTS_LIMIT) return { outcome: 'refused', detail: 'It was tried too often.' };
  const composed = composeInvitation(ctx, due, await readSurroundings(ctx.db, due));
  return createOutsideMail(ctx, mail)(composed, signal);
}

async function settle(
  tx: Parameters<Parameters<typeof transact>[1]>[0],
  ctx: SendContext,
  due: Invitation,
  answer: MailAnswer | null,
): Promise<void> {
  const now = ctx.now();
  const before = await lockInvitation(tx, due.id);
  // Answered while the mail was on its way: that stands.
  if (before === null || before.mails !== due.mails || !isOpen(before, now)) return;
  const { state, nextAt } =
    answer === null ? ({ state: 'sent', nextAt: null } as const) : settlementOf(ctx, due, answer);
  const actor = { kind: 'service' } as const;
  if (state === 'refused') {
    const set = { state: 'failed', detail: answer?.detail ?? null, endedAt: now, nextMailAt: null } as const;
    await writeInvitationChange(tx, before, {
      action: 'fail',
      set,
      actor,
      now,
      reason: answer?.detail ?? null,
    });
  } else if (state === 'pending') {
    const set = { detail: answer?.detail ?? null, nextMailAt: nextAt };
    await writeInvitationChange(tx, before, {
      action: 'delay',
      set,
      actor,
      now,
      reason: answer?.detail ?? null,
    });
  } else {
    const waitMs = REMINDER_WAITS_MS[before.mails];
    const set = {
      state: 'sent',
      detail: null,
      caught: answer === null,
      mails: before.mails + 1,
      attempts: 0,
      lastMailAt: now,
      nextMailAt: waitMs === undefined ? null : new Date(now.getTime() + waitMs),
    } as const;
    await writeInvitationChange(tx, before, {
      action: before.mails === 0 ? 'send' : 'remind',
      set,
      actor,
      now,
    });
  }
}

/**
 * Sends until stopped.
 * @param isHeldBack says whether nothing may be sent at the moment, as from a copy of the database
 */
export function startInvitationWorker(
  ctx: SendContext,
  isHeldBack: () => Promise<boolean>,
): Pick<WorkLoops, 'stop'> {
  const leaving = new AbortController();
  const loops = startWorkLoops({
    concurrency: 1,
    pauseMs: PAUSE_MS,
    next: async () => !(await isHeldBack()) && (await sendNextInvitation(ctx, leaving.signal)),
    whenFailed: (error) => ctx.log.error({ err: error }, 'an invitation could not be worked off'),
  });
  return {
    async stop() {
      const timer = setTimeout(() => leaving.abort(), 5_000);
      await loops.stop();
      clearTimeout(timer);
    },
  };
}
