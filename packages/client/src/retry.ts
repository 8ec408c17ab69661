import { MintmarkError, unreachable } from './errors.ts';

export type RetryOptions = {
  fetch: typeof fetch;
  /** How long one attempt may take. */
  timeoutMs: number;
  /** Attempts after the first. */
  retries: number;
  /** Delay before the first repeat; doubled for each further one. */
  firstDelayMs: number;
};

/** Longer than this nobody waits without being asked; the refusal is handed on instead. */
const LONGEST_DELAY_MS = 30_000;

/**
 * A `fetch` that repeats what may be repeated: idempotent methods (RFC 9110 section 9.2.2) and requests with an
 * `Idempotency-Key`, after no answer, 429 or 5xx. An answer counts once its body is here in full, so that a
 * connection that breaks in the middle of one is tried again as well.
 * @throws MintmarkError unreachable: no answer at the last attempt, or a redirect, which would take the token elsewhere
 */
export function createRetryingFetch(options: RetryOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const retries = isRepeatable(request) ? options.retries : 0;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await attemptOnce(options, request);
      if (outcome instanceof Response && outcome.status !== 429 && outcome.status < 500) return outcome;
      const delayMs =
        attempt < retries
          ? chooseDelayMs(attempt, options.firstDelayMs, outcome instanceof Response ? outcome : null)
          : null;
      if (delayMs !== null) {
        await wait(delayMs);
        continue;
      }
      if (outcome instanceof Response) return outcome;
      throw unreachable(null, describeFailure(request, options, outcome.failure), outcome.failure);
    }
  };
}

async function attemptOnce(
  options: RetryOptions,
  request: Request,
): Promise<Response | { failure: unknown }> {
  const attempt = new Request(request.clone(), { signal: AbortSignal.timeout(options.timeoutMs) });
  let response: Response;
  let body: ArrayBuffer;
  try {
    response = await options.fetch(attempt);
    body = await response.arrayBuffer();
  } catch (failure) {
    // A `fetch` of the caller's own that says no by itself, such as one that cannot renew its token.
    if (failure instanceof MintmarkError && failure.kind === 'refused') throw failure;
    return { failure };
  }
  // Browsers hide where a redirect leads: status 0, no headers.
  if (response.status < 200 || (response.status >= 300 && response.status < 400)) {
    const to = response.headers.get('location') ?? 'another address';
    throw unreachable(response, `It sends requests on to ${to}. Use the address that it really has.`);
  }
  const { status, statusText, headers } = response;
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
}

function isRepeatable(request: Request): boolean {
  return ['GET', 'HEAD', 'PUT', 'DELETE'].includes(request.method) || request.headers.has('idempotency-key');
}

/**
 * How long to wait before the next attempt.
 * @param attempt number of attempts before the one that failed
 * @param response the answer, or null when there was none
 * @param chance 0 to 1: spreads clients that failed at the same moment over half of the delay
 * @returns milliseconds, or null when the service asks for longer than anyone waits
 */
export function chooseDelayMs(
  attempt: number,
  firstDelayMs: number,
  response: Response | null,
  { now = Date.now(), chance = Math.random() }: { now?: number; chance?: number } = {},
): number | null {
  const asked = readRetryAfterMs(response?.headers.get('retry-after') ?? null, now);
  if (asked !== null) return asked <= LONGEST_DELAY_MS ? asked : null;
  return Math.min(firstDelayMs * 2 ** attempt, LONGEST_DELAY_MS) * (0.5 + chance / 2);
}

/** `Retry-After` is seconds or an HTTP date (RFC 9110 section 10.2.3). */
function readRetryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function describeFailure(request: Request, { timeoutMs }: RetryOptions, failure: unknown): string {
  const { origin } = new URL(request.url);
  if (failure instanceof Error && failure.name === 'TimeoutError') {
    return `${origin} did not answer within ${timeoutMs / 1000} s.`;
  }
  return `${origin} cannot be reached: ${rootCause(failure)}`;
}

/** `fetch` fails with "fetch failed" and the reason one or more causes deeper. */
function rootCause(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  if (failure.cause !== undefined) return rootCause(failure.cause);
  if (failure.message !== '') return failure.message;
  return 'code' in failure ? String(failure.code) : failure.name;
}

/** Resolves after `delayMs`. */
export function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
