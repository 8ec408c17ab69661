import { styleText } from 'node:util';
import { MintmarkError } from '@mintmark/client';

/** A step that did not go as it should. */
export class StepFailure extends Error {
  readonly expected: string;
  readonly came: string;

  constructor(expected: string, came: string) {
    super(`expected ${expected}, came ${came}`);
    this.name = 'StepFailure';
    this.expected = expected;
    this.came = came;
  }
}

/** @throws StepFailure when `came` is not `expected`; `what` names it, such as `the answer to GET /ready` */
export function check(what: string, came: unknown, expected: unknown): void {
  if (came !== expected) throw new StepFailure(`${what} to be ${show(expected)}`, show(came));
}

/** @throws StepFailure when `text` lacks one of `parts` */
export function checkContains(what: string, text: string, parts: readonly string[]): void {
  const missing = parts.filter((part) => !text.includes(part));
  if (missing.length > 0) {
    throw new StepFailure(`${what} to contain ${missing.map(show).join(' and ')}`, show(text.slice(0, 500)));
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** What a step hands to the next ones, and what there was to see, a line each. */
export type StepResult<T> = { value: T; saw: readonly string[] };

const TITLE_WIDTH = 66;

/** Prints steps as they are done, each with its time. Colours are for terminals only (and NO_COLOR is honoured). */
export function startReport() {
  let count = 0;
  let current = '';
  const style = (format: 'green' | 'red' | 'dim' | 'bold', text: string): string =>
    styleText(format, text, { stream: process.stdout });

  return {
    /** Does one step and prints it. */
    async step<T>(title: string, work: () => Promise<StepResult<T>>): Promise<T> {
      count += 1;
      current = title;
      const startedAt = performance.now();
      const { value, saw } = await work();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
      console.log(
        `${String(count).padStart(2)}  ${title.padEnd(TITLE_WIDTH)} ${style('green', 'done')} ${seconds.padStart(6)} s`,
      );
      for (const line of saw) console.log(style('dim', `    ${line}`));
      return value;
    },
    /** Prints the step that failed with what was expected and what came. */
    fail(error: unknown): void {
      console.log(`${String(count).padStart(2)}  ${current.padEnd(TITLE_WIDTH)} ${style('red', 'FAILED')}`);
      if (error instanceof StepFailure) {
        console.log(`    Expected: ${error.expected}\n    Came:     ${error.came}`);
      } else if (error instanceof MintmarkError) {
        console.log(`    Expected: Mintmark to do it`);
        console.log(`    Came:     ${error.status ?? 'no answer'}, ${error.title}: ${error.detail}`);
        for (const { pointer, detail } of error.errors) console.log(`              ${pointer}: ${detail}`);
      } else {
        console.log('    Expected: no error of the tour itself or of the network');
        console.log(`    Came:     ${describeError(error)}`);
      }
    },
    /** Prints the last line. */
    end(state: string, rest: string): void {
      console.log(`\n${style('bold', state)} ${rest}`);
    },
  };
}

export type Report = ReturnType<typeof startReport>;

/** `fetch` fails with "fetch failed", and the reason as its cause. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${describeError(error.cause)}` : error.message;
}
