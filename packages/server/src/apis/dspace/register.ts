import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { callerKey } from '../../http/actor.ts';
import { refuseRepeatedHeaders } from '../../http/headers.ts';
import { refuseOtherMethods } from '../../http/methods.ts';
import { registerAuthn } from './authn/routes.ts';
import { registerCsrf } from './authn/security-routes.ts';
import { registerAuthz } from './authz/routes.ts';
import { registerConfig } from './config/routes.ts';
import { registerContainerReadRoutes } from './containers/read-routes.ts';
import { registerContainerWriteRoutes } from './containers/write-routes.ts';
import type { DspaceContext } from './context.ts';
import { registerDiscoverRoutes } from './discover/routes.ts';
import { registerEpersons } from './eperson/routes.ts';
import { createDspaceApi, type DspaceApi, type DspacePrefix } from './frame/api.ts';
import { identifyCaller } from './frame/caller.ts';
import { allowDspaceUi } from './frame/cross-origin.ts';
import { requireCsrfToken } from './frame/csrf.ts';
import { createErrorHandler, refusal } from './frame/errors.ts';
import { registerIdentifierRoutes } from './identifiers/routes.ts';
import { registerItemReadRoutes } from './items/read-routes.ts';
import { registerItemWriteRoutes } from './items/write-routes.ts';
import { registerFindRoutes } from './resources/find-routes.ts';
import { readBodies } from './resources/read-bodies.ts';
import { registerRoot } from './root/routes.ts';
import { registerSubmissionRoutes } from './submission/routes.ts';

/** `/server/api` as DSpace has it, the paths of the contract's text without `/server`, and those of its examples. */
const prefixes: readonly DspacePrefix[] = ['/server/api', '/api', '/rest/api'];

type Register = (app: FastifyInstance, ctx: DspaceContext, api: DspaceApi) => void | Promise<void>;

/** What answers below a prefix; each adds its routes to all of them. */
const resources: readonly Register[] = [
  registerRoot,
  registerAuthn,
  registerCsrf,
  registerConfig,
  registerAuthz,
  registerEpersons,
  registerIdentifierRoutes,
  registerFindRoutes,
  registerItemReadRoutes,
  registerItemWriteRoutes,
  registerContainerReadRoutes,
  registerContainerWriteRoutes,
  registerSubmissionRoutes,
  registerDiscoverRoutes,
];

/** What the bare `/api` holds of DSpace; everything else there is somebody else's. */
const ROOMS = [
  'authn',
  'authz',
  'config',
  'core',
  'discover',
  'dso',
  'eperson',
  'pid',
  'security',
  'submission',
];

/** Whether an address, as it came, is of this API: what the router refuses reaches none of its routes. */
export function isDspaceAddress(url: string): boolean {
  const [, room = ''] = /^\/api\/([a-z]+)(?=[/?]|$)/.exec(url) ?? [];
  return /^\/(?:server|rest)\/api(?:[/?]|$)/.test(url) || ROOMS.includes(room);
}

/** DSpace's REST contract, at each of the addresses that it has. */
export async function registerDspaceApis(app: FastifyInstance, ctx: DspaceContext): Promise<void> {
  for (const prefix of prefixes) {
    await app.register(async (scope) => registerDspaceApi(scope, ctx, createDspaceApi(ctx.config, prefix)), {
      prefix,
    });
  }
}

async function registerDspaceApi(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): Promise<void> {
  readBodies(app);
  // Resources write their own JSON, of shapes that no schema of ours describes.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(createErrorHandler(ctx.now));
  allowDspaceUi(app, ctx);
  app.addHook('onRequest', refuseRepeatedHeaders);
  requireCsrfToken(app, ctx, api);
  app.addHook('onRequest', async (request) => {
    request.actor = await identifyCaller(ctx, request);
    // DSpace has it turned off unless it is configured; whoever sends it means to act as somebody else.
    if (request.headers['x-on-behalf-of'] !== undefined) {
      throw refusal(400, undefined, { detail: 'X-On-Behalf-Of is not served: log in as who you are.' });
    }
  });
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  await app.register(rateLimit, {
    hook: 'preParsing',
    timeWindow: '1 minute',
    max: ctx.config.requestsPerMinute,
    keyGenerator: callerKey,
  });
  const refuseMethods = refuseOtherMethods(app, { answerOptions: true });
  for (const register of resources) await register(app, ctx, api);
  refuseMethods();
  refuseUnknownAddresses(app, api);
}

/** Before the resolver, which would look for identifiers of these names. */
function refuseUnknownAddresses(app: FastifyInstance, api: DspaceApi): void {
  const refuse = async (): Promise<never> => {
    throw refusal(404);
  };
  const paths = api.prefix === '/api' ? ROOMS.flatMap((room) => [`/${room}`, `/${room}/*`]) : ['/*'];
  for (const path of paths) {
    if (app.hasRoute({ method: 'GET', url: `${api.prefix}${path}` })) continue;
    // Before the body is read: it does not matter what is in it.
    app.all(path, { schema: { hide: true }, onRequest: refuse }, refuse);
  }
}
