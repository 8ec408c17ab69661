import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { MemoryLocker, Server } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError, type ErrorCode } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { createHashCache, type HashCache } from './hash-cache.ts';
import { FILE_BYTES } from './limits.ts';
import type { ReceiveContext } from './receive-file.ts';
import { UploadParams, UploadSchema } from './schema.ts';
import { UploadStore } from './tus-store.ts';
import type { Upload } from './upload.ts';
import { toWebBody, type WebBody } from './web-body.ts';

type RouteContext = ReceiveContext & Pick<AppContext, 'config'>;

const PATH = '/api/v1/uploads';
const tags = ['Files'];
/** How long a request that somebody else wants the upload of may still store what it has. */
const DRAIN_MS = 1_000;

/** `/uploads`: files in pieces, resumed after any break, by the tus protocol 1.0. */
export async function registerUploadRoutes(instance: FastifyInstance, ctx: RouteContext): Promise<void> {
  const hashes = createHashCache();
  // Requests of one process for one upload follow each other; of two processes, only one gets its part counted.
  const locker = new MemoryLocker();
  const answer = (request: FastifyRequest, reply: FastifyReply) =>
    answerByTus(ctx, { hashes, locker }, request, reply);

  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('tus-resumable', '1.0.0');
    });
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();
    app.post(
      '/uploads',
      {
        schema: {
          operationId: 'beginUpload',
          summary: 'Begin an upload that can be resumed (tus 1.0)',
          description:
            'tus 1.0 with creation, creation-with-upload, creation-defer-length, termination and expiration. ' +
            '`Upload-Metadata` needs `folder` (the id of a folder) and `filename`; `filetype`, `replaces` (`true`: a ' +
            'file of this name gets the new bytes) and `sha256` (refused at the end when it does not fit) may be ' +
            'given. An upload that nobody goes on with for a week is deleted.',
          tags,
        },
      },
      answer,
    );
    app.options('/uploads', { schema: { hide: true } }, answer);
    app.patch(
      '/uploads/:id',
      {
        schema: {
          operationId: 'continueUpload',
          summary: 'Send the next bytes of an upload (tus 1.0)',
          description:
            'What was received is kept, also when the request breaks off; HEAD tells how far it is.',
          tags,
          params: UploadParams,
        },
      },
      answer,
    );
    app.delete(
      '/uploads/:id',
      {
        schema: {
          operationId: 'deleteUpload',
          summary: 'Give an upload up (tus 1.0)',
          tags,
          params: UploadParams,
        },
      },
      answer,
    );
    app.head('/uploads/:id', { schema: { hide: true, params: UploadParams } }, answer);
    app.options('/uploads/:id', { schema: { hide: true, params: UploadParams } }, answer);
    app.get(
      '/uploads/:id',
      {
        exposeHeadRoute: false,
        schema: {
          operationId: 'readUpload',
          summary: 'How far an upload is, and which file came of it',
          tags,
          params: UploadParams,
          response: { 200: UploadSchema },
        },
      },
      async (request, reply) => {
        const store = new UploadStore(ctx, hashes, requireScope(request, 'data:write'));
        await store.getUpload(request.params.id);
        reply.header('cache-control', 'no-store');
        return presentUpload(await store.require(request.params.id));
      },
    );
  });
}

function presentUpload(upload: Upload) {
  return {
    id: upload.id,
    folder: upload.folderId,
    name: upload.fileName,
    length: upload.lengthBytes,
    offset: upload.offsetBytes,
    file: upload.fileId,
    createdAt: upload.createdAt.toISOString(),
    expiresAt: upload.finishedAt === null ? upload.expiresAt.toISOString() : null,
  };
}

/** Lets the library speak the protocol. Our refusals, and its own, are problem documents as everywhere. */
async function answerByTus(
  ctx: RouteContext,
  shared: { hashes: HashCache; locker: MemoryLocker },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const store = new UploadStore(ctx, shared.hashes, requireScope(request, 'data:write'));
  let refusal: unknown = null;
  const server = new Server({
    path: PATH,
    datastore: store,
    locker: shared.locker,
    lockDrainTimeout: DRAIN_MS,
    maxSize: FILE_BYTES,
    disableTerminationForFinishedUploads: true,
    allowedOrigins: [ctx.config.publicUrl],
    namingFunction: () => randomUUID(),
    // Below whatever address the client came by.
    generateUrl: (_request, { id }) => `${PATH}/${id}`,
    onUploadFinish: async (_request, upload) => {
      await store.finish(upload.id);
      return {};
    },
    onResponseError: (_request, error) => {
      refusal = error;
      return undefined;
    },
  });
  const body = toWebBody(request.raw);
  const response = await server.handleWeb(toWebRequest(ctx, request, body));
  body.letGo();
  if (response.status >= 400) {
    discardRest(request.raw);
    throw refusal instanceof Error && !('status_code' in refusal)
      ? refusal
      : toRefusal(response.status, await response.text());
  }
  reply
    .code(response.status)
    .headers(Object.fromEntries(response.headers))
    .header('cache-control', 'no-store');
  const upload = store.seen;
  if (upload?.finishedAt === null) reply.header('upload-expires', upload.expiresAt.toUTCString());
  return reply.send(await response.text());
}

function toWebRequest(ctx: RouteContext, request: FastifyRequest, body: WebBody): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.raw.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  const { method } = request.raw;
  const hasBody = method === 'PATCH' || method === 'POST';
  return new Request(`${ctx.config.publicUrl}${request.raw.url ?? PATH}`, {
    method: method ?? 'GET',
    headers,
    ...(hasBody ? { body: body.stream, duplex: 'half' } : {}),
  } as RequestInit);
}

/** The library's refusals in our words: its texts are the protocol's own. */
const refusals: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed-request',
  403: 'malformed-request',
  404: 'not-found',
  409: 'offset-mismatch',
  410: 'upload-expired',
  412: 'protocol-version',
  413: 'body-too-large',
  501: 'malformed-request',
};

function toRefusal(status: number, text: string): AppError {
  const code = refusals[status];
  if (code === undefined) throw new Error(`the tus library answered ${status}: ${text}`);
  return new AppError(code, `${text.trim()}.`, {
    ...(code === 'protocol-version' ? { headers: { 'tus-version': '1.0.0' } } : {}),
  });
}
