import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { showRefusals } from '../../http/pages.ts';
import { registerLogPages } from './interactions/pages.ts';

/** Every page of this module. */
export function registerOrcidPages(pages: FastifyInstance, ctx: AppContext): void {
  pages.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/app/orcid', text: 'To your ORCID record' } });
    registerLogPages(scope, ctx);
  });
}
