import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { requireNode } from '../find-node.ts';
import { FileParams, FolderParams } from '../uploads/schema.ts';
import { ArchiveQuery } from './schema.ts';
import { sendArchive } from './send-archive.ts';
import { sendContent } from './send-content.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'storage' | 'log' | 'now'>;

const tags = ['Files'];

/** Files and folders as bytes. */
export function registerDownloadRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.route({
    method: ['GET', 'HEAD'],
    url: '/files/:id/content',
    schema: {
      operationId: 'downloadFile',
      summary: 'The bytes of a file',
      description:
        'One range of them with `Range`. The ETag is the SHA-256; `If-Range`, `If-Match` and `If-None-Match` work with it.',
      tags,
      produces: ['application/octet-stream'],
      params: FileParams,
    },
    handler: async (request, reply) => {
      const reader = requireScope(request, 'data:read');
      const { node } = await requireNode(ctx.db, reader, request.params.id, 'read');
      if (node.content === null) throw new AppError('not-found', 'This is a folder; ask for its archive.');
      return sendContent(ctx, request, reply, {
        contentId: node.content.id,
        name: node.name,
        mediaType: node.mediaType,
        modifiedAt: node.modifiedAt,
        isPublic: false,
      });
    },
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/folders/:id/archive',
    schema: {
      operationId: 'downloadFolder',
      summary: 'A folder as a ZIP archive, or as a bag in one',
      description:
        'Written while it is sent, and never kept. `bag` is a bag of RFC 8493 with SHA-256 manifests. Empty folders are ' +
        'not in it. `path` (repeatable) chooses files and folders below.',
      tags,
      produces: ['application/zip'],
      params: FolderParams,
      querystring: ArchiveQuery,
    },
    handler: async (request, reply) => {
      const reader = requireScope(request, 'data:read');
      const { node } = await requireNode(ctx.db, reader, request.params.id, 'read');
      if (node.kind !== 'folder') throw new AppError('not-found', 'This is a file; ask for its content.');
      const { format = 'zip', path } = request.query;
      return sendArchive(ctx, request, reply, {
        folderId: node.id,
        name: node.name,
        format,
        reader,
        paths: path === undefined ? null : [path].flat(),
        isPublic: false,
      });
    },
  });
}
