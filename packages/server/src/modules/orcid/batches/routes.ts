import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type ItemKind, itemKinds } from '@mintmark/orcid';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireActor } from '../../../http/actor.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { readIdempotencyKey } from '../../../http/idempotency.ts';
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import type { RowFormat } from '../../../http/row-files/rows.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { chooseRegistry } from '../entries/choose-registry.ts';
import { OrganisationParams, PageQuery, pageOf } from '../entries/schema.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import type { Batch } from './batch.ts';
import { cancelBatch } from './cancel-batch.ts';
import { presentBatch } from './present.ts';
import { receiveBatch } from './receive-batch.ts';
import { repeatBatch } from './repeat-batch.ts';
import { writeCsvResult, writeJsonResult } from './results.ts';
import {
  BatchParams,
  BatchSchema,
  ResultQuery,
  TemplateParams,
  TemplateQuery,
  UploadContent,
  UploadQuery,
} from './schema.ts';
import { listBatches, readBatch } from './store.ts';
import { writeTemplate } from './write-template.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now' | 'log' | 'wakeEntries'>;

const tags = ['ORCID entries'];
const HOME = '/organisations/:slug/orcid/batches';

const formats: Readonly<Record<string, RowFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/json': 'json',
};

/** `/organisations/{slug}/orcid/batches`: many entries by one file. */
export async function registerBatchRoutes(instance: FastifyInstance, ctx: RouteContext): Promise<void> {
  const validate = createValidatorCompiler();
  // A scope of its own, where bodies are handed on as they come in.
  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();

    app.post(
      HOME,
      {
        schema: {
          operationId: 'uploadOrcidBatch',
          summary: 'Say something about many people by one file',
          description:
            'For administrators of the organisation, with the scope `orcid:write`. The body is CSV with a heading ' +
            '(`text/csv`), JSON Lines (`application/x-ndjson`) or an array of objects (`application/json`) with entries of ' +
            'one kind, 10 MiB and 10,000 rows at most; templates say which columns there are. Rows of JSON may give ' +
            '`item` in ORCID’s own shape instead. The same `local-id` again changes its entry. Its form is checked while ' +
            'it arrives; the rows are worked off afterwards.',
          tags,
          params: OrganisationParams,
          body: UploadContent,
          querystring: UploadQuery,
          response: { 202: BatchSchema },
        },
        // The body is a stream here; its rows are checked as they come.
        validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : validate(part)),
      },
      async (request, reply) => {
        try {
          const actor = requireActor(request);
          const { slug } = request.params;
          const { kind, dryRun = false, environment, fileName = null } = request.query;
          const organisation = await requireOrcidOrganisation(ctx.db, actor, slug, 'orcid:write');
          const client = await chooseRegistry(ctx.db, organisation.id, environment as OrcidEnvironmentName);
          const batch = await receiveBatch(ctx, {
            actor,
            organisation,
            environment: client.environment,
            kind,
            dryRun,
            format: readFormat(request),
            fileName,
            key: readIdempotencyKey(request),
            // A stream that is destroyed half-read takes the connection with it, and the refusal.
            body: (request.body as unknown as Readable).iterator({ destroyOnReturn: false }),
          });
          const body = presentBatch(batch, slug);
          return reply.code(202).header('location', body.links.self).send(body);
        } catch (error) {
          discardRest(request.raw);
          throw error;
        }
      },
    );
  });

  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    HOME,
    {
      schema: {
        operationId: 'listOrcidBatches',
        summary: 'Uploads of entries, newest first',
        description: 'For administrators of the organisation, with the scope `orcid:read`.',
        tags,
        params: OrganisationParams,
        querystring: Type.Object(PageQuery, { additionalProperties: false }),
        response: { 200: pageOf(BatchSchema) },
      },
    },
    async (request) => {
      const { slug } = request.params;
      const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const [seq] = cursor === undefined ? [] : decodeCursor(cursor, ['number']);
      const before = seq === undefined ? null : Number(seq);
      const batches = await listBatches(ctx.db, organisation.id, { limit: limit + 1, before });
      return toPage(
        batches,
        limit,
        (batch) => presentBatch(batch, slug),
        (batch) => encodeCursor([batch.seq]),
      );
    },
  );

  app.get(
    `${HOME}/templates/:file`,
    {
      schema: {
        operationId: 'readOrcidBatchTemplate',
        summary: 'A file to fill in, for one kind of entry',
        tags,
        produces: ['text/csv'],
        params: TemplateParams,
        querystring: TemplateQuery,
      },
    },
    async (request, reply) => {
      const { slug, file } = request.params;
      await requireOrcidOrganisation(ctx.db, requireActor(request), slug, 'orcid:read');
      const kind = itemKinds.find((each) => `${each}.csv` === file) as ItemKind;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(writeTemplate(kind, request.query.example ?? false));
    },
  );

  app.get(
    `${HOME}/:id`,
    {
      schema: {
        operationId: 'readOrcidBatch',
        summary: 'How far an upload of entries is',
        tags,
        params: BatchParams,
        response: { 200: BatchSchema },
      },
    },
    async (request) => presentBatch(await requireBatch(request, 'orcid:read'), request.params.slug),
  );

  app.get(
    `${HOME}/:id/result`,
    {
      schema: {
        operationId: 'readOrcidBatchResult',
        summary: 'What became of each row, and how its entry stands by now',
        description: 'In the order of the rows, with put codes, as CSV or as a JSON array.',
        tags,
        produces: ['text/csv', 'application/json'],
        params: BatchParams,
        querystring: ResultQuery,
      },
    },
    async (request, reply) => {
      const batch = await requireBatch(request, 'orcid:read');
      if (batch.clearedAt !== null) {
        throw new AppError('not-found', 'The result was deleted 30 days after the batch was finished.');
      }
      const { format = 'csv' } = request.query;
      const [type, body] =
        format === 'csv'
          ? ['text/csv; charset=utf-8', writeCsvResult(ctx.db, batch)]
          : ['application/json; charset=utf-8', writeJsonResult(ctx.db, batch)];
      reply
        .type(type)
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="orcid-batch-${batch.id}.${format}"`);
      return reply.send(Readable.from(body, { objectMode: false }));
    },
  );

  app.post(
    `${HOME}/:id/apply`,
    {
      schema: {
        operationId: 'applyOrcidBatch',
        summary: 'Do what a dry run tried',
        description: 'A new batch of the same rows, without another upload.',
        tags,
        params: BatchParams,
        response: { 202: BatchSchema },
      },
    },
    async (request, reply) => {
      const tried = await requireBatch(request, 'orcid:write');
      const batch = await repeatBatch(ctx, requireActor(request), tried);
      const body = presentBatch(batch, request.params.slug);
      return reply.code(202).header('location', body.links.self).send(body);
    },
  );

  app.post(
    `${HOME}/:id/cancel`,
    {
      schema: {
        operationId: 'cancelOrcidBatch',
        summary: 'Leave the rest of an upload undone',
        description: 'What was done stays; the other rows are skipped.',
        tags,
        params: BatchParams,
        response: { 202: BatchSchema },
      },
    },
    async (request, reply) => {
      const batch = await requireBatch(request, 'orcid:write');
      const cancelled = await cancelBatch(ctx, requireActor(request), batch);
      return reply.code(202).send(presentBatch(cancelled, request.params.slug));
    },
  );

  async function requireBatch(
    request: FastifyRequest<{ Params: { slug: string; id: string } }>,
    scope: 'orcid:read' | 'orcid:write',
  ): Promise<Batch> {
    const { slug, id } = request.params;
    const organisation = await requireOrcidOrganisation(ctx.db, requireActor(request), slug, scope);
    const batch = await readBatch(ctx.db, id);
    if (batch === null || batch.organisationId !== organisation.id) {
      throw new AppError('not-found', 'The organisation has no such batch.');
    }
    return batch;
  }
}

function readFormat(request: FastifyRequest): RowFormat {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  const format = formats[type];
  if (format !== undefined && /^(?:utf-?8|us-ascii)$/i.test(charset)) return format;
  throw new AppError(
    'unsupported-media-type',
    'Send the rows as text/csv, application/x-ndjson or application/json, in UTF-8.',
  );
}
