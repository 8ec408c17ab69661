import type { AppContext } from '../../../context.ts';
import type { OutsideMail } from '../../../outside/mail.ts';
import type { Invitation } from './invitation.ts';
import { createLinkToken, linkPath } from './link.ts';
import { invitationTexts } from './texts.ts';

const TITLES_SHOWN = 5;
const TITLE_LIMIT = 200;

/** What a mail says beside the invitation itself. */
export type InvitationSurroundings = { organisation: string; titles: readonly string[] };

/** The mail of an invitation, or its next reminder. */
export function composeInvitation(
  ctx: Pick<AppContext, 'config' | 'secrets'>,
  invitation: Invitation,
  beside: InvitationSurroundings,
): OutsideMail {
  const { publicUrl } = ctx.config;
  const texts = invitationTexts[invitation.language];
  const organisation = toLine(beside.organisation);
  const link = `${publicUrl}${linkPath(createLinkToken(ctx, invitation.id))}`;
  const unsubscribe = `${link}/unsubscribe`;
  const titles = beside.titles
    .slice(0, TITLES_SHOWN)
    .map((title) => `“${toLine(title).slice(0, TITLE_LIMIT)}”`);
  const paragraphs = [
    texts.greeting(invitation.name),
    texts.why(organisation, titles),
    texts.what,
    `${texts.ask}\n${link}`,
    texts.until(invitation.expiresAt.toISOString().slice(0, 10)),
    `${texts.unsubscribe(organisation)}\n${unsubscribe}`,
  ];
  const { hostname } = new URL(publicUrl);
  return {
    // The same for each attempt at one mail, another for each mail.
    messageId: `<orcid-invitation.${invitation.id}.${invitation.mails + 1}@${hostname}>`,
    to: invitation.address,
    subject: (invitation.mails === 0 ? texts.subject : texts.reminder)(organisation),
    text: `${paragraphs.join('\n\n')}\n`,
    recipientId: invitation.organisationId,
    // RFC 2369 and, for one click without a page, RFC 8058.
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}

/** Names and titles are what others chose: a line end would begin something else. */
function toLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
