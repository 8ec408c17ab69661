import type { FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { authenticateLogIn, authenticateRequest, isAccessToken } from '../../../modules/accounts/index.ts';
import { refusal } from './errors.ts';

/** Who reads; null: a stranger. */
export type Reader = Actor | null;

export type CallerContext = Pick<AppContext, 'config' | 'db' | 'findTokenOwner' | 'now' | 'secrets'>;

const BEARER = /^Bearer +([\x21-\x7e]+)$/i;

/** Who sends a request. */
export function readCaller(request: FastifyRequest): Reader {
  return request.actor;
}

/** Who sends a request that a stranger may not send. @throws DspaceRefusal 401 */
export function requireCaller(request: FastifyRequest): Actor {
  if (request.actor === null) throw refusal(401);
  return request.actor;
}

/** The token of `Authorization: Bearer …`, or null. */
export function readBearer(request: FastifyRequest): string | null {
  return BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** Whether a request comes with an access token of ours (or says so), and not with a log-in of DSpace's kind. */
export function bringsAccessToken(ctx: Pick<AppContext, 'config'>, request: FastifyRequest): boolean {
  const token = readBearer(request);
  return token !== null && isAccessToken(ctx.config, token);
}

/**
 * Says who sends a request: whoever a log-in or an access token of ours belongs to. One that is wrong or over makes its
 * sender a stranger, as in DSpace. The session of a browser does not count here: nothing that a browser sends by itself
 * does.
 */
export async function identifyCaller(ctx: CallerContext, request: FastifyRequest): Promise<Reader> {
  const token = readBearer(request);
  if (token === null) return identifyByAddress(ctx, request);
  if (!isAccessToken(ctx.config, token)) return authenticateLogIn(ctx, token);
  try {
    return await authenticateRequest(ctx, request);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-token') return null;
    throw error;
  }
}

/** A short-lived token in the address is for reading alone: addresses are seen in histories and logs. */
async function identifyByAddress(ctx: CallerContext, request: FastifyRequest): Promise<Reader> {
  const { 'authentication-token': token } = request.query as Record<string, unknown>;
  if (request.method !== 'GET' || request.headers.authorization !== undefined || typeof token !== 'string') {
    return null;
  }
  return authenticateLogIn(ctx, token, 'short-lived');
}
