import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Any page may speak these APIs (Fetch standard, CORS protocol), as with release 4. The asterisk never goes with
 * credentials, so no other site can use the session of a person.
 */
export async function allowOtherOrigins(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Link, Location, Retry-After',
  });
}

/** Answers what a browser asks before it lets a page elsewhere send a key. */
export function answerPreflight(app: FastifyInstance): void {
  app.options('/*', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, HEAD, OPTIONS, PUT, POST, DELETE',
        'access-control-allow-headers': 'Accept, Accept-Language, Authorization, Content-Type, X-Lang',
        'access-control-max-age': '600',
      })
      .send(),
  );
}
