import type { Tx } from '../../../db/index.ts';
import { deleteInteractionsAbout } from '../../../outside/index.ts';
import { eraseEntries } from '../entries/erase-entries.ts';
import { eraseInvitations } from '../invitations/erasing/erase-invitations.ts';

/**
 * Deletes what an organisation says about a person, whether or not they ever connected: entries with their rows of batches,
 * invitations with their addresses, and calls about the iD. What belongs to a connection itself is not touched.
 * @param person.address in small letters
 * @returns how many entries and invitations there were
 */
export async function forgetPerson(
  tx: Tx,
  person: {
    organisationId: string;
    connectionId: string | null;
    orcid: string | null;
    address: string | null;
  },
): Promise<number> {
  const { organisationId, orcid, address } = person;
  const invited = await eraseInvitations(tx, { ...person, addresses: address === null ? [] : [address] });
  const said = await eraseEntries(tx, { ...person, addresses: invited.addresses });
  // Entries may have named an address that the person was invited at before they had connected.
  const rest = await eraseInvitations(tx, { ...person, addresses: said.addresses });
  if (orcid !== null) await deleteInteractionsAbout(tx, organisationId, orcid);
  return invited.deleted + said.deleted + rest.deleted;
}
