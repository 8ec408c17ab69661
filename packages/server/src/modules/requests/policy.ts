import { type Actor, accountIdOf, isOperator } from '../../http/actor.ts';
import type { RequestAction, RequestRole } from './moves.ts';
import { moves } from './moves.ts';
import type { PermanentIdRequest } from './request.ts';

/** Whether somebody curates for an organisation: its curators and administrators, and the operator. */
export function isCurator(actor: Actor, organisationId: string): boolean {
  if (isOperator(actor) || actor.kind === 'operator') return true;
  const role = actor.memberships.find((each) => each.organisationId === organisationId)?.role;
  return role === 'curator' || role === 'admin';
}

export function isRequester(actor: Actor, request: Pick<PermanentIdRequest, 'requesterId'>): boolean {
  return accountIdOf(actor) === request.requesterId;
}

/**
 * As whom somebody sees a request; nothing: they may not know of it.
 * @param aloneCurates whether nobody else is a curator or administrator of the organisation: then even a requester may
 *   approve what they requested
 */
export function rolesOf(
  actor: Actor,
  request: Pick<PermanentIdRequest, 'requesterId' | 'organisationId'>,
  aloneCurates: boolean,
): RequestRole[] {
  const requester = isRequester(actor, request);
  const curator = isCurator(actor, request.organisationId);
  const roles: RequestRole[] = [];
  if (requester) roles.push('requester');
  if (curator) roles.push('curator');
  if (curator && (!requester || aloneCurates)) roles.push('approver');
  return roles;
}

/** The same, as far as the access token of the actor lets them act: curating needs `pid:publish`. */
export function withinScopes(actor: Actor, roles: readonly RequestRole[]): RequestRole[] {
  if (actor.kind === 'operator') return [...roles];
  return roles.filter((role) => actor.scopes.has(role === 'requester' ? 'data:write' : 'pid:publish'));
}

/** Whether what is internal among curators may be shown. */
export function seesInternal(roles: readonly RequestRole[]): boolean {
  return roles.includes('curator');
}

/** A sentence for somebody who may see a request, and may not make this move of it at any time. */
export function explainWhoMay(action: RequestAction): string {
  const [first] = moves[action].who;
  switch (first) {
    case 'requester':
      return 'Only who made the request may do this.';
    case 'curator':
      return 'Only curators and administrators of the organisation may do this.';
    case 'approver':
      return 'Another curator must approve this: nobody approves what they requested themselves while somebody else can.';
    case 'service':
      return 'Only the service itself does this.';
    default:
      return first satisfies never;
  }
}
