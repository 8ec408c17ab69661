import type { FastifyRequest } from 'fastify';
import { OWNER_ROLE } from '../../../anchors/access-role.ts';
import type { Db } from '../../../db/index.ts';
import { isOperator } from '../../../http/actor.ts';
import {
  type AuthenticationContext,
  authenticateCaller,
  authenticateSession,
  type Caller,
  hasBearerToken,
} from '../authenticate.ts';
import { listOrganisationIds } from '../organisations/store.ts';
import { readAccessRolesOf } from './store.ts';

/** Verified roles by the id of the organisation whose links they are about, as short names: `Regulator`. */
export type AccessRoles = ReadonlyMap<string, ReadonlySet<string>>;

const NO_ROLES: AccessRoles = new Map();

/**
 * The roles with which the sender of a request sees restricted links, for addresses that answer strangers, too.
 * People have those that an organisation gave to their iD, and `Owner` where they are members; an organisation's key
 * has `Owner` there, and operators have it everywhere. `Owner` sees every link of the organisation. A token has roles
 * only with the scope `pid:read`.
 *
 * A session that has ended makes a stranger, since browsers send cookies unasked; so does a header for somebody else,
 * such as `Basic` for a proxy in front. Whoever sends a bearer token relies on it, and would take what strangers see
 * for all there is: one that is not valid is refused (RFC 6750 section 3.1). A valid one without `pid:read` gives no
 * roles: nothing that it asks for needs it.
 *
 * Without a bearer token and a session cookie nothing is looked up.
 * @throws AppError invalid-token when a bearer token is malformed, unknown, expired or revoked
 */
export async function findAccessRoles(
  ctx: AuthenticationContext,
  request: FastifyRequest,
): Promise<AccessRoles> {
  const caller = hasBearerToken(request)
    ? await authenticateCaller(ctx, request)
    : await authenticateSession(ctx, request);
  return caller === null ? NO_ROLES : readRolesOf(ctx.db, caller);
}

async function readRolesOf(db: Db, caller: Caller): Promise<AccessRoles> {
  if (caller.kind === 'organisation-key') return ownerOf([caller.key.organisationId]);
  if (caller.kind === 'person' && !caller.scopes.has('pid:read')) return NO_ROLES;
  if (caller.kind === 'operator' || isOperator(caller)) return ownerOf(await listOrganisationIds(db));
  const roles = ownerOf(caller.memberships.map((each) => each.organisationId));
  if (caller.kind !== 'person') return roles;
  for (const { organisationId, role } of await readAccessRolesOf(db, caller)) {
    const held = roles.get(organisationId) ?? new Set();
    roles.set(organisationId, held.add(role));
  }
  return roles;
}

function ownerOf(organisationIds: readonly string[]): Map<string, Set<string>> {
  return new Map(organisationIds.map((id) => [id, new Set([OWNER_ROLE])]));
}
