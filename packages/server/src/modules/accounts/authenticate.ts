import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { AppContext } from '../../context.ts';
import { type BatchReader, createBatchReader } from '../../db/batch-reader.ts';
import { transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, type OrganisationKey, type PersonActor, scopes } from '../../http/actor.ts';
import { authenticateProgram, isProgramToken } from './authorization-server/authenticate-program.ts';
import { readSessionSecret } from './cookies.ts';
import { authenticateKey, isOrganisationKey } from './organisation-keys/authenticate-key.ts';
import { comesFromOurPages } from './policy.ts';
import { hashSecret, isSameSecret, SECRET_PATTERN } from './secret.ts';
import {
  type AccountRow,
  findAccessTokens,
  findSession,
  type TokenOwner,
  touchAccessToken,
} from './store.ts';

/** Marks our access tokens, so that scanners of public code recognise a leaked one. */
export const TOKEN_PREFIX = 'mm_';

/** Use of a token is noted at most this often: a client in a loop must not turn every read into a write. */
const TOUCH_INTERVAL_MS = 60_000;

const BEARER = /^Bearer +([\x21-\x7e]+)$/i;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a session may do: all that its person may. */
const ALL_SCOPES = new Set(scopes);

export type AuthenticationContext = Pick<AppContext, 'config' | 'db' | 'now' | 'findTokenOwner'>;

/** Finds whose an access token is, by the hexadecimal form of its hash; one query for all requests that ask at the same moment. */
export function createTokenOwnerFinder(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
): BatchReader<TokenOwner> {
  return createBatchReader((hashes) =>
    findAccessTokens(ctx.db, hashes, ctx.config.orcid.environment, ctx.now()),
  );
}

/**
 * Says who sends a request: the operator (`ADMIN_TOKEN`) or a person by access token, their own or that of a program
 * that they allowed, as `Authorization: Bearer …` (RFC 6750 section 2.1), else a person by the session cookie, else
 * nobody (null).
 * A bearer token is not checked for its origin, since no browser sends one by itself.
 * @throws AppError invalid-token when the header is malformed or the token unknown, expired or revoked, which are not
 *   told apart; cross-site when another site's page uses the session to change something
 */
export async function authenticateRequest(
  ctx: AuthenticationContext,
  request: FastifyRequest,
): Promise<Actor | null> {
  if (request.headers.authorization === undefined) return authenticateSession(ctx, request);
  const token = readBearerToken(request);
  const { adminToken } = ctx.config;
  if (adminToken !== null && isSameSecret(token, adminToken)) return { kind: 'operator' };
  if (!isProgramToken(token)) return authenticateToken(ctx, token);
  const person = await authenticateProgram(ctx, token);
  if (person === null) throw unknownToken();
  return person;
}

/** Who sends a request: someone as `authenticateRequest` says, or a machine with an organisation's key. */
export type Caller = Actor | { kind: 'organisation-key'; key: OrganisationKey };

/**
 * The same as `authenticateRequest`, where keys of organisations are taken, too.
 * @throws AppError as `authenticateRequest` does
 */
export async function authenticateCaller(
  ctx: AuthenticationContext,
  request: FastifyRequest,
): Promise<Caller | null> {
  if (request.headers.authorization === undefined) return authenticateSession(ctx, request);
  const token = readBearerToken(request);
  if (!isOrganisationKey(token)) return authenticateRequest(ctx, request);
  const key = await authenticateKey(ctx, token);
  if (key === null) {
    throw invalidToken(
      "This organisation's key is unknown, has expired or was revoked. Ask an administrator of the organisation for another.",
    );
  }
  return { kind: 'organisation-key', key };
}

/**
 * Notes on a request who sends it: `request.actor`, or `request.organisationKey`.
 * @throws AppError as `authenticateRequest` does
 */
export async function identifyCaller(ctx: AuthenticationContext, request: FastifyRequest): Promise<void> {
  const caller = await authenticateCaller(ctx, request);
  const isKey = caller?.kind === 'organisation-key';
  request.organisationKey = isKey ? caller.key : null;
  request.actor = isKey ? null : caller;
}

/** Whether a request comes with a bearer token, a malformed one included. */
export function hasBearerToken(request: FastifyRequest): boolean {
  return /^Bearer(?:\s|$)/i.test(request.headers.authorization ?? '');
}

/** Whether a bearer token is one of ours, as far as its text tells; it may be unknown, over or revoked. */
export function isAccessToken(config: Pick<Config, 'adminToken'>, token: string): boolean {
  const { adminToken } = config;
  if (token.startsWith(TOKEN_PREFIX) || isProgramToken(token)) return true;
  return adminToken !== null && isSameSecret(token, adminToken);
}

/** @throws AppError invalid-token when the header is malformed */
function readBearerToken(request: FastifyRequest): string {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw invalidToken('The Authorization header must be "Bearer" and an access token.');
  }
  return token;
}

/**
 * Says whose session the browser's cookie belongs to; null when there is none that lives.
 * @throws AppError cross-site when another site's page uses it to change something
 */
export async function authenticateSession(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  request: FastifyRequest,
): Promise<PersonActor | null> {
  const secret = readSessionSecret(ctx.config, request);
  if (secret === null) return null;
  if (!SAFE_METHODS.has(request.method)) requireOurPages(ctx, request);
  const found = await findSession(ctx.db, hashSecret(secret), ctx.config.orcid.environment, ctx.now());
  if (found === null) return null;
  return { ...toPerson(found), scopes: ALL_SCOPES, via: { kind: 'session', sessionId: found.sessionId } };
}

/** @throws AppError cross-site unless a page of ours made the request */
export function requireOurPages(ctx: Pick<AppContext, 'config'>, request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': secFetchSite } = request.headers;
  const site = Array.isArray(secFetchSite) ? secFetchSite.join() : secFetchSite;
  if (!comesFromOurPages({ secFetchSite: site, origin }, ctx.config.publicUrl)) {
    throw new AppError(
      'cross-site',
      `A browser session can change things only from pages of ${ctx.config.publicUrl}. Programs use an access token.`,
    );
  }
}

/** Whose access token this is, and what it may be used for. @throws AppError invalid-token */
export async function authenticateToken(ctx: AuthenticationContext, token: string): Promise<PersonActor> {
  const now = ctx.now();
  const found = isWellFormed(token) ? await ctx.findTokenOwner(hashSecret(token).toString('hex')) : null;
  if (found === null) {
    throw unknownToken();
  }
  const noted = new Date(now.getTime() - TOUCH_INTERVAL_MS);
  if (found.lastUsedAt === null || found.lastUsedAt < noted) {
    await transact(ctx.db, (tx) => touchAccessToken(tx, found.tokenId, now, noted));
  }
  const { tokenId, tokenName, expiresAt } = found;
  return {
    ...toPerson(found),
    scopes: new Set(found.scopes),
    via: { kind: 'token', tokenId, tokenName, expiresAt },
  };
}

function isWellFormed(token: string): boolean {
  return token.startsWith(TOKEN_PREFIX) && SECRET_PATTERN.test(token.slice(TOKEN_PREFIX.length));
}

function toPerson(row: AccountRow): Omit<PersonActor, 'scopes' | 'via'> {
  const { accountId, name, orcid, orcidEnvironment, memberships, operator } = row;
  return { kind: 'person', accountId, name, orcid, orcidEnvironment, memberships, operator };
}

function unknownToken(): AppError {
  return invalidToken(
    'This access token is unknown, has expired or was revoked. Make a new one at /app/tokens.',
  );
}

function invalidToken(detail: string): AppError {
  return new AppError('invalid-token', detail, {
    headers: { 'www-authenticate': 'Bearer realm="Mintmark", error="invalid_token"' },
  });
}
