/** One mistake of a request: where (a JSON pointer, RFC 6901, into the body) and what to do about it. */
export type FieldError = { pointer: string; detail: string };

/**
 * Why a call came to nothing.
 * - `refused`: the service says no, and says why, in a problem document (RFC 9457). Repeating it as it is is no use,
 *   except after a 429.
 * - `unreachable`: no answer, an answer of 500 or above, or one that is not the API's. Whether the call was carried
 *   out is not known.
 */
export class MintmarkError extends Error {
  readonly kind: 'refused' | 'unreachable';
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Address that names this kind of problem; `about:blank` when there is none. */
  readonly type: string;
  /** The kind of problem in a few words. */
  readonly title: string;
  /** What is wrong, where, and what to do; also the error's `message`. */
  readonly detail: string;
  /** Each mistake of the input; empty when the refusal is about something else. */
  readonly errors: readonly FieldError[];

  constructor(
    kind: MintmarkError['kind'],
    problem: {
      status: number | null;
      title: string;
      detail: string;
      type?: string;
      errors?: readonly FieldError[];
    },
    options?: { cause: unknown },
  ) {
    super(problem.detail, options);
    this.name = 'MintmarkError';
    this.kind = kind;
    this.status = problem.status;
    this.type = problem.type ?? 'about:blank';
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
  }
}

/** The error of a failed answer; `body` is what it said, decoded where it was JSON. */
export function errorOfAnswer(response: Response, body: unknown): MintmarkError {
  const { status } = response;
  const problem = readProblem(body);
  if (problem === null)
    return unreachable(response, `It answered ${status} in a form that is not the API's.`);
  return new MintmarkError(status < 500 ? 'refused' : 'unreachable', { ...problem, status });
}

/** @param response the answer, where there was one */
export function unreachable(response: Response | null, detail: string, cause?: unknown): MintmarkError {
  return new MintmarkError(
    'unreachable',
    { status: response?.status ?? null, title: 'Mintmark does not answer', detail },
    cause === undefined ? undefined : { cause },
  );
}

function readProblem(
  body: unknown,
): { type: string; title: string; detail: string; errors: FieldError[] } | null {
  if (!isObject(body) || typeof body.title !== 'string') return null;
  return {
    type: typeof body.type === 'string' ? body.type : 'about:blank',
    title: body.title,
    detail: typeof body.detail === 'string' ? body.detail : body.title,
    errors: Array.isArray(body.errors) ? body.errors.flatMap(readFieldError) : [],
  };
}

function readFieldError(error: unknown): FieldError[] {
  if (!isObject(error) || typeof error.detail !== 'string') return [];
  return [{ pointer: typeof error.pointer === 'string' ? error.pointer : '', detail: error.detail }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
