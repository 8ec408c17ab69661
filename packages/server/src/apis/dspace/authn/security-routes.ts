import type { FastifyInstance } from 'fastify';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { sendNewCsrfToken } from '../frame/csrf.ts';

/** `security/csrf`: where a client gets its first token, and another whenever it likes. */
export function registerCsrf(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const options = { schema: { hide: true }, config: { keepsCsrfToken: true } };
  app.get('/security/csrf', options, async (_request, reply) => {
    sendNewCsrfToken(ctx, api, reply);
    return reply.code(204).send();
  });
}
