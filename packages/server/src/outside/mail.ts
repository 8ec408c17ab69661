import { randomUUID } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { createTransport } from 'nodemailer';
import { transact } from '../db/index.ts';
import type { OutsideContext } from './index.ts';
import { redactText } from './redact.ts';
import { insertInteraction } from './store.ts';

/** One mail: plain text, and the same as HTML where there is one. */
export type OutsideMail = {
  /** Stays the same when the mail is sent again, so that receivers may drop the second. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Where answers go instead of to the sender. */
  replyTo?: string;
  /** Further headers, such as `List-Unsubscribe`; they are not written down. */
  headers?: Readonly<Record<string, string>>;
  /** The account or organisation that it is for. */
  recipientId: string;
};

/**
 * What the mail server said: it took the mail; it will never take it (SMTP 5yz about recipient or message, RFC 5321
 * section 4.2.1); or anything that may be different later.
 */
export type MailAnswer = { outcome: 'sent' | 'refused' | 'later'; detail: string };

const CONNECT_TIMEOUT_MS = 15_000;
/**
 * How long the server may think: the time that RFC 5321 section 4.5.3.2.6 asks for after the text of a mail. Whoever gives
 * up earlier sends it again to a server that has it.
 */
const ANSWER_TIMEOUT_MS = 10 * 60_000;
/** What one attempt may take in all: a server that answers a byte at a time never runs into the other limits. */
export const ATTEMPT_LIMIT_MS = 12 * 60_000;

/**
 * Sends mails through one server and writes each attempt as an interaction, without address and text, in a transaction
 * of its own. Credentials go over TLS only, unless the server is on this machine.
 * @param server.smtpUrl `smtp://` (STARTTLS where the server offers it) or `smtps://`, with user and password
 */
export function createOutsideMail(
  ctx: OutsideContext,
  server: { smtpUrl: string; from: string },
): (mail: OutsideMail, signal: AbortSignal) => Promise<MailAnswer> {
  const url = new URL(server.smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  const user = decodeURIComponent(url.username);
  const pass = decodeURIComponent(url.password);
  const transport = createTransport({
    host,
    port,
    secure,
    ...(user === '' ? {} : { auth: { user, pass } }),
    requireTLS: user !== '' && !isThisMachine(host),
    // A mail server on this machine offers STARTTLS with a certificate of nobody's; nothing leaves the machine on the way.
    tls: { rejectUnauthorized: !isThisMachine(host) },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const rules = { secrets: [user, pass], tokensAreUuids: false };

  return async (mail, signal) => {
    const at = ctx.now();
    const begun = performance.now();
    const { answer, status } = await transport
      .sendMail({
        from: { name: 'Mintmark', address: server.from },
        to: { name: '', address: mail.to },
        messageId: mail.messageId,
        date: at,
        subject: mail.subject,
        text: mail.text,
        ...(mail.html === undefined ? {} : { html: mail.html }),
        ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: mail.replyTo } }),
        signal: AbortSignal.any([AbortSignal.timeout(ATTEMPT_LIMIT_MS), signal]),
        // RFC 3834: nobody's absence notice is to answer.
        headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
      })
      .then(
        (info) => ({ answer: { outcome: 'sent' as const, detail: info.response }, status: 250 }),
        (error: unknown) => readFailure(error),
      );
    const detail = redactText(answer.detail, {
      ...rules,
      secrets: [...rules.secrets, mail.to, ...(mail.replyTo === undefined ? [] : [mail.replyTo])],
    }).slice(0, 1000);
    const interaction = {
      id: randomUUID(),
      at,
      outside: 'smtp' as const,
      subject: mail.recipientId,
      about: null,
      method: 'SEND',
      url: `${url.protocol}//${host}:${port}`,
      requestHeaders: { 'message-id': mail.messageId },
      requestBody: null,
      status,
      responseHeaders: null,
      responseBody: status === null ? null : detail,
      error: status === null ? detail : null,
      durationMs: Math.round(performance.now() - begun),
    };
    await transact(ctx.db, (tx) => insertInteraction(tx, interaction)).catch((error: unknown) => {
      ctx.log.error({ err: error }, 'an interaction could not be written');
    });
    return { outcome: answer.outcome, detail };
  };
}

/** Answers about our sign-in, wherever they come (RFC 4954 section 6). */
const SIGN_IN_CODES: readonly unknown[] = [530, 534, 535, 538];

/** What is wrong with our own sender or sign-in is mended by the operator, so only the rest of 5yz is for good. */
function readFailure(error: unknown): { answer: MailAnswer; status: number | null } {
  const { responseCode, command, response } = readMembers(error);
  const status = typeof responseCode === 'number' ? responseCode : null;
  const isAboutMail = (command === 'RCPT TO' || command === 'DATA') && !SIGN_IN_CODES.includes(status);
  const outcome = status !== null && status >= 500 && isAboutMail ? 'refused' : 'later';
  const detail =
    typeof response === 'string' && response !== ''
      ? response
      : error instanceof Error
        ? error.message
        : String(error);
  return { answer: { outcome, detail: detail.replaceAll('\0', '') }, status };
}

function readMembers(error: unknown): { responseCode?: unknown; command?: unknown; response?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
