import type { AppContext } from '../../../context.ts';
import type { Actor, MembershipRole, Scope, ServiceActor } from '../../../http/actor.ts';
import { sign } from './log-in.ts';
import { isSignedLogIn, type LogInClaims, type LogInUse, readLogInClaims } from './signed-token.ts';
import { findSalt, findServiceLogIn, findTokenLogIn, type LogInAccount } from './store.ts';
import { subjectOf } from './subject.ts';

type AuthenticateContext = Pick<AppContext, 'config' | 'db' | 'now' | 'secrets'>;

/** What a service account may do, by its role; people choose the scopes of their tokens themselves. */
const SCOPES: Readonly<Record<MembershipRole, readonly Scope[]>> = {
  member: ['pid:read', 'pid:mint'],
  curator: ['pid:read', 'pid:mint', 'pid:publish'],
  admin: ['pid:read', 'pid:mint', 'pid:publish', 'org:admin'],
};

/**
 * Whose log-in this is; null when it is not one of ours, over, altered or ended, which are not told apart. What they may
 * do is read now: a log-in does not outlive the account or the access token behind it.
 */
export async function authenticateLogIn(
  ctx: AuthenticateContext,
  jwt: string,
  use: LogInUse = 'session',
): Promise<Actor | null> {
  return (await prove(ctx, jwt, use))?.actor ?? null;
}

/**
 * A log-in of the same subject that lasts from now on. It is signed with the salt that the old one was, so that logging
 * out at the same moment ends it, too.
 * @returns null as `authenticateLogIn` does
 */
export async function renewLogIn(ctx: AuthenticateContext, jwt: string): Promise<string | null> {
  const proven = await prove(ctx, jwt, 'session');
  return proven === null ? null : sign(ctx, proven.claims, proven.salt, 'session');
}

/** A token for the address of one download, for who is logged in. @returns null as `authenticateLogIn` does */
export async function createShortLivedToken(ctx: AuthenticateContext, jwt: string): Promise<string | null> {
  const proven = await prove(ctx, jwt, 'session');
  return proven === null ? null : sign(ctx, proven.claims, proven.salt, 'short-lived');
}

type Proven = { actor: Actor; claims: LogInClaims; salt: Uint8Array };

async function prove(ctx: AuthenticateContext, jwt: string, use: LogInUse): Promise<Proven | null> {
  const claims = readLogInClaims(jwt);
  if (claims === null) return null;
  const found = await findActor(ctx, claims);
  if (found === null || !(await isSignedLogIn(ctx, jwt, claims, found.salt, use))) return null;
  return { ...found, claims };
}

async function findActor(
  ctx: AuthenticateContext,
  claims: LogInClaims,
): Promise<{ actor: Actor; salt: Uint8Array } | null> {
  const subject = subjectOf(claims);
  switch (claims.kind) {
    case 'operator': {
      const salt = ctx.config.adminToken === null ? null : await findSalt(ctx.db, subject);
      return salt === null ? null : { actor: { kind: 'operator' }, salt };
    }
    case 'service-account': {
      const account = await findServiceLogIn(ctx.db, claims.id, subject);
      return account === null ? null : { actor: toServiceActor(account), salt: account.salt };
    }
    case 'person': {
      const { environment } = ctx.config.orcid;
      const owner = await findTokenLogIn(ctx.db, claims.tokenId, subject, environment, ctx.now());
      if (owner === null || owner.accountId !== claims.id) return null;
      const { salt, tokenId, tokenName, expiresAt, scopes } = owner;
      const { accountId, name, orcid, orcidEnvironment, memberships, operator } = owner;
      const via = { kind: 'token', tokenId, tokenName, expiresAt } as const;
      const actor: Actor = {
        kind: 'person',
        accountId,
        name,
        orcid,
        orcidEnvironment,
        memberships,
        operator,
        scopes: new Set(scopes),
        via,
      };
      return { actor, salt };
    }
    default:
      return claims satisfies never;
  }
}

function toServiceActor(account: LogInAccount): ServiceActor {
  const { id, name, title, role, organisationId, slug, organisationName } = account;
  return {
    kind: 'service-account',
    id,
    name,
    title,
    memberships: [{ organisationId, slug, organisationName, role }],
    operator: false,
    scopes: new Set(SCOPES[role]),
  };
}
