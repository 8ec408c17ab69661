import type { Actor, MembershipRole } from '../../http/actor.ts';
import { isOperator } from '../../http/actor.ts';
import type { Pid, PidFilter } from '../pids/index.ts';

const MANAGING: readonly MembershipRole[] = ['curator', 'admin'];

function roleIn(actor: Actor, organisationId: string): MembershipRole | null {
  if (actor.kind === 'operator') return 'admin';
  return actor.memberships.find((each) => each.organisationId === organisationId)?.role ?? null;
}

/** Members mint under the shoulders of their organisation. */
export function mayMint(actor: Actor, organisationId: string): boolean {
  return isOperator(actor) || roleIn(actor, organisationId) !== null;
}

/** Owners, and curators and administrators of the organisation, change an identifier. */
export function mayChange(actor: Actor, pid: Pid): boolean {
  if (isOperator(actor)) return true;
  const role = roleIn(actor, pid.organisationId);
  if (role === null) return false;
  return MANAGING.includes(role) || (actor.kind === 'person' && actor.accountId === pid.ownerId);
}

/** Everyone who may change it reads it; other members read it once it was announced. */
export function mayRead(actor: Actor, pid: Pid): boolean {
  if (mayChange(actor, pid) || (actor.kind === 'person' && actor.accountId === pid.ownerId)) return true;
  return roleIn(actor, pid.organisationId) !== null && (pid.state === 'public' || pid.state === 'withdrawn');
}

/** The same rule as `mayRead`, for lists. */
export function readableBy(actor: Actor): PidFilter['readable'] {
  if (actor.kind === 'operator' || isOperator(actor)) return { everything: true };
  const managed = actor.memberships.filter((each) => MANAGING.includes(each.role));
  return {
    everything: false,
    organisationIds: managed.map((each) => each.organisationId),
    ownerId: actor.accountId,
    memberOf: actor.memberships.map((each) => each.organisationId),
  };
}
