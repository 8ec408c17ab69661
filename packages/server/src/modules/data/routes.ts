import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { listEvents } from '../../events.ts';
import { requireScope } from '../../http/actor.ts';
import { answerOnce } from '../../http/answer-once.ts';
import { formatEtag, requireIfMatch } from '../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { registerAttributeRoutes } from './attributes/routes.ts';
import { copyNodeWithin } from './copy-node.ts';
import { requireNodeOfKind } from './find-node.ts';
import { registerFolderRoutes } from './folder-routes.ts';
import { moveNode } from './move-node.ts';
import type { Node } from './node.ts';
import { registerPermissionRoutes } from './permissions/routes.ts';
import { includesLevel } from './policy.ts';
import { presentDataEvent, showNode } from './present.ts';
import { registerQuotaRoutes } from './quotas/routes.ts';
import {
  ChangeNodeBody,
  CopyBody,
  DataEventSchema,
  IdempotencyHeaders,
  IfMatchHeaders,
  NoContent,
  NodeParams,
  NodeSchema,
  PageQuery,
  pageOf,
  RestoreBody,
} from './schema.ts';
import { registerTrashRoutes } from './trash/routes.ts';
import { deleteNode, restoreNodeWithin } from './trash/trash-node.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;

const words = {
  folder: { kind: 'folder', path: '/folders', one: 'Folder', tags: ['Folders'] },
  file: { kind: 'file', path: '/files', one: 'File', tags: ['Files'] },
} as const satisfies Record<Node['kind'], unknown>;

/** `/folders`, `/files` (but for their bytes), `/trash`, `/data` and quotas of Mintmark's own API. */
export function registerDataRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  registerFolderRoutes(instance, ctx);
  for (const kind of ['folder', 'file'] as const) {
    const word = { ...words[kind], tags: [...words[kind].tags] };
    registerNodeRoutes(instance, ctx, kind);
    registerNodeMoves(instance, ctx, kind);
    registerPermissionRoutes(instance, ctx, word);
    registerAttributeRoutes(instance, ctx, word);
  }
  registerTrashRoutes(instance, ctx);
  registerQuotaRoutes(instance, ctx);
}

/** What is the same for folders and files. */
function registerNodeRoutes(instance: FastifyInstance, ctx: RouteContext, kind: Node['kind']): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { path, one } = words[kind];
  const tags = [...words[kind].tags];

  app.get(
    `${path}/:id`,
    {
      schema: {
        operationId: `read${one}`,
        summary: `One ${kind}`,
        tags,
        params: NodeParams,
        response: { 200: NodeSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:read');
      const found = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'read');
      reply.header('etag', formatEtag(found.node.version));
      return showNode(ctx.db, found);
    },
  );

  app.patch(
    `${path}/:id`,
    {
      schema: {
        operationId: `change${one}`,
        summary: `Move or rename a ${kind}`,
        description:
          'Needs `If-Match` with the ETag that you read. Moving needs the right to remove it, and to write into the new ' +
          'folder, which is one of the same organisation; renaming needs to write it and its folder.',
        tags,
        headers: IfMatchHeaders,
        params: NodeParams,
        body: ChangeNodeBody,
        response: { 200: NodeSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const versions = requireIfMatch(request);
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'read');
      const found = await moveNode(ctx, actor, node.id, readPlace(request.body), versions);
      reply.header('etag', formatEtag(found.node.version));
      return showNode(ctx.db, found);
    },
  );

  app.delete(
    `${path}/:id`,
    {
      schema: {
        operationId: `delete${one}`,
        summary: `Put a ${kind} into the trash`,
        description: 'Needs `If-Match` with the ETag that you read. It can be restored for 30 days.',
        tags,
        headers: IfMatchHeaders,
        params: NodeParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const versions = requireIfMatch(request);
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'read');
      await deleteNode(ctx, actor, node.id, versions);
      return reply.code(204).send(null);
    },
  );

  app.get(
    `${path}/:id/events`,
    {
      schema: {
        operationId: `list${one}Events`,
        summary: `What happened to a ${kind}, oldest first`,
        description: 'For those who may write it; whom it was shared with is told to its owners.',
        tags,
        params: NodeParams,
        querystring: PageQuery,
        response: { 200: pageOf(DataEventSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { node, rights } = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'history');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const afterId = cursor === undefined ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const events = await listEvents(ctx.db, { type: kind, id: node.id }, { afterId, limit: limit + 1 });
      const isOwner = includesLevel(rights.level, 'own');
      return toPage(
        events,
        limit,
        (event) => presentDataEvent(event, isOwner),
        ({ id }) => encodeCursor([id]),
      );
    },
  );
}

function registerNodeMoves(instance: FastifyInstance, ctx: RouteContext, kind: Node['kind']): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { path, one } = words[kind];
  const tags = [...words[kind].tags];

  app.post(
    `${path}/:id/copy`,
    {
      schema: {
        operationId: `copy${one}`,
        summary: `Copy a ${kind} into a folder`,
        description:
          'With all below it that you may read, up to 10,000 files. The copies are yours and count for your quota; ' +
          'permissions and attributes are not copied.',
        tags,
        headers: IdempotencyHeaders,
        params: NodeParams,
        body: CopyBody,
        response: { 201: NodeSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, kind, 'read');
      const { parent, name } = request.body;
      const wish = { parentId: parent, ...(name === undefined ? {} : { name }) };
      const shown = await answerOnce(ctx, request, reply, async (tx) =>
        showNode(tx, await copyNodeWithin(tx, ctx, actor, node.id, wish)),
      );
      return reply
        .code(201)
        .headers({ location: `/api/v1${path}/${shown.id}`, etag: formatEtag(shown.version) })
        .send(shown);
    },
  );

  app.post(
    `${path}/:id/restore`,
    {
      schema: {
        operationId: `restore${one}`,
        summary: `Take a ${kind} out of the trash`,
        description: 'To where it was, or to another folder or name.',
        tags,
        headers: IdempotencyHeaders,
        params: NodeParams,
        body: RestoreBody,
        response: { 200: NodeSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const shown = await answerOnce(ctx, request, reply, async (tx) =>
        showNode(
          tx,
          await restoreNodeWithin(tx, ctx, actor, { id: request.params.id, kind }, readPlace(request.body)),
        ),
      );
      reply.header('etag', formatEtag(shown.version));
      return shown;
    },
  );
}

/** What a body says of where something goes; what it leaves out stays. */
function readPlace({ parent, name }: { parent?: string | undefined; name?: string | undefined }): {
  parentId?: string;
  name?: string;
} {
  return {
    ...(parent === undefined ? {} : { parentId: parent.toLowerCase() }),
    ...(name === undefined ? {} : { name }),
  };
}
