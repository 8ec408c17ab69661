import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { createOutsideMail, type MailAnswer } from '../../../outside/mail.ts';
import { composeConfirmation, composeNotice } from './compose.ts';
import { claimConfirmations, claimNotices, type DueMail, settleMail } from './store.ts';

export type MailContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'secrets'>;

/** Mails that one pass claims of each kind; they are sent one after the other. */
const MAILS_AT_ONCE = 10;
/** Longer than all mails of a pass may take: only then may anybody else send one of them. */
const CLAIM_MS = 15 * 60_000;
/** The wait after the first failure; it doubles with each further one, up to half a day. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 12 * 3_600_000;
/** Some three days; a mail server that is away longer has other worries. */
const ATTEMPTS_LIMIT = 15;
/** What is older than this when its turn comes is old news: it stays in the service. */
const OLDEST_MS = 7 * 86_400_000;
const PAUSE_MS = 5_000;

/**
 * Sends what is due: each mail once as far as SMTP tells. Where an answer was lost it is sent again with the same
 * Message-ID.
 * @returns how many attempts were made
 */
export async function runMailPass(ctx: MailContext): Promise<number> {
  const { mail } = ctx.config;
  if (mail === null) return 0;
  const now = ctx.now();
  const claim = { now, until: new Date(now.getTime() + CLAIM_MS), limit: MAILS_AT_ONCE };
  const confirmations = await transact(ctx.db, (tx) => claimConfirmations(tx, claim));
  const notices = await transact(ctx.db, (tx) => claimNotices(tx, claim));
  if (confirmations.length + notices.length === 0) return 0;
  const send = createOutsideMail(ctx, mail);
  for (const due of confirmations) {
    await attempt(ctx, 'confirmation', due, () => send(composeConfirmation(ctx, due)));
  }
  for (const due of notices) {
    await attempt(ctx, 'notice', due, () => send(composeNotice(ctx, due)));
  }
  return confirmations.length + notices.length;
}

async function attempt(
  ctx: MailContext,
  kind: 'notice' | 'confirmation',
  due: DueMail,
  send: () => Promise<MailAnswer>,
): Promise<void> {
  const now = ctx.now();
  const isOldNews = now.getTime() - due.createdAt.getTime() > OLDEST_MS;
  const { outcome, detail } = isOldNews
    ? { outcome: 'refused' as const, detail: 'Too old to be mailed.' }
    : await send();
  const isLast = outcome === 'later' && due.attempts >= ATTEMPTS_LIMIT;
  const state = outcome === 'later' ? (isLast ? 'refused' : 'pending') : outcome;
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (due.attempts - 1));
  await transact(ctx.db, (tx) =>
    settleMail(tx, kind, due.id, {
      state,
      nextAt: state === 'pending' ? new Date(now.getTime() + waitMs) : null,
      answer: detail,
    }),
  );
  ctx.log.info({ [kind]: due.id, mail: state, attempts: due.attempts }, 'mail attempt');
}

export type MailWorker = { stop(): Promise<void> };

/**
 * Sends mails until stopped; looks every few seconds.
 * @param isHeldBack says whether nothing may be sent at the moment, as from a copy of the database
 */
export function startMailWorker(ctx: MailContext, isHeldBack: () => Promise<boolean>): MailWorker {
  let stopped = false;
  let wake = (): void => {};
  const loop = async (): Promise<void> => {
    while (!stopped && ctx.config.mail !== null) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        if (!(await isHeldBack()) && (await runMailPass(ctx)) > 0) continue;
      } catch (error) {
        ctx.log.error({ err: error }, 'a mail pass failed');
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
      await done;
    },
  };
}
