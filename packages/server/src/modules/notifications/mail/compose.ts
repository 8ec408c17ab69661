import type { AppContext } from '../../../context.ts';
import type { OutsideMail } from '../../../outside/mail.ts';
import type { DueAlert } from '../alerts/store.ts';
import { createConfirmationToken } from './confirmation-token.ts';
import type { DueConfirmation, DueNotice } from './store.ts';

type ComposeContext = Pick<AppContext, 'config' | 'secrets'>;

/** The mail of a notice. */
export function composeNotice(ctx: ComposeContext, due: DueNotice): OutsideMail {
  const { publicUrl } = ctx.config;
  const parts = [
    due.body,
    ...(due.link === null ? [] : [`${publicUrl}${due.link}`]),
    `You get this because you asked ${publicUrl} to mail your notices. To stop it: ${publicUrl}/app/notices`,
  ];
  return {
    messageId: formatMessageId(ctx, 'notice', due.id),
    to: due.address,
    subject: toSubject(due.title),
    text: `${parts.join('\n\n')}\n`,
    recipientId: due.accountId,
  };
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

function formatMessageId({ config }: ComposeContext, kind: string, id: string): string {
  return `<${kind}.${id}@${new URL(config.publicUrl).hostname}>`;
}
