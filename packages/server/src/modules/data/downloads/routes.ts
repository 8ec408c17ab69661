import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { requireNode } from '../find-node.ts';
import { FileParams, FolderParams } from '../uploads/schema.ts';
import { ArchiveQuery } from './schema.ts';
import { type ArchiveFormat, sendArchive } from './send-archive.ts';
import { sendContent } from './send-content.ts';

type RouteContext = Pick<AppContext, 'db' | 'storage' | 'log' | 'now'>;

const tags = ['Files'];

/** Files and folders as bytes. HEAD has handlers of its own: the framework's would read all that is not sent. */
export function registerDownloadRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  const sendFile = async (
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
  ): Promise<FastifyReply> => {
    const { node } = await requireNode(ctx.db, requireScope(request, 'data:read'), id, 'read');
    if (node.content === null) throw new AppError('not-found', 'This is a folder; ask for its archive.');
    return sendContent(ctx, request, reply, {
      contentId: node.content.id,
      name: node.name,
      mediaType: node.mediaType,
      modifiedAt: node.modifiedAt,
      isPublic: false,
    });
  };
  app.get(
    '/files/:id/content',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'downloadFile',
        summary: 'The bytes of a file',
        description:
          'One range of them with `Range`. The ETag is the SHA-256; `If-Range`, `If-Match` and `If-None-Match` work with it.',
        tags,
        produces: ['application/octet-stream'],
        params: FileParams,
      },
    },
    (request, reply) => sendFile(request, reply, request.params.id),
  );
  app.head('/files/:id/content', { schema: { hide: true, params: FileParams } }, (request, reply) =>
    sendFile(request, reply, request.params.id),
  );

  const sendFolder = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wish: { id: string; format?: ArchiveFormat; path?: string | string[] },
  ): Promise<FastifyReply> => {
    const reader = requireScope(request, 'data:read');
    const { node } = await requireNode(ctx.db, reader, wish.id, 'read');
    if (node.kind !== 'folder') throw new AppError('not-found', 'This is a file; ask for its content.');
    return sendArchive(ctx, request, reply, {
      folderId: node.id,
      name: node.name,
      format: wish.format ?? 'zip',
      reader,
      paths: wish.path === undefined ? null : [wish.path].flat(),
      isPublic: false,
    });
  };
  app.get(
    '/folders/:id/archive',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'downloadFolder',
        summary: 'A folder as a ZIP archive, or as a bag in one',
        description:
          'Written while it is sent, and never kept. `bag` is a bag of RFC 8493 with SHA-256 manifests. Empty folders ' +
          'are not in it. `path` (repeatable) chooses files and folders below.',
        tags,
        produces: ['application/zip'],
        params: FolderParams,
        querystring: ArchiveQuery,
      },
    },
    (request, reply) => sendFolder(request, reply, { ...request.query, id: request.params.id }),
  );
  app.head(
    '/folders/:id/archive',
    { schema: { hide: true, params: FolderParams, querystring: ArchiveQuery } },
    (request, reply) => sendFolder(request, reply, { ...request.query, id: request.params.id }),
  );
}
