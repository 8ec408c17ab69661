import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { type BlockName, listNamesOfBlock, type PidState } from '../../pids/index.ts';
import { presentName } from './present.ts';

/** What a block still holds: a name that was given back belongs to nobody. */
const HELD: readonly PidState[] = ['reserved', 'registered', 'public', 'withdrawn'];
const ALL: readonly PidState[] = [...HELD, 'released'];

const NAMES_AT_ONCE = 10_000;

/** The names of a block in their order, page by page, so that not all of them stand in memory. */
export async function* pageNames(
  db: Db,
  blockId: string,
  options: { offset?: number; states?: readonly PidState[] } = {},
): AsyncGenerator<BlockName[], void> {
  let afterSeq = 0;
  let offset = options.offset ?? 0;
  for (;;) {
    const names = await listNamesOfBlock(db, blockId, {
      afterSeq,
      offset,
      limit: NAMES_AT_ONCE,
      states: options.states ?? HELD,
    });
    const last = names.at(-1);
    if (last === undefined) return;
    yield names;
    afterSeq = last.seq;
    offset = 0;
  }
}

type OutputContext = Pick<AppContext, 'config' | 'db'>;

/** `{"items":[…]}`, or the members of `around` with the bare names as the last one. */
export function streamNamesJson(
  ctx: OutputContext,
  blockId: string,
  around: Record<string, unknown> | null = null,
): Readable {
  async function* write(): AsyncGenerator<string, void> {
    yield around === null ? '{"items":[' : `${JSON.stringify(around).slice(0, -1)},"names":[`;
    let separator = '';
    for await (const names of pageNames(ctx.db, blockId, { states: ALL })) {
      const items = names.map((name) =>
        JSON.stringify(around === null ? presentName(name, ctx.config.publicUrl) : name.pid),
      );
      yield separator + items.join(',');
      separator = ',';
    }
    yield ']}';
  }
  return Readable.from(write());
}

/** The names as RFC 4180 has it, with a line of headings; a title that a spreadsheet would compute is made text. */
export function streamNamesCsv(ctx: OutputContext, blockId: string): Readable {
  async function* write(): AsyncGenerator<string, void> {
    yield 'pid,url,state,target,title\r\n';
    for await (const names of pageNames(ctx.db, blockId, { states: ALL })) {
      const rows = names.map((name) => {
        const { pid, url, state, target, title } = presentName(name, ctx.config.publicUrl);
        return [pid, url, state, target ?? '', title ?? ''];
      });
      yield stringify(rows, { record_delimiter: '\r\n', escape_formulas: true });
    }
  }
  return Readable.from(write());
}

/** What a request wants names as: `format` of its address, else its Accept, else JSON. */
export function chooseFormat(request: FastifyRequest, format: 'json' | 'csv' | undefined): 'json' | 'csv' {
  if (format !== undefined) return format;
  const accept = request.headers.accept ?? '';
  return /\btext\/csv\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept) ? 'csv' : 'json';
}
