import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { AppContext } from '../../../../context.ts';
import type { Db } from '../../../../db/index.ts';
import { AppError, type InputProblem } from '../../../../errors.ts';
import { type Actor, requireScope } from '../../../../http/actor.ts';
import { countStates, readPids } from '../../../pids/index.ts';
import { mayRead } from '../../policy.ts';
import { citableUrl } from '../../present.ts';
import type { Block } from '../../store.ts';
import { readNames } from '../names.ts';
import { pageNames } from '../names-output.ts';
import { requireReadableBlock } from '../read-block.ts';
import { BlockParams, LABELS_LIMIT, LabelBody, LabelQuery, streamedAs } from '../schema.ts';
import { type Label, streamLabels } from './draw.ts';
import { stocks } from './stocks.ts';

type RouteContext = Pick<AppContext, 'config' | 'db' | 'now'>;

const tags = ['Blocks'];
const PIDS_AT_ONCE = 1_000;

const pdf = {
  200: {
    description: 'The sheets, as PDF',
    content: { 'application/pdf': streamedAs(Type.String({ format: 'binary' })) },
  },
};

/** Sheets of labels with QR codes, for the names of a block or any identifiers that one may see. */
export function registerLabelRoutes(instance: FastifyInstance, ctx: RouteContext): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/blocks/:id/labels.pdf',
    {
      schema: {
        operationId: 'printBlockLabels',
        summary: 'Labels of a block, to be printed',
        description: `Each with the QR code of the full address, the name and a title. At most ${LABELS_LIMIT} labels at once: say from and to, counted from 1 in the order of the block without what was given back. Print at actual size.`,
        tags,
        params: BlockParams,
        querystring: LabelQuery,
        response: pdf,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:read');
      const block = await requireReadableBlock(ctx.db, actor, request.params.id);
      const sheets = await printBlock(ctx, block, request.query);
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="labels-${block.id}.pdf"`)
        .send(sheets);
    },
  );

  app.post(
    '/labels.pdf',
    {
      schema: {
        operationId: 'printLabels',
        summary: 'Labels of any identifiers, to be printed',
        tags,
        body: LabelBody,
        response: pdf,
      },
    },
    async (request, reply) => {
      const actor = requireScope(request, 'pid:read');
      const { pids, stock = 'a4-24', skip = 0 } = request.body;
      const names = readNames(pids, (index) => `/pids/${index}`);
      checkSkip(stock, skip);
      const labels = await readLabels(ctx, actor, names);
      return reply
        .type('application/pdf')
        .header('content-disposition', 'attachment; filename="labels.pdf"')
        .send(
          streamLabels(once(labels), {
            stock: stocks[stock],
            skip,
            title: `Labels of ${labels.length === 1 ? 'one identifier' : `${labels.length} identifiers`}`,
            createdAt: ctx.now(),
          }),
        );
    },
  );
}

/** @throws AppError invalid-input when the range is empty or too long, or more labels are skipped than a sheet has */
async function printBlock(
  ctx: RouteContext,
  block: Block,
  query: { stock?: keyof typeof stocks; from?: number; to?: number; skip?: number },
) {
  const { stock = 'a4-24', from = 1, skip = 0 } = query;
  checkSkip(stock, skip);
  const held = await countHeld(ctx.db, block.id);
  const to = Math.min(query.to ?? held, held);
  if (to < from) {
    throw wrongRange('/querystring/from', `This block has ${held} names; from and to must lie among them.`);
  }
  if (to - from + 1 > LABELS_LIMIT) {
    throw wrongRange(
      '/querystring/to',
      `At most ${LABELS_LIMIT} labels are printed at once; ask for ${from} to ${from + LABELS_LIMIT - 1} first.`,
    );
  }
  const { publicUrl } = ctx.config;
  async function* read(): AsyncGenerator<Label[], void> {
    let left = to - from + 1;
    for await (const names of pageNames(ctx.db, block.id, { offset: from - 1 })) {
      yield names.slice(0, left).map((name) => ({
        name: name.pid,
        url: citableUrl(name, publicUrl),
        title: name.title ?? block.title,
      }));
      left -= names.length;
      if (left <= 0) return;
    }
  }
  return streamLabels(read(), {
    stock: stocks[stock],
    skip,
    title: `Labels ${from} to ${to}${block.title === null ? '' : ` of ${block.title}`}`,
    createdAt: ctx.now(),
  });
}

/** How many names a block has that were not given back. */
async function countHeld(db: Db, blockId: string): Promise<number> {
  const { released: _, ...held } = (await countStates(db, [blockId])).get(blockId) ?? {};
  return Object.values(held).reduce((sum, count) => sum + count, 0);
}

/** @throws AppError invalid-input with the place of each name that is none the actor may see */
async function readLabels(ctx: RouteContext, actor: Actor, names: readonly string[]): Promise<Label[]> {
  const labels: Label[] = [];
  const problems: InputProblem[] = [];
  for (let start = 0; start < names.length; start += PIDS_AT_ONCE) {
    const some = names.slice(start, start + PIDS_AT_ONCE);
    const found = new Map((await readPids(ctx.db, some)).map((pid) => [pid.pid, pid]));
    for (const [index, name] of some.entries()) {
      const pid = found.get(name);
      if (pid === undefined || pid.state === 'released' || !mayRead(actor, pid)) {
        problems.push({
          pointer: `/pids/${start + index}`,
          detail: 'There is no such identifier here, or you may not see it.',
        });
        continue;
      }
      labels.push({
        name: pid.pid,
        url: citableUrl(pid, ctx.config.publicUrl),
        title: pid.metadata?.titles?.[0]?.title ?? null,
      });
    }
  }
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'Some identifiers cannot be printed; see errors.', {
      problems: problems.slice(0, 1000),
    });
  }
  return labels;
}

function checkSkip(stock: keyof typeof stocks, skip: number): void {
  const { rows, columns } = stocks[stock];
  if (skip < rows * columns) return;
  throw wrongRange('/skip', `A sheet of this kind has ${rows * columns} labels; skip fewer than that.`);
}

function wrongRange(pointer: string, detail: string): AppError {
  return new AppError('invalid-input', 'These labels cannot be printed.', {
    problems: [{ pointer, detail }],
  });
}

async function* once(labels: readonly Label[]): AsyncGenerator<readonly Label[], void> {
  yield labels;
}
