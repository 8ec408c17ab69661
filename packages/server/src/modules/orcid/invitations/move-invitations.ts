import type { Tx } from '../../../db/index.ts';
import type { Connection } from '../connections/connection.ts';
import { lockAnsweredInvitations, moveAcceptedInvitations } from './store.ts';
import { writeInvitationChange } from './write-change.ts';

const SERVICE = { kind: 'service' } as const;

/**
 * Lets the invitations of somebody whose record was merged into another one follow it. What they accepted led to a connection
 * that goes into another one; what waits for the owner of the old iD waits for that of the other, or is answered where they
 * are connected: nobody is reminded of what they have done.
 * @param from the connection with the old record, before it changed
 * @param into the one with the other record; the same one where it takes that record
 */
export async function moveInvitations(
  tx: Tx,
  from: Connection,
  into: Pick<Connection, 'id' | 'orcid' | 'state'>,
  now: Date,
): Promise<void> {
  await moveAcceptedInvitations(tx, from.id, into.id);
  const { organisationId, orcid } = from;
  const hintedOrcid = into.orcid;
  const accepted = {
    state: 'accepted',
    orcid: into.orcid,
    connectionId: into.id,
    endedAt: now,
    nextMailAt: null,
  } as const;
  for (const each of await lockAnsweredInvitations(tx, { organisationId, invitationId: null, orcid })) {
    const isAnswered = into.state === 'connected';
    await writeInvitationChange(tx, each, {
      action: isAnswered ? 'accept' : 'follow-merged-record',
      set: isAnswered ? { ...accepted, hintedOrcid } : { hintedOrcid },
      actor: SERVICE,
      now,
    });
  }
}
