import type { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { readLinesType, sendLines } from '../../../http/send-lines.ts';
import { requireSteward } from '../../../http/steward.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';
import type { Row } from './row.ts';
import { type BulkContext, runBulk } from './run-bulk.ts';

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
          const read = readers[readLinesType(request) ?? ''];
          if (read === undefined) throw wrongType();
          // A stream that is destroyed half-read takes the connection with it, and the refusal.
          const body = (request.body as unknown as Readable).iterator({ destroyOnReturn: false });
          return await sendLines(request, reply, runBulk(ctx, steward, read(body)));
        } catch (error) {
          discardRest(request.raw);
          throw error;
        }
      },
    );
  });
}

function wrongType(): AppError {
  return new AppError('unsupported-media-type', 'Send the rows as application/jsonl or text/csv, in UTF-8.');
}
