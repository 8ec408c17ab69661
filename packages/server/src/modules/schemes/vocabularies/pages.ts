import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { createProblemHandler, toAppError } from '../../../http/problem.ts';
import { listVocabularies } from './store.ts';
import { findLinkType, type LinkType, type Vocabulary } from './vocabulary.ts';

type PageContext = Pick<AppContext, 'config' | 'db' | 'pages'>;

/**
 * `/voc`: the vocabularies of link types, for people as pages and for programs as JSON, by `Accept`. Public, since the
 * addresses of link types lead here.
 *
 * - `/voc` lists the vocabularies; `/voc?show=linktypes[&prefix=gs1]` answers `{prefix: {key: {title, description}}}`
 *   whatever `Accept` says.
 * - `/voc/{prefix}` one vocabulary; `/voc/{prefix}/{key}` one link type.
 * - `/voc/{key}` the link type of that key, of `gs1` and `untp` before others; `/voc/{prefix}:{key}` the same by CURIE.
 */
export function registerVocabularyPages(app: FastifyInstance, ctx: PageContext): void {
  const hidden = { schema: { hide: true }, exposeHeadRoute: true };
  app.register(async (scope) => {
    const sendProblem = createProblemHandler(ctx.config.publicUrl);
    scope.setErrorHandler((error, request, reply) => {
      const refusal = toAppError(error);
      if (!prefersPage(request) || refusal.code !== 'not-found') return sendProblem(error, request, reply);
      return ctx.pages.send(reply, 404, 'voc-missing', {
        title: 'No such link type',
        detail: refusal.message,
      });
    });
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers({ 'access-control-allow-origin': '*', vary: 'Accept' });
    });

    for (const path of ['/voc', '/voc/']) {
      scope.get(path, hidden, async (request, reply) => {
        const { show, prefix } = request.query as { show?: unknown; prefix?: unknown };
        const vocabularies = await listInOrder(ctx);
        if (show !== 'linktypes') return answerList(ctx, request, reply, vocabularies);
        const chosen = vocabularies.filter((each) => typeof prefix !== 'string' || each.prefix === prefix);
        const types = chosen.map(({ prefix: name, linkTypes }) => [name, linkTypes] as const);
        return sendJson(reply, Object.fromEntries(types));
      });
    }

    scope.get<{ Params: { name: string } }>('/voc/:name', hidden, async (request, reply) => {
      const { name } = request.params;
      const vocabularies = await listInOrder(ctx);
      const vocabulary = vocabularies.find(({ prefix }) => prefix === name);
      if (vocabulary !== undefined) return answerVocabulary(ctx, request, reply, vocabulary);
      const [prefix, key] = name.split(':');
      const found = vocabularies.find((each) =>
        key === undefined ? findLinkType(each, name) !== null : each.prefix === prefix,
      );
      return answerLinkType(ctx, request, reply, found, key ?? name);
    });

    scope.get<{ Params: { name: string; key: string } }>(
      '/voc/:name/:key',
      hidden,
      async (request, reply) => {
        const { name, key } = request.params;
        const found = (await listInOrder(ctx)).find(({ prefix }) => prefix === name);
        return answerLinkType(ctx, request, reply, found, key);
      },
    );
  });
}

const FIRST: readonly string[] = ['gs1', 'untp'];

async function listInOrder(ctx: PageContext): Promise<Vocabulary[]> {
  const vocabularies = await listVocabularies(ctx.db);
  const rank = ({ prefix }: Vocabulary): number => FIRST.indexOf(prefix) + 1 || 99;
  return vocabularies.sort((one, other) => rank(one) - rank(other));
}

function answerList(
  ctx: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  vocabularies: readonly Vocabulary[],
): FastifyReply {
  if (prefersPage(request)) {
    return ctx.pages.send(reply, 200, 'voc', { title: 'Link types', vocabularies });
  }
  const items = vocabularies.map(({ prefix, uri, title, linkTypes }) => ({
    prefix,
    uri,
    title,
    linkTypes: Object.keys(linkTypes).length,
    url: `${ctx.config.publicUrl}/voc/${prefix}`,
  }));
  return sendJson(reply, { items, next: null });
}

function answerVocabulary(
  ctx: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  vocabulary: Vocabulary,
): FastifyReply {
  const { prefix, uri, title, linkTypes } = vocabulary;
  return prefersPage(request)
    ? ctx.pages.send(reply, 200, 'voc-vocabulary', { title, vocabulary })
    : sendJson(reply, { prefix, uri, title, linkTypes });
}

function answerLinkType(
  ctx: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  vocabulary: Vocabulary | undefined,
  key: string,
): FastifyReply {
  const linkType = vocabulary === undefined ? null : findLinkType(vocabulary, key);
  if (vocabulary === undefined || linkType === null) {
    throw new AppError('not-found', 'There is no such vocabulary or link type here.');
  }
  const described = describe(vocabulary, key, linkType);
  return prefersPage(request)
    ? ctx.pages.send(reply, 200, 'voc-link-type', { ...described, vocabulary })
    : sendJson(reply, described);
}

function describe({ prefix, uri }: Vocabulary, key: string, { title, description }: LinkType) {
  return { title, description, curie: `${prefix}:${key}`, uri: `${uri}${key}` };
}

function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
  return reply
    .header('cache-control', 'public, max-age=300')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** A browser names HTML; a program that takes anything gets JSON. */
function prefersPage(request: FastifyRequest): boolean {
  const accept = (request.headers.accept ?? '').toLowerCase();
  const quality = (type: string): number => {
    const member = accept.split(',').find((each) => each.trim().split(/[;\s]/, 1)[0] === type);
    if (member === undefined) return 0;
    return Number(/;\s*q\s*=\s*([01](?:\.\d{0,3})?)/.exec(member)?.[1] ?? 1);
  };
  const page = quality('text/html');
  return page > 0 && page >= quality('application/json');
}
