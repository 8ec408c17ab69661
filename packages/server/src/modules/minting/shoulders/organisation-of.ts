import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor, PersonActor } from '../../../http/actor.ts';
import { readFirstOrganisation, requireManagedOrganisation } from '../../accounts/index.ts';

export type NamedOrganisation = { id: string; name: string };

/**
 * The organisation whose shoulders an actor settles.
 * @param slug undefined: the one that the actor administers; for operators who administer none, the first
 * @throws AppError invalid-input when there are several, not-found, not-allowed
 */
export async function chooseManagedOrganisation(
  db: Db,
  actor: Actor,
  slug: string | undefined,
): Promise<NamedOrganisation> {
  if (slug !== undefined) return requireManagedOrganisation(db, actor, slug);
  const managed = actor.kind === 'operator' ? [] : actor.memberships.filter((each) => each.role === 'admin');
  if (managed.length === 0 && (actor.kind === 'operator' || actor.operator)) {
    return requireManagedOrganisation(db, actor, (await readFirstOrganisation(db)).slug);
  }
  const [only] = managed;
  if (only === undefined)
    throw new AppError('not-allowed', 'Only administrators of an organisation do this.');
  if (managed.length > 1) throw unclearOrganisation();
  return requireManagedOrganisation(db, actor, only.slug);
}

/** The organisation that a person is a member of. @throws AppError invalid-input when there are several, not-found */
export function chooseOwnOrganisation(person: PersonActor, slug: string | undefined): NamedOrganisation {
  const own = person.memberships.filter((each) => slug === undefined || each.slug === slug);
  const [only] = own;
  if (only === undefined) {
    throw slug === undefined
      ? new AppError('not-allowed', 'You are a member of no organisation here; an administrator can add you.')
      : new AppError('not-found', 'There is no such organisation among yours.');
  }
  if (own.length > 1) throw unclearOrganisation();
  return { id: only.organisationId, name: only.organisationName };
}

function unclearOrganisation(): AppError {
  return new AppError('invalid-input', 'You belong to several organisations; say which one you mean.', {
    problems: [{ pointer: '/organisation', detail: 'Give the short name of the organisation.' }],
  });
}
