import type { AppContext } from '../../../context.ts';
import type { PersonActor } from '../../../http/actor.ts';
import {
  countOwned,
  listMergeable,
  type MergeableAccount,
  presentOrcidUrl,
  presentTime,
  readMemberships,
} from '../../accounts/index.ts';

type DescribeContext = Pick<AppContext, 'accountColumns' | 'config' | 'db' | 'now'>;

/** Another account of a person, with what it owns and may. */
export type DescribedAccount = MergeableAccount & {
  orcidUrl: string;
  roles: { role: string; organisation: string }[];
  moved: string[];
  ended: string[];
};

/** The accounts that a person may merge into theirs, each with what it owns and may. */
export async function describeMergeable(
  ctx: DescribeContext,
  person: PersonActor,
): Promise<DescribedAccount[]> {
  const described: DescribedAccount[] = [];
  for (const account of await listMergeable(ctx.db, person)) {
    const memberships = await readMemberships(ctx.db, account.id, person.orcidEnvironment);
    described.push({
      ...account,
      orcidUrl: presentOrcidUrl(ctx.config, account.orcid),
      roles: memberships.map(({ role, organisationName }) => ({ role, organisation: organisationName })),
      ...(await countOwned(ctx.db, ctx, { id: account.id, orcid: account.orcid, now: ctx.now() })),
    });
  }
  return described;
}

/** The same for a page. */
export function presentMergeable(account: DescribedAccount) {
  return { ...account, statedAt: presentTime(account.statedAt) };
}
