import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { AppContext } from '../../context.ts';
import { parseJsonStrictly } from '../../http/body.ts';
import { refuseRepeatedHeaders } from '../../http/headers.ts';
import type { FurtherContract } from '../../http/openapi.ts';
import { authenticateSteward } from '../../modules/accounts/index.ts';
import type { TypedLinkDeps } from '../../resolver/typed-links/show-levels.ts';
import { allowOtherOrigins, answerPreflight } from './cross-origin.ts';
import { docs } from './docs.ts';
import { registerIdentifierRoutes } from './identifier-routes.ts';
import { registerLinkRoutes } from './link-routes.ts';
import { messages } from './messages.ts';
import { createRefusalHandler, refuse, refuseAsFramework } from './refusals.ts';
import { type Release, releases } from './releases.ts';
import { createResolutionReader, registerResolutionRoutes } from './resolution-routes.ts';
import { registerVocabularyRoutes } from './vocabulary-routes.ts';

export type IdrContext = Pick<
  AppContext,
  'checkSchemeChange' | 'config' | 'db' | 'findTokenOwner' | 'log' | 'metrics' | 'now' | 'pages'
>;

/** How `/api-docs` shows these APIs; their document is where release 4 has its own. */
export const idrContract: FurtherContract = {
  title: 'Identity Resolver',
  version: '4.0',
  description:
    'Identifier schemes, links of identifiers and resolving, as the documents of release 1 of the Identity Resolver ' +
    'say it (`/api/1.0.0`) and as release 4 does it (`/api/v4`). Send the key of an organisation, or an access token, ' +
    'as `Authorization: Bearer …`.',
  prefixes: releases.map(({ prefix }) => prefix),
  nameAddress: (url) => url.replace(/\*$/, ':namespace/:identifierKeyType/:identifierKey'),
  tags: ['Identifiers', 'Link registration', 'Resolution', 'Vocabulary', 'Service'],
  path: '/api-docs-json',
};

/** Whether an address, as it came, is of one of these APIs: what the router refuses reaches none of their routes. */
export function isIdrAddress(url: string): boolean {
  return releases.some(({ prefix }) => url.startsWith(`${prefix}/`));
}

/** The APIs of the Identity Resolver, one for each of its releases. */
export async function registerIdrApis(app: FastifyInstance, ctx: IdrContext): Promise<void> {
  const reader = createResolutionReader(ctx);
  for (const release of releases) {
    await app.register(async (scope) => registerRelease(scope, ctx, release, reader), {
      prefix: release.prefix,
    });
  }
}

async function registerRelease(
  app: FastifyInstance,
  ctx: IdrContext,
  release: Release,
  reader: TypedLinkDeps,
): Promise<void> {
  const sendRefusal = createRefusalHandler(ctx.now);
  parseJsonStrictly(app);
  // Bodies and queries are checked in release 4's own order and words; the schemas of routes only describe them.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(sendRefusal);
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(
      refuseAsFramework(404, `Cannot ${request.method} ${request.url.split('?')[0]}`),
      request,
      reply,
    ),
  );
  app.addHook('onRequest', allowOtherOrigins);
  app.addHook('onRequest', refuseRepeatedHeaders);
  answerPreflight(app);

  app.get('/health-check', { schema: docs(release).health }, async () => {
    if (!(await answers(ctx))) throw refuse(503, 'The database does not answer.');
    return { status: 'OK' };
  });
  registerVocabularyRoutes(app, ctx, release);
  await app.register(async (managing) => registerManaging(managing, ctx, release));
  registerResolutionRoutes(app, ctx, release, reader);
}

/** What needs a key or a token. */
async function registerManaging(app: FastifyInstance, ctx: IdrContext, release: Release): Promise<void> {
  // Before the body is read: a stranger learns nothing about it, and cannot make us parse it.
  app.addHook('onRequest', async (request) => {
    request.steward = await authenticateSteward(ctx, request);
    if (request.steward === null) throw refuse(401, messages.invalidApiKey);
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  await app.register(rateLimit, {
    hook: 'preParsing',
    timeWindow: '1 minute',
    max: ctx.config.requestsPerMinute,
    keyGenerator: (request) => request.steward?.key ?? request.ip,
  });
  registerIdentifierRoutes(app, ctx, release);
  registerLinkRoutes(app, ctx, release);
}

async function answers(ctx: IdrContext): Promise<boolean> {
  try {
    await sql`select 1`.execute(ctx.db);
    return true;
  } catch (error) {
    ctx.log.error({ err: error }, 'a health check failed');
    return false;
  }
}
