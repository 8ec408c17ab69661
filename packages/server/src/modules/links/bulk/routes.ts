import { PassThrough, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { requireSteward } from '../../../http/steward.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';
import type { Row } from './row.ts';
import { type BulkContext, type BulkSummary, type RowAnswer, runBulk } from './run-bulk.ts';

/**
 * What may wait to be read: many clients send everything before they read anything, and would wait for us for ever if
 * we waited for them. It is more than the answers to all rows of most uploads.
 */
const WAITING_BYTES = 64 * 1024 * 1024;

const readers: Readonly<Record<string, (input: AsyncIterable<Uint8Array>) => AsyncGenerator<Row>>> = {
  'text/csv': readCsv,
  'application/jsonl': readJsonLines,
  'application/x-ndjson': readJsonLines,
};

const UploadContent = {
  content: {
    'application/jsonl': { schema: Type.String() },
    'application/x-ndjson': { schema: Type.String() },
    'text/csv': { schema: Type.String() },
  },
};

/** `/links/bulk`: many links by one upload, answered row by row. */
export async function registerBulkRoute(instance: FastifyInstance, ctx: BulkContext): Promise<void> {
  const validate = createValidatorCompiler();
  // A scope of its own, where bodies are handed on as they come in.
  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.withTypeProvider<TypeBoxTypeProvider>().post(
      '/links/bulk',
      {
        schema: {
          operationId: 'registerLinksInBulk',
          summary: 'Register the links of a file',
          description:
            'JSON Lines (`application/jsonl`): one body of `POST /links` a line. CSV (`text/csv`): one link a row, ' +
            'with the columns anchor, linkType, target, title, and description, organisation, types, hreflang, ' +
            'context, isDefault, isDefaultContext, isDefaultType, passQuery, accessRoles, encryptionMethod, method, ' +
            'rel, public, validFrom, validUntil, active, title.fr …; several values with spaces between them. ' +
            '1,000,000 rows at most. The answer is JSON Lines: one line for each row with its number, and a last one ' +
            'with the sum; an answer without that is not whole. The same file once more changes nothing.',
          tags: ['Links'],
          body: UploadContent,
          produces: ['application/x-ndjson'],
        },
        // The body is a stream here; its rows are checked as they come.
        validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : validate(part)),
      },
      async (request, reply) => {
        try {
          const steward = requireSteward(request);
          if (steward.links !== 'all' && steward.links.length === 0) {
            throw new AppError(
              'not-allowed',
              'Only curators and administrators of an organisation register links.',
            );
          }
          const read = readers[readType(request)];
          if (read === undefined) throw wrongType();
          // A stream that is destroyed half-read takes the connection with it, and the refusal.
          const body = (request.body as unknown as Readable).iterator({ destroyOnReturn: false });
          const answers = runBulk(ctx, steward, read(body));
          // What makes the whole upload unreadable is told as a refusal, since nothing was answered yet.
          const first = await answers.next();
          const out = new PassThrough({ writableHighWaterMark: WAITING_BYTES });
          writeAnswers(first, answers, out).catch((error: unknown) => {
            request.log.error({ err: error }, 'a bulk upload broke off');
            out.destroy();
          });
          reply.type('application/x-ndjson; charset=utf-8').header('cache-control', 'no-store');
          return reply.send(out);
        } catch (error) {
          discardRest(request.raw);
          throw error;
        }
      },
    );
  });
}

type Answers = AsyncGenerator<RowAnswer | BulkSummary>;

async function writeAnswers(
  first: Awaited<ReturnType<Answers['next']>>,
  rest: Answers,
  out: PassThrough,
): Promise<void> {
  const gone = finished(out).catch(() => {});
  for (let next = first; next.done !== true && !out.destroyed; next = await rest.next()) {
    const hasRoom = out.write(`${JSON.stringify(next.value)}\n`);
    if (!hasRoom) await Promise.race([new Promise((resolve) => out.once('drain', resolve)), gone]);
  }
  out.end();
}

function readType(request: FastifyRequest): string {
  const header = request.headers['content-type'] ?? '';
  const charset = /;\s*charset="?([^";\s]+)/i.exec(header)?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii)$/i.test(charset)) throw wrongType();
  return header.split(';')[0]?.trim().toLowerCase() ?? '';
}

function wrongType(): AppError {
  return new AppError('unsupported-media-type', 'Send the rows as application/jsonl or text/csv, in UTF-8.');
}
