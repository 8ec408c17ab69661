import { type Actor, accountIdOf } from '../../../http/actor.ts';
import type { PermanentIdRequest } from '../request.ts';

/** Whether a request can be given to this person: an operator without the role acts, and is nobody's curator. */
export function isCuratorOf(actor: Actor, request: Pick<PermanentIdRequest, 'organisationId'>): boolean {
  if (actor.kind === 'operator' || accountIdOf(actor) === null) return false;
  return actor.memberships.some(
    (each) => each.organisationId === request.organisationId && each.role !== 'member',
  );
}
