import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import { type Actor, type PersonActor, toEventActor } from '../../http/actor.ts';
import { readAuthenticatedOrcids, readOrganisationNames } from '../accounts/index.ts';
import type { ChangeContext, Surroundings } from '../pids/index.ts';

/**
 * How to learn what the resolver's rows show beside the records. What the people who ask have brought with them
 * already, their own iDs and the names of their organisations, is not read again.
 */
export function changeSurroundings(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  actors: readonly (Actor | null)[],
  now: Date,
): Surroundings {
  const people = actors.filter((actor): actor is PersonActor => actor?.kind === 'person');
  const knownNames = new Map(
    people.flatMap((person) =>
      person.memberships.map(({ organisationId, organisationName }) => [organisationId, organisationName]),
    ),
  );
  const knownOrcids = new Map(people.map((person) => [person.orcid, person.orcidEnvironment]));
  return {
    now,
    async organisationNames(ids) {
      const unknown = ids.filter((id) => !knownNames.has(id));
      return unknown.length === 0
        ? knownNames
        : new Map([...knownNames, ...(await readOrganisationNames(db, unknown))]);
    },
    async authenticatedOrcids(orcids) {
      const unknown = orcids.filter((orcid) => !knownOrcids.has(orcid));
      if (unknown.length === 0) return knownOrcids;
      const found = await readAuthenticatedOrcids(db, ctx.config.orcid.environment, unknown);
      return new Map([...knownOrcids, ...found]);
    },
  };
}

/**
 * The same for the change of one actor.
 * @param actor null for the service itself
 */
export function changeContext(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  actor: Actor | null,
  now: Date,
): ChangeContext {
  return {
    ...changeSurroundings(db, ctx, [actor], now),
    actor: actor === null ? { kind: 'service' } : toEventActor(actor),
  };
}
