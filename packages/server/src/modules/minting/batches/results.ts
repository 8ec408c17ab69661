import type { Db } from '../../../db/index.ts';
import type { RowProblem, RowResult } from './batch.ts';
import { readNextChunk } from './store.ts';

const PROBLEMS_KEPT = 20;

type StoredResult = [
  line: number,
  verb: string | null,
  pid: string | null,
  state: string | null,
  outcome: RowResult['outcome'],
  problems?: [field: string, detail: string][],
];

/** Results as a chunk keeps them: one JSON array a line, as short as can be. */
export function writeResults(results: readonly RowResult[]): string {
  return results
    .map(({ line, verb, pid, state, outcome, problems }) => {
      const stored: StoredResult = [line, verb, pid, state, outcome];
      if (problems.length > 0) stored.push(shorten(problems).map(({ field, detail }) => [field, detail]));
      return JSON.stringify(stored);
    })
    .join('\n');
}

/** A thousand rows with a hundred mistakes each would be more than anyone reads. */
function shorten(problems: readonly RowProblem[]): readonly RowProblem[] {
  if (problems.length <= PROBLEMS_KEPT) return problems;
  const detail = `There are ${problems.length - PROBLEMS_KEPT} more mistakes in this row.`;
  return [...problems.slice(0, PROBLEMS_KEPT), { field: '', detail }];
}

export function readResults(text: string): RowResult[] {
  return text.split('\n').map((line) => {
    // Written by writeResults alone.
    const [number, verb, pid, state, outcome, problems = []] = JSON.parse(line) as StoredResult;
    return {
      line: number,
      verb,
      pid,
      state,
      outcome,
      problems: problems.map(([field, detail]) => ({ field, detail })),
    };
  });
}

/** All results of a batch in the order of its rows, a chunk at a time. */
export async function* iterateResults(db: Db, batchId: string): AsyncGenerator<RowResult[]> {
  let chunk = await readNextChunk(db, batchId, -1);
  while (chunk !== null) {
    yield readResults(chunk.results);
    chunk = await readNextChunk(db, batchId, chunk.number);
  }
}
