import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError, ErrorCode } from '../../errors.ts';
import { toAppError } from '../../http/problem.ts';

/** CyVerse's codes that are used here, each with the HTTP status that it has there. */
const statuses = {
  ERR_BAD_OR_MISSING_FIELD: 400,
  ERR_BAD_REQUEST: 400,
  ERR_EXISTS: 400,
  ERR_ILLEGAL_ARGUMENT: 400,
  ERR_INVALID_JSON: 400,
  ERR_NOT_UNIQUE: 400,
  ERR_NOT_WRITEABLE: 400,
  ERR_NOT_AUTHORIZED: 401,
  ERR_FORBIDDEN: 403,
  ERR_NOT_OWNER: 403,
  ERR_NOT_FOUND: 404,
  ERR_CONFLICT: 409,
  ERR_REQUEST_BODY_TOO_LARGE: 413,
  ERR_MISSING_DEPENDENCY: 424,
  ERR_REQUEST_FAILED: 500,
  ERR_UNCHECKED_EXCEPTION: 500,
  ERR_UNAVAILABLE: 504,
} as const;

export type TerrainCode = keyof typeof statuses;

export function isTerrainCode(text: string): text is TerrainCode {
  return Object.hasOwn(statuses, text);
}

/** One sentence, or what is wrong by the names of fields and parameters. */
type Reason = string | Readonly<Record<string, string>>;

/** A refusal in the shape of CyVerse: a code, a reason, and further keys beside them. */
export class TerrainRefusal extends Error {
  readonly code: TerrainCode;
  readonly status: number;
  readonly reason: Reason;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: TerrainCode,
    reason: Reason,
    options: {
      extra?: Readonly<Record<string, unknown>>;
      status?: number;
      headers?: Readonly<Record<string, string>>;
      cause?: unknown;
    } = {},
  ) {
    super(
      typeof reason === 'string' ? reason : JSON.stringify(reason),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'TerrainRefusal';
    this.code = code;
    this.status = options.status ?? statuses[code];
    this.reason = reason;
    this.extra = options.extra ?? {};
    this.headers = options.headers ?? {};
  }
}

/**
 * A refusal.
 * @param reason one sentence for people
 * @param extra further keys of the answer, such as `folder-id`
 */
export function refuse(
  code: TerrainCode,
  reason: string,
  extra: Readonly<Record<string, unknown>> = {},
): TerrainRefusal {
  return new TerrainRefusal(code, reason, { extra });
}

type Translation = { code: TerrainCode; keepsStatus?: true };

/** What refusals of the rest of the service are called at CyVerse, where that is not simply a bad request. */
export const translations: Readonly<Partial<Record<ErrorCode, Translation>>> = {
  'invalid-input': { code: 'ERR_ILLEGAL_ARGUMENT' },
  'malformed-body': { code: 'ERR_INVALID_JSON' },
  'not-signed-in': { code: 'ERR_NOT_AUTHORIZED' },
  'invalid-token': { code: 'ERR_NOT_AUTHORIZED' },
  'not-allowed': { code: 'ERR_FORBIDDEN' },
  'cross-site': { code: 'ERR_FORBIDDEN' },
  'not-found': { code: 'ERR_NOT_FOUND' },
  'request-timeout': { code: 'ERR_UNAVAILABLE', keepsStatus: true },
  'move-not-allowed': { code: 'ERR_CONFLICT' },
  'checks-open': { code: 'ERR_CONFLICT' },
  'shoulder-closed': { code: 'ERR_CONFLICT' },
  'quota-reached': { code: 'ERR_CONFLICT' },
  'already-exists': { code: 'ERR_EXISTS' },
  'version-mismatch': { code: 'ERR_CONFLICT' },
  'body-too-large': { code: 'ERR_REQUEST_BODY_TOO_LARGE' },
  'metadata-refused': { code: 'ERR_BAD_REQUEST' },
  'request-refused': { code: 'ERR_BAD_REQUEST' },
  'too-many-requests': { code: 'ERR_UNAVAILABLE', keepsStatus: true },
  'internal-error': { code: 'ERR_UNCHECKED_EXCEPTION' },
  'not-ready': { code: 'ERR_UNAVAILABLE', keepsStatus: true },
};

/** Statuses that HTTP itself asks for stay as they are. */
const OTHERWISE: Translation = { code: 'ERR_BAD_REQUEST', keepsStatus: true };

/** Answers with CyVerse's envelope, whatever was thrown. */
export function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof TerrainRefusal ? error : translate(toAppError(error));
  if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
  return reply
    .code(refusal.status)
    .headers(refusal.headers)
    .header('cache-control', 'no-store')
    .type('application/json')
    .send(JSON.stringify({ ...refusal.extra, error_code: refusal.code, reason: refusal.reason }));
}

function translate(error: AppError): TerrainRefusal {
  const { code, keepsStatus } = translations[error.code] ?? OTHERWISE;
  const isByField = error.code === 'invalid-input' && error.problems.length > 0;
  // CyVerse has no checklist: its clients show what is open on it only as part of the reason.
  const open = error.code === 'checks-open' ? error.problems.map(({ detail }) => detail) : [];
  return new TerrainRefusal(code, isByField ? byField(error) : [error.message, ...open].join(' '), {
    ...(keepsStatus === true ? { status: error.status } : {}),
    headers: error.headers,
    ...(open.length === 0 ? {} : { extra: { problems: open.map((reason) => ({ reason })) } }),
    cause: error,
  });
}

/** CyVerse's own names: of a parameter or a field alone, whichever part of the request it is in. */
function byField(error: AppError): Record<string, string> {
  const reason: Record<string, string> = {};
  for (const { pointer, detail } of error.problems.slice(0, 20)) {
    const parts = pointer.split('/').slice(1);
    const isElsewhere = ['querystring', 'params', 'headers'].includes(parts[0] ?? '');
    const name = (isElsewhere ? parts.slice(1) : parts).join('.').slice(0, 200) || 'body';
    reason[name] ??= detail;
  }
  return reason;
}
