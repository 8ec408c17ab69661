import type { Tx } from '../../../../db/index.ts';
import { deleteInvitationsAbout, type InvitedPerson, readInvitedAddresses } from './store.ts';

/**
 * Deletes every invitation of a person, open or not, with the address; their links lead nowhere from then on. That a mailbox
 * wants no more mails stays, since it is kept as a digest and for their sake.
 * @returns the addresses that they were invited at, in small letters, and how many invitations there were
 */
export async function eraseInvitations(
  tx: Tx,
  person: InvitedPerson,
): Promise<{ addresses: string[]; deleted: number }> {
  const found = await readInvitedAddresses(tx, person);
  const addresses = [...new Set([...person.addresses, ...found])];
  return { addresses, deleted: await deleteInvitationsAbout(tx, { ...person, addresses }) };
}
