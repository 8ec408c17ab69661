import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type PersonActor, toEventActor } from '../../../http/actor.ts';
import { countOwned } from './count-owned.ts';
import {
  forgetMergedRecord,
  isMergedInto,
  listMergeable,
  type MergeableAccount,
} from './statements/store.ts';
import { keepFormerOrcid, lockAccountsOf, markMerged } from './store.ts';

/**
 * Merges another account of a person into the one that they are signed in with. What lets them is the registry's own word
 * that the record of the other iD was merged into theirs, and nothing that a request says; and a session, since ORCID has
 * seen its person. What the other account owns and may goes over, what lets act for it ends, and it leads to this one from
 * then on. One transaction; repeating it is harmless.
 * @throws AppError not-allowed without a session; not-found for any account but such a one; move-not-allowed while something
 *   is being done on behalf of the other one
 */
export async function mergeAccounts(
  ctx: Pick<AppContext, 'accountColumns' | 'db' | 'now'>,
  person: PersonActor,
  accountId: string,
): Promise<void> {
  if (person.via.kind !== 'session') {
    throw new AppError('not-allowed', 'Sign in with ORCID to merge accounts; an access token cannot do it.');
  }
  await transact(ctx.db, async (tx) => {
    const account = await findMergeable(tx, person, accountId);
    if (account === null) return;
    const from = { id: account.id, orcid: account.orcid };
    const into = { id: person.accountId, orcid: person.orcid };
    const { orcidEnvironment } = person;
    const now = ctx.now();
    // Before the accounts: whoever works something off locks it first and reads the account then.
    for (const { isBusy } of ctx.accountColumns) {
      if (isBusy !== null && (await isBusy(tx, { ...from, now }))) throw busy();
    }
    await lockAccountsOf(tx, { orcidEnvironment, from: from.orcid, into: into.orcid });
    if ((await findMergeable(tx, person, accountId)) === null) return;
    const owned = await countOwned(tx, ctx, { ...from, now });
    const actor = toEventActor(person);
    for (const column of ctx.accountColumns) {
      await column.merge(tx, { orcidEnvironment, from, into, actor, now });
    }
    await keepFormerOrcid(tx, { orcidEnvironment, from: from.orcid, id: into.id, now });
    await forgetMergedRecord(tx, { orcidEnvironment, orcid: from.orcid });
    await markMerged(tx, { from: from.id, into: into.id, now });
    const told = {
      from: from.orcid,
      into: into.orcid,
      statedAt: account.statedAt.toISOString(),
      moved: owned.moved,
      ended: owned.ended,
    };
    for (const [id, action] of [
      [from.id, 'become-part'],
      [into.id, 'take-in'],
    ] as const) {
      await recordEvent(tx, { at: now, subject: { type: 'account', id }, action, actor, after: told });
    }
  });
}

/** @returns null where it was done already @throws AppError not-found */
async function findMergeable(
  tx: Tx,
  person: PersonActor,
  accountId: string,
): Promise<MergeableAccount | null> {
  const found = (await listMergeable(tx, person)).find(({ id }) => id === accountId);
  if (found !== undefined) return found;
  if (await isMergedInto(tx, accountId, person.accountId)) return null;
  throw new AppError('not-found', 'You have no other account here that could be merged into this one.');
}

function busy(): AppError {
  return new AppError(
    'move-not-allowed',
    'Something of the other account is being worked on at this moment, such as an upload of rows or an entry of the ORCID record. Wait a minute and try again.',
  );
}
