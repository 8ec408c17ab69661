import type { FastifyInstance } from 'fastify';
import { errorTable } from '../../../../errors.ts';
import { toAppError } from '../../../../http/problem.ts';
import { sendListPage } from './list-page.ts';
import { registerNamePages } from './name-pages.ts';
import { registerNewPages } from './new-pages.ts';
import { registerRequestPages } from './request-pages.ts';
import { registerSinglePages } from './shoulder-pages.ts';
import { type PageContext, page, signedIn } from './signed-in.ts';

/** The pages where people see their shoulders and ask for more, and administrators settle them. No JavaScript needed. */
export function registerShoulderPages(app: FastifyInstance, ctx: PageContext): void {
  app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const refusal = toAppError(error);
      if (refusal.code === 'internal-error') request.log.error({ err: error }, 'request failed');
      reply.headers({ ...refusal.headers });
      return ctx.pages.send(reply, refusal.status, 'shoulder-problem', {
        title: errorTable[refusal.code].title,
        detail: refusal.message,
      });
    });

    scope.get(
      '/app/shoulders',
      page,
      signedIn(ctx, (request, reply, person) => sendListPage(ctx, request, reply, person)),
    );
    registerRequestPages(scope, ctx);
    registerNewPages(scope, ctx);
    registerSinglePages(scope, ctx);
    registerNamePages(scope, ctx);
  });
}
