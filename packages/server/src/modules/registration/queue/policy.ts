import { AppError } from '../../../errors.ts';
import { type Actor, isOperator } from '../../../http/actor.ts';

/** Whose registrations somebody sees: everyone's, or those of organisations with these ids. */
export type QueueAudience = 'all' | readonly string[];

/** Curators and administrators see the queue of their organisation, and steer it. */
export function queueSeenBy(actor: Actor): QueueAudience {
  if (actor.kind === 'operator' || isOperator(actor)) return 'all';
  return actor.memberships
    .filter(({ role }) => role === 'curator' || role === 'admin')
    .map(({ organisationId }) => organisationId);
}

/** @throws AppError not-allowed for those who see no queue at all */
export function requireQueue(actor: Actor): QueueAudience {
  const audience = queueSeenBy(actor);
  if (audience !== 'all' && audience.length === 0) {
    throw new AppError('not-allowed', 'Only curators and administrators of an organisation see its queue.');
  }
  return audience;
}

export function seesQueueOf(actor: Actor, organisationId: string): boolean {
  const audience = queueSeenBy(actor);
  return audience === 'all' || audience.includes(organisationId);
}

/** Administrators of the organisation say how an account is worked off. */
export function mayManageAccount(actor: Actor, organisationId: string): boolean {
  if (actor.kind === 'operator' || isOperator(actor)) return true;
  return (
    actor.scopes.has('org:admin') &&
    actor.memberships.some((each) => each.organisationId === organisationId && each.role === 'admin')
  );
}
