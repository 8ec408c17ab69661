import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { isOperator, type PersonActor } from '../../../http/actor.ts';
import { GREATEST_LIMIT } from '../../../http/paging.ts';
import { requireManagedOrganisation } from './change-member.ts';
import { listOrganisations, type Organisation } from './store.ts';

/**
 * The organisation that a page for administrators is about.
 * @param slug empty: the first that the person manages
 * @throws AppError not-found, not-allowed
 */
export async function chooseOrganisation(db: Db, person: PersonActor, slug: string): Promise<Organisation> {
  if (slug !== '') return requireManagedOrganisation(db, person, slug);
  const [first] = await listManaged(db, person);
  if (first === undefined) {
    throw new AppError('not-allowed', 'Only administrators of an organisation see this page.');
  }
  return first;
}

/** The organisations that a person manages besides one, with the pages at `home` that are about them. */
export async function listOthers(
  db: Db,
  person: PersonActor,
  organisation: Organisation,
  home: string,
): Promise<{ name: string; href: string }[]> {
  const managed = await listManaged(db, person);
  return managed
    .filter((each) => each.id !== organisation.id)
    .map((each) => ({ name: each.name, href: pageOf(home, each) }));
}

/** The address of the page at `home` that is about an organisation. */
export function pageOf(home: string, organisation: Organisation): string {
  return `${home}?organisation=${encodeURIComponent(organisation.slug)}`;
}

/** In the order of their short names; for operators all, as many as a page of the list holds. */
async function listManaged(db: Db, person: PersonActor): Promise<Organisation[]> {
  if (isOperator(person)) return listOrganisations(db, { limit: GREATEST_LIMIT, after: null });
  return person.memberships
    .filter((each) => each.role === 'admin')
    .map((each) => ({ id: each.organisationId, slug: each.slug, name: each.organisationName }))
    .toSorted((one, other) => (one.slug < other.slug ? -1 : 1));
}
