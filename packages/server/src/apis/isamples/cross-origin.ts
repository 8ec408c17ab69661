import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Pages elsewhere may speak this API with a token that they have (Fetch standard, CORS protocol). The asterisk never goes
 * with credentials: no browser lets such a page see what a cookie would open, and a cookie changes nothing from there.
 */
export async function allowOtherOrigins(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Content-Disposition, Location, Idempotency-Replayed, Retry-After',
    'cache-control': 'no-store',
  });
}

const METHODS = 'GET, HEAD, POST';
const HEADERS = 'authorization, content-type, idempotency-key, prefer';

/** Answers what a browser asks before it lets a page elsewhere send a token. */
export function answerPreflight(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
      return;
    await reply
      .code(204)
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': HEADERS,
        'access-control-max-age': '600',
      })
      .send();
  });
}
