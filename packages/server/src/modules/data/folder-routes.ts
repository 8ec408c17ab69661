import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { requirePerson, requireScope } from '../../http/actor.ts';
import { answerOnce } from '../../http/answer-once.ts';
import { formatEtag } from '../../http/etag.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../http/paging.ts';
import { listFilesBelow } from './below/list-below.ts';
import { createFolderWithin } from './create-folder.ts';
import { requireNodeOfKind } from './find-node.ts';
import { listChildren } from './list-children.ts';
import { openHomes, openPath } from './open-path.ts';
import { createNodePresenter, presentFileBelow, showNode } from './present.ts';
import {
  ChildrenQuery,
  CreateFolderBody,
  FileBelowSchema,
  FilesQuery,
  IdempotencyHeaders,
  NodeParams,
  NodeSchema,
  PathQuery,
  pageOf,
} from './schema.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;
const tags = ['Folders'];

/** What only folders have. */
export function registerFolderRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/folders',
    {
      schema: {
        operationId: 'findFolder',
        summary: 'The folder or file at a path',
        description:
          'A path begins with the short name of an organisation: `/example/home/0000-0002-1825-0097/data`. Your home is ' +
          'made when it is first looked for.',
        tags,
        querystring: PathQuery,
        response: { 200: NodeSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:read');
      const found = await openPath(ctx, actor, request.query.path);
      reply.header('etag', formatEtag(found.node.version));
      return showNode(ctx.db, found);
    },
  );

  app.get(
    '/data/homes',
    {
      schema: {
        operationId: 'listHomes',
        summary: 'Your homes, one in each of your organisations',
        tags,
        response: { 200: Type.Object({ items: Type.Array(NodeSchema) }) },
      },
    },
    async (request) => {
      requireScope(request, 'data:read');
      const homes = await openHomes(ctx, requirePerson(request));
      const present = await createNodePresenter(ctx.db, homes);
      return { items: homes.map(present) };
    },
  );

  app.post(
    '/folders',
    {
      schema: {
        operationId: 'createFolder',
        summary: 'Make a folder',
        description: 'In the folder `parent` (its id) or `path`.',
        tags,
        headers: IdempotencyHeaders,
        body: CreateFolderBody,
        response: { 201: NodeSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const { parent, path, name } = request.body;
      if ((parent === undefined) === (path === undefined)) {
        const detail = 'Give either “parent” or “path”.';
        throw new AppError('invalid-input', detail, { problems: [{ pointer: '/parent', detail }] });
      }
      const parentId = parent ?? (await openPath(ctx, actor, path ?? '')).node.id;
      const shown = await answerOnce(ctx, request, reply, async (tx) =>
        showNode(tx, await createFolderWithin(tx, ctx, actor, { parentId, name })),
      );
      return reply
        .code(201)
        .headers({ location: `/api/v1/folders/${shown.id}`, etag: formatEtag(shown.version) })
        .send(shown);
    },
  );

  app.get(
    '/folders/:id/children',
    {
      schema: {
        operationId: 'listFolderChildren',
        summary: 'What lies in a folder, folders first',
        description: 'Each kind in the order of its names’ bytes. What you may not read is left out.',
        tags,
        params: NodeParams,
        querystring: ChildrenQuery,
        response: { 200: pageOf(NodeSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, 'folder', 'read');
      const { limit = DEFAULT_LIMIT, cursor, kind } = request.query;
      const [afterKind, name] = cursor === undefined ? [] : decodeCursor(cursor, ['string', 'string']);
      const after =
        cursor === undefined
          ? null
          : ({ kind: afterKind === 'folder' ? 'folder' : 'file', name: String(name) } as const);
      const page = { limit: limit + 1, after, ...(kind === undefined ? {} : { kind }) };
      const children = (await listChildren(ctx.db, actor, node.id, page)) ?? [];
      const present = await createNodePresenter(ctx.db, children);
      return toPage(children, limit, present, (each) => encodeCursor([each.node.kind, each.node.name]));
    },
  );

  app.get(
    '/folders/:id/files',
    {
      schema: {
        operationId: 'listFilesBelow',
        summary: 'All files below a folder, with their sizes and checksums',
        description: 'In the order of their paths’ bytes. What you may not read is left out.',
        tags,
        params: NodeParams,
        querystring: FilesQuery,
        response: { 200: pageOf(FileBelowSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const { node } = await requireNodeOfKind(ctx.db, actor, request.params.id, 'folder', 'read');
      const { limit = 1000, cursor } = request.query;
      const after = cursor === undefined ? null : String(decodeCursor(cursor, ['string'])[0]);
      const files = await listFilesBelow(ctx.db, node.id, { after, limit: limit + 1, reader: actor });
      return toPage(files, limit, presentFileBelow, (each) => encodeCursor([each.path]));
    },
  );
}
