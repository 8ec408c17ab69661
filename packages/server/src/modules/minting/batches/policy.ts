import { type Actor, isOperator } from '../../../http/actor.ts';
import type { Batch } from './batch.ts';
import type { BatchAudience } from './store.ts';

/** A batch is seen by who uploaded it, by administrators of its organisation, and by operators. */
export function maySeeBatch(actor: Actor, batch: Pick<Batch, 'ownerId' | 'organisationId'>): boolean {
  if (actor.kind === 'operator' || isOperator(actor)) return true;
  return batch.ownerId === actor.accountId || administered(actor).includes(batch.organisationId ?? '');
}

/** The same rule, for lists. */
export function batchesSeenBy(actor: Actor): BatchAudience {
  if (actor.kind === 'operator' || isOperator(actor)) return 'all';
  return { ownerId: actor.accountId, organisationIds: administered(actor) };
}

function administered(actor: Exclude<Actor, { kind: 'operator' }>): string[] {
  return actor.memberships.filter(({ role }) => role === 'admin').map(({ organisationId }) => organisationId);
}
