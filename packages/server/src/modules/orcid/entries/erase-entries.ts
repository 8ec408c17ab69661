import type { Tx } from '../../../db/index.ts';
import { wipeRowsAbout } from '../batches/store.ts';
import { deleteEntries, lockEntriesAbout } from './store.ts';

/**
 * Deletes what an organisation says about a person, and what rows of its uploads say about them; the rows stay as numbers of
 * their batches.
 * @param person.addresses in small letters
 * @returns the addresses that it was said about, in small letters, and how many entries there were
 */
export async function eraseEntries(
  tx: Tx,
  person: {
    organisationId: string;
    connectionId: string | null;
    orcid: string | null;
    addresses: readonly string[];
  },
): Promise<{ addresses: string[]; deleted: number }> {
  const entries = await lockEntriesAbout(tx, person);
  const addresses = [...new Set([...person.addresses, ...entries.flatMap(({ email }) => email ?? [])])];
  const entryIds = entries.map(({ id }) => id);
  const names = [
    ...addresses,
    ...(person.orcid === null ? [] : [person.orcid, person.orcid.replaceAll('-', '')]),
  ];
  await wipeRowsAbout(tx, { organisationId: person.organisationId, entryIds, names });
  await deleteEntries(tx, entryIds);
  return { addresses, deleted: entries.length };
}
