import type { AppContext } from '../../../context.ts';
import type { OutsideMail } from '../../../outside/mail.ts';
import type { DueAlert } from '../alerts/store.ts';
import type { DueMessage } from '../messages/store.ts';
import { createConfirmationToken } from './confirmation-token.ts';
import { renderMailHtml } from './html.ts';
import type { DueConfirmation, DueNotice } from './store.ts';

type ComposeContext = Pick<AppContext, 'config' | 'secrets'>;

/** The mail of a notice. */
export function composeNotice(ctx: ComposeContext, due: DueNotice): OutsideMail {
  const { publicUrl } = ctx.config;
  const why = `You get this because you asked ${publicUrl} to mail your notices. To stop it: ${publicUrl}/app/notices`;
  return {
    messageId: formatMessageId(ctx, 'notice', due.id),
    to: due.address,
    ...(due.replyTo === null ? {} : { replyTo: due.replyTo }),
    ...composeParts(ctx, { ...due, why }),
    recipientId: due.accountId,
  };
}

/** The mail of a message to an organisation's curators. */
export function composeMessage(ctx: Pick<AppContext, 'config'>, due: DueMessage): OutsideMail {
  return {
    messageId: formatMessageId(ctx, 'message', due.id),
    to: due.address,
    ...composeParts(ctx, { ...due, title: due.subject, why: whyCuratorsGetIt(ctx) }),
    recipientId: due.organisationId,
  };
}

/** Why there is a mail at the address for curators. */
export function whyCuratorsGetIt({ config }: Pick<AppContext, 'config'>): string {
  return `This address is where ${config.publicUrl} mails what curators of your organisation are told. Its administrators can change that.`;
}

/** Subject, text and HTML of a mail: what it says, where to go on, and why it was sent. */
export function composeParts(
  { config }: Pick<AppContext, 'config'>,
  mail: { title: string; body: string; html: string | null; link: string | null; why: string | null },
): { subject: string; text: string; html?: string } {
  const url = mail.link === null ? null : `${config.publicUrl}${mail.link}`;
  const why = mail.why === null ? [] : [mail.why];
  const subject = toSubject(mail.title);
  const text = `${[mail.body, ...(url === null ? [] : [url]), ...why].join('\n\n')}\n`;
  if (mail.html === null) return { subject, text };
  const after = [...(url === null ? [] : [{ url }]), ...why];
  return { subject, text, html: renderMailHtml({ title: subject, html: mail.html, after }) };
}

/** The mail of an alert. */
export function composeAlertMail(ctx: ComposeContext, due: DueAlert): OutsideMail {
  return {
    messageId: formatMessageId(ctx, 'alert', due.id),
    to: due.address,
    subject: toSubject(due.subject),
    text: `${due.body}\n`,
    recipientId: due.organisationId,
  };
}

/** The mail that asks whether an address is the person's. It says nothing that whoever asked for it could choose. */
export function composeConfirmation(ctx: ComposeContext, due: DueConfirmation): OutsideMail {
  const { publicUrl } = ctx.config;
  const link = new URL('/app/notices/confirm', publicUrl);
  link.searchParams.set('id', due.id);
  link.searchParams.set('token', createConfirmationToken(ctx, due));
  const until = `${due.expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const parts = [
    `Somebody asked ${publicUrl} to mail notices to this address. If that was you, confirm it before ${until}:`,
    link.href,
    'If it was not you, there is nothing to do: without that, no notices are sent here.',
  ];
  return {
    messageId: formatMessageId(ctx, 'confirm', due.id),
    to: due.address,
    subject: 'Confirm your mail address',
    text: `${parts.join('\n\n')}\n`,
    recipientId: due.accountId,
  };
}

/** Titles carry what others chose: a line end would begin another header, and nothing else here is for display. */
function toSubject(title: string): string {
  return title.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function formatMessageId({ config }: Pick<AppContext, 'config'>, kind: string, id: string): string {
  return `<${kind}.${id}@${new URL(config.publicUrl).hostname}>`;
}
