import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { listGrantsOfConnection, markGrantRefused } from '../../accounts/index.ts';
import { listLiveConnectionsOfClient } from '../connections/store.ts';
import { writeChange } from '../connections/write-change.ts';
import type { OrganisationClient } from './client.ts';

const DETAIL = "The organisation's ORCID credentials were replaced by others; permissions do not pass on.";

/**
 * Ends the connections of a client whose client id was replaced in the environment variables. Their tokens belong to the
 * former client and nobody can use or revoke them here any more.
 * @param client as it was, locked by this transaction
 */
export async function endConnectionsOfFormerClient(
  tx: Tx,
  ctx: Pick<AppContext, 'afterConnectionChange'>,
  client: OrganisationClient,
  now: Date,
): Promise<void> {
  for (const connection of await listLiveConnectionsOfClient(tx, client.id)) {
    for (const grant of await listGrantsOfConnection(tx, connection.id)) {
      await markGrantRefused(tx, grant.id, { detail: DETAIL, now });
    }
    await writeChange(tx, ctx, connection, {
      action: 'credentials-replaced',
      set: { state: 'expired', endedAt: now, endedDetail: DETAIL },
      actor: { kind: 'service' },
      now,
    });
  }
}
