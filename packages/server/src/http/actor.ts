import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { EventActor } from '../events.ts';
import type { OrcidEnvironmentName } from '../orcid-environment.ts';

/** What an access token may be used for. A browser session has all of its person's rights. */
export const scopes = [
  'pid:read',
  'pid:mint',
  'pid:publish',
  'data:read',
  'data:write',
  'orcid:read',
  'orcid:write',
  'org:admin',
] as const;
export type Scope = (typeof scopes)[number];

export type MembershipRole = 'member' | 'curator' | 'admin';

export type Membership = {
  organisationId: string;
  slug: string;
  organisationName: string;
  role: MembershipRole;
};

/** A signed-in person, by session, by access token or by a program that they allowed. */
export type PersonActor = {
  kind: 'person';
  accountId: string;
  name: string | null;
  orcid: string;
  orcidEnvironment: OrcidEnvironmentName;
  memberships: readonly Membership[];
  operator: boolean;
  scopes: ReadonlySet<Scope>;
  via:
    | { kind: 'session'; sessionId: string }
    | { kind: 'token'; tokenId: string; tokenName: string; expiresAt: Date }
    /** A program that the person allowed, with an access token of our authorization server. */
    | { kind: 'authorization'; authorizationId: string; clientName: string; expiresAt: Date }
    /** An id_token of ORCID, at the iSamples API. */
    | { kind: 'id-token'; expiresAt: Date };
};

/** A program that logged in with a name and a password, at the APIs that know such log-ins. */
export type ServiceActor = {
  kind: 'service-account';
  id: string;
  /** What it logs in with. */
  name: string;
  title: string | null;
  /** The one organisation that it belongs to. */
  memberships: readonly Membership[];
  operator: false;
  scopes: ReadonlySet<Scope>;
};

/** Who asks: the holder of ADMIN_TOKEN, a person or a program. */
export type Actor = { kind: 'operator' } | PersonActor | ServiceActor;

/** A key of an organisation that a request came with. It is no actor: what belongs to people is closed to it. */
export type OrganisationKey = {
  id: string;
  name: string;
  organisationId: string;
  slug: string;
  organisationName: string;
  /** Null: until it is revoked. */
  expiresAt: Date | null;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for each request before its handler; null for a stranger and for an organisation's key. */
    actor: Actor | null;
    /** Set where keys of organisations are known; null when the request came with none. */
    organisationKey: OrganisationKey | null;
  }
}

/** The actor of a request that needs one. @throws AppError not-signed-in; not-allowed for an organisation's key */
export function requireActor(request: FastifyRequest): Actor {
  if (request.organisationKey !== null) {
    throw new AppError(
      'not-allowed',
      "An organisation's key is for schemes and links alone. Use a person's access token here.",
    );
  }
  if (request.actor === null) {
    throw new AppError(
      'not-signed-in',
      'Send an access token as "Authorization: Bearer …", or sign in with ORCID in the browser.',
      { headers: { 'www-authenticate': 'Bearer realm="Mintmark"' } },
    );
  }
  return request.actor;
}

/** The actor of a request whose token must carry `scope`. @throws AppError not-signed-in, not-allowed */
export function requireScope(request: FastifyRequest, scope: Scope): Actor {
  const actor = requireActor(request);
  assertScope(actor, scope);
  return actor;
}

/** For use cases that several APIs lead to. @throws AppError not-allowed */
export function assertScope(actor: Actor, scope: Scope): void {
  if (actor.kind !== 'operator' && !actor.scopes.has(scope)) {
    throw new AppError(
      'not-allowed',
      `This access token lacks the scope ${scope}. Make one that has it, and use that.`,
      {
        headers: {
          'www-authenticate': `Bearer realm="Mintmark", error="insufficient_scope", scope="${scope}"`,
        },
      },
    );
  }
}

/** @throws AppError not-signed-in, not-allowed */
export function requireOperator(request: FastifyRequest): Actor {
  const actor = requireActor(request);
  if (!isOperator(actor)) throw new AppError('not-allowed', 'Only an operator of this service may do this.');
  return actor;
}

export function isOperator(actor: Actor): boolean {
  return actor.kind === 'operator' || (actor.operator && actor.scopes.has('org:admin'));
}

/** The person behind a request, for things that only people have. @throws AppError not-signed-in, not-allowed */
export function requirePerson(request: FastifyRequest): PersonActor {
  const actor = requireActor(request);
  if (actor.kind !== 'person') {
    throw new AppError(
      'not-allowed',
      "This belongs to a person's account; the operator token and service accounts have none.",
    );
  }
  return actor;
}

export function toEventActor(actor: Actor): EventActor {
  switch (actor.kind) {
    case 'operator':
      return { kind: 'operator' };
    case 'person':
      return { kind: 'person', accountId: actor.accountId, name: actor.name, orcid: actor.orcid };
    case 'service-account':
      return {
        kind: 'service-account',
        serviceAccountId: actor.id,
        name: actor.title ?? actor.name,
        organisationId: actor.memberships[0]?.organisationId ?? '',
      };
    default:
      return actor satisfies never;
  }
}

/** The account behind an actor; null where no person is behind it. */
export function accountIdOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.accountId : null;
}

/** A name for whoever sends a request, to count their requests by. */
export function callerKey(request: FastifyRequest): string {
  if (request.organisationKey !== null) return `organisation-key:${request.organisationKey.id}`;
  return request.actor === null ? request.ip : actorKey(request.actor);
}

/** A name for the actor that stays the same over its sessions and tokens; keys what belongs to it. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'operator':
      return 'operator';
    case 'person':
      return actor.accountId;
    case 'service-account':
      return `service-account:${actor.id}`;
    default:
      return actor satisfies never;
  }
}
