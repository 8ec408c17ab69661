import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { checkEntry, type GivenEntry } from './check-entry.ts';
import type { EntryOutcome } from './entry.ts';
import { type ListedEntry, readEntry } from './store.ts';
import { writeEntry } from './write-entry.ts';

/**
 * Makes or changes one entry of an organisation.
 * @param wish.versions those that a change may start from; null: any
 * @throws AppError invalid-input with every problem at its place, version-mismatch
 */
export async function sayEntry(
  ctx: Pick<AppContext, 'db' | 'now' | 'wakeDeposits'>,
  actor: Actor,
  wish: {
    organisationId: string;
    environment: OrcidEnvironmentName;
    given: GivenEntry;
    versions: Versions | null;
  },
): Promise<{ entry: ListedEntry; outcome: EntryOutcome }> {
  const { organisationId, environment, versions } = wish;
  const checked = checkEntry(wish.given);
  if (!checked.ok) {
    throw new AppError('invalid-input', 'The entry has mistakes; see errors. Nothing was kept.', {
      problems: checked.problems,
    });
  }
  const written = await transact(ctx.db, async (tx) => {
    const author = { organisationId, environment, actor: toEventActor(actor), batchId: null };
    return writeEntry(tx, ctx, author, checked.wish, (before) => {
      if (before !== null) requireVersion(before.version, versions);
    });
  });
  if (written.outcome !== 'unchanged') ctx.wakeDeposits();
  const entry = await readEntry(ctx.db, written.entry.id);
  if (entry === null) throw new Error(`entry ${written.entry.id} is gone`);
  return { entry, outcome: written.outcome };
}
