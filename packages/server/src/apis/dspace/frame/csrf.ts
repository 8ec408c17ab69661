import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { DspaceApi } from './api.ts';
import { bringsAccessToken } from './caller.ts';
import { isForeign } from './cross-origin.ts';
import { refusal } from './errors.ts';

const COOKIE = 'DSPACE-XSRF-COOKIE';
const ANSWER_HEADER = 'DSPACE-XSRF-TOKEN';
const REQUEST_HEADER = 'x-xsrf-token';
const PARAMETER = '_csrf';
const TOKEN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const FORM = /^application\/x-www-form-urlencoded(?:\s*;|$)/i;

type CsrfContext = Pick<AppContext, 'config'>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route asks who somebody is: it answers strangers often, and must not give each of them a new token. */
    keepsCsrfToken?: boolean;
    /** The route reads a form, in which the token may be. */
    takesForm?: boolean;
  }
}

/**
 * Protects what changes something against pages of other sites, as DSpace does: the token of an HttpOnly cookie must
 * come a second time, as a header or as a parameter, which another site cannot read and so cannot send.
 *
 * A cookie proves less than it seems: a page of a sibling domain, or plain http beside https, can plant one that it knows
 * (fixation). So a browser's own word on where a request comes from counts first, logging in makes a new token, and
 * nobody is recognised by a cookie here in the first place.
 *
 * Access tokens of ours need none of it: no browser sends those by itself.
 */
export function requireCsrfToken(app: FastifyInstance, ctx: CsrfContext, api: DspaceApi): void {
  app.addHook('onRequest', async (request, reply) => {
    if (SAFE_METHODS.has(request.method)) {
      if (lacksToken(ctx, request)) sendNewCsrfToken(ctx, api, reply);
      return;
    }
    if (bringsAccessToken(ctx, request)) return;
    if (isForeign(ctx.config, request)) throw refuseToken(ctx, api, reply);
    const { [REQUEST_HEADER]: header } = request.headers;
    const { [PARAMETER]: parameter } = request.query as Record<string, unknown>;
    if (header === undefined && parameter === undefined && mayHaveTokenInBody(request)) return;
    if (!isTokenOf(request, header ?? parameter)) throw refuseToken(ctx, api, reply);
    // A parameter is seen in logs and histories; the next request needs another.
    if (header === undefined) sendNewCsrfToken(ctx, api, reply);
  });

  app.addHook('preValidation', async (request, reply) => {
    if (SAFE_METHODS.has(request.method) || bringsAccessToken(ctx, request)) return;
    if (request.headers[REQUEST_HEADER] !== undefined || !mayHaveTokenInBody(request)) return;
    if ((request.query as Record<string, unknown>)[PARAMETER] !== undefined) return;
    const { [PARAMETER]: field } = (request.body ?? {}) as Record<string, unknown>;
    if (!isTokenOf(request, field)) throw refuseToken(ctx, api, reply);
    sendNewCsrfToken(ctx, api, reply);
  });
}

/** Gives the client a token that no one has had before: what was known of the old one is worth nothing. */
export function sendNewCsrfToken(ctx: CsrfContext, api: DspaceApi, reply: FastifyReply): void {
  const token = randomUUID();
  const isHttps = ctx.config.publicUrl.startsWith('https:');
  const options: CookieSerializeOptions = {
    path: api.contextPath,
    httpOnly: true,
    // On https a UI on another site is served, too. Browsers take None only with Secure, and Secure only on https.
    ...(isHttps ? { sameSite: 'none', secure: true } : { sameSite: 'lax', secure: false }),
  };
  reply.setCookie(COOKIE, token, options).header(ANSWER_HEADER, token);
}

function refuseToken(ctx: CsrfContext, api: DspaceApi, reply: FastifyReply): Error {
  sendNewCsrfToken(ctx, api, reply);
  return refusal(403, 'Access is denied. Invalid CSRF token.');
}

function lacksToken(ctx: CsrfContext, request: FastifyRequest): boolean {
  return (
    request.method === 'GET' &&
    request.routeOptions.config.keepsCsrfToken !== true &&
    !TOKEN.test(request.cookies[COOKIE] ?? '') &&
    !bringsAccessToken(ctx, request)
  );
}

function mayHaveTokenInBody(request: FastifyRequest): boolean {
  return request.routeOptions.config.takesForm === true && FORM.test(request.headers['content-type'] ?? '');
}

function isTokenOf(request: FastifyRequest, shown: unknown): boolean {
  const kept = request.cookies[COOKIE] ?? '';
  if (typeof shown !== 'string' || !TOKEN.test(kept) || !TOKEN.test(shown)) return false;
  return timingSafeEqual(Buffer.from(kept), Buffer.from(shown));
}
