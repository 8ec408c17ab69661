import type { EventActor } from '../events.ts';
import { type Actor, isOperator, toEventActor } from './actor.ts';

/**
 * What someone may do with schemes and links: by their role in organisations, or by an organisation's key. Lists hold
 * ids of organisations.
 */
export type Steward = {
  /** How the history names them. */
  event: EventActor;
  /** A name that stays the same; keys what belongs to them, such as idempotency keys. */
  key: string;
  /** Whose schemes and vocabularies they may change. */
  schemes: 'all' | readonly string[];
  /** Whose links they may change. */
  links: 'all' | readonly string[];
  /** Whose links they may read whole, inactive and restricted ones included. */
  reads: 'all' | readonly string[];
};

/** Administrators manage schemes, curators and administrators links; members read. Scopes of a token narrow it. */
export function stewardOf(actor: Actor): Steward {
  const event = toEventActor(actor);
  if (actor.kind === 'operator' || isOperator(actor)) {
    const key = actor.kind === 'operator' ? 'operator' : actor.accountId;
    return { event, key, schemes: 'all', links: 'all', reads: 'all' };
  }
  const organisations = (roles: readonly string[]) =>
    actor.memberships.filter((each) => roles.includes(each.role)).map((each) => each.organisationId);
  return {
    event,
    key: actor.accountId,
    schemes: actor.scopes.has('org:admin') ? organisations(['admin']) : [],
    links: actor.scopes.has('pid:publish') ? organisations(['curator', 'admin']) : [],
    reads: organisations(['member', 'curator', 'admin']),
  };
}

/** Whether an organisation is among those of a right. */
export function covers(right: 'all' | readonly string[], organisationId: string): boolean {
  return right === 'all' || right.includes(organisationId);
}
