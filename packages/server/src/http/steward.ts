import type { FastifyRequest } from 'fastify';
import type { EventActor } from '../events.ts';
import {
  type Actor,
  actorKey,
  isOperator,
  type MembershipRole,
  type OrganisationKey,
  requireActor,
  requireScope,
  type Scope,
  toEventActor,
} from './actor.ts';

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
  /** Whose a new scheme or link becomes where none is named; null: one must be named. */
  defaultOrganisationId: string | null;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the handlers of schemes and links; null elsewhere. */
    steward: Steward | null;
  }
}

/** Administrators manage schemes, curators and administrators links; members read. Scopes of a token narrow it. */
export function stewardOf(actor: Actor): Steward {
  const event = toEventActor(actor);
  if (actor.kind === 'operator') {
    return {
      event,
      key: 'operator',
      schemes: 'all',
      links: 'all',
      reads: 'all',
      defaultOrganisationId: null,
    };
  }
  const organisations = (roles: readonly MembershipRole[]) =>
    actor.memberships.filter((each) => roles.includes(each.role)).map((each) => each.organisationId);
  const schemes = actor.scopes.has('org:admin') ? organisations(['admin']) : [];
  const links = actor.scopes.has('pid:publish') ? organisations(['curator', 'admin']) : [];
  const [only, ...others] = new Set([...schemes, ...links]);
  const all = isOperator(actor) ? 'all' : null;
  return {
    event,
    key: actorKey(actor),
    schemes: all ?? schemes,
    links: all ?? links,
    reads: all ?? (actor.scopes.has('pid:read') ? organisations(['member', 'curator', 'admin']) : []),
    defaultOrganisationId: only !== undefined && others.length === 0 ? only : null,
  };
}

/** An organisation's key does with the schemes and links of that organisation all that can be done. */
export function stewardOfKey(key: OrganisationKey): Steward {
  const { id, name, organisationId } = key;
  const own = [organisationId];
  return {
    event: { kind: 'organisation-key', keyId: id, name, organisationId },
    key: `organisation-key:${id}`,
    schemes: own,
    links: own,
    reads: own,
    defaultOrganisationId: organisationId,
  };
}

/**
 * The steward of a request that needs one.
 * @param scope what the token of a person must carry; an organisation's key has no scopes and needs none
 * @throws AppError not-signed-in, not-allowed
 */
export function requireSteward(request: FastifyRequest, scope?: Scope): Steward {
  if (scope !== undefined && request.organisationKey === null) requireScope(request, scope);
  if (request.steward !== null) return request.steward;
  requireActor(request);
  throw new Error('stewards are not recognised at this address');
}

/** Whether an organisation is among those of a right. */
export function covers(right: 'all' | readonly string[], organisationId: string): boolean {
  return right === 'all' || right.includes(organisationId);
}
