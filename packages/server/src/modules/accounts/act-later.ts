import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import type { PersonActor, Scope } from '../../http/actor.ts';
import { findAccount } from './store.ts';

/**
 * A person on whose behalf work goes on after their request was answered, with the roles that they have now.
 * @param work.scopes what the request was allowed to ask for
 * @returns null when the account is none of this service's any more
 */
export async function actLater(
  db: Db,
  ctx: Pick<AppContext, 'config' | 'now'>,
  work: { id: string; accountId: string; scopes: readonly Scope[] },
): Promise<PersonActor | null> {
  const account = await findAccount(db, work.accountId, ctx.config.orcid.environment);
  if (account === null) return null;
  return {
    kind: 'person',
    ...account,
    scopes: new Set(work.scopes),
    // Like a token, and unlike a session, it can do no more than its scopes say.
    via: { kind: 'token', tokenId: work.id, tokenName: 'batch', expiresAt: ctx.now() },
  };
}
