import type { AppContext } from '../../../context.ts';
import type { Actor } from '../../../http/actor.ts';
import { readOrganisationName } from '../../accounts/index.ts';
import { countPidsByState } from '../../pids/index.ts';
import { readRepositoryIds } from '../../registration/index.ts';
import { mayManageShoulders } from '../policy.ts';
import type { Shoulder } from '../shoulder.ts';
import { countKeptNames } from './names/store.ts';
import { presentShoulderDetails } from './present.ts';
import { readCounter } from './store.ts';

/** A shoulder with its counts and, for administrators, with what only they see. */
export async function readShoulderDetails(
  ctx: Pick<AppContext, 'config' | 'db'>,
  actor: Actor,
  shoulder: Shoulder,
) {
  const { registrarAccountId } = shoulder;
  return presentShoulderDetails(shoulder, {
    actor,
    organisation: await readOrganisationName(ctx.db, shoulder.organisationId),
    counts: await countPidsByState(ctx.db, shoulder.id),
    administration: mayManageShoulders(actor, shoulder.organisationId)
      ? {
          orcidEnvironment: ctx.config.orcid.environment,
          registrarAccount:
            registrarAccountId === null
              ? null
              : ((await readRepositoryIds(ctx.db, [registrarAccountId])).get(registrarAccountId) ?? null),
          counter: await readCounter(ctx.db, shoulder.id),
          ...(await countKeptNames(ctx.db, shoulder.id)),
        }
      : null,
  });
}
