import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { page, readField, readFields, readPageId } from '../../accounts/index.ts';
import { findNode, requireNode, sendArchive, sendContent } from '../index.ts';
import { DATA_PATH, type DataPageContext, signedIn } from './signed-in.ts';

const TICKED_LIMIT = 200;

/** Files and folders as bytes, for those who may read them. */
export function registerDownloads(app: FastifyInstance, ctx: DataPageContext): void {
  app.get(
    `${DATA_PATH}/:id/content`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const { node } = await requireNode(ctx.db, person, readPageId(request), 'read');
      if (node.content === null) throw new AppError('not-found', 'This is a folder, not a file.');
      return sendContent(ctx, request, reply, {
        contentId: node.content.id,
        name: node.name,
        mediaType: node.mediaType,
        modifiedAt: node.modifiedAt,
        isPublic: false,
      });
    }),
  );

  app.get(
    `${DATA_PATH}/:id/archive`,
    page,
    signedIn(ctx, (request, reply, person) => sendFolder(ctx, request, reply, person, null)),
  );

  app.post(
    `${DATA_PATH}/:id/download-ticked`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const folderId = readPageId(request);
      const paths: string[] = [];
      for (const id of readFields(request.body, 'pick').slice(0, TICKED_LIMIT)) {
        const found = await findNode(ctx.db, person, id);
        if (found?.node.parentId === folderId) paths.push(found.node.name);
      }
      if (paths.length === 0) {
        throw new AppError('invalid-input', 'Go back, and tick what is to be downloaded first.');
      }
      return sendFolder(ctx, request, reply, person, paths);
    }),
  );
}

async function sendFolder(
  ctx: DataPageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
  paths: readonly string[] | null,
): Promise<FastifyReply> {
  const { node } = await requireNode(ctx.db, person, readPageId(request), 'read');
  if (node.kind !== 'folder') throw new AppError('not-found', 'This is a file, not a folder.');
  return sendArchive(ctx, request, reply, {
    folderId: node.id,
    name: node.name,
    format: readField(request.query, 'format') === 'bag' ? 'bag' : 'zip',
    reader: person,
    paths,
    isPublic: false,
  });
}
