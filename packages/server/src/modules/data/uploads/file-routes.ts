import type { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import type { Reader } from '../data-context.ts';
import { requireNode } from '../find-node.ts';
import { showNode } from '../present.ts';
import { NodeSchema } from '../schema.ts';
import { readContentDigest } from './content-digest.ts';
import { FILE_BYTES, FORM_FILES } from './limits.ts';
import { type ReceiveContext, receiveFile, receiveFiles, replaceContent } from './receive-file.ts';
import { FileParams, FolderParams, NewFileQuery } from './schema.ts';

const tags = ['Files'];
const BodyOfFile = Type.Unsafe<unknown>({ type: 'string', format: 'binary' });

/** Files in one request: the body as it is, or a form. */
export async function registerFileBodyRoutes(instance: FastifyInstance, ctx: ReceiveContext): Promise<void> {
  const validate = createValidatorCompiler();
  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(multipart, {
      limits: {
        fileSize: FILE_BYTES,
        files: FORM_FILES,
        fields: 20,
        fieldSize: 4_096,
        parts: FORM_FILES + 20,
      },
      throwFileSizeLimit: true,
    });
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    // The body is a stream here.
    scope.setValidatorCompiler((part) => (part.httpPart === 'body' ? () => true : validate(part)));
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();

    app.post(
      '/folders/:id/files',
      {
        schema: {
          operationId: 'uploadFile',
          summary: 'Upload a file in one request',
          description:
            'The body is the file, whatever its type, and `name` says how it is called; or a form ' +
            '(`multipart/form-data`) with one or more files, which are stored all or not at all. `Content-Digest: ' +
            'sha-256=:…:` (RFC 9530) is checked. Larger files are better sent to `/uploads`, where a break costs nothing.',
          tags,
          params: FolderParams,
          querystring: NewFileQuery,
          consumes: ['application/octet-stream', 'multipart/form-data'],
          body: BodyOfFile,
          response: { 201: Type.Object({ items: Type.Array(NodeSchema) }) },
        },
      },
      async (request, reply) => {
        const actor = requireScope(request, 'data:write');
        const { id: folderId } = request.params;
        const { name, replaces = false } = request.query;
        const placed = await orDiscard(request, async () => {
          if (request.isMultipart()) return receiveFiles(ctx, actor, folderId, filesOf(request, replaces));
          if (name === undefined) {
            throw new AppError('invalid-input', 'Say how the file is called: ?name=….', {
              problems: [{ pointer: '/querystring/name', detail: 'This is needed.' }],
            });
          }
          return [await receiveFile(ctx, actor, { folderId, name, replaces, ...bodyOf(request) })];
        });
        const items = await Promise.all(placed.map(({ id }) => readStored(ctx, actor, id)));
        const [first] = items;
        if (first !== undefined && items.length === 1) reply.header('location', `/api/v1/files/${first.id}`);
        reply.code(201);
        return { items };
      },
    );

    app.put(
      '/files/:id/content',
      {
        schema: {
          operationId: 'replaceFileContent',
          summary: 'Give a file other bytes',
          description:
            '`If-Match` with the ETag of a download (the SHA-256) refuses the change when somebody was faster.',
          tags,
          params: FileParams,
          consumes: ['application/octet-stream'],
          body: BodyOfFile,
          response: { 200: NodeSchema },
        },
      },
      async (request) => {
        const actor = requireScope(request, 'data:write');
        const { id } = await orDiscard(request, async () => {
          if (request.isMultipart()) {
            throw new AppError('unsupported-media-type', 'Send the bytes of the file as they are.');
          }
          const wish = { ...bodyOf(request), ifMatch: readHashes(request.headers['if-match']) };
          return replaceContent(ctx, actor, request.params.id, wish);
        });
        return readStored(ctx, actor, id);
      },
    );
  });
}

async function orDiscard<T>(request: FastifyRequest, receive: () => Promise<T>): Promise<T> {
  try {
    return await receive();
  } catch (error) {
    discardRest(request.raw);
    if (error instanceof AppError) throw error;
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('FST_')) throw error;
    // The caller is gone in the middle of the body: nobody reads the answer.
    if (request.raw.destroyed && !request.raw.complete) {
      throw new AppError('malformed-body', 'The body broke off.', { cause: error });
    }
    throw error;
  }
}

function bodyOf(request: FastifyRequest) {
  const length = request.headers['content-length'];
  const body = request.body as Readable | undefined;
  return {
    // A stream that is destroyed half-read takes the connection with it, and the refusal.
    body: (body ?? request.raw).iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
    lengthBytes: length === undefined ? null : Number(length),
    mediaType: request.headers['content-type'] ?? null,
    sha256: readContentDigest(request.headers['content-digest']),
  };
}

async function* filesOf(request: FastifyRequest, replaces: boolean) {
  for await (const part of request.files()) {
    yield {
      // A part without one has no name, whatever the types say.
      name: String(part.filename ?? ''),
      mediaType: part.mimetype,
      replaces,
      body: part.file as AsyncIterable<Uint8Array>,
      sha256: null,
    };
  }
}

/** The SHA-256 values that If-Match names; null: it was not sent, or any will do. */
function readHashes(header: string | undefined): ReadonlySet<string> | null {
  if (header === undefined || header.trim() === '*') return null;
  return new Set(header.split(',').map((tag) => tag.trim().replaceAll('"', '')));
}

async function readStored(ctx: ReceiveContext, reader: Reader, id: string) {
  return showNode(ctx.db, await requireNode(ctx.db, reader, id, 'read'));
}
