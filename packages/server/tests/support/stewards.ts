import cookie from '@fastify/cookie';
import Fastify, { type LightMyRequestResponse } from 'fastify';
import type { AppContext } from '../../src/context.ts';
import { createProblemHandler } from '../../src/http/problem.ts';
import { requireSteward } from '../../src/http/steward.ts';
import { findAccessRoles, recogniseStewards } from '../../src/modules/accounts/index.ts';

export type Ask = (
  path: '/steward' | `/roles${string}`,
  headers?: Record<string, string>,
  method?: 'GET' | 'POST',
) => Promise<LightMyRequestResponse>;

/** An address that tells what the sender may do with schemes and links, and one that tells their verified roles. */
export async function openStewardDesk(ctx: AppContext): Promise<{ ask: Ask; close(): Promise<void> }> {
  const app = Fastify();
  app.decorateRequest('actor', null);
  app.decorateRequest('organisationKey', null);
  app.decorateRequest('steward', null);
  app.setErrorHandler(createProblemHandler(ctx.config.publicUrl));
  await app.register(cookie);
  await app.register(async (scope) => {
    recogniseStewards(scope, ctx);
    scope.route({
      method: ['GET', 'POST'],
      url: '/steward',
      handler: async (request) => requireSteward(request),
    });
  });
  app.get('/roles', async (request) => {
    const roles = await findAccessRoles(ctx, request);
    return Object.fromEntries([...roles].map(([organisation, held]) => [organisation, [...held].sort()]));
  });
  return {
    ask: (path, headers = {}, method = 'GET') => app.inject({ path, headers, method }),
    close: () => app.close(),
  };
}
