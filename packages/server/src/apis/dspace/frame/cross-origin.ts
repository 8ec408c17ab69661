import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../../config.ts';
import { refusal } from './errors.ts';

type OriginConfig = Pick<Config, 'publicUrl' | 'dspaceUiUrl'>;

const METHODS = 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE';
const HEADERS =
  'Accept, Authorization, Content-Type, If-Match, If-None-Match, Origin, X-CORRELATION-ID, X-On-Behalf-Of, X-REFERRER, ' +
  'X-Requested-With, X-XSRF-TOKEN';
const EXPOSED = 'Authorization, DSPACE-XSRF-TOKEN, ETag, Location, Retry-After, WWW-Authenticate';

/**
 * Lets pages of this service and of the configured DSpace UI use the API with their cookies (Fetch standard, CORS
 * protocol), and no others: the answers hold tokens.
 */
export function allowDspaceUi(app: FastifyInstance, ctx: { config: OriginConfig }): void {
  const allowed = allowedOrigins(ctx.config);
  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> => {
    // A cache must not hand the answer for one origin to another.
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin !== undefined && allowed.has(origin)) {
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': EXPOSED,
      });
    }
    const isPreflight =
      request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) return undefined;
    if (origin === undefined || !allowed.has(origin)) throw refusal(403);
    return reply
      .code(200)
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': HEADERS,
        'access-control-max-age': '3600',
      })
      .send();
  });
}

/**
 * Whether a browser says that a page of another site made the request. Browsers state the origin themselves with every
 * unsafe request, and no page can forge it. Who states none is no browser, or one from before cookies had sites.
 */
export function isForeign(config: OriginConfig, request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) return !allowedOrigins(config).has(origin);
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function allowedOrigins(config: OriginConfig): ReadonlySet<string> {
  return new Set([config.publicUrl, new URL(config.dspaceUiUrl).origin]);
}
