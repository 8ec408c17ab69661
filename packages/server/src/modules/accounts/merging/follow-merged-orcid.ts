import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { endCredentials } from './end-credentials.ts';
import { keepStatement } from './statements/store.ts';
import {
  changeAccountOrcid,
  findByFormerOrcid,
  lockAccountsOf,
  type MergedOrcid,
  moveAccessRoles,
  moveMemberships,
} from './store.ts';

const SERVICE = { kind: 'service' } as const;

/** What follows where an iD was given something, when its owner's account goes on under another one. */
export type AfterOrcidMerged = (tx: Tx, merged: MergedOrcid) => Promise<void>;

/**
 * Lets an account follow its record, which the registry itself says was merged into another one: it goes on under the other
 * iD with all that it owns and may. Its sessions, tokens and programs end: nobody acts under an iD that nobody has proved
 * here, and until somebody does it counts as unauthenticated. Where the other iD has an account already, both stay as they
 * are, and what the registry said is kept: what is in them is joined by nobody but their owner, with `mergeAccounts`.
 * @returns whose the other iD is; null: nobody's here
 */
export async function followMergedOrcid(
  tx: Tx,
  ctx: Pick<AppContext, 'afterOrcidMerged'>,
  merged: MergedOrcid & { now: Date },
): Promise<string | null> {
  const { orcidEnvironment, from, into, now } = merged;
  const accounts = await lockAccountsOf(tx, merged);
  const account = accounts.get(from);
  const other = accounts.get(into);
  const otherId = other?.mergedInto ?? other?.id ?? (await findByFormerOrcid(tx, orcidEnvironment, into));
  if (otherId !== null) {
    const isTheirs = account === undefined || (account.mergedInto ?? account.id) === otherId;
    if (!isTheirs) await keepStatement(tx, merged);
    return otherId;
  }
  if (account === undefined) return null;
  if (account.mergedInto !== null) return account.mergedInto;
  await changeAccountOrcid(tx, { ...merged, id: account.id });
  await moveMemberships(tx, merged);
  await moveAccessRoles(tx, merged);
  await endCredentials(tx, account.id, { actor: SERVICE, now });
  await ctx.afterOrcidMerged(tx, { orcidEnvironment, from, into });
  await recordEvent(tx, {
    at: now,
    subject: { type: 'account', id: account.id },
    action: 'follow-merged-record',
    actor: SERVICE,
    before: { orcid: from },
    after: { orcid: into },
  });
  return account.id;
}
