import { AppError, type ErrorCode } from '../../../errors.ts';
import type { RowProblem } from './batch.ts';

/** Why a row cannot be done, told at its columns. */
export class RowRefusal extends Error {
  readonly problems: readonly RowProblem[];

  constructor(problems: readonly RowProblem[]) {
    super(problems.map((problem) => problem.detail).join(' '));
    this.name = 'RowRefusal';
    this.problems = problems;
  }
}

/** The column that each refusal is about, where it names none itself. */
const fieldOfCode: Partial<Record<ErrorCode, string>> = {
  'shoulder-closed': 'shoulder',
  'quota-reached': 'shoulder',
  'already-exists': 'pid',
  'not-found': 'pid',
  'not-allowed': 'pid',
  'move-not-allowed': 'verb',
};

/** A refusal as problems of its row. @throws what is none */
export function toRowProblems(error: unknown): readonly RowProblem[] {
  if (error instanceof RowRefusal) return error.problems;
  if (!(error instanceof AppError)) throw error;
  return error.problems.length > 0
    ? error.problems.map(({ pointer, detail }) => ({ field: pointer.slice(1), detail }))
    : [{ field: fieldOfCode[error.code] ?? '', detail: error.message }];
}
