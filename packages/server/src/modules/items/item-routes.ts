import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { requireScope } from '../../http/actor.ts';
import { answerOnce } from '../../http/answer-once.ts';
import { formatEtag, readIfMatch, requireIfMatch } from '../../http/etag.ts';
import { createItemWithin } from './create-item.ts';
import { deleteItem } from './delete-item.ts';
import { requireItem } from './find-item.ts';
import type { ItemContext } from './item-context.ts';
import { presentOneItem } from './present-items.ts';
import {
  CreateItemBody,
  DeleteQuery,
  IdempotencyHeaders,
  IfMatchHeaders,
  ItemParams,
  ItemSchema,
  OptionalIfMatchHeaders,
  UpdateItemBody,
} from './schema.ts';
import { updateItem } from './update-item.ts';

const tags = ['Items'];

/** Making, reading, changing and deleting one item. */
export function registerOneItemRoutes(instance: FastifyInstance, ctx: ItemContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/items',
    {
      schema: {
        operationId: 'createItem',
        summary: 'Make an item, in the workspace or in the archive',
        description:
          'An archived item gets a Handle where its organisation has a shoulder for them. Send an `Idempotency-Key` and ' +
          'repeat the request freely: within 24 hours the same key gives the same answer.',
        tags,
        headers: IdempotencyHeaders,
        body: CreateItemBody,
        response: { 201: ItemSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const { state = 'workspace', collection, ...rest } = request.body;
      const body = await answerOnce(ctx, request, reply, async (tx) => {
        const wish = { ...rest, state, ...(collection === undefined ? {} : { collectionId: collection }) };
        return presentOneItem(tx, ctx, await createItemWithin(tx, ctx, actor, wish));
      });
      ctx.wakeRegistration();
      return reply
        .code(201)
        .header('location', `/api/v1/items/${body.uuid}`)
        .header('etag', formatEtag(body.version))
        .send(body);
    },
  );

  app.get(
    '/items/:uuid',
    {
      schema: {
        operationId: 'readItem',
        summary: 'One item',
        tags,
        params: ItemParams,
        response: { 200: ItemSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:read');
      const item = await requireItem(ctx.db, actor, request.params.uuid, 'read');
      reply.header('etag', formatEtag(item.version));
      return presentOneItem(ctx.db, ctx, item);
    },
  );

  app.patch(
    '/items/:uuid',
    {
      schema: {
        operationId: 'updateItem',
        summary: 'Change metadata, files or access',
        description:
          'Needs `If-Match` with the ETag that you read. `metadata`, `otherFields` and `files` replace the whole of what ' +
          'was there; what you leave out stays. Its identifiers say what it says from then on.',
        tags,
        headers: IfMatchHeaders,
        params: ItemParams,
        body: UpdateItemBody,
        response: { 200: ItemSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const versions = requireIfMatch(request);
      const { collection, ...rest } = request.body;
      const change = { ...rest, versions, ...(collection === undefined ? {} : { collectionId: collection }) };
      const item = await updateItem(ctx, actor, request.params.uuid, change);
      reply.header('etag', formatEtag(item.version));
      return presentOneItem(ctx.db, ctx, item);
    },
  );

  app.delete(
    '/items/:uuid',
    {
      schema: {
        operationId: 'deleteItem',
        summary: 'Delete an item for good',
        description:
          'Names that nobody has heard of are given back; what was announced leads to a tombstone. Those who may edit it ' +
          'delete an item of the workspace; administrators any.',
        tags,
        headers: OptionalIfMatchHeaders,
        params: ItemParams,
        querystring: DeleteQuery,
        response: { 204: {} },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:publish');
      const versions = readIfMatch(request) ?? 'any';
      await deleteItem(ctx, actor, request.params.uuid, { ...request.query, versions });
      return reply.code(204).send();
    },
  );
}
