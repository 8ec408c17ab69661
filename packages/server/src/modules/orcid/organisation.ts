import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { EventActor } from '../../events.ts';
import { type Actor, isOperator } from '../../http/actor.ts';
import { actLater, findOrganisation, type Organisation } from '../accounts/index.ts';

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

/** Whether who began some work of an organisation's ORCID integration may still do it, with the roles that they have now. */
export async function mayStillWrite(
  db: Db,
  ctx: Pick<AppContext, 'config' | 'now'>,
  work: { id: string; organisationId: string; actor: EventActor },
): Promise<boolean> {
  if (work.actor.kind === 'operator') return true;
  // Nobody else can begin it: keys and service accounts are for other addresses.
  if (work.actor.kind !== 'person') return false;
  const { accountId } = work.actor;
  const person = await actLater(db, ctx, { id: work.id, accountId, scopes: ['orcid:write', 'org:admin'] });
  if (person === null) return false;
  const membership = person.memberships.find(({ organisationId }) => organisationId === work.organisationId);
  return isOperator(person) || membership?.role === 'admin';
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
