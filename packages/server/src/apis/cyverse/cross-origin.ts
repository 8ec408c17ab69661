import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Pages elsewhere may speak this API with a token that they have (Fetch standard, CORS protocol), as CyVerse's own do.
 * The asterisk never goes with credentials: no browser lets such a page see what a cookie would open.
 */
export async function allowOtherOrigins(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Retry-After, WWW-Authenticate',
    'cache-control': 'no-store',
  });
}

/** Answers what a browser asks before it lets a page elsewhere send a token. */
export function answerPreflight(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
      return;
    await reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, HEAD, POST',
        'access-control-allow-headers': 'authorization, content-type, prefer',
        'access-control-max-age': '600',
      })
      .send();
  });
}
