import { type Actor, isOperator, type MembershipRole, type PersonActor } from '../../http/actor.ts';

/**
 * Whether a request that changes something comes from a page of ours. Needed where a cookie says who asks: browsers
 * send cookies with requests that other sites make, too, and SameSite=Lax stops neither sibling subdomains nor old
 * browsers. Browsers state the origin themselves, no page can forge it: `Sec-Fetch-Site` where the connection is
 * trustworthy, `Origin` with every unsafe request. `none` is a person's own doing, such as the address bar.
 * A client that sends neither is no browser and has an access token to use.
 * @param publicUrl origin of this service
 */
export function comesFromOurPages(
  headers: { secFetchSite: string | undefined; origin: string | undefined },
  publicUrl: string,
): boolean {
  if (headers.secFetchSite !== undefined) {
    return headers.secFetchSite === 'same-origin' || headers.secFetchSite === 'none';
  }
  return headers.origin === publicUrl;
}

/**
 * Whether an actor may make access tokens: only a person in the browser. A token that could make tokens would let
 * whoever stole it keep access after it is revoked.
 */
export function mayCreateTokens(actor: PersonActor): boolean {
  return actor.via.kind === 'session';
}

/** Whether an actor may revoke a token of their account: in the browser any, with a token only that token. */
export function mayRevokeToken(actor: PersonActor, tokenId: string): boolean {
  return actor.via.kind === 'session' || (actor.via.kind === 'token' && actor.via.tokenId === tokenId);
}

/** What an actor may do with the members of an organisation; `unknown` must look as if there were no organisation. */
export function memberRights(actor: Actor, slug: string): 'manage' | 'none' | 'unknown' {
  if (actor.kind === 'operator' || isOperator(actor)) return 'manage';
  const membership = actor.memberships.find((each) => each.slug === slug);
  if (membership === undefined) return 'unknown';
  return membership.role === 'admin' && actor.scopes.has('org:admin') ? 'manage' : 'none';
}

/**
 * Whether a change would leave an organisation without an administrator. Administrators may not do that, not even to
 * themselves; an operator may, who can also name the next one.
 * @param change the role before and after; null: no member
 */
export function leavesNoAdministrator(
  change: { before: MembershipRole | null; after: MembershipRole | null },
  otherAdministrators: number,
): boolean {
  return change.before === 'admin' && change.after !== 'admin' && otherAdministrators === 0;
}
