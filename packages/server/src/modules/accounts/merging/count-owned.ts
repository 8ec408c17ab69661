import type { AppContext } from '../../../context.ts';
import type { AccountCount } from '../../../db/account-columns.ts';
import type { Db } from '../../../db/index.ts';

/** What an account has, in words: what would go over to another one, and what would end. */
export type Owned = { moved: string[]; ended: string[] };

/** Counts what two accounts of one person would be merged with. What there is none of is left out. */
export async function countOwned(
  db: Db,
  ctx: Pick<AppContext, 'accountColumns'>,
  account: { id: string; orcid: string; now: Date },
): Promise<Owned> {
  const owned: Owned = { moved: [], ended: [] };
  for (const { fate, count } of ctx.accountColumns) {
    if (count === null || fate === 'stays') continue;
    const counted = await count(db, account);
    if (counted.count > 0) owned[fate].push(say(counted));
  }
  return owned;
}

function say({ one, many, count }: AccountCount): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
