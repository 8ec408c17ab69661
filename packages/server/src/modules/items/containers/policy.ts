import { type Actor, isOperator } from '../../../http/actor.ts';

/** Curators and administrators of the organisation make, change and delete containers; everyone reads them. */
export function mayManageContainers(actor: Actor, organisationId: string): boolean {
  if (actor.kind === 'operator' || isOperator(actor)) return true;
  return actor.memberships.some(
    (each) => each.organisationId === organisationId && (each.role === 'curator' || each.role === 'admin'),
  );
}
