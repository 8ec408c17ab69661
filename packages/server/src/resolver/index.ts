import { parsePid } from '@mintmark/identifiers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { checkAddress } from '../http/address.ts';
import { addressPid } from '../http/pid-addresses.ts';
import { createProblemHandler, sendProblem } from '../http/problem.ts';
import {
  answerElsewhere,
  answerErc,
  answerLanding,
  answerLinkset,
  answerNotAcceptable,
  answerRedirect,
  answerRepresentation,
  answerWithdrawn,
} from './answer.ts';
import { answerUnknown } from './answer-unknown.ts';
import { decide } from './decide.ts';
import { referElsewhere } from './elsewhere.ts';
import { type Found, lookUp } from './look-up.ts';
import { lookUpNamespace, type Namespace, NOWHERE } from './namespace.ts';
import { type Asked, parseAsked } from './parse.ts';
import { createResolutionFinder, type FindResolution } from './resolution-finder.ts';
import { type ResolutionDocument, readDocument } from './store.ts';
import {
  createTypedLinkResolver,
  type FindRoles,
  registerResolverDescriptions,
  type TypedLinkResolver,
} from './typed-links/index.ts';

type ResolverContext = Pick<AppContext, 'config' | 'db' | 'pages' | 'metrics' | 'now' | 'log'> & {
  /** The verified access roles of who asks; default: nobody has any. */
  findRoles?: FindRoles;
};

const ALLOWED = 'GET, HEAD, OPTIONS';
const ALLOWED_HEADERS = 'Accept, Accept-Language, Authorization, If-None-Match';
/** What programs ask for, by mistake or in vain: a page about identifiers would not help them. */
const SERVICE_PATH = /^\/(?:api|assets|oauth)(?:[/?]|$)/;

/**
 * Answers for identifiers at every address that nothing else answers; register it last.
 *
 * - `/{pid}` redirects to the target with 302, or shows the landing page where there is none; by `Accept` it gives
 *   one of the representations. `/{pid}?info` shows the landing page in any case, `/{pid}?format=…` one
 *   representation, `/{pid}?linkType=linkset` all its links (FAIR Signposting, level 2). An ARK's inflections `?`, `??` and `?info` give a short record as plain text to who does not ask
 *   for a page.
 * - Other queries are not passed on: this form of the resolver promises no more than it can keep.
 * - Withdrawn: 410. Unknown, or only reserved: 404; but an ARK or an old IGSN that is certainly not ours is sent on.
 * - Identifiers of registered schemes, such as `/gs1/01/…` and, for GS1, `/01/…`, are answered by their typed links; see
 *   `typed-links/`. `/.well-known/gs1resolver` and `/.well-known/resolver` describe that resolver.
 * - `/resolve?id=…` is where the form of the start page leads, `/.well-known/ark` tells clients where ARKs resolve.
 */
export function registerResolver(app: FastifyInstance, ctx: ResolverContext): void {
  app.setErrorHandler(createProblemHandler(ctx.config.publicUrl));
  const find = createResolutionFinder(ctx.db);
  const typedLinks = createTypedLinkResolver(ctx);
  registerResolverDescriptions(app, ctx, typedLinks.schemes);

  app.get('/resolve', { schema: { hide: true } }, async (request, reply) => {
    const query = request.query as { id?: unknown };
    const text = typeof query.id === 'string' ? query.id.trim().toWellFormed() : '';
    return reply.header('cache-control', 'no-store').redirect(addressLookedUp(text), 303);
  });

  // The root path of the resolver, to which a client appends an ARK (ARK specification, section "IANA Considerations").
  const arkRoot = `${new URL(ctx.config.publicUrl).pathname.replace(/\/$/, '')}/`;
  app.get('/.well-known/ark', { schema: { hide: true }, exposeHeadRoute: true }, async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=3600', 'access-control-allow-origin': '*' })
      .type('text/plain; charset=utf-8')
      .send(`${arkRoot}\n`),
  );

  const everywhere = { schema: { hide: true }, exposeHeadRoute: true, config: { checksAddresses: true } };
  app.get('/*', everywhere, async (request, reply) => {
    const target = request.raw.url ?? '/';
    if (SERVICE_PATH.test(target)) {
      checkAddress(target);
      return answerNoSuchAddress(ctx, request, reply);
    }
    await resolve(ctx, { find, typedLinks }, request, reply);
    return reply;
  });

  // Reached by every other method, since the route above takes each GET and HEAD.
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD')
      return answerNoSuchAddress(ctx, request, reply);
    reply.headers({ allow: ALLOWED, 'access-control-allow-origin': '*' });
    if (request.method === 'OPTIONS') {
      return reply
        .code(204)
        .headers({ 'access-control-allow-methods': ALLOWED, 'access-control-allow-headers': ALLOWED_HEADERS })
        .send();
    }
    const refusal = new AppError(
      'method-not-allowed',
      `Identifiers answer ${ALLOWED}, not ${request.method}.`,
    );
    return sendProblem(reply, refusal, ctx.config.publicUrl);
  });
}

type Resolvers = { find: FindResolution; typedLinks: TypedLinkResolver };

/** Identifiers of schemes first: their addresses begin with the name of one, which no other identifier does. */
async function resolve(
  ctx: ResolverContext,
  resolvers: Resolvers,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const outcome = await resolvers.typedLinks.answer(request, reply);
  switch (outcome.kind) {
    case 'answered':
      return;
    case 'elsewhere':
      await resolvePid(ctx, resolvers, request, reply, request.raw.url ?? '/');
      return;
    case 'pid':
      if (await isKnown(resolvers.find, outcome.target)) {
        await resolvePid(ctx, resolvers, request, reply, outcome.target);
      } else outcome.otherwise();
      return;
    default:
      outcome satisfies never;
  }
}

async function isKnown(find: FindResolution, target: string): Promise<boolean> {
  const asked = parseAsked(target);
  return asked.kind === 'pid' && (await lookUp(find, asked)) !== null;
}

async function resolvePid(
  ctx: ResolverContext,
  { find, typedLinks }: Resolvers,
  request: FastifyRequest,
  reply: FastifyReply,
  target: string,
): Promise<FastifyReply> {
  checkAddress(target);
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Link, THUMP-Status',
  });
  const asked = parseAsked(target);
  const found = asked.kind === 'pid' ? await lookUp(find, asked) : null;
  const surroundings = { accept: request.headers.accept, publicUrl: ctx.config.publicUrl };
  const decision = decide(asked, found, { ...surroundings, described: true });
  if (decision.kind === 'redirect') {
    count(ctx, decision.kind);
    return answerRedirect(ctx, reply, decision);
  }
  // A scheme that was registered a moment ago may be meant.
  const isNothing = decision.kind === 'unknown' || decision.kind === 'unreadable';
  if (isNothing && (await typedLinks.renew())) {
    await resolve(ctx, { find, typedLinks }, request, reply);
    return reply;
  }
  const namespace = await lookAround(ctx, asked);
  if (decision.kind === 'unknown' && asked.kind === 'pid') {
    const elsewhere = referElsewhere(asked, namespace);
    if (elsewhere !== null) {
      count(ctx, 'elsewhere');
      return answerElsewhere(reply, elsewhere);
    }
  }

  const document = found === null ? null : await readDocument(ctx.db, found.resolution.pid);
  const isUndescribed = decision.kind === 'representation' && document?.metadata === null;
  const final = isUndescribed ? decide(asked, found, { ...surroundings, described: false }) : decision;
  count(ctx, final.kind);
  switch (final.kind) {
    case 'redirect':
      return answerRedirect(ctx, reply, final);
    case 'landing':
      return answerLanding(ctx, reply, final.found, requireDocument(document, final.found), namespace);
    case 'erc':
      return answerErc(ctx, reply, final, requireDocument(document, final.found), namespace);
    case 'representation':
      return answerRepresentation(ctx, reply, final, requireDocument(document, final.found));
    case 'withdrawn':
      return answerWithdrawn(ctx, reply, final, requireDocument(document, final.found), namespace);
    case 'linkset':
      return answerLinkset(
        ctx,
        request,
        reply,
        final.found,
        requireDocument(document, final.found),
        await readLinks(ctx, typedLinks, request, final.found),
      );
    case 'not-acceptable':
      return answerNotAcceptable(ctx, reply, final);
    case 'unknown':
    case 'unreadable':
      return answerUnknown(ctx, reply, final, asked, namespace);
    default:
      return final satisfies never;
  }
}

/** What is registered for an identifier as one of a scheme. */
async function readLinks(
  ctx: ResolverContext,
  typedLinks: TypedLinkResolver,
  request: FastifyRequest,
  found: Found,
) {
  const { pid } = found.resolution;
  const parsed = parsePid(pid);
  if (!parsed.ok) throw new Error(`${pid} cannot be read`);
  return typedLinks.readLinksOfPid(request, parsed.value, addressPid(pid, ctx.config.publicUrl).local);
}

async function lookAround(ctx: ResolverContext, asked: Asked): Promise<Namespace> {
  return asked.kind === 'pid' ? lookUpNamespace(ctx.db, asked.pid) : NOWHERE;
}

function count(ctx: ResolverContext, answer: string): void {
  ctx.metrics.resolutions.inc({ answer });
}

/** Resolutions are never deleted, so what was found a moment ago is still there. */
function requireDocument(document: ResolutionDocument | null, found: Found): ResolutionDocument {
  if (document === null) throw new Error(`the resolution of ${found.resolution.pid} disappeared`);
  return document;
}

/**
 * Where a text typed into the form leads: to the page about the identifier, not to its target, since browsers
 * hold a form to its own site (Content Security Policy, form-action) through every redirect. A path alone, since
 * the service may be reached by another name than its public one.
 */
function addressLookedUp(text: string): string {
  if (text === '') return '/';
  const parsed = parsePid(text);
  if (parsed.ok) return addressPid(parsed.value.canonical, '').info;
  return `/${encodeURIComponent(text)}?info`;
}

function answerNoSuchAddress(
  ctx: ResolverContext,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const path = (request.raw.url ?? '/').split('?', 1)[0] ?? '/';
  const refusal = new AppError('not-found', `There is nothing at ${request.method} ${path.slice(0, 200)}.`);
  return sendProblem(reply, refusal, ctx.config.publicUrl);
}
