import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { listEvents } from '../../../events.ts';
import { requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { requireItem } from '../find-item.ts';
import type { ItemContext } from '../item-context.ts';
import { presentEvent, presentRevision, presentRevisionEntry } from '../present.ts';
import {
  DiffQuery,
  DiffSchema,
  ItemEventSchema,
  ItemParams,
  PageQuery,
  pageOf,
  RevisionEntrySchema,
  RevisionParams,
  RevisionSchema,
} from '../schema.ts';
import { diffRevisions, requireRevision } from './read-revisions.ts';
import { listRevisions } from './store.ts';

const tags = ['Items'];

/** What an item said earlier, and what happened to it. For those who may edit it: what was taken out stays out for others. */
export function registerRevisionRoutes(instance: FastifyInstance, ctx: ItemContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/items/:uuid/revisions',
    {
      schema: {
        operationId: 'listItemRevisions',
        summary: 'Edits of an item, newest first',
        tags,
        params: ItemParams,
        querystring: PageQuery,
        response: { 200: pageOf(RevisionEntrySchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const item = await requireItem(ctx.db, actor, request.params.uuid, 'edit');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const below = cursor === undefined ? null : Number(decodeCursor(cursor, ['number'])[0]);
      const revisions = await listRevisions(ctx.db, item.id, { below, limit: limit + 1 });
      return toPage(revisions, limit, presentRevisionEntry, ({ number }) => encodeCursor([number]));
    },
  );

  app.get(
    '/items/:uuid/revisions/:number',
    {
      schema: {
        operationId: 'readItemRevision',
        summary: 'What an item said after one edit',
        tags,
        params: RevisionParams,
        response: { 200: RevisionSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const item = await requireItem(ctx.db, actor, request.params.uuid, 'edit');
      return presentRevision(await requireRevision(ctx.db, item.id, request.params.number));
    },
  );

  app.get(
    '/items/:uuid/diff',
    {
      schema: {
        operationId: 'diffItemRevisions',
        summary: 'What changed from one revision of an item to another',
        description: 'Changes as JSON Patch names them, each with the value before and after.',
        tags,
        params: ItemParams,
        querystring: DiffQuery,
        response: { 200: DiffSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const item = await requireItem(ctx.db, actor, request.params.uuid, 'edit');
      const { from, to } = request.query;
      return { from, to, changes: await diffRevisions(ctx.db, item.id, { from, to }) };
    },
  );

  app.get(
    '/items/:uuid/events',
    {
      schema: {
        operationId: 'listItemEvents',
        summary: 'What happened to an item, oldest first',
        tags,
        params: ItemParams,
        querystring: PageQuery,
        response: { 200: pageOf(ItemEventSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const item = await requireItem(ctx.db, actor, request.params.uuid, 'edit');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const events = await listEvents(ctx.db, { type: 'item', id: item.id }, { afterId, limit: limit + 1 });
      return toPage(events, limit, presentEvent, (event) => encodeCursor([event.id]));
    },
  );
}
