import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf, requireScope, toEventActor } from '../../../http/actor.ts';
import { requireNode } from '../find-node.ts';
import { FileParams } from '../uploads/schema.ts';
import { OPEN_UNPACKINGS } from './limits.ts';
import { countOpenUnpackings, insertUnpacking, readUnpacking } from './store.ts';
import type { Unpacking } from './unpacking.ts';

type RouteContext = Pick<AppContext, 'db' | 'now'>;

const tags = ['Files'];

const UnpackBody = Type.Object(
  {
    folder: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
        description: 'Id of the folder to unpack into; default: the one that the archive lies in',
      }),
    ),
  },
  { additionalProperties: false },
);

const UnpackingSchema = Type.Object(
  {
    id: Type.String(),
    state: Type.Union([
      Type.Literal('waiting'),
      Type.Literal('running'),
      Type.Literal('done'),
      Type.Literal('failed'),
    ]),
    file: Type.String({ description: 'Id of the archive' }),
    folder: Type.String(),
    filesTotal: Type.Union([Type.Integer(), Type.Null()]),
    filesDone: Type.Integer(),
    problem: Type.Union([Type.String(), Type.Null()], { description: 'Why nothing was unpacked' }),
    createdAt: Type.String(),
    finishedAt: Type.Union([Type.String(), Type.Null()]),
  },
  { $id: 'Unpacking' },
);

/** ZIP archives unpacked in the background. */
export function registerUnpackingRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/files/:id/unpack',
    {
      schema: {
        operationId: 'unpackFile',
        summary: 'Unpack a ZIP archive into a folder',
        description:
          'In the background, and as a whole or not at all: 100,000 files and folders and 1 TiB at most. Links, devices, ' +
          'encrypted entries and names that cannot be kept are refused with the name of the entry, and so is a file ' +
          'that is there already. The archive stays.',
        tags,
        params: FileParams,
        body: UnpackBody,
        response: { 202: UnpackingSchema },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'data:write');
      const unpacking = await beginUnpacking(ctx, actor, request.params.id, request.body.folder ?? null);
      reply.code(202).header('location', `/api/v1/unpackings/${unpacking.id}`);
      return presentUnpacking(unpacking);
    },
  );

  app.get(
    '/unpackings/:id',
    {
      schema: {
        operationId: 'readUnpacking',
        summary: 'How far an unpacking is',
        tags,
        params: FileParams,
        response: { 200: UnpackingSchema },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'data:read');
      const unpacking = await readUnpacking(ctx.db, request.params.id);
      if (unpacking === null) throw new AppError('not-found', 'There is no such unpacking.');
      // Who may read where it unpacks to may know of it.
      await requireNode(ctx.db, actor, unpacking.folderId, 'read');
      return presentUnpacking(unpacking);
    },
  );
}

/** @throws AppError not-found, not-allowed, too-many-requests */
export async function beginUnpacking(
  ctx: RouteContext,
  actor: Actor,
  fileId: string,
  folderId: string | null,
): Promise<Unpacking> {
  const { node: file } = await requireNode(ctx.db, actor, fileId, 'read');
  if (file.kind !== 'file' || file.parentId === null) {
    throw new AppError('not-found', 'This is a folder; only files can be unpacked.');
  }
  const { node: folder } = await requireNode(ctx.db, actor, folderId ?? file.parentId, 'write');
  if (folder.kind !== 'folder') throw new AppError('not-found', 'There is no such folder.');
  if (actor.kind === 'service-account') {
    throw new AppError('not-allowed', 'Service accounts unpack nothing; use the token of a person.');
  }
  const accountId = accountIdOf(actor);
  if ((await countOpenUnpackings(ctx.db, accountId)) >= OPEN_UNPACKINGS) {
    throw new AppError(
      'too-many-requests',
      `You have ${OPEN_UNPACKINGS} archives that wait or are being unpacked; wait until one is done.`,
    );
  }
  const unpacking: Unpacking = {
    id: randomUUID(),
    organisationId: folder.organisationId,
    folderId: folder.id,
    fileId,
    accountId,
    state: 'waiting',
    filesTotal: null,
    filesDone: 0,
    problem: null,
    attempts: 0,
    createdAt: ctx.now(),
    finishedAt: null,
  };
  await transact(ctx.db, (tx) => insertUnpacking(tx, unpacking, toEventActor(actor)));
  return unpacking;
}

function presentUnpacking(unpacking: Unpacking) {
  return {
    id: unpacking.id,
    state: unpacking.state,
    file: unpacking.fileId,
    folder: unpacking.folderId,
    filesTotal: unpacking.filesTotal,
    filesDone: unpacking.filesDone,
    problem: unpacking.problem,
    createdAt: unpacking.createdAt.toISOString(),
    finishedAt: unpacking.finishedAt?.toISOString() ?? null,
  };
}
