import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { readIdempotencyKey } from '../../../http/idempotency.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { blocksSeenBy } from '../policy.ts';
import { IdempotencyHeaders, PageQuery, pageOf } from '../schema.ts';
import { chooseFormat, streamNamesCsv, streamNamesJson } from './names-output.ts';
import { requireReadableBlock } from './read-block.ts';
import { reserveOnce } from './reserve.ts';
import {
  BlockNamesSchema,
  BlockParams,
  BlockSchema,
  ChangeBlockBody,
  csvAnswer,
  FormatQuery,
  ReserveBody,
  ReservedBlockSchema,
  streamedAs,
} from './schema.ts';
import { showBlock, showBlocks } from './show-block.ts';
import { listBlocks } from './store.ts';
import { changeBlock, readTerm } from './update-block.ts';

type RouteContext = Pick<
  AppContext,
  'config' | 'db' | 'now' | 'mintQueue' | 'noidSequences' | 'metrics' | 'wakeRegistration'
>;

const tags = ['Blocks'];

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** Blocks of reserved names in Mintmark's own API. */
export function registerBlockRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/blocks',
    {
      schema: {
        operationId: 'reserveBlock',
        summary: 'Reserve many names at once',
        description:
          'All or none. With an `Idempotency-Key` it can be repeated for 24 hours; a repeat shows the block as it is then. The answer lists the names as JSON or CSV.',
        tags,
        headers: IdempotencyHeaders,
        querystring: FormatQuery,
        body: ReserveBody,
        response: {
          201: {
            description: 'The block and its names',
            content: { 'application/json': streamedAs(ReservedBlockSchema), ...csvAnswer },
          },
        },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:mint');
      const { blockId, replayed } = await reserveOnce(ctx, actor, readIdempotencyKey(request), request.body);
      const block = await requireReadableBlock(ctx.db, actor, blockId);
      if (replayed) reply.header('idempotency-replayed', 'true');
      reply.code(201).header('location', `/api/v1/blocks/${blockId}`).header('vary', 'accept');
      if (chooseFormat(request, request.query.format) === 'csv') {
        return reply.type(CSV).send(streamNamesCsv(ctx, blockId));
      }
      const shown = await showBlock(ctx.db, block);
      return reply.type(JSON_TYPE).send(streamNamesJson(ctx, blockId, shown));
    },
  );

  app.get(
    '/blocks',
    {
      schema: {
        operationId: 'listBlocks',
        summary: 'Blocks that you may see, newest first',
        description: 'Your own, and those of the organisations where you are a curator or administrator.',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(BlockSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const after =
        createdAt === undefined || id === undefined ? null : { createdAt: String(createdAt), id: String(id) };
      const blocks = await listBlocks(ctx.db, blocksSeenBy(actor), { limit: limit + 1, after });
      const page = toPage(
        blocks,
        limit,
        (block) => block,
        (block) => encodeCursor([block.createdAt.toISOString(), block.id]),
      );
      return { items: await showBlocks(ctx.db, page.items), next: page.next };
    },
  );

  app.get(
    '/blocks/:id',
    {
      schema: {
        operationId: 'readBlock',
        summary: 'One block',
        tags,
        params: BlockParams,
        response: { 200: BlockSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      return showBlock(ctx.db, await requireReadableBlock(ctx.db, actor, request.params.id));
    },
  );

  app.patch(
    '/blocks/:id',
    {
      schema: {
        operationId: 'updateBlock',
        summary: 'Change title or end of a block',
        description: 'The end holds for all that is still reserved; null takes it away.',
        tags,
        params: BlockParams,
        body: ChangeBlockBody,
        response: { 200: BlockSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:mint');
      const { title, expiresAt: given } = request.body;
      const expiresAt = given === undefined ? undefined : readTerm({ expiresAt: given }, ctx.now());
      const block = await changeBlock(ctx, actor, request.params.id, {
        ...(title === undefined ? {} : { title: title?.trim() ?? null }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
      return showBlock(ctx.db, block);
    },
  );

  for (const format of ['json', 'csv'] as const) {
    app.get(
      `/blocks/:id/names.${format}`,
      {
        schema: {
          operationId: format === 'json' ? 'listBlockNames' : 'downloadBlockNames',
          summary: `All names of a block as ${format.toUpperCase()}, in the order in which they were made`,
          tags,
          params: BlockParams,
          response: {
            200: {
              description: 'The names',
              content: format === 'json' ? { 'application/json': streamedAs(BlockNamesSchema) } : csvAnswer,
            },
          },
        },
      },
      async (request, reply) => {
        const actor = requireScope(request, 'pid:read');
        const { id } = await requireReadableBlock(ctx.db, actor, request.params.id);
        if (format === 'json') return reply.type(JSON_TYPE).send(streamNamesJson(ctx, id));
        return reply
          .type(CSV)
          .header('content-disposition', `attachment; filename="names-${id}.csv"`)
          .send(streamNamesCsv(ctx, id));
      },
    );
  }
}
