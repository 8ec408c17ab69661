import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { ATTEMPT_LIMIT_MS, createOutsideMail, type MailAnswer } from '../../../outside/mail.ts';
import { claimAlert, type DueAlert, settleAlert } from '../alerts/store.ts';
import { claimMessage, settleMessage } from '../messages/store.ts';
import { composeAlertMail, composeConfirmation, composeMessage, composeNotice } from './compose.ts';
import { claimConfirmation, claimNotice, type DueMail, settleMail } from './store.ts';

type MailContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>;

/** Longer than one attempt may take: only then may anybody else send the same mail. */
export const MAIL_CLAIM_MS = ATTEMPT_LIMIT_MS + 3 * 60_000;
/** The wait after the first failure; it doubles with each further one, up to half a day. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 12 * 3_600_000;
/** Some three days; a mail server that is away longer has other worries. */
const ATTEMPTS_LIMIT = 15;
/** What is older than this when its turn comes is old news: it stays in the service. */
const OLDEST_MS = 7 * 86_400_000;
/** The day after, there is another alert if there is still need. */
const OLDEST_ALERT_MS = 2 * 86_400_000;
const PAUSE_MS = 5_000;
/** How long the end of the process waits for a mail that is under way. To break it off may send it twice. */
const GRACE_MS = 5_000;

/**
 * Sends the mail that is due first, confirmations before notices, since people wait for them.
 *
 * A mail is sent at least once, with the same Message-ID each time. SMTP can do no better: when the process ends, or the
 * connection breaks, after the server took the mail and before that is written here, nobody knows, and it is sent again
 * when the claim has ended (RFC 1047 tells the problem).
 * @param signal breaks off the attempt that is under way
 * @returns whether there was one
 */
export async function sendNextMail(
  ctx: MailContext,
  signal: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const { mail } = ctx.config;
  if (mail === null) return false;
  const now = ctx.now();
  const send = createOutsideMail(ctx, mail);
  const claim = { now, until: new Date(now.getTime() + MAIL_CLAIM_MS) };
  const confirmation = await transact(ctx.db, (tx) => claimConfirmation(tx, claim));
  if (confirmation !== null) {
    await attempt(ctx, 'confirmation', confirmation, () =>
      send(composeConfirmation(ctx, confirmation), signal),
    );
    return true;
  }
  if (await sendNextAlert(ctx, signal, null)) return true;
  const message = await transact(ctx.db, (tx) => claimMessage(tx, claim));
  if (message !== null) {
    const answer =
      refuseUnsent(ctx, message, OLDEST_MS) ?? (await send(composeMessage(ctx, message), signal));
    const { state, nextAt } = settlementOf(ctx, message, answer);
    await transact(ctx.db, (tx) => settleMessage(tx, message, { state, nextAt, answer: answer.detail }));
    ctx.log.info({ message: message.id, mail: state, attempts: message.attempts }, 'mail attempt');
    return true;
  }
  const notice = await transact(ctx.db, (tx) => claimNotice(tx, claim));
  if (notice === null) return false;
  await attempt(ctx, 'notice', notice, () => send(composeNotice(ctx, notice), signal));
  return true;
}

/**
 * Sends the alert that is due first.
 * @param cause only alerts of this one; null: any. A service that is held back still says that it is
 * @returns whether there was one
 */
export async function sendNextAlert(
  ctx: MailContext,
  signal: AbortSignal,
  cause: 'hold-back' | null,
): Promise<boolean> {
  const { mail } = ctx.config;
  if (mail === null) return false;
  const now = ctx.now();
  const until = new Date(now.getTime() + MAIL_CLAIM_MS);
  const due = await transact(ctx.db, (tx) => claimAlert(tx, { now, until, cause }));
  if (due === null) return false;
  const send = createOutsideMail(ctx, mail);
  const { state, nextAt } = settlementOf(
    ctx,
    due,
    refuseUnsent(ctx, due, OLDEST_ALERT_MS) ?? (await send(composeAlertMail(ctx, due), signal)),
  );
  const sentAt = state === 'sent' ? ctx.now() : null;
  await transact(ctx.db, (tx) => settleAlert(tx, due, { sentAt, nextAt }));
  ctx.log.info({ alert: due.id, cause: due.cause, mail: state, attempts: due.attempts }, 'mail attempt');
  return true;
}

async function attempt(
  ctx: MailContext,
  kind: 'notice' | 'confirmation',
  due: DueMail,
  send: () => Promise<MailAnswer>,
): Promise<void> {
  const answer = refuseUnsent(ctx, due, OLDEST_MS) ?? (await send());
  const { state, nextAt } = settlementOf(ctx, due, answer);
  await transact(ctx.db, (tx) => settleMail(tx, kind, due, { state, nextAt, answer: answer.detail }));
  ctx.log.info({ [kind]: due.id, mail: state, attempts: due.attempts }, 'mail attempt');
}

/** What follows from an attempt: whether the mail is done with, or when it is tried again. */
export function settlementOf(
  ctx: Pick<AppContext, 'now'>,
  due: Pick<DueMail | DueAlert, 'attempts'>,
  { outcome }: MailAnswer,
): { state: 'pending' | 'sent' | 'refused'; nextAt: Date | null } {
  const isLast = outcome === 'later' && due.attempts >= ATTEMPTS_LIMIT;
  const state = outcome === 'later' ? (isLast ? 'refused' : 'pending') : outcome;
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (due.attempts - 1));
  return { state, nextAt: state === 'pending' ? new Date(ctx.now().getTime() + waitMs) : null };
}

function refuseUnsent(
  ctx: MailContext,
  due: Pick<DueMail | DueAlert, 'attempts' | 'createdAt'>,
  oldestMs: number,
): MailAnswer | null {
  if (ctx.now().getTime() - due.createdAt.getTime() > oldestMs) {
    return { outcome: 'refused', detail: 'It was too old to be mailed.' };
  }
  // Each of those attempts ended the process before it could be settled.
  if (due.attempts > ATTEMPTS_LIMIT) return { outcome: 'refused', detail: 'It was tried too often.' };
  return null;
}

type MailWorker = { stop(): Promise<void> };

/**
 * Sends mails until stopped; looks every few seconds.
 * @param isHeldBack says whether nothing may be sent at the moment, as from a copy of the database
 */
export function startMailWorker(ctx: MailContext, isHeldBack: () => Promise<boolean>): MailWorker {
  const leaving = new AbortController();
  let stopped = false;
  let wake = (): void => {};
  const loop = async (): Promise<void> => {
    while (!stopped && ctx.config.mail !== null) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        const sent = (await isHeldBack())
          ? await sendNextAlert(ctx, leaving.signal, 'hold-back')
          : await sendNextMail(ctx, leaving.signal);
        if (sent) continue;
      } catch (error) {
        ctx.log.error({ err: error }, 'a mail could not be worked off');
      }
      if (stopped) return;
      const timer = setTimeout(() => wake(), PAUSE_MS);
      await woken;
      clearTimeout(timer);
    }
  };
  const done = loop();
  return {
    async stop() {
      stopped = true;
      wake();
      const timer = setTimeout(() => leaving.abort(), GRACE_MS);
      await done;
      clearTimeout(timer);
    },
  };
}
