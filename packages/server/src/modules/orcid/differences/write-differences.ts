import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/index.ts';
import type { Connection } from '../connections/connection.ts';
import { hashWanted } from '../deposits/wanted.ts';
import type { Difference, DifferenceState, FoundDifference } from './difference.ts';
import { insertDifference, lockDifferences, updateDifference } from './store.ts';

/**
 * Brings what is kept of a connection's differences in line with what a comparison found. What was ignored, or accepted as
 * it is, comes back only when it says something else; what is no difference any more is settled.
 * @param moving ids of deposits that moved while the record was read: nothing is said about them
 */
export async function writeDifferences(
  tx: Tx,
  connection: Pick<Connection, 'id' | 'organisationId'>,
  found: readonly FoundDifference[],
  { moving, now }: { moving: ReadonlySet<string>; now: Date },
): Promise<void> {
  const known = new Map((await lockDifferences(tx, connection.id)).map((each) => [each.key, each]));
  for (const each of found) {
    const before = known.get(each.key);
    known.delete(each.key);
    const contentHash = hashWanted([each.sort, each.there, each.here]);
    if (before === undefined) await insertDifference(tx, create(connection, each, contentHash, now));
    else await follow(tx, before, each, contentHash, now);
  }
  for (const before of known.values()) {
    const isOpen = before.state === 'open' || before.state === 'accepted';
    if (!isOpen || (before.depositId !== null && moving.has(before.depositId))) continue;
    await updateDifference(tx, { ...before, state: 'settled', updatedAt: now });
  }
}

function create(
  connection: Pick<Connection, 'id' | 'organisationId'>,
  found: FoundDifference,
  contentHash: string,
  now: Date,
): Omit<Difference, 'seq'> {
  return {
    ...found,
    id: randomUUID(),
    organisationId: connection.organisationId,
    connectionId: connection.id,
    contentHash,
    state: 'open',
    decidedBy: null,
    decidedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

async function follow(
  tx: Tx,
  before: Difference,
  found: FoundDifference,
  contentHash: string,
  now: Date,
): Promise<void> {
  const isSame = before.contentHash === contentHash;
  const state = isSame ? stateOfSame(before) : 'open';
  if (isSame && state === before.state && before.itemId === found.itemId) return;
  const decided = state === before.state ? {} : { decidedBy: null, decidedAt: null };
  await updateDifference(tx, { ...before, ...found, contentHash, state, ...decided, updatedAt: now });
}

/** What was to be brought in line, and is still not, is open again. */
function stateOfSame({ state, sort }: Difference): DifferenceState {
  switch (state) {
    case 'open':
    case 'ignored':
      return state;
    case 'accepted':
      return sort === 'not-here' ? 'accepted' : 'open';
    case 'settled':
      return 'open';
    default:
      return state satisfies never;
  }
}
