import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { actorKey } from '../../http/actor.ts';
import { parseJsonStrictly } from '../../http/body.ts';
import { refuseRepeatedHeaders } from '../../http/headers.ts';
import { refuseOtherMethods } from '../../http/methods.ts';
import { createIdTokenAuthenticator } from '../../modules/accounts/index.ts';
import { authenticateManaging } from './authenticate.ts';
import { allowOtherOrigins, answerPreflight } from './cross-origin.ts';
import { registerMintRoutes } from './mint-routes.ts';
import { registerNamespaceRoutes } from './namespace-routes.ts';
import { sendDetail, sendNotFound } from './refusals.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';

export type IsamplesContext = Pick<
  AppContext,
  | 'config'
  | 'db'
  | 'findTokenOwner'
  | 'jobs'
  | 'log'
  | 'metrics'
  | 'noidSequences'
  | 'now'
  | 'pages'
  | 'secrets'
  | 'wakeRegistration'
>;

/** Addresses that say who somebody is by themselves, or to anyone. */
const PUBLIC = new Set(['/login', '/auth', '/logout', '/hypothesis_jwt', '/*']);

/** The API of iSamples in a Box, as its command line script and its pages use it; register it under `/manage`. */
export async function registerIsamplesApi(app: FastifyInstance, ctx: IsamplesContext): Promise<void> {
  const idTokens = createIdTokenAuthenticator(ctx);
  parseJsonStrictly(app);
  app.setErrorHandler(sendDetail);
  app.addHook('onRequest', allowOtherOrigins);
  app.addHook('onRequest', refuseRepeatedHeaders);
  app.addHook('onRequest', async (request) => {
    const path = request.routeOptions.url?.slice(app.prefix.length) ?? '';
    if (request.method === 'OPTIONS' || PUBLIC.has(path)) return;
    request.actor = await authenticateManaging(ctx, idTokens, request);
  });
  await app.register(rateLimit, {
    hook: 'preParsing',
    timeWindow: '1 minute',
    max: ctx.config.requestsPerMinute,
    keyGenerator: (request) => (request.actor === null ? request.ip : actorKey(request.actor)),
  });
  const refuseMethods = refuseOtherMethods(app);
  answerPreflight(app);
  registerSignInRoutes(app, ctx, idTokens);
  registerNamespaceRoutes(app, ctx);
  registerMintRoutes(app, ctx);
  refuseMethods();
  // Before the resolver, which would look for an identifier of this name.
  app.all('/*', { schema: { hide: true } }, async (request, reply) => sendNotFound(request, reply));
}
