import type { FastifyRequest } from 'fastify';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../../http/actor.ts';
import {
  authenticateRequest,
  authenticateSession,
  type IdTokenAuthenticator,
} from '../../modules/accounts/index.ts';

/** Three parts of base64url: a JWT. No token of ours has a full stop in it. */
const ID_TOKEN = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)$/i;
const BEARER = /^Bearer +[\x21-\x7e]+$/i;

/** The id_token that a request brings, or null. */
export function readIdToken(request: FastifyRequest): string | null {
  return ID_TOKEN.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/**
 * Who sends a request: a person by the id_token that ORCID made for this service or by an access token of ours, the
 * operator, or else a person by the session cookie, which no other site can use.
 * @throws AppError malformed-request without any of these, invalid-token, cross-site, not-ready
 */
export async function authenticateManaging(
  ctx: Pick<AppContext, 'config' | 'db' | 'now' | 'findTokenOwner'>,
  idTokens: IdTokenAuthenticator,
  request: FastifyRequest,
): Promise<Actor> {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const person = await authenticateSession(ctx, request);
    if (person !== null) return person;
    throw new AppError('malformed-request', 'The request does not contain an "authorization" header.');
  }
  if (!BEARER.test(authorization)) {
    throw new AppError('malformed-request', 'The "authorization" header must be "Bearer" and a token.');
  }
  const idToken = readIdToken(request);
  if (idToken !== null) return idTokens.authenticate(idToken);
  const actor = await authenticateRequest(ctx, request);
  if (actor === null) throw new Error('a request with an authorization header was taken for a stranger');
  return actor;
}
