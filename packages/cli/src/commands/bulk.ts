import { createWriteStream, openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import {
  type Batch,
  type BatchContentType,
  type BatchRequest,
  type BatchRow,
  type MintmarkClient,
  MintmarkError,
} from '@mintmark/client';
import { defineCommand, type Surroundings } from '../command.ts';
import { connect } from '../connect.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { RefusedError, UsageError } from '../failures.ts';
import { formatBatch, formatRows } from '../present-batch.ts';
import { createProgress } from '../progress.ts';

const verbs = ['reserve', 'mint', 'update', 'publish', 'withdraw', 'retarget'] as const;
const contentTypes = {
  csv: 'text/csv',
  jsonl: 'application/x-ndjson',
  json: 'application/json',
} as const satisfies Record<string, BatchContentType>;
const formats = ['csv', 'jsonl', 'json'] as const;
/** Refused rows that are shown; all are in the result. */
const SHOWN_ROWS = 20;

export const bulk = defineCommand({
  name: 'bulk',
  summary: 'Reserve, mint or change as many identifiers as a file has rows',
  positionals: ['[FILE]'],
  options: {
    verb: {
      type: 'string',
      value: 'VERB',
      choices: verbs,
      help: `For rows that have none: ${verbs.join(', ')}`,
    },
    shoulder: { type: 'string', value: 'SHOULDER', help: 'Id or prefix, for rows that have none' },
    'all-or-nothing': { type: 'boolean', help: 'One refused row, and nothing is done; 100,000 rows at most' },
    'dry-run': { type: 'boolean', help: 'Say what would happen, and write nothing' },
    result: {
      type: 'string',
      value: 'FILE',
      help: 'Write what became of each row: CSV, or JSON Lines for .jsonl',
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      choices: formats,
      help: `${formats.join(', ')}; default: by FILE's ending`,
    },
    watch: { type: 'string', value: 'ID', help: 'Look at a batch that was uploaded before' },
  },
  notes:
    'FILE is CSV with a heading (verb, shoulder, pid, target, state, reason, metadata, title, creators, sample.material …), JSON Lines or a ' +
    'JSON array; - reads standard input. Ctrl+C leaves an uploaded batch running. It ends with 1 when rows were refused, ' +
    'and with 3 when the batch failed or the service cannot be reached.',
  async run(surroundings, { values, positionals: [file] }) {
    if ((file === undefined) === (values.watch === undefined)) {
      throw new UsageError('Give a FILE to upload, or --watch ID of a batch that was uploaded before.');
    }
    const client = await connect(surroundings);
    const id =
      file === undefined
        ? (values.watch ?? '')
        : (
            await upload(surroundings, client, {
              ...(await openBody(
                surroundings,
                file,
                formats.find((format) => format === values.format),
              )),
              mode: values['all-or-nothing'] === true ? 'all-or-nothing' : 'row-by-row',
              dryRun: values['dry-run'] === true,
              ...withVerb(verbs.find((verb) => verb === values.verb)),
              ...(values.shoulder === undefined ? {} : { shoulder: values.shoulder }),
            })
          ).id;
    const batch = await follow(surroundings, client, id);
    const refused = batch.counts.refused > 0 ? await readRefused(client, id) : [];
    if (values.result !== undefined && batch.links.result !== null)
      await saveResult(client, id, values.result);
    return {
      json: { ...batch, refusedRows: refused },
      text: [formatBatch(batch), formatRows(refused, batch.counts.refused)].filter(Boolean).join('\n\n'),
      exitCode: exitCodeOf(batch),
    };
  },
});

function withVerb(verb: (typeof verbs)[number] | undefined): Pick<BatchRequest, 'verb'> {
  return verb === undefined ? {} : { verb };
}

async function openBody(
  { stdin }: Surroundings,
  file: string,
  format: keyof typeof contentTypes | undefined,
): Promise<Pick<BatchRequest, 'body' | 'contentType'> & { size: number | null }> {
  if (file === '-') {
    let opened = false;
    const open = (): ReadableStream<Uint8Array> => {
      if (opened) throw new RefusedError('The upload broke off, and standard input can be read only once.');
      opened = true;
      return Readable.toWeb(stdin) as ReadableStream<Uint8Array>;
    };
    return { body: open, contentType: contentTypes[format ?? 'csv'], size: null };
  }
  const ending = /\.(jsonl|ndjson|json)$/i.exec(file)?.[1]?.toLowerCase();
  const byEnding = ending === 'json' ? 'json' : ending === undefined ? 'csv' : 'jsonl';
  try {
    const body = await openAsBlob(file);
    return { body, contentType: contentTypes[format ?? byEnding], size: body.size };
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function upload(
  { tell, showProgress, onInterrupt }: Surroundings,
  client: MintmarkClient,
  { size, ...request }: BatchRequest & { size: number | null },
): Promise<Batch> {
  const progress = createProgress(showProgress, 'bytes', size);
  const restore = onInterrupt(() => {
    progress.end();
    tell('The upload was broken off; nothing of it was kept.\n');
  });
  try {
    return await client.uploadBatch({ ...request, onSent: (bytes) => progress.show(bytes) });
  } finally {
    restore();
    progress.end();
  }
}

async function follow(
  { tell, showProgress, onInterrupt }: Surroundings,
  client: MintmarkClient,
  id: string,
): Promise<Batch> {
  const hint = `Look again with: mintmark bulk --watch ${id}\n`;
  if (showProgress === null) tell(`Batch ${id}. ${hint}`);
  let progress = createProgress(null, 'rows', null);
  const restore = onInterrupt(() => {
    progress.end();
    tell(`The batch goes on without you. ${hint}`);
  });
  try {
    let latest: Batch | null = null;
    for await (const batch of client.followBatch(id)) {
      if (latest === null) progress = createProgress(showProgress, 'rows', batch.counts.total);
      latest = batch;
      progress.show(batch.counts.done);
    }
    return latest ?? (await client.readBatch(id));
  } catch (error) {
    progress.end();
    if (error instanceof MintmarkError && error.kind === 'unreachable')
      tell(`The batch goes on without you. ${hint}`);
    throw error;
  } finally {
    restore();
    progress.end();
  }
}

async function readRefused(client: MintmarkClient, id: string): Promise<BatchRow[]> {
  const refused: BatchRow[] = [];
  for await (const row of client.iterateBatchResult(id)) {
    if (row.outcome === 'refused') refused.push(row);
    if (refused.length >= SHOWN_ROWS) break;
  }
  return refused;
}

async function saveResult(client: MintmarkClient, id: string, file: string): Promise<void> {
  const format = /\.(?:jsonl|ndjson)$/i.test(file) ? 'ndjson' : 'csv';
  const result = await client.openBatchResult(id, format);
  try {
    await pipeline(Readable.fromWeb(result as NodeStream<Uint8Array>), createWriteStream(file));
  } catch (error) {
    throw new RefusedError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function exitCodeOf({ state, counts }: Batch): ExitCode {
  switch (state) {
    case 'done':
      return counts.refused > 0 ? exitCodes.refused : exitCodes.done;
    case 'refused':
    case 'cancelled':
      return exitCodes.refused;
    case 'failed':
    case 'waiting':
    case 'running':
    case 'cancelling':
      return exitCodes.unreachable;
    default:
      return state satisfies never;
  }
}
