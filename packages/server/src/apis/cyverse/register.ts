import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { callerKey, requireActor } from '../../http/actor.ts';
import { parseJsonStrictly } from '../../http/body.ts';
import { refuseRepeatedHeaders } from '../../http/headers.ts';
import { refuseOtherMethods } from '../../http/methods.ts';
import { authenticateRequest } from '../../modules/accounts/index.ts';
import { registerAdminRoutes } from './admin-routes.ts';
import type { CyverseContext } from './context.ts';
import { allowOtherOrigins, answerPreflight } from './cross-origin.ts';
import { refuse, sendRefusal } from './refusals.ts';
import { registerUserRoutes } from './user-routes.ts';

/** Whether an address, as it came, is of this API: what the router refuses reaches none of its routes. */
export function isCyverseAddress(url: string): boolean {
  return /^\/terrain(?:[/?]|$)/.test(url);
}

/** CyVerse's permanent ID requests, as the Discovery Environment asks for them; register it under `/terrain`. */
export async function registerCyverseApi(app: FastifyInstance, ctx: CyverseContext): Promise<void> {
  parseJsonStrictly(app, /^application\/json(?:;|$)/);
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(sendRefusal);
  app.addHook('onRequest', allowOtherOrigins);
  app.addHook('onRequest', refuseRepeatedHeaders);
  const refuseUnknown = async (): Promise<never> => {
    throw refuse('ERR_NOT_FOUND', 'There is no such address here.');
  };
  answerPreflight(app);
  app.addHook('onRequest', async (request) => {
    if (request.method === 'OPTIONS' || request.routeOptions.config.answersAnyone === true) return;
    request.actor = await authenticateRequest(ctx, request);
    requireActor(request);
  });
  await app.register(rateLimit, {
    hook: 'preParsing',
    timeWindow: '1 minute',
    max: ctx.config.requestsPerMinute,
    keyGenerator: callerKey,
  });
  const refuseMethods = refuseOtherMethods(app);
  registerUserRoutes(app, ctx);
  await registerAdminRoutes(app, ctx);
  refuseMethods();
  // Before the resolver, which would look for identifiers of these names; and before a body is read.
  const config = { answersAnyone: true };
  for (const path of ['/', '/*']) {
    app.all(path, { schema: { hide: true }, config, onRequest: refuseUnknown }, refuseUnknown);
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whoever asks gets the same answer. */
    answersAnyone?: boolean;
  }
}
