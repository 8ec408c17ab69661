import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { AppError, ErrorCode } from '../../../errors.ts';
import { toAppError } from '../../../http/problem.ts';

/** A refusal in the shape of DSpace, which is that of Spring Boot. */
export class DspaceRefusal extends Error {
  readonly status: number;
  /** What is wrong in our own words; DSpace has nothing of the kind, and its clients pass over it. */
  readonly detail: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: { detail?: string | null; headers?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DspaceRefusal';
    this.status = status;
    this.detail = options.detail ?? null;
    this.headers = options.headers ?? {};
  }
}

/** What DSpace says with a status unless it says something else. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Request is invalid or incorrect',
  401: 'Authentication is required',
  403: 'Access is denied',
  405: 'Method is not allowed or supported',
  422: 'Unprocessable or invalid entity',
};
const OTHER_MESSAGE = 'An exception has occurred';

/** How clients learn that they log in with a password; dspace-angular reads the word and the realm. */
export const CHALLENGE = 'password realm="DSpace REST API"';

/**
 * A refusal with a status.
 * @param message default: what DSpace says with this status
 * @param options.detail one sentence for people: what is wrong, where, and what to do
 */
export function refusal(
  status: number,
  message: string = MESSAGES[status] ?? OTHER_MESSAGE,
  options: { detail?: string; headers?: Readonly<Record<string, string>> } = {},
): DspaceRefusal {
  return new DspaceRefusal(status, message, options);
}

/** The refusal of what somebody may not do: 401 to a stranger, who may be somebody else after logging in, else 403. */
export function refuseAccess(request: FastifyRequest): DspaceRefusal {
  return refusal(request.actor === null ? 401 : 403);
}

/** Where the status here is another than in our own API. */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  // DSpace's states refuse with IllegalStateException, which is 400 there.
  'move-not-allowed': 400,
  'shoulder-closed': 400,
  'quota-reached': 400,
  'already-exists': 400,
  'invalid-token': 401,
};

/** Answers with Spring Boot's error JSON, whatever was thrown. */
export function createErrorHandler(now: () => Date) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refused = toRefusal(error, request);
    if (refused.status >= 500) request.log.error({ err: error }, 'request failed');
    return reply
      .code(refused.status)
      .headers({
        ...refused.headers,
        ...(refused.status === 401 ? { 'www-authenticate': CHALLENGE } : {}),
        'cache-control': 'no-store',
      })
      .type('application/json')
      .send(presentRefusal(refused, now(), request.raw.url ?? '/'));
  };
}

function toRefusal(error: unknown, request: FastifyRequest): DspaceRefusal {
  if (error instanceof DspaceRefusal) return error;
  const validation = (error as Partial<FastifyError>)?.validation;
  if (validation !== undefined) return refuseInput(error as FastifyError, toAppError(error));
  const appError = toAppError(error);
  const status = statusOf(appError.code, appError.status, request);
  const says = status >= 500 || status === 401 || status === 403 ? null : describe(appError);
  return new DspaceRefusal(status, MESSAGES[status] ?? OTHER_MESSAGE, {
    detail: says,
    headers: withoutChallenge(appError.headers),
    cause: error,
  });
}

function statusOf(code: ErrorCode, status: number, request: FastifyRequest): number {
  if (code === 'not-allowed') return request.actor === null ? 401 : 403;
  return STATUSES[code] ?? status;
}

function refuseInput(error: FastifyError, appError: AppError): DspaceRefusal {
  const isBody = (error.validationContext ?? 'body') === 'body';
  const isMissing = error.validation?.some((each) => each.keyword === 'required') === true;
  const message = `A required parameter is ${isMissing ? 'missing' : 'invalid'}`;
  return new DspaceRefusal(400, isBody ? (MESSAGES[400] ?? OTHER_MESSAGE) : message, {
    detail: describe(appError),
    cause: error,
  });
}

function describe(error: AppError): string {
  const problems = error.problems.slice(0, 20).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  return [error.message, ...problems].join(' ');
}

/** Our own API asks for a bearer token, DSpace's for a password. */
function withoutChallenge(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'www-authenticate'));
}

function presentRefusal(refused: DspaceRefusal, now: Date, url: string): string {
  return JSON.stringify({
    timestamp: now.toISOString().replace('Z', '+00:00'),
    status: refused.status,
    error: STATUS_CODES[refused.status] ?? 'Error',
    message: refused.message,
    path: url.split('?', 1)[0],
    ...(refused.detail === null ? {} : { detail: refused.detail }),
  });
}
