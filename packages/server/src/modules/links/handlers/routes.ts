import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { formatEtag, readIfMatch } from '../../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireSteward } from '../../../http/steward.ts';
import { presentHandler } from '../present.ts';
import type { LinkContext } from '../register/register-group.ts';
import { OptionalIfMatchHeaders, pageOf } from '../schema.ts';
import { deleteHandler, putHandler, requireHandler } from './change-handler.ts';
import { HandlerSchema, ListHandlersQuery, PutHandlerBody, RangeParams } from './schema.ts';
import { listHandlers } from './store.ts';

const tags = ['Links'];

/** `/handlers`: ranges of keys that another resolver answers for. */
export function registerHandlerRoutes(instance: FastifyInstance, ctx: LinkContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/handlers',
    {
      schema: {
        operationId: 'listHandlers',
        summary: 'Ranges of keys that other resolvers answer for',
        tags,
        querystring: ListHandlersQuery,
        response: { 200: pageOf(HandlerSchema) },
      },
    },
    async (request) => {
      requireSteward(request);
      const { namespace = null, limit = DEFAULT_LIMIT, cursor } = request.query;
      const after = cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
      const handlers = await listHandlers(ctx.db, { namespace, after, limit: limit + 1 });
      return toPage(handlers, limit, presentHandler, (each) => encodeCursor([each.range]));
    },
  );

  app.get(
    '/handlers/:range',
    {
      schema: {
        operationId: 'readHandler',
        summary: 'Who answers for a range of keys',
        tags,
        params: RangeParams,
        response: { 200: HandlerSchema },
      },
    },
    async (request, reply) => {
      requireSteward(request);
      const handler = await requireHandler(ctx, request.params.range);
      reply.header('etag', formatEtag(handler.version));
      return presentHandler(handler);
    },
  );

  app.put(
    '/handlers/:range',
    {
      schema: {
        operationId: 'putHandler',
        summary: 'Send requests for a range of keys to another resolver',
        description:
          'For administrators of the organisation that registered the scheme. Needs `If-Match` where there is one already.',
        tags,
        headers: OptionalIfMatchHeaders,
        params: RangeParams,
        body: PutHandlerBody,
        response: { 200: HandlerSchema, 201: HandlerSchema },
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      const versions = readIfMatch(request);
      const { range } = request.params;
      const { handler, isNew } = await putHandler(ctx, steward, range, { versions, wish: request.body });
      reply.header('etag', formatEtag(handler.version));
      return reply.code(isNew ? 201 : 200).send(presentHandler(handler));
    },
  );

  app.delete(
    '/handlers/:range',
    {
      schema: {
        operationId: 'deleteHandler',
        summary: 'Answer for a range of keys here again',
        tags,
        headers: OptionalIfMatchHeaders,
        params: RangeParams,
      },
    },
    async (request, reply) => {
      const steward = requireSteward(request);
      await deleteHandler(ctx, steward, request.params.range, readIfMatch(request));
      return reply.code(204).send();
    },
  );
}
