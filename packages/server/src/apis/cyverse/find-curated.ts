import type { Actor } from '../../http/actor.ts';
import { isOperator } from '../../http/actor.ts';
import { type FoundRequest, findRequest } from '../../modules/requests/index.ts';
import type { CyverseContext } from './context.ts';
import { refuse } from './refusals.ts';

/** Whether somebody is a curator of any organisation: what CyVerse calls an administrator. */
export function isCurator(actor: Actor): boolean {
  if (actor.kind === 'operator' || isOperator(actor)) return true;
  return actor.memberships.some(({ role }) => isCuratingRole(role));
}

/**
 * A request that somebody may curate.
 * @throws TerrainRefusal where there is none, or it is of an organisation that they are no curator of
 */
export async function requireCurated(
  ctx: Pick<CyverseContext, 'db'>,
  actor: Actor,
  id: string,
): Promise<FoundRequest> {
  const found = await findRequest(ctx.db, actor, id);
  if (found === null || !found.roles.includes('curator')) {
    throw refuse('ERR_NOT_FOUND', 'There is no request with this id that you may curate.', { id });
  }
  return found;
}

function isCuratingRole(role: string): boolean {
  return role === 'curator' || role === 'admin';
}
