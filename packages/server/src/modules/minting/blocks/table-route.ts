import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { requireScope } from '../../../http/actor.ts';
import { citableUrl } from '../present.ts';
import { fillColumn } from './fill-table.ts';
import { pageNames } from './names-output.ts';
import { requireReadableBlock } from './read-block.ts';
import { BlockParams, csvAnswer, TableBody, TableQuery } from './schema.ts';
import { TableProblem } from './table-records.ts';

type RouteContext = Pick<AppContext, 'config' | 'db'>;

const TABLE_LIMIT_BYTES = 50 * 1024 * 1024;
const MEDIA_TYPES = ['text/csv', 'text/tab-separated-values'];

/** Fills a user's own table with the names of a block. In a scope of its own: only here is a body taken as a stream. */
export function registerTableRoute(instance: FastifyInstance, ctx: RouteContext): void {
  for (const type of MEDIA_TYPES) {
    instance.addContentTypeParser(type, (_request, payload, done) => done(null, payload));
  }
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.post(
    '/blocks/:id/table',
    {
      bodyLimit: TABLE_LIMIT_BYTES,
      schema: {
        operationId: 'fillTable',
        summary: 'Fill a column of your own table with the names of a block',
        description:
          'Send the file itself as `text/csv` or `text/tab-separated-values`, 50 MiB at most; its first row is the headings. The column is filled row by row, or added at the end; cells of it that hold something stay. Delimiter, quotes, byte order mark and line ends are kept, and so is every other cell, unchanged, formulas included: open only tables that you trust. The names themselves are never formulas, since each starts with a letter or digit.',
        tags: ['Blocks'],
        consumes: MEDIA_TYPES,
        params: BlockParams,
        querystring: TableQuery,
        body: { content: Object.fromEntries(MEDIA_TYPES.map((type) => [type, { schema: TableBody }])) },
        response: { 200: { description: 'The filled table', content: csvAnswer } },
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:read');
      const { column, value = 'pid', from = 1 } = request.query;
      const { id } = await requireReadableBlock(ctx.db, actor, request.params.id);
      const body = request.body as Readable | null | undefined;
      if (body === null || body === undefined || typeof body.pipe !== 'function') {
        throw new AppError('unsupported-media-type', `Send the table as ${MEDIA_TYPES.join(' or ')}.`);
      }
      refuseLargeBody(Number(request.headers['content-length'] ?? 0));
      const values = listValues(ctx, id, value, from);
      // What is left of a table that was refused is read to its end, or its sender would never hear why.
      const filled = await writeAside(fillColumn(readBytes(body), column, values)).finally(() =>
        body.resume(),
      );
      return reply
        .type(`${mediaTypeOf(request.headers['content-type'])}; charset=utf-8`)
        .header('content-length', filled.size)
        .header('content-disposition', `attachment; filename="names-${id}.csv"`)
        .send(filled.stream);
    },
  );
}

function mediaTypeOf(header: string | undefined): string {
  return MEDIA_TYPES.find((type) => header?.toLowerCase().startsWith(type)) ?? 'text/csv';
}

async function* listValues(
  ctx: RouteContext,
  blockId: string,
  value: 'pid' | 'url',
  from: number,
): AsyncGenerator<string, void> {
  for await (const names of pageNames(ctx.db, blockId, { offset: from - 1 })) {
    for (const name of names) yield value === 'pid' ? name.pid : citableUrl(name, ctx.config.publicUrl);
  }
}

/** The body, one character for each byte. @throws AppError body-too-large */
async function* readBytes(body: Readable): AsyncGenerator<string, void> {
  let size = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    refuseLargeBody(size);
    yield bytes.toString('latin1');
  }
}

/** @throws AppError body-too-large */
function refuseLargeBody(sizeBytes: number): void {
  if (sizeBytes <= TABLE_LIMIT_BYTES) return;
  throw new AppError('body-too-large', 'The table is larger than 50 MiB; send it in parts, with from.', {
    headers: { connection: 'close' },
  });
}

/**
 * Writes a table beside the memory before any of it is sent, since a mistake on its last line must still be told as one.
 * The file is gone when its stream is closed.
 * @throws AppError invalid-input with the line
 */
async function writeAside(chunks: AsyncIterable<string>): Promise<{ size: number; stream: Readable }> {
  const directory = await mkdtemp(join(tmpdir(), 'mintmark-table-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const path = join(directory, 'filled');
    const file = await open(path, 'wx', 0o600);
    let size = 0;
    try {
      for await (const chunk of chunks) {
        const bytes = Buffer.from(chunk, 'latin1');
        await file.write(bytes);
        size += bytes.length;
      }
    } finally {
      await file.close();
    }
    const stream = createReadStream(path);
    stream.once('close', () => void remove().catch(() => {}));
    return { size, stream };
  } catch (error) {
    await remove();
    if (!(error instanceof TableProblem)) throw error;
    throw new AppError('invalid-input', `Line ${error.line}: ${error.message}`, {
      problems: [{ pointer: `/lines/${error.line}`, detail: error.message }],
    });
  }
}
