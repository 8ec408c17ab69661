import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { type AuthenticationContext, authenticateToken, isAccessToken } from '../authenticate.ts';
import { isSameSecret } from '../secret.ts';
import { NAME_LIMIT } from '../service-accounts/create-service-account.ts';
import { PASSWORD_LIMIT } from '../service-accounts/password.ts';
import { type LogInClaims, type LogInUse, signLogIn } from './signed-token.ts';
import { ensureSalt, findByName, noteServiceLogIn } from './store.ts';
import { subjectOf } from './subject.ts';

/** How long a log-in lasts unless it is renewed, as in DSpace. */
const SESSION_LIFE_SECONDS = 30 * 60;
const SHORT_LIFE_SECONDS = 2;

export type LogInContext = AuthenticationContext & Pick<AppContext, 'secrets' | 'passwordHasher' | 'guesses'>;

/**
 * Logs in with a name and a password: those of a service account, or any name with one of our access tokens.
 * @param attempt.address where the request came from
 * @returns the log-in as a signed token; null when name and password do not belong together. An unknown name takes as
 *   long as a wrong password.
 * @throws AppError too-many-requests
 */
export async function logIn(
  ctx: LogInContext,
  attempt: { name: string; password: string; address: string },
): Promise<string | null> {
  const { password, address } = attempt;
  const name = attempt.name.trim().toLowerCase();
  if (isAccessToken(ctx.config, password)) return logInWithToken(ctx, password);
  if (name === '' || name.length > NAME_LIMIT || !isStorableText(name)) return null;
  if (password === '' || password.length > PASSWORD_LIMIT) return null;
  const takeBack = ctx.guesses.count(name, address);
  const found = await findByName(ctx.db, name);
  if (!(await ctx.passwordHasher.verify(password, found?.passwordHash ?? null)) || found === null)
    return null;
  takeBack();
  const claims = { kind: 'service-account', id: found.id } as const;
  const salt = await transact(ctx.db, async (tx) => {
    // It may have been revoked, or its password changed, while this one was hashed.
    const now = ctx.now();
    if (!(await noteServiceLogIn(tx, found, now))) return null;
    return ensureSalt(tx, subjectOf(claims), now);
  });
  return salt === null ? null : sign(ctx, claims, salt, 'session');
}

/**
 * Logs in with one of our access tokens or the operator's. The log-in can do what the token can, and ends with it.
 * @returns null when the token is none that is good for this; the token of a program is not, which ends within the hour
 */
export async function logInWithToken(ctx: LogInContext, token: string): Promise<string | null> {
  const claims = await readToken(ctx, token);
  return claims === null ? null : signAnew(ctx, claims, 'session');
}

/** A token for the address of one download, for who sends an access token. @returns null as `logInWithToken` does */
export async function createShortLivedTokenFor(ctx: LogInContext, token: string): Promise<string | null> {
  const claims = await readToken(ctx, token);
  return claims === null ? null : signAnew(ctx, claims, 'short-lived');
}

async function readToken(ctx: LogInContext, token: string): Promise<LogInClaims | null> {
  const { adminToken } = ctx.config;
  if (adminToken !== null && isSameSecret(token, adminToken)) return { kind: 'operator' };
  try {
    const person = await authenticateToken(ctx, token);
    if (person.via.kind !== 'token') return null;
    return { kind: 'person', id: person.accountId, tokenId: person.via.tokenId };
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-token') return null;
    throw error;
  }
}

async function signAnew(ctx: LogInContext, claims: LogInClaims, use: LogInUse): Promise<string> {
  const salt = await transact(ctx.db, (tx) => ensureSalt(tx, subjectOf(claims), ctx.now()));
  return sign(ctx, claims, salt, use);
}

/** Signs a log-in for as long as its use allows. */
export function sign(
  ctx: Pick<AppContext, 'config' | 'now' | 'secrets'>,
  claims: LogInClaims,
  salt: Uint8Array,
  use: LogInUse,
): Promise<string> {
  const lifeSeconds = use === 'session' ? SESSION_LIFE_SECONDS : SHORT_LIFE_SECONDS;
  return signLogIn(ctx, claims, salt, { use, lifeSeconds });
}
