import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { readOrganisationName } from '../../accounts/index.ts';
import { findItem } from '../../items/index.ts';
import { notify } from '../../notifications/index.ts';
import type { ConnectionChange } from '../connections/change.ts';
import { type Invitation, isDifferent } from './invitation.ts';
import { lockAnsweredInvitations } from './store.ts';
import { writeInvitationChange } from './write-change.ts';

/**
 * What follows for invitations when somebody connects: the one that they followed is accepted, and so is any that hints at
 * their iD. Metadata stays as its owners wrote it: where it names another iD, or none, they are told, and decide.
 */
export async function acceptInvitations(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  { before, after, actor, invitationId }: ConnectionChange,
): Promise<void> {
  if (after.state !== 'connected' || (before?.state === 'connected' && invitationId === null)) return;
  const now = ctx.now();
  const { organisationId, orcid, id: connectionId } = after;
  const answered = await lockAnsweredInvitations(tx, { organisationId, invitationId, orcid });
  for (const each of answered) {
    const set = { state: 'accepted', orcid, connectionId, endedAt: now, nextMailAt: null } as const;
    const accepted = await writeInvitationChange(tx, each, { action: 'accept', set, actor, now });
    if (accepted.hintedOrcid !== orcid) await tellOfOtherOrcid(tx, accepted, orcid, now);
  }
}

async function tellOfOtherOrcid(tx: Tx, invitation: Invitation, orcid: string, now: Date): Promise<void> {
  const organisation = await readOrganisationName(tx, invitation.organisationId);
  const isOther = isDifferent(invitation);
  const happened = isOther
    ? `${invitation.name} was invited as ${invitation.hintedOrcid}, and signed in at ORCID with another iD: ${orcid}.`
    : `${invitation.name} signed in at ORCID: the iD is ${orcid}.`;
  const told = new Map<string, string | null>();
  if (isOther && invitation.invitedBy.kind === 'person') told.set(invitation.invitedBy.accountId, null);
  for (const itemId of invitation.itemIds) {
    const ownerId = (await findItem(tx, null, itemId))?.item.ownerId ?? null;
    if (ownerId !== null) told.set(ownerId, `/app/items/${itemId}`);
  }
  for (const [accountId, link] of told) {
    const todo =
      link === null
        ? 'Nothing was changed in any description.'
        : 'Nothing was changed in the description of your item. If it is the same person, put this iD there.';
    await notify(
      tx,
      {
        accountId,
        kind: 'orcid-invitation-accepted',
        title: isOther
          ? `${invitation.name} has another ORCID iD`
          : `${invitation.name} confirmed an ORCID iD`,
        body: `${happened} ${organisation} had invited them. ${todo}`,
        link,
        once: `orcid-invitation|${invitation.id}`,
      },
      now,
    );
  }
}
