/** Why a text is not an identifier of the wanted kind. */
export type IdentifierProblem = {
  /** Stable word for programs, such as `check-character`; each kind lists its own. */
  code: string;
  /** One sentence for people, in plain English. */
  message: string;
  /** Where reading stopped: 0-based UTF-16 index in the text as it was given. */
  position: number;
};

/** What every `parse…` function answers; such functions never throw. */
export type ParseResult<T> = { ok: true; value: T } | { ok: false; problem: IdentifierProblem };

/** Thrown by the `assert…`, `format…` and `…ToUrl` functions for a text that is not of their kind. */
export class InvalidIdentifierError extends Error {
  readonly problem: IdentifierProblem;

  constructor(problem: IdentifierProblem) {
    super(problem.message);
    this.name = 'InvalidIdentifierError';
    this.problem = problem;
  }
}

/** Wraps a parsed value as a successful {@link ParseResult}. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Makes a failed {@link ParseResult}; `position` is a 0-based UTF-16 index in the text as given. */
export function problem(
  code: string,
  message: string,
  position: number,
): { ok: false; problem: IdentifierProblem } {
  return { ok: false, problem: { code, message, position } };
}

/** Returns the value of a successful result; throws {@link InvalidIdentifierError} for a failed one. */
export function valueOrThrow<T>(result: ParseResult<T>): T {
  if (result.ok) return result.value;
  throw new InvalidIdentifierError(result.problem);
}
