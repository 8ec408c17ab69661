import type { AppContext } from '../../../context.ts';
import type { OutsideMail } from '../../../outside/mail.ts';
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
    // Titles carry names that people chose: a line end would begin another header, and nothing else here is for display.
    subject: due.title.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim(),
    text: `${parts.join('\n\n')}\n`,
    accountId: due.accountId,
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
    accountId: due.accountId,
  };
}

function formatMessageId({ config }: ComposeContext, kind: string, id: string): string {
  return `<${kind}.${id}@${new URL(config.publicUrl).hostname}>`;
}
