import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { showRefusals } from '../../http/pages.ts';
import { registerAccessRolePages } from './access-roles/pages.ts';
import { registerGroupPages } from './groups/pages.ts';
import { registerOrganisationKeyPages } from './organisation-keys/pages.ts';
import { registerServiceAccountPages } from './service-accounts/pages.ts';
import { registerOrcidSignIn } from './sign-in/pages.ts';
import { registerTokenPages } from './tokens/pages.ts';

/** Each sign-in that is begun is a row for ten minutes: strangers get this many requests a minute from one address. */
const REQUESTS_PER_MINUTE = 600;

/**
 * The pages of signing in, of access tokens, and of organisations' keys, service accounts and access roles, in a scope of
 * their own with refusals as pages.
 */
export function registerSignInPages(
  app: FastifyInstance,
  ctx: Pick<AppContext, 'config' | 'db' | 'jobs' | 'log' | 'now' | 'pages' | 'passwordHasher' | 'secrets'>,
): void {
  app.register(async (scope) => {
    await scope.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' });
    showRefusals(scope, ctx, 'sign-in-problem');
    registerOrcidSignIn(scope, ctx);
    registerTokenPages(scope, ctx);
    registerOrganisationKeyPages(scope, ctx);
    registerServiceAccountPages(scope, ctx);
    registerAccessRolePages(scope, ctx);
    registerGroupPages(scope, ctx);
  });
}
