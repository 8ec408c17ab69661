import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import { readAuthenticatedOrcids, readOrganisationName } from '../accounts/index.ts';
import type { ChangeContext } from '../pids/index.ts';

/**
 * Who changes an identifier, and how to learn what the resolver's row shows beside the record. What the request has
 * brought with it already, the person's own iD and the name of their organisation, is not asked for again.
 * @param actor null for the service itself
 */
export function changeContext(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  organisationId: string,
  actor: Actor | null,
  now: Date,
): ChangeContext {
  const person = actor?.kind === 'person' ? actor : null;
  const membership = person?.memberships.find((each) => each.organisationId === organisationId);
  return {
    actor: actor === null ? { kind: 'service' } : toEventActor(actor),
    now,
    organisationName: async () => membership?.organisationName ?? readOrganisationName(db, organisationId),
    async authenticatedOrcids(orcids) {
      const others = orcids.filter((orcid) => orcid !== person?.orcid);
      const found = new Map(await readAuthenticatedOrcids(db, ctx.config.orcid.environment, others));
      if (person !== null && orcids.includes(person.orcid)) found.set(person.orcid, person.orcidEnvironment);
      return found;
    },
  };
}
