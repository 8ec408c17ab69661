import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import {
  changeAccountOrcid,
  endSessionsOfAccount,
  lockAccountsOf,
  type MergedOrcid,
  moveRightsOfOrcid,
} from './store.ts';

/** What follows where an iD was given something, when its owner's account goes on under another one. */
export type AfterOrcidMerged = (tx: Tx, merged: MergedOrcid) => Promise<void>;

/**
 * Lets an account follow its record, which the registry itself says was merged into another one: it goes on under the other
 * iD with all that it owns and may. Its sessions end, so that whoever goes on proves the new iD first; until then the new iD
 * counts as unauthenticated. Where the other iD has an account already, both stay as they are: what is in them is joined by nobody but their owner.
 * @returns whose the other iD is; null: nobody's here
 */
export async function followMergedOrcid(
  tx: Tx,
  ctx: Pick<AppContext, 'afterOrcidMerged'>,
  merged: MergedOrcid & { now: Date },
): Promise<string | null> {
  const { orcidEnvironment, from, into, now } = merged;
  const accounts = await lockAccountsOf(tx, merged);
  const other = accounts.get(into);
  if (other !== undefined) return other.id;
  const account = accounts.get(from);
  if (account === undefined) return null;
  await changeAccountOrcid(tx, { ...merged, id: account.id });
  await moveRightsOfOrcid(tx, merged);
  await endSessionsOfAccount(tx, account.id, now);
  await ctx.afterOrcidMerged(tx, { orcidEnvironment, from, into });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'account', id: account.id },
    action: 'follow-merged-record',
    actor: { kind: 'service' },
    before: { orcid: from },
    after: { orcid: into },
  });
  return account.id;
}
