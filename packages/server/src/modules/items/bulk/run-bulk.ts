import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppContext } from '../../../context.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { type Actor, actorKey } from '../../../http/actor.ts';
import { oncePerKey } from '../../../http/idempotency.ts';
import { parseJsonLine } from '../../../http/json-line.ts';
import { toAppError } from '../../../http/problem.ts';
import { readLines } from '../../../http/read-lines.ts';
import { listIdentifiersOf } from '../identifiers/list-identifiers.ts';
import type { HeldIdentifier, Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { type OperationName, readOperation, readOperationName } from './operation.ts';
import { runOperation } from './run-operation.ts';

export const LINES_LIMIT = 10_000;
const LINE_BYTES = 1024 * 1024;
const UPLOAD_BYTES = 64 * 1024 * 1024;
const PROBLEMS_TOLD = 20;

/** What an item is after its line, as it is kept for a repeat of the upload. */
type Done = {
  uuid: string;
  state: Item['state'];
  version: number;
  identifiers: Pick<HeldIdentifier, 'pid' | 'type' | 'status'>[];
};

/** What became of a line. */
export type LineAnswer = { line: number; op: OperationName | null } & (
  | ({ outcome: 'done'; replayed: boolean } & Done)
  | {
      outcome: 'refused';
      uuid: string | null;
      status: number;
      code: string;
      detail: string;
      errors: readonly InputProblem[];
    }
);

/** The last line of the answer: without it, the answer is not whole. */
export type BulkSummary = {
  /** Whether every line was read. */
  whole: boolean;
  lines: number;
  done: number;
  refused: number;
  /** Why the rest of the upload was not read. */
  detail: string | null;
};

export type BulkContext = ItemContext & Pick<AppContext, 'log'>;

/**
 * Does what the lines of an upload ask for, each in a transaction of its own: one that is refused leaves the others alone.
 * With a key, what a line has done is kept with it for a day, so that an upload that broke off is sent again as it was:
 * lines that were done are told again, the others are tried.
 * @param key the Idempotency-Key, or null
 * @returns what became of each line, in their order, and the sum of it
 */
export async function* runBulk(
  ctx: BulkContext,
  actor: Actor,
  key: string | null,
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<LineAnswer | BulkSummary> {
  const sum: BulkSummary = { whole: true, lines: 0, done: 0, refused: 0, detail: null };
  let bytesRead = 0;
  for await (const { line, bytes } of readLines(input, LINE_BYTES)) {
    bytesRead += bytes?.length ?? LINE_BYTES;
    if (sum.lines >= LINES_LIMIT || bytesRead > UPLOAD_BYTES) {
      sum.whole = false;
      sum.detail =
        `An upload has ${LINES_LIMIT.toLocaleString('en')} lines and ${UPLOAD_BYTES / 1024 / 1024} MiB at most; ` +
        `send the rest, from line ${line} on, as another one.`;
      break;
    }
    const answer = await runLine(ctx, actor, key, { line, bytes });
    if (answer === null) continue;
    sum.lines += 1;
    sum[answer.outcome] += 1;
    yield answer;
    // The embedded database answers without a turn of the event loop, and requests would not be heard meanwhile.
    await nextTurn();
  }
  ctx.wakeRegistration();
  yield sum;
}

/** @returns null for an empty line */
async function runLine(
  ctx: BulkContext,
  actor: Actor,
  key: string | null,
  { line, bytes }: { line: number; bytes: Buffer | null },
): Promise<LineAnswer | null> {
  let value: unknown = null;
  try {
    if (bytes === null) {
      const limit = LINE_BYTES.toLocaleString('en');
      throw new AppError('body-too-large', `This line is longer than ${limit} bytes.`);
    }
    const parsed = parseJsonLine(bytes);
    if (parsed === null) return null;
    value = parsed.value;
    const operation = readOperation(value);
    const keyed = {
      actor: actorKey(actor),
      key: key === null ? null : `${key} line ${line}`,
      method: 'POST',
      path: '/api/v1/items/bulk',
      body: value,
    };
    const answer = await oncePerKey(ctx, keyed, async (tx) => {
      const item = await runOperation(tx, ctx, actor, operation);
      return { status: 200, headers: {}, body: toDone(item, await listIdentifiersOf(tx, item.id)) };
    });
    // What was stored under the key is what this line answered the first time.
    const done = answer.body as Done;
    return { line, op: operation.op, outcome: 'done', replayed: answer.replayed, ...done };
  } catch (error) {
    const refusal = toAppError(error);
    if (refusal.code === 'internal-error')
      ctx.log.error({ err: error, line }, 'a line of a bulk upload failed');
    return toRefusal(line, value, refusal);
  }
}

function toDone({ id, state, version }: Item, held: readonly HeldIdentifier[]): Done {
  return {
    uuid: id,
    state,
    version,
    identifiers: held.map(({ pid, type, status }) => ({ pid, type, status })),
  };
}

function toRefusal(line: number, value: unknown, error: AppError): LineAnswer {
  return {
    line,
    op: readOperationName(value),
    outcome: 'refused',
    uuid: readUuid(value),
    status: error.status,
    code: error.code,
    detail: error.message,
    errors: error.problems.slice(0, PROBLEMS_TOLD),
  };
}

function readUuid(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('uuid' in value)) return null;
  return typeof value.uuid === 'string' ? value.uuid.slice(0, 100) : null;
}
