import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { showRefusals } from '../../http/pages.ts';
import { registerAccountMergePages } from './account-merges/pages.ts';
import { registerBatchPages } from './batches/pages.ts';
import { registerClientPages } from './clients/pages.ts';
import { registerConnectPages } from './connecting/pages.ts';
import { registerOwnPages } from './connections/own-pages.ts';
import { registerPeoplePages } from './connections/people-pages.ts';
import { registerDepositPages } from './deposits/pages/register.ts';
import { registerDifferencePages } from './differences/pages.ts';
import { registerDossierPages } from './dossier/pages.ts';
import { registerErasurePages } from './erasures/pages.ts';
import { registerExportPages } from './exports/pages.ts';
import { registerImportPages } from './imports/pages.ts';
import { registerLogPages } from './interactions/pages.ts';
import { registerInvitationPages } from './invitations/pages.ts';
import { registerInvitedPages } from './invitations/public-pages.ts';
import { registerWebhookRoutes } from './webhooks/routes.ts';

/** Each connection that is begun is a row for ten minutes: strangers get this many requests a minute from one address. */
const REQUESTS_PER_MINUTE = 600;

/** Every page of this module. */
export function registerOrcidPages(pages: FastifyInstance, ctx: AppContext): void {
  pages.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', {
      back: { href: '/app/orcid', text: 'To your ORCID record' },
      contactEmail: ctx.config.contactEmail,
    });
    registerLogPages(scope, ctx);
    registerExportPages(scope, ctx);
    registerImportPages(scope, ctx);
    registerErasurePages(scope, ctx);
    registerDossierPages(scope, ctx);
    await scope.register(async (open) => {
      await open.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' });
      registerConnectPages(open, ctx);
      registerInvitedPages(open, ctx);
    });
    registerWebhookRoutes(scope, ctx);
    registerInvitationPages(scope, ctx);
    registerOwnPages(scope, ctx);
    registerAccountMergePages(scope, ctx);
    registerClientPages(scope, ctx);
    registerPeoplePages(scope, ctx);
    registerBatchPages(scope, ctx);
    registerDepositPages(scope, ctx);
    registerDifferencePages(scope, ctx);
  });
}
