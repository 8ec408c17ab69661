import type { Tx } from '../../../db/index.ts';
import { type EventActor, recordEvent, recordEvents } from '../../../events.ts';
import { deleteArtifactsOf } from '../authorization-server/store.ts';
import {
  endSessionsOfAccount,
  revokeAuthorizationsOfAccount,
  revokeTokensOfAccount,
} from './credentials/store.ts';

const REASON = 'ORCID merged the record of the iD that it was given under into another one.';

/**
 * Ends whatever lets act for an account without ORCID saying anew who it is: its sessions with their id_tokens, its access
 * tokens with what was logged in by them, and what it allowed programs.
 */
export async function endCredentials(
  tx: Tx,
  accountId: string,
  by: { actor: EventActor; now: Date },
): Promise<void> {
  const { actor, now } = by;
  await endSessionsOfAccount(tx, accountId, now);
  const tokens = await revokeTokensOfAccount(tx, accountId, now);
  await recordEvents(
    tx,
    tokens.map(({ id, name }) => ({
      at: now,
      subject: { type: 'access-token', id },
      action: 'revoke',
      actor,
      before: { name },
      reason: REASON,
    })),
  );
  for (const { id, clientId } of await revokeAuthorizationsOfAccount(tx, accountId, now)) {
    await deleteArtifactsOf(tx, id);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'authorization', id },
      action: 'revoke',
      actor,
      before: { client: clientId, accountId },
      reason: REASON,
    });
  }
}
