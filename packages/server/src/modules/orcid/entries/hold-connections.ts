import { ChangedMeanwhile, type Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { findConnectionsOf } from '../connections/store.ts';
import { keepConnections } from '../deposits/store.ts';
import type { Entry, EntryPerson } from './entry.ts';
import { findConnectionOf, listConnectionsOfEntries } from './store.ts';

type Place = { organisationId: string; environment: OrcidEnvironmentName };

/**
 * Locks an entry after the connections that it is written through: connections come before entries, for whoever writes an
 * entry as for whoever follows a merge or erases a person.
 * @param wish.known the entry as it was read; null: there was none
 * @param wish.toId the connection that it is to be written through, or null
 * @param lock locks it
 * @throws ChangedMeanwhile where it went to another connection in between; `transact` begins anew then
 */
export async function lockAfterConnections(
  tx: Tx,
  wish: { known: Pick<Entry, 'connectionId'> | null; toId: string | null },
  lock: () => Promise<Entry | null>,
): Promise<Entry | null> {
  const ids = [wish.known?.connectionId ?? null, wish.toId].filter((id) => id !== null);
  await keepConnections(tx, [...new Set(ids)]);
  const entry = await lock();
  if (entry !== null && entry.connectionId !== null && !ids.includes(entry.connectionId)) {
    throw new ChangedMeanwhile('an entry went to another connection meanwhile');
  }
  return entry;
}

/** Holds all connections that several entries are written through, in the one order in which everybody locks them. */
export async function holdConnectionsOf(
  tx: Tx,
  place: Place,
  entries: readonly { kind: Entry['kind']; localId: string; person: EntryPerson }[],
): Promise<void> {
  const ids = new Set<string>();
  for (const id of await listConnectionsOfEntries(tx, place, entries)) ids.add(id);
  const orcids = new Set(entries.flatMap(({ person }) => person.orcid ?? []));
  for (const { id } of await findConnectionsOf(tx, { ...place, orcids: [...orcids] })) ids.add(id);
  for (const email of new Set(entries.flatMap(({ person }) => person.email ?? []))) {
    const id = await findConnectionOf(tx, place, { orcid: null, email });
    if (id !== null) ids.add(id);
  }
  await keepConnections(tx, [...ids]);
}
