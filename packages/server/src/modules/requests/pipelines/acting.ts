import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { type Actor, isOperator } from '../../../http/actor.ts';
import { actLater } from '../../accounts/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { type Commit, type Step, StepFailure, type StepWork } from './step.ts';

/**
 * Who a pipeline acts on behalf of, with the rights that they have now.
 * @throws StepFailure when they are no curator any more
 */
export async function requireCurator(db: Db, work: StepWork): Promise<Actor> {
  const actor = await findActor(db, work);
  if (actor === null || !mayCurate(actor, work.request)) {
    throw new StepFailure(
      'permanent',
      'Whoever approved it is no curator of the organisation any more. Another curator can resume it.',
    );
  }
  return actor;
}

async function findActor(db: Db, { ctx, run }: StepWork): Promise<Actor | null> {
  if (run.actor.kind === 'operator') return { kind: 'operator' };
  if (run.accountId === null) return null;
  const { requestId: id, accountId, scopes } = run;
  return actLater(db, ctx satisfies Pick<AppContext, 'config' | 'now'>, { id, accountId, scopes });
}

function mayCurate(actor: Actor, { organisationId }: Pick<PermanentIdRequest, 'organisationId'>): boolean {
  if (actor.kind === 'operator' || isOperator(actor)) return true;
  if (!actor.scopes.has('pid:publish')) return false;
  return actor.memberships.some(
    (each) => each.organisationId === organisationId && (each.role === 'curator' || each.role === 'admin'),
  );
}

/** A step that only goes on while whoever approved the request is a curator still. */
export function asCurator(step: Step): Step {
  return async (work): Promise<Commit> => {
    await requireCurator(work.ctx.db, work);
    const commit = await step(work);
    return async (tx, fresh) => {
      await requireCurator(tx, fresh);
      return commit(tx, fresh);
    };
  };
}
