import type { FastifyInstance } from 'fastify';
import { showRefusals } from '../../../../http/pages.ts';
import { type PageContext, page } from '../../../accounts/index.ts';
import { sendListPage } from './list-page.ts';
import { registerNamePages } from './name-pages.ts';
import { registerNewPages } from './new-pages.ts';
import { registerRequestPages } from './request-pages.ts';
import { registerSinglePages } from './shoulder-pages.ts';
import { signedIn } from './signed-in.ts';

/** The pages where people see their shoulders and ask for more, and administrators settle them. No JavaScript needed. */
export function registerShoulderPages(app: FastifyInstance, ctx: PageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app/shoulders', text: 'To the shoulders' } });

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
