import type { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { requireActor } from '../../../http/actor.ts';
import { discardRest } from '../../../http/discard-rest.ts';
import { readIdempotencyKey } from '../../../http/idempotency.ts';
import { readLinesType, sendLines } from '../../../http/send-lines.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { IdempotencyHeaders } from '../schema.ts';
import { type BulkContext, type BulkSummary, LINES_LIMIT, type LineAnswer, runBulk } from './run-bulk.ts';

const TYPES: readonly (string | null)[] = ['application/jsonl', 'application/x-ndjson'];

const UploadContent = {
  content: {
    'application/jsonl': { schema: Type.String() },
    'application/x-ndjson': { schema: Type.String() },
  },
};

/** `/items/bulk`: many changes of items by one upload, answered line by line. */
export async function registerItemBulkRoute(instance: FastifyInstance, ctx: BulkContext): Promise<void> {
  const validate = createValidatorCompiler();
  // A scope of its own, where bodies are handed on as they come in.
  await instance.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.withTypeProvider<TypeBoxTypeProvider>().post(
      '/items/bulk',
      {
        schema: {
          operationId: 'changeItemsInBulk',
          summary: 'Make, change and move many items',
          description:
            'JSON Lines: one `{"op": …}` a line. `create` has the members of `POST /items`; `update` `uuid` and those of ' +
            '`PATCH /items/{uuid}`; `archive`, `withdraw` (with `reason`), `reinstate`, `register` and `delete` have ' +
            '`uuid`. `version` stands for If-Match. Each line is done by itself, and one that is refused leaves the others ' +
            `alone. ${LINES_LIMIT.toLocaleString('en')} lines at most. The answer is JSON Lines, one for each line and a ` +
            'last one with the sum (an answer without that is not whole); with `Accept: application/json` it is ' +
            '`{"items", "summary"}`. With an `Idempotency-Key`, the same upload may be sent again: lines that were ' +
            'done are told again and not done twice.',
          tags: ['Items'],
          headers: IdempotencyHeaders,
          body: UploadContent,
          produces: ['application/x-ndjson', 'application/json'],
        },
        // The body is a stream here; its lines are checked as they come.
        validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : validate(part)),
      },
      async (request, reply) => {
        try {
          const actor = requireActor(request);
          const key = readIdempotencyKey(request);
          if (!TYPES.includes(readLinesType(request))) {
            throw new AppError('unsupported-media-type', 'Send the lines as application/jsonl, in UTF-8.');
          }
          // A stream that is destroyed half-read takes the connection with it, and the answer.
          const body = (request.body as unknown as Readable).iterator({ destroyOnReturn: false });
          const answers = runBulk(ctx, actor, key, body);
          if (!wantsJson(request)) return await sendLines(request, reply, answers);
          const whole = await collect(answers);
          discardRest(request.raw);
          return reply.header('cache-control', 'no-store').send(whole);
        } catch (error) {
          discardRest(request.raw);
          throw error;
        }
      },
    );
  });
}

/** Whether JSON, and not JSON Lines, was asked for by name. */
function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return /\bapplication\/json\b/i.test(accept) && !/\b(?:jsonl|x-ndjson)\b/i.test(accept);
}

async function collect(
  answers: AsyncGenerator<LineAnswer | BulkSummary>,
): Promise<{ items: LineAnswer[]; summary: BulkSummary | null }> {
  const items: LineAnswer[] = [];
  let summary: BulkSummary | null = null;
  for await (const answer of answers) {
    if ('line' in answer) items.push(answer);
    else summary = answer;
  }
  return { items, summary };
}
