import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { requireScope } from '../../../http/actor.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { createNodePresenter } from '../present.ts';
import { NoContent, NodeParams, PageQuery, pageOf, TrashedSchema } from '../schema.ts';
import { purgeNode } from './empty-trash.ts';
import { listTrash, TRASH_DAYS } from './find-trashed.ts';

const tags = ['Trash'];

/** `/trash`: what was deleted and can be restored. */
export function registerTrashRoutes(instance: FastifyInstance, ctx: Pick<AppContext, 'db' | 'now'>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/trash',
    {
      schema: {
        operationId: 'listTrash',
        summary: 'What you can restore, last deleted first',
        description:
          `Folders and files of your organisations that were deleted in the last ${TRASH_DAYS} days. ` +
          'They count for quotas until they are deleted for good.',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(TrashedSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [deletedAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const after = cursor === undefined ? null : { deletedAt: new Date(deletedAt ?? 0), id: String(id) };
      const trashed = await listTrash(ctx.db, actor, { after, limit: limit + 1, now: ctx.now() });
      const present = await createNodePresenter(ctx.db, trashed);
      const tell = (at: Date | null) => (at ?? new Date(0)).toISOString();
      return toPage(
        trashed,
        limit,
        (each) => ({ ...present(each), deletedAt: tell(each.node.deletedAt) }),
        ({ node }) => encodeCursor([tell(node.deletedAt), node.id]),
      );
    },
  );

  app.delete(
    '/trash/:id',
    {
      schema: {
        operationId: 'purge',
        summary: 'Give up what is in the trash, at once and for good',
        description: 'For its owners. What it holds is counted until it is gone, in the next hour or so.',
        tags,
        params: NodeParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      await purgeNode(ctx, actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
