import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AppContext } from '../../../context.ts';
import { ChangedMeanwhile, type Tx } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { DepositWish } from '../deposits/deposit.ts';
import { wantDeposits } from '../deposits/want-deposits.ts';
import type { Entry, EntryOutcome, EntryWish } from './entry.ts';
import { lockAfterConnections } from './hold-connections.ts';
import { findConnectionOf, insertEntry, lockEntryOf, readEntryOf, updateEntry } from './store.ts';
import { titleEntry } from './title-entry.ts';
import { tryAgain } from './try-again.ts';

/** Who says something, for which organisation, about records of which registry. */
export type EntryAuthor = {
  organisationId: string;
  environment: OrcidEnvironmentName;
  actor: EventActor;
  /** The batch that it stands in, or null. */
  batchId: string | null;
};

export type WrittenEntry = { entry: Omit<Entry, 'seq'>; outcome: EntryOutcome };

/**
 * Makes an entry, or changes the one of the same key, and wants it on the record of its person. Somebody who has not
 * connected is waited for: nothing is ever sent to the record of a stranger. The same wish again changes nothing.
 * @param check throws where the entry as it is must not be changed
 */
export async function writeEntry(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  author: EntryAuthor,
  wish: EntryWish,
  check: (before: Entry | null) => void = () => {},
): Promise<WrittenEntry> {
  const { organisationId, environment, actor, batchId } = author;
  const now = ctx.now();
  const key = { organisationId, environment, kind: wish.kind, localId: wish.localId };
  const known = await readEntryOf(tx, key);
  const connectionId = await findConnectionOf(tx, author, wish.person);
  const before = await lockAfterConnections(tx, { known, toId: connectionId }, () => lockEntryOf(tx, key));
  check(before);
  if (before !== null && isSame(before, wish)) return { entry: before, outcome: 'unchanged' };

  const said = {
    ...wish.person,
    connectionId,
    title: titleEntry(wish.kind, wish.item),
    item: wish.item,
    group: wish.group,
    batchId,
    deletedAt: null,
    updatedAt: now,
  };
  const entry =
    before === null
      ? {
          id: randomUUID(),
          organisationId,
          environment,
          kind: wish.kind,
          localId: wish.localId,
          version: 1,
          createdAt: now,
          ...said,
        }
      : { ...before, ...said, version: before.version + 1 };
  if (before !== null) await updateEntry(tx, { ...before, ...entry });
  else if (!(await insertEntry(tx, entry))) {
    throw new ChangedMeanwhile('somebody else has just made an entry of the same key');
  }
  await wantDeposits(tx, ctx, wishesOf(before, entry));
  if (before !== null && !isDeepStrictEqual(before.group, entry.group)) {
    await tryAgain(tx, ctx, entry, actor);
  }
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-entry', id: entry.id },
    action: before === null ? 'entry-create' : 'entry-change',
    actor,
    ...(before === null ? {} : { before: describe(before) }),
    after: describe(entry),
  });
  return { entry, outcome: before === null ? 'created' : 'updated' };
}

/** What a wish would do, and whether its person would be waited for; nothing is written. */
export function foreseeOutcome(before: Entry | null, wish: EntryWish): EntryOutcome {
  if (before === null) return 'created';
  return isSame(before, wish) ? 'unchanged' : 'updated';
}

function isSame(before: Entry, wish: EntryWish): boolean {
  return (
    before.deletedAt === null &&
    before.orcid === wish.person.orcid &&
    before.email === wish.person.email &&
    isDeepStrictEqual(before.item, wish.item) &&
    isDeepStrictEqual(before.group, wish.group)
  );
}

/** What the records of the person, and of the one that it was about before, should hold. */
export function wishesOf(
  before: Pick<Entry, 'connectionId'> | null,
  entry: Omit<Entry, 'seq'>,
): DepositWish[] {
  const { kind, localId, title } = entry;
  const place = { kind, localId, thing: { type: 'entry' as const, id: entry.id }, title };
  const wishes: DepositWish[] = [];
  const left = before?.connectionId ?? null;
  if (left !== null && left !== entry.connectionId) {
    wishes.push({ ...place, connectionId: left, wanted: null });
  }
  if (entry.connectionId !== null) {
    wishes.push({
      ...place,
      connectionId: entry.connectionId,
      wanted: entry.deletedAt === null ? entry.item : null,
    });
  }
  return wishes;
}

/** What of an entry goes into its history. Addresses of people who have not come yet stay out of it. */
export function describe(entry: Omit<Entry, 'seq'>): Record<string, unknown> {
  const { organisationId, environment, kind, localId, orcid, connectionId, title, batchId, version } = entry;
  return { organisationId, environment, kind, localId, orcid, connectionId, title, batchId, version };
}
