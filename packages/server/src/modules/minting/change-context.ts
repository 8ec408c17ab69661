import type { AppContext } from '../../context.ts';
import type { Db } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import { readAuthenticatedOrcids, readOrganisationName } from '../accounts/index.ts';
import type { ChangeContext } from '../pids/index.ts';

/** What the resolver's row shows beside the record, read in the transaction of the change. */
export async function changeContext(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  organisationId: string,
  actor: EventActor,
  now: Date,
): Promise<ChangeContext> {
  return {
    actor,
    now,
    organisationName: await readOrganisationName(db, organisationId),
    authenticatedOrcids: (orcids) => readAuthenticatedOrcids(db, ctx.config.orcid.environment, orcids),
  };
}
