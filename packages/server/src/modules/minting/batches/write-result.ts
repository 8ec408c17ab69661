import { stringify } from 'csv-stringify/sync';
import type { Db } from '../../../db/index.ts';
import type { RowResult } from './batch.ts';
import { iterateResults } from './results.ts';

const COLUMNS = ['line', 'verb', 'pid', 'state', 'outcome', 'errors'] as const;

/** The result of a batch as CSV, a chunk at a time. */
export async function* writeCsvResult(db: Db, batchId: string): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const results of iterateResults(db, batchId)) {
    yield stringify(
      results.map(({ line, verb, pid, state, outcome, problems }) => [
        line,
        verb,
        pid,
        state,
        outcome,
        problems.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`)).join(' | '),
      ]),
      // A cell that begins as a formula does gets an apostrophe, which spreadsheets take for "this is text".
      { record_delimiter: 'windows', escape_formulas: true },
    );
  }
}

/** The same as JSON Lines. */
export async function* writeJsonLinesResult(db: Db, batchId: string): AsyncGenerator<string> {
  for await (const results of iterateResults(db, batchId)) {
    yield results.map((result) => `${JSON.stringify(presentResult(result))}\n`).join('');
  }
}

function presentResult({ problems, ...result }: RowResult) {
  return { ...result, errors: problems };
}
