import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { receiveHint } from './receive-hint.ts';
import { WEBHOOK_PATH } from './webhook.ts';

/** An organisation's ten thousand records may all change within ORCID's five minutes; whoever guesses gets no further. */
const CALLS_PER_MINUTE = 3_000;
const BODY_LIMIT_BYTES = 1024;
const PATH_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** Where ORCID calls when a record changed. A stranger learns nothing here, and whoever knows the path little more. */
export function registerWebhookRoutes(pages: FastifyInstance, ctx: AppContext): void {
  pages.register(async (scope) => {
    // ORCID sends no body. Whatever comes is not read: nobody signs it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
      (_request, _body, done) => done(null, null),
    );
    await scope.register(rateLimit, { max: CALLS_PER_MINUTE, timeWindow: '1 minute' });
    scope.post<{ Params: { path: string } }>(
      `${WEBHOOK_PATH}/:path`,
      // The address is a secret of ours and ORCID's.
      { schema: { hide: true }, logLevel: 'silent', bodyLimit: BODY_LIMIT_BYTES },
      async (request, reply) => {
        const { path } = request.params;
        const isKnown = PATH_PATTERN.test(path) && (await receiveHint(ctx, path));
        return reply.code(isKnown ? 204 : 404).send();
      },
    );
  });
}
