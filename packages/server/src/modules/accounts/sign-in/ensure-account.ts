import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { forgetMergedRecord } from '../merging/statements/store.ts';
import { deleteFormerOrcid } from '../merging/store.ts';
import { isUnproved, upsertAccount } from './store.ts';

/**
 * The account of somebody whose iD ORCID has just proved: found, or made. Pages that show an iD of a new one, or of one
 * that its account was moved to, learn that it is authenticated now. Whatever was said of a record that it was merged into
 * another one is over: its owner is here.
 * @returns null where the account was merged into another one by its owner; nothing is changed then
 */
export async function ensureAccount(
  tx: Tx,
  ctx: Pick<AppContext, 'jobs' | 'now'>,
  person: { orcidEnvironment: OrcidEnvironmentName; orcid: string; name: string | null },
): Promise<{ id: string; created: boolean } | null> {
  const { orcidEnvironment, orcid } = person;
  const wasUnproved = await isUnproved(tx, orcidEnvironment, orcid);
  const account = await upsertAccount(tx, { ...person, id: randomUUID(), now: ctx.now() });
  if (account === null) return null;
  await forgetMergedRecord(tx, { orcidEnvironment, orcid });
  await deleteFormerOrcid(tx, orcidEnvironment, orcid);
  if (account.created || wasUnproved) {
    const payload = { orcidEnvironment, orcid };
    // Without a key of its own the job would be taken for a waiting one about someone else.
    await ctx.jobs.enqueue(tx, 'accounts.show-authenticated', payload, {
      key: `${orcidEnvironment}|${orcid}`,
    });
  }
  return account;
}
