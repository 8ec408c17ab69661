import type { Actor, MembershipRole } from '../../http/actor.ts';
import { accountIdOf, isOperator } from '../../http/actor.ts';
import type { Pid, PidFilter } from '../pids/index.ts';
import type { BlockAudience } from './blocks/store.ts';
import type { Shoulder } from './shoulder.ts';
import type { Block, ShoulderAudience } from './store.ts';

const MANAGING: readonly MembershipRole[] = ['curator', 'admin'];

function roleIn(actor: Actor, organisationId: string): MembershipRole | null {
  if (actor.kind === 'operator') return 'admin';
  return actor.memberships.find((each) => each.organisationId === organisationId)?.role ?? null;
}

/** Members mint whose role the shoulder names, and people whom it names themselves. */
export function mayMint(
  actor: Actor,
  shoulder: Pick<Shoulder, 'organisationId' | 'minterRoles' | 'minters'>,
): boolean {
  if (isOperator(actor)) return true;
  const role = roleIn(actor, shoulder.organisationId);
  return (role !== null && shoulder.minterRoles.includes(role)) || isNamed(actor, shoulder.minters);
}

/** Members see the shoulders of their organisation, and people those that name them. */
export function maySeeShoulder(
  actor: Actor,
  shoulder: Pick<Shoulder, 'organisationId' | 'minters'>,
): boolean {
  return (
    isOperator(actor) || roleIn(actor, shoulder.organisationId) !== null || isNamed(actor, shoulder.minters)
  );
}

/** Administrators of its organisation settle what a shoulder is. */
export function mayManageShoulders(actor: Actor, organisationId: string): boolean {
  if (isOperator(actor)) return true;
  return (
    roleIn(actor, organisationId) === 'admin' && actor.kind === 'person' && actor.scopes.has('org:admin')
  );
}

function isNamed(actor: Actor, minters: Shoulder['minters']): boolean {
  if (actor.kind !== 'person') return false;
  return minters.some(
    (each) => each.orcid === actor.orcid && each.orcidEnvironment === actor.orcidEnvironment,
  );
}

/** The same rule as `maySeeShoulder`, for lists. */
export function shouldersSeenBy(actor: Actor): ShoulderAudience {
  if (actor.kind === 'operator' || isOperator(actor)) return 'all';
  return {
    organisationIds: actor.memberships.map((each) => each.organisationId),
    person: actor.kind === 'person' ? actor : null,
  };
}

/**
 * Curators and administrators of the organisation change an identifier or block; its owner as a member, or while its
 * shoulder names them as one who may mint.
 * @param shoulder where it was made; null where that cannot be known, and nobody is named then
 */
export function mayChange(
  actor: Actor,
  owned: Pick<Pid, 'organisationId' | 'ownerId'>,
  shoulder: Pick<Shoulder, 'minters'> | null,
): boolean {
  if (manages(actor, owned.organisationId)) return true;
  if (!owns(actor, owned)) return false;
  return (
    roleIn(actor, owned.organisationId) !== null || (shoulder !== null && isNamed(actor, shoulder.minters))
  );
}

function manages(actor: Actor, organisationId: string): boolean {
  if (isOperator(actor)) return true;
  const role = roleIn(actor, organisationId);
  return role !== null && MANAGING.includes(role);
}

function owns(actor: Actor, { ownerId }: Pick<Pid, 'ownerId'>): boolean {
  return ownerId !== null && ownerId === accountIdOf(actor);
}

/** Owners and managers read an identifier; other members read it once it was announced. */
export function mayRead(actor: Actor, pid: Pid): boolean {
  if (manages(actor, pid.organisationId) || owns(actor, pid)) return true;
  return roleIn(actor, pid.organisationId) !== null && (pid.state === 'public' || pid.state === 'withdrawn');
}

/** The same rule as `mayRead`, for lists. */
export function readableBy(actor: Actor): PidFilter['readable'] {
  if (actor.kind === 'operator' || isOperator(actor)) return { everything: true };
  const managed = actor.memberships.filter((each) => MANAGING.includes(each.role));
  return {
    everything: false,
    organisationIds: managed.map((each) => each.organisationId),
    ownerId: accountIdOf(actor),
    memberOf: actor.memberships.map((each) => each.organisationId),
  };
}

/** Owners see their blocks, and curators and administrators those of their organisation. */
export function maySeeBlock(actor: Actor, block: Pick<Block, 'organisationId' | 'ownerId'>): boolean {
  return manages(actor, block.organisationId) || owns(actor, block);
}

/** The same rule as `maySeeBlock`, for lists. */
export function blocksSeenBy(actor: Actor): BlockAudience {
  if (actor.kind === 'operator' || isOperator(actor)) return 'all';
  const managed = actor.memberships.filter((each) => MANAGING.includes(each.role));
  return { organisationIds: managed.map((each) => each.organisationId), ownerId: accountIdOf(actor) };
}

/** Requesters see their requests, administrators those of their organisation. */
export function maySeeRequest(
  actor: Actor,
  request: { organisationId: string; requesterId: string },
): boolean {
  const isOwn = actor.kind === 'person' && actor.accountId === request.requesterId;
  return isOwn || mayManageShoulders(actor, request.organisationId);
}

/** Administrators grant and refuse; only the requester cancels. */
export function mayDecideRequest(
  actor: Actor,
  request: { organisationId: string; requesterId: string },
  action: 'grant' | 'refuse' | 'cancel',
): boolean {
  return action === 'cancel'
    ? actor.kind === 'person' && actor.accountId === request.requesterId
    : mayManageShoulders(actor, request.organisationId);
}

/** The same rule as `maySeeRequest`, for lists. */
export function requestsSeenBy(
  actor: Actor,
): 'all' | { requesterId: string | null; organisationIds: readonly string[] } {
  if (actor.kind === 'operator' || isOperator(actor)) return 'all';
  return {
    requesterId: accountIdOf(actor),
    organisationIds: actor.memberships
      .filter(({ organisationId }) => mayManageShoulders(actor, organisationId))
      .map((each) => each.organisationId),
  };
}
