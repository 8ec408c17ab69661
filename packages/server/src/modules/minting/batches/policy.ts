import { type Actor, accountIdOf, isOperator } from '../../../http/actor.ts';
import type { Batch } from './batch.ts';
import type { BatchAudience } from './store.ts';

/** A batch is seen by who uploaded it, by administrators of its organisation, and by operators. */
export function maySeeBatch(actor: Actor, batch: Pick<Batch, 'ownerId' | 'organisationId'>): boolean {
  if (actor.kind === 'operator' || isOperator(actor)) return true;
  return isOwn(actor, batch.ownerId) || administered(actor).includes(batch.organisationId ?? '');
}

/** The same rule, for lists. */
export function batchesSeenBy(actor: Actor): BatchAudience {
  if (actor.kind === 'operator' || isOperator(actor)) return 'all';
  return { ownerId: accountIdOf(actor), organisationIds: administered(actor) };
}

function isOwn(actor: Actor, ownerId: string | null): boolean {
  return ownerId !== null && ownerId === accountIdOf(actor);
}

function administered(actor: Exclude<Actor, { kind: 'operator' }>): string[] {
  return actor.memberships.filter(({ role }) => role === 'admin').map(({ organisationId }) => organisationId);
}
