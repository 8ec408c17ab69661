import type { Static } from 'typebox';
import { presentEventActor } from '../../../events.ts';
import { type Invitation, isDifferent, stateOf } from './invitation.ts';
import type { InvitationSchema } from './schema.ts';

export function presentInvitation(invitation: Invitation, now: Date): Static<typeof InvitationSchema> {
  return {
    id: invitation.id,
    state: stateOf(invitation, now),
    name: invitation.name,
    email: invitation.address,
    language: invitation.language,
    hintedOrcid: invitation.hintedOrcid,
    items: [...invitation.itemIds],
    orcid: invitation.orcid,
    differs: isDifferent(invitation),
    connection: invitation.connectionId,
    mails: invitation.mails,
    caught: invitation.caught,
    lastMailAt: invitation.lastMailAt?.toISOString() ?? null,
    nextMailAt: invitation.nextMailAt?.toISOString() ?? null,
    detail: invitation.detail,
    invitedBy: presentEventActor(invitation.invitedBy),
    expiresAt: invitation.expiresAt.toISOString(),
    endedAt: invitation.endedAt?.toISOString() ?? null,
    createdAt: invitation.createdAt.toISOString(),
  };
}
