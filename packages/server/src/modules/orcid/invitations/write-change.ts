import type { Tx } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import type { Invitation } from './invitation.ts';
import { type InvitationChange, updateInvitation } from './store.ts';

/** Changes an invitation that this transaction has locked: the row, and its history without the address. */
export async function writeInvitationChange(
  tx: Tx,
  before: Invitation,
  change: { action: string; set: InvitationChange; actor: EventActor; now: Date; reason?: string | null },
): Promise<Invitation> {
  const after = await updateInvitation(tx, before, change.set, change.now);
  await recordEvent(tx, {
    at: change.now,
    subject: { type: 'orcid-invitation', id: before.id },
    action: change.action,
    actor: change.actor,
    before: presentForHistory(before),
    after: presentForHistory(after),
    reason: change.reason ?? null,
  });
  return after;
}

/** What the history keeps; it outlives the invitation, so neither name nor address is in it. */
export function presentForHistory(invitation: Invitation): Record<string, unknown> {
  const { state, hintedOrcid, orcid, itemIds, mails } = invitation;
  return { state, hintedOrcid, orcid, itemIds, mails };
}
