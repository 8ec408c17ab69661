import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, requireActor, requireScope } from '../../../http/actor.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { readIdempotencyKey } from '../../../http/idempotency.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { IdempotencyHeaders, PageQuery, pageOf } from '../schema.ts';
import { type Batch, type BatchFormat, isFinished } from './batch.ts';
import { cancelBatch } from './cancel-batch.ts';
import { followBatch, waitForBatch } from './follow-batch.ts';
import { batchesSeenBy, maySeeBatch } from './policy.ts';
import { presentBatch } from './present.ts';
import { receiveBatch } from './receive-batch.ts';
import { BatchParams, BatchSchema, ReadQuery, ResultQuery, UploadContent, UploadQuery } from './schema.ts';
import { listBatches, readBatch } from './store.ts';
import { writeCsvResult, writeJsonLinesResult } from './write-result.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now' | 'storage' | 'log' | 'wakeBatches'>;

const tags = ['Batches'];

const formats: Readonly<Record<string, BatchFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/json': 'json',
};

/** `/batches`: many identifiers reserved, minted and changed by one file. */
export async function registerBatchRoutes(instance: FastifyInstance, ctx: RouteContext): Promise<void> {
  // Whoever still listens when the service stops would keep it from stopping.
  const stopping = new AbortController();
  instance.addHook('preClose', async () => stopping.abort());
  const untilGone = (reply: FastifyReply): AbortSignal => {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return AbortSignal.any([stopping.signal, gone.signal]);
  };

  const validate = createValidatorCompiler();
  // A scope of its own, where bodies are handed on as they come in.
  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();

    app.post(
      '/batches',
      {
        schema: {
          operationId: 'uploadBatch',
          summary: 'Reserve, mint or change many identifiers',
          description:
            'The body is CSV with a heading (`text/csv`), JSON Lines (`application/x-ndjson`) or an array of objects ' +
            '(`application/json`), 1 GiB and 2,000,000 rows at most. Columns: verb, shoulder, pid, target, state, reason, ' +
            'metadata, and title, creators, publisher, year, type, resource_type, description, subjects, language, ' +
            'version, rights; of IGSN IDs also sample (an object), and sample.material, sample.type, sample.collectors, ' +
            'sample.date, sample.place, sample.latitude, sample.longitude, sample.parent, sample.relation. ' +
            'Its form is checked while it arrives; the rows are worked off afterwards. An upload that ' +
            'is repeated with its `Idempotency-Key` answers the same batch.',
          tags,
          headers: IdempotencyHeaders,
          body: UploadContent,
          querystring: UploadQuery,
          response: { 202: BatchSchema },
        },
        // The body is a stream here; its rows are checked as they come.
        validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : validate(part)),
      },
      async (request, reply) => {
        const actor = requireOneScope(request);
        const { query } = request;
        const batch = await receiveBatch(ctx, {
          actor,
          mode: query.mode ?? 'row-by-row',
          dryRun: query.dryRun ?? false,
          format: readFormat(request),
          defaultVerb: query.verb ?? null,
          defaultShoulder: query.shoulder ?? null,
          key: readIdempotencyKey(request),
          // A stream that is destroyed half-read takes the connection with it, and the refusal.
          body: (request.body as unknown as Readable).iterator({ destroyOnReturn: false }),
        }).catch((error: unknown) => {
          discardRest(request.raw);
          throw error;
        });
        const seconds = query.wait ?? 0;
        const latest = await waitForBatch(ctx, batch, { seconds, signal: untilGone(reply) });
        reply.code(202).header('location', `/api/v1/batches/${batch.id}`);
        return presentBatch(latest, ctx.now());
      },
    );
  });

  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/batches',
    {
      schema: {
        operationId: 'listBatches',
        summary: 'Your batches and those of organisations that you administer, newest first',
        tags,
        querystring: PageQuery,
        response: { 200: pageOf(BatchSchema) },
      },
    },
    async (request) => {
      const actor = requireScope(request, 'pid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [createdAt, id] = cursor === undefined ? [] : decodeCursor(cursor, ['time', 'uuid']);
      const after = createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) };
      const batches = await listBatches(ctx.db, batchesSeenBy(actor), { limit: limit + 1, after });
      return toPage(
        batches,
        limit,
        (batch) => presentBatch(batch, ctx.now()),
        (batch) => encodeCursor([batch.createdAt.toISOString(), batch.id]),
      );
    },
  );

  app.get(
    '/batches/:id',
    {
      schema: {
        operationId: 'readBatch',
        summary: 'How far a batch is',
        tags,
        params: BatchParams,
        querystring: ReadQuery,
        response: { 200: BatchSchema },
      },
    },
    async (request, reply) => {
      const batch = await requireBatch(requireScope(request, 'pid:read'), request.params.id);
      const seconds = request.query.wait ?? 0;
      const latest = await waitForBatch(ctx, batch, { seconds, signal: untilGone(reply) });
      return presentBatch(latest, ctx.now());
    },
  );

  app.post(
    '/batches/:id/cancel',
    {
      schema: {
        operationId: 'cancelBatch',
        summary: 'Leave the rest of a batch undone',
        description: 'What was done stays; the other rows are skipped.',
        tags,
        params: BatchParams,
        response: { 202: BatchSchema },
      },
    },
    async (request, reply) => {
      const actor = requireOneScope(request);
      const batch = await requireBatch(actor, request.params.id);
      reply.code(202);
      return presentBatch(await cancelBatch(ctx, actor, batch), ctx.now());
    },
  );

  app.get(
    '/batches/:id/events',
    {
      schema: {
        operationId: 'followBatch',
        summary: 'The progress of a batch as server-sent events',
        description:
          'Events `progress` and, at the end, `done`, each with the batch; `Last-Event-ID` goes on.',
        tags,
        produces: ['text/event-stream'],
        params: BatchParams,
      },
    },
    async (request, reply) => {
      const batch = await requireBatch(requireScope(request, 'pid:read'), request.params.id);
      const heard = request.headers['last-event-id'];
      const lastEventId = typeof heard === 'string' ? heard : null;
      const events = followBatch(ctx, batch.id, { lastEventId, signal: untilGone(reply) });
      // Proxies hold answers back to send them in one piece, which would make progress useless.
      reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no').type('text/event-stream');
      return reply.send(Readable.from(events, { objectMode: false }));
    },
  );

  app.get(
    '/batches/:id/result',
    {
      schema: {
        operationId: 'readBatchResult',
        summary: 'What became of each row of a finished batch, in their order',
        description: 'CSV, or JSON Lines where `format` or `Accept` asks for it.',
        tags,
        produces: ['text/csv', 'application/x-ndjson'],
        params: BatchParams,
        querystring: ResultQuery,
      },
    },
    async (request, reply) => {
      const batch = await requireBatch(requireScope(request, 'pid:read'), request.params.id);
      if (!isFinished(batch)) {
        throw new AppError(
          'move-not-allowed',
          `It is ${batch.state}; the result is there when it is finished.`,
        );
      }
      if (batch.inputKey === null) {
        throw new AppError('not-found', 'The result was deleted 30 days after the batch was finished.');
      }
      const format = request.query.format ?? chooseFormat(request.headers.accept);
      const [type, body] =
        format === 'csv'
          ? ['text/csv; charset=utf-8', writeCsvResult(ctx.db, batch.id)]
          : ['application/x-ndjson; charset=utf-8', writeJsonLinesResult(ctx.db, batch.id)];
      reply
        .type(type)
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="batch-${batch.id}.${format}"`);
      return reply.send(Readable.from(body, { objectMode: false }));
    },
  );

  /** What someone may not see looks like nothing. @throws AppError not-found */
  async function requireBatch(actor: Actor, id: string): Promise<Batch> {
    const batch = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await readBatch(ctx.db, id) : null;
    if (batch === null || !maySeeBatch(actor, batch)) {
      throw new AppError('not-found', 'There is no such batch, or you may not see it.');
    }
    return batch;
  }
}

/** Some scope to write with; which one a row needs is told at the row. */
function requireOneScope(request: FastifyRequest): Actor {
  const actor = requireActor(request);
  return actor.kind === 'person' && actor.scopes.has('pid:publish')
    ? actor
    : requireScope(request, 'pid:mint');
}

function readFormat(request: FastifyRequest): BatchFormat {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  const format = formats[type];
  if (format !== undefined && /^(?:utf-?8|us-ascii)$/i.test(charset)) return format;
  throw new AppError(
    'unsupported-media-type',
    'Send the rows as text/csv, application/x-ndjson or application/json, in UTF-8.',
  );
}

function chooseFormat(accept: string | undefined): 'csv' | 'ndjson' {
  const wanted = (accept ?? '').split(',').map((each) => each.split(';')[0]?.trim().toLowerCase() ?? '');
  const first = wanted.find((each) =>
    ['text/csv', 'application/x-ndjson', 'application/jsonl'].includes(each),
  );
  return first === undefined || first === 'text/csv' ? 'csv' : 'ndjson';
}
