import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { OutsideMail } from '../../../outside/mail.ts';
import { composeInvitation } from './compose.ts';
import type { Invitation } from './invitation.ts';
import { readSurroundings } from './read-surroundings.ts';

/**
 * The last mail of an invitation as it would have been sent. Its link is for who was invited, so that it is shown only
 * where nothing else brings it to them.
 * @throws AppError move-not-allowed for one that a mail server has, or will have
 */
export async function readCaughtMail(
  ctx: Pick<AppContext, 'config' | 'db' | 'secrets'>,
  invitation: Invitation,
): Promise<OutsideMail> {
  if (!invitation.caught) {
    throw new AppError(
      'move-not-allowed',
      'This mail was sent, or is about to be; only the person it is for reads it.',
    );
  }
  const last = { ...invitation, mails: invitation.mails - 1 };
  return composeInvitation(ctx, last, await readSurroundings(ctx.db, invitation));
}
