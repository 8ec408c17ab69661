import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { Steward } from '../../../http/steward.ts';
import {
  type LinkContext,
  type LinkOutcome,
  type Registered,
  registerGroup,
} from '../register/register-group.ts';
import { ROWS_LIMIT, type Row } from './row.ts';

/** What one transaction settles: a fraction of a second, for which others may have to wait. */
const GROUP_ROWS = 1_000;
const GROUP_BYTES = 2 * 1024 * 1024;
const PROBLEMS_TOLD = 20;

/** What became of a row. */
export type RowAnswer = {
  line: number;
  /** Canonical where it could be read, else as it was written. */
  anchor: string | null;
  outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  links?: readonly LinkOutcome[];
  code?: string;
  detail?: string;
  errors?: readonly InputProblem[];
};

/** The last line of the answer: without it, the answer is not whole. */
export type BulkSummary = {
  done: boolean;
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** Why the rest of the upload was not read. */
  detail?: string;
  errors?: readonly InputProblem[];
};

export type BulkContext = LinkContext & Pick<AppContext, 'log'>;

/**
 * Registers the links of an upload, a thousand rows a transaction. A row that is refused leaves the others alone, and
 * the same upload once more changes nothing.
 * @returns what became of each row, in their order, and the sum of it
 * @throws AppError before the first answer when nothing of the upload can be read
 */
export async function* runBulk(
  ctx: BulkContext,
  steward: Steward,
  rows: AsyncGenerator<Row>,
): AsyncGenerator<RowAnswer | BulkSummary> {
  const sum: BulkSummary = { done: true, rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0 };
  let group: Row[] = [];
  let bytes = 0;
  async function* settle(): AsyncGenerator<RowAnswer> {
    for (const answer of await registerRows(ctx, steward, group)) {
      sum[answer.outcome] += 1;
      yield answer;
    }
    group = [];
    bytes = 0;
    // The embedded database answers without a turn of the event loop, and requests would not be heard meanwhile.
    await nextTurn();
  }
  try {
    for await (const row of rows) {
      sum.rows += 1;
      if (sum.rows > ROWS_LIMIT) throw tooManyRows();
      group.push(row);
      bytes += row.bytes;
      if (group.length >= GROUP_ROWS || bytes >= GROUP_BYTES) yield* settle();
    }
    yield* settle();
  } catch (error) {
    if (!(error instanceof AppError) || sum.rows === 0) throw error;
    yield* settle();
    yield { ...sum, done: false, detail: error.message, errors: error.problems };
    return;
  }
  yield sum;
}

async function registerRows(ctx: BulkContext, steward: Steward, rows: readonly Row[]): Promise<RowAnswer[]> {
  if (rows.length === 0) return [];
  const wishes = rows.flatMap(({ wish }) => (wish instanceof AppError ? [] : [wish]));
  const results =
    wishes.length === 0 ? [] : await transact(ctx.db, (tx) => registerGroup(tx, ctx, steward, wishes));
  const made = new Set<string>();
  let next = 0;
  return rows.map((row) => {
    let result: Registered | AppError | undefined;
    if (row.wish instanceof AppError) result = row.wish;
    else {
      result = results[next];
      next += 1;
    }
    if (result === undefined) throw new Error(`nothing became of line ${row.line}`);
    return result instanceof AppError ? toRefusal(row, result) : toAnswer(row, result, made);
  });
}

/** @param made the anchors that an earlier row of the group has made */
function toAnswer(
  { line }: Row,
  { after, isNew, links, isChanged }: Registered,
  made: Set<string>,
): RowAnswer {
  const { anchor } = after.anchor;
  const isFirst = isNew && !made.has(anchor);
  made.add(anchor);
  return { line, anchor, outcome: isFirst ? 'created' : isChanged ? 'changed' : 'unchanged', links };
}

function toRefusal({ line, anchor }: Row, error: AppError): RowAnswer {
  return {
    line,
    anchor,
    outcome: 'refused',
    code: error.code,
    detail: error.message,
    ...(error.problems.length === 0 ? {} : { errors: error.problems.slice(0, PROBLEMS_TOLD) }),
  };
}

function tooManyRows(): AppError {
  return new AppError(
    'body-too-large',
    `An upload has ${ROWS_LIMIT.toLocaleString('en')} rows at most; send the rest as another one.`,
  );
}
