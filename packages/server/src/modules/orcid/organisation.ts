import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, isOperator } from '../../http/actor.ts';
import { findOrganisation, type Organisation } from '../accounts/index.ts';

/**
 * The organisation whose ORCID integration an actor looks after.
 * @throws AppError not-found for strangers, whether it exists or not; not-allowed for members who are no administrators,
 *   or whose token lacks the scope
 */
export async function requireOrcidOrganisation(
  db: Db,
  actor: Actor,
  slug: string,
  scope: 'orcid:read' | 'orcid:write',
): Promise<Organisation> {
  const rights = orcidRights(actor, slug, scope);
  if (rights === 'none') {
    throw new AppError(
      'not-allowed',
      `Only administrators of the organisation, with the scope ${scope}, may do this.`,
    );
  }
  const organisation = rights === 'manage' ? await findOrganisation(db, slug) : null;
  if (organisation === null) throw new AppError('not-found', 'There is no such organisation among yours.');
  return organisation;
}

/** `unknown` must look as if there were no organisation. */
function orcidRights(
  actor: Actor,
  slug: string,
  scope: 'orcid:read' | 'orcid:write',
): 'manage' | 'none' | 'unknown' {
  if (actor.kind === 'operator') return 'manage';
  const membership = actor.memberships.find((each) => each.slug === slug);
  if (membership === undefined && !isOperator(actor)) return 'unknown';
  const isTheirs = isOperator(actor) || membership?.role === 'admin';
  return isTheirs && actor.scopes.has(scope) ? 'manage' : 'none';
}
