import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { sendRefusal } from './apis/cyverse/refusals.ts';
import { isCyverseAddress, registerCyverseApi } from './apis/cyverse/register.ts';
import { createErrorHandler } from './apis/dspace/frame/errors.ts';
import { isDspaceAddress, registerDspaceApis } from './apis/dspace/register.ts';
import { createRefusalHandler } from './apis/idr/refusals.ts';
import { idrContract, isIdrAddress, registerIdrApis } from './apis/idr/register.ts';
import { registerIsamplesApi } from './apis/isamples/register.ts';
import { registerProbes } from './apis/probes.ts';
import { registerServicePages } from './apis/service-pages.ts';
import type { AppContext } from './context.ts';
import { AppError } from './errors.ts';
import { callerKey, requireActor } from './http/actor.ts';
import { refuseUnstorableAddress } from './http/address.ts';
import { BODY_LIMIT_BYTES, parseJsonStrictly } from './http/body.ts';
import { refuseRepeatedHeaders } from './http/headers.ts';
import { refuseOtherMethods } from './http/methods.ts';
import { registerOpenapi } from './http/openapi.ts';
import { createProblemHandler, sendProblem } from './http/problem.ts';
import { compileSerializer } from './http/serialization.ts';
import { createClientErrorHandler, refuseExpectations } from './http/unreadable-requests.ts';
import { createValidatorCompiler } from './http/validation.ts';
import {
  findAccessRoles,
  identifyCaller,
  recogniseStewards,
  registerAccountRoutes,
  registerAuthorizationServer,
  registerSignInPages,
} from './modules/accounts/index.ts';
import { registerByteRoutes, registerDataPages, registerDataRoutes } from './modules/data/index.ts';
import { registerItemPages, registerItemRoutes } from './modules/items/index.ts';
import { registerLinkRoutes } from './modules/links/index.ts';
import {
  registerBatchRoutes,
  registerBlockNameRoutes,
  registerBlockPages,
  registerBlockRoutes,
  registerLabelRoutes,
  registerPidRoutes,
  registerShoulderPages,
  registerShoulderRoutes,
  registerTableRoute,
} from './modules/minting/index.ts';
import {
  countUnreadOnPages,
  registerNoticePages,
  registerNoticeRoutes,
} from './modules/notifications/index.ts';
import { registerOrcidPages, registerOrcidRoutes } from './modules/orcid/index.ts';
import { registerQueuePages, registerRegistrationRoutes } from './modules/registration/index.ts';
import {
  registerFolderMetadataRoutes,
  registerMetadataPage,
  registerOwnRequestPages,
  registerPackagePages,
  registerPublishedRoutes,
  registerRequestPages,
  registerRequestRoutes,
} from './modules/requests/index.ts';
import { registerSchemeRoutes, registerVocabularyPages } from './modules/schemes/index.ts';
import { registerResolver } from './resolver/index.ts';
import { registerSecretRoutes } from './secret-rotation/routes.ts';

const ASSETS = fileURLToPath(new URL('../views/assets/', import.meta.url));

/** As a constant, because helmet would build it anew for every redirect. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The HTTP face of the service; production and tests use the same one. */
export async function createApp(ctx: AppContext): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: ctx.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    // A proxy in front speaks from this machine or a private network; anyone else's X-Forwarded headers are not believed.
    trustProxy: 'loopback,linklocal,uniquelocal',
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 2048 },
    genReqId: () => crypto.randomUUID(),
    clientErrorHandler: createClientErrorHandler(ctx.config.publicUrl),
    frameworkErrors: (error, request, reply) => {
      chooseRefusals(ctx, request.raw.url ?? '/')(error, request, reply);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  refuseExpectations(app, ctx.config.publicUrl);
  app.setValidatorCompiler(createValidatorCompiler());
  app.setSerializerCompiler(compileSerializer);
  app.decorateRequest('actor', null);
  app.decorateRequest('organisationKey', null);
  app.decorateRequest('steward', null);
  app.decorateReply('unreadNotices', null);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    ctx.metrics.requests.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  app.addHook('onRequest', refuseUnstorableAddress);

  await app.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: false,
    strictTransportSecurity: ctx.config.publicUrl.startsWith('https:'),
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  });
  await app.register(cookie);
  await app.register(fastifyStatic, { root: ASSETS, prefix: '/assets/', index: false, maxAge: '1h' });
  await registerOpenapi(app, idrContract);

  await app.register(
    async (api) => {
      parseJsonStrictly(api);
      api.setErrorHandler(createProblemHandler(ctx.config.publicUrl));
      api.setNotFoundHandler((request, reply) =>
        sendProblem(
          reply,
          new AppError('not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`),
          ctx.config.publicUrl,
        ),
      );
      api.addHook('onRequest', refuseRepeatedHeaders);
      // Before the body is read: a stranger learns nothing about it, and cannot make us parse it.
      api.addHook('onRequest', async (request) => {
        await identifyCaller(ctx, request);
        if (!request.is404 && request.organisationKey === null) requireActor(request);
      });
      const refuseMethods = refuseOtherMethods(api);
      await api.register(rateLimit, {
        hook: 'preParsing',
        timeWindow: '1 minute',
        max: ctx.config.requestsPerMinute,
        keyGenerator: callerKey,
      });
      registerAccountRoutes(api, ctx);
      registerPidRoutes(api, ctx);
      registerShoulderRoutes(api, ctx);
      registerNoticeRoutes(api, ctx);
      registerBlockRoutes(api, ctx);
      registerBlockNameRoutes(api, ctx);
      registerLabelRoutes(api, ctx);
      await api.register(async (scope) => registerTableRoute(scope, ctx));
      await registerBatchRoutes(api, ctx);
      registerRegistrationRoutes(api, ctx);
      registerSecretRoutes(api, ctx);
      await registerItemRoutes(api, ctx);
      await registerOrcidRoutes(api, ctx);
      registerFolderMetadataRoutes(api, ctx);
      registerRequestRoutes(api, ctx);
      registerPublishedRoutes(api, ctx);
      await registerByteRoutes(api, ctx);
      registerDataRoutes(api, ctx);
      await api.register(async (scope) => {
        recogniseStewards(scope, ctx);
        registerSchemeRoutes(scope, ctx);
        await registerLinkRoutes(scope, ctx);
      });
      refuseMethods();
    },
    { prefix: '/api/v1' },
  );

  await app.register(async (idr) => registerIdrApis(idr, ctx));
  await app.register(async (dspace) => registerDspaceApis(dspace, ctx));
  await app.register(async (isamples) => registerIsamplesApi(isamples, ctx), { prefix: '/manage' });

  await app.register(async (cyverse) => registerCyverseApi(cyverse, ctx), { prefix: '/terrain' });

  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: 65_536 });
    countUnreadOnPages(pages, ctx);
    registerSignInPages(pages, ctx);
    registerAuthorizationServer(pages, ctx);
    registerBlockPages(pages, ctx);
    registerShoulderPages(pages, ctx);
    registerNoticePages(pages, ctx);
    registerQueuePages(pages, ctx);
    registerItemPages(pages, ctx);
    registerRequestPages(pages, ctx);
    registerDataPages(pages, ctx);
    registerMetadataPage(pages, ctx);
    registerPackagePages(pages, ctx);
    registerOwnRequestPages(pages, ctx);
    registerOrcidPages(pages, ctx);
    registerServicePages(pages, ctx);
    registerProbes(pages, ctx);
  });

  registerVocabularyPages(app, ctx);

  await app.register(async (resolver) => {
    registerResolver(resolver, { ...ctx, findRoles: (request) => findAccessRoles(ctx, request) });
  });
  return app;
}

/** What the router refuses reaches no API; the address tells whose shape the refusal has. */
function chooseRefusals(ctx: AppContext, url: string) {
  if (isIdrAddress(url)) return createRefusalHandler(ctx.now);
  if (isCyverseAddress(url)) return sendRefusal;
  if (isDspaceAddress(url)) return createErrorHandler(ctx.now);
  return createProblemHandler(ctx.config.publicUrl);
}
