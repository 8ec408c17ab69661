import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { sqlState } from '../db/index.ts';
import { AppError, type ErrorCode, errorTable, type InputProblem } from '../errors.ts';
import { refuseBrokenEscape } from './address.ts';

/** A problem details object (RFC 9457). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: readonly InputProblem[];
};

export function presentProblem(error: AppError, publicUrl: string): Problem {
  return {
    type: `${publicUrl}/problems#${error.code}`,
    title: errorTable[error.code].title,
    status: error.status,
    detail: error.message,
    ...(error.problems.length === 0 ? {} : { errors: error.problems }),
  };
}

/**
 * Answers with a problem document.
 * @param more members of its own (RFC 9457, section 3.2)
 */
export function sendProblem(
  reply: FastifyReply,
  error: AppError,
  publicUrl: string,
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  return reply
    .code(error.status)
    .headers({ ...error.headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(stringifyWithoutMarkup({ ...presentProblem(error, publicUrl), ...more }));
}

/** The same JSON, in which no browser that guesses at types could find markup. */
function stringifyWithoutMarkup(problem: Problem): string {
  return JSON.stringify(problem).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const FRAMEWORK_CODES: Readonly<Record<string, { code: ErrorCode; detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'body-too-large',
    detail: 'The body is larger than this address takes.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported-media-type',
    detail: 'Send the body as application/json.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'malformed-body', detail: 'The body is empty; send a JSON object.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'malformed-body',
    detail: 'Content-Length does not match the body.',
  },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'address-too-long', detail: 'A part of the address is too long.' },
};

/**
 * Turns whatever was thrown into a refusal that may be shown: our own errors as they are, the framework's and the
 * validator's translated, everything else as `internal-error` without its text.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return internalError(error);
  const framework = error as Partial<FastifyError>;
  if (framework.validation !== undefined) {
    return new AppError('invalid-input', 'Some values are missing or wrong; see errors.', {
      problems: validationProblems(framework.validation, framework.validationContext ?? 'body'),
    });
  }
  const known = FRAMEWORK_CODES[framework.code ?? ''];
  if (known !== undefined) return new AppError(known.code, known.detail, { cause: error });
  if (framework.statusCode === 429) {
    return new AppError('too-many-requests', 'Too many requests in a short time; try again later.', {
      cause: error,
    });
  }
  if (framework.statusCode !== undefined && framework.statusCode >= 400 && framework.statusCode < 500) {
    return new AppError('malformed-body', error.message, { cause: error });
  }
  // Text that no database text can hold, where a check at the border was missed: still the caller's mistake.
  const state = sqlState(error);
  if (state === '22021' || state === '22P05') {
    return new AppError('invalid-input', 'A text holds a character that cannot be stored.', { cause: error });
  }
  return internalError(error);
}

function internalError(cause: unknown): AppError {
  return new AppError('internal-error', 'It has been logged. Try again, and tell the operator if it stays.', {
    cause,
  });
}

type ValidationResult = NonNullable<FastifyError['validation']>[number];

function validationProblems(validation: readonly ValidationResult[], context: string): InputProblem[] {
  const seen = new Set<string>();
  const problems: InputProblem[] = [];
  for (const each of validation) {
    const problem = validationProblem(each, context);
    const key = `${problem.pointer} ${problem.detail}`;
    if (seen.has(key)) continue;
    seen.add(key);
    problems.push(problem);
  }
  return problems.slice(0, 100);
}

function validationProblem(each: ValidationResult, context: string): InputProblem {
  const params = each.params as Record<string, unknown>;
  const place = context === 'body' ? '' : `/${context}`;
  switch (each.keyword) {
    case 'required':
      return {
        pointer: `${place}${each.instancePath}/${String(params.missingProperty)}`,
        detail: 'This is needed.',
      };
    case 'additionalProperties':
      return {
        pointer: `${place}${each.instancePath}/${escapePointer(String(params.additionalProperty))}`,
        detail: 'There is no such member here.',
      };
    case 'enum':
    case 'const':
    case 'anyOf': {
      const allowed = params.allowedValues;
      const list = Array.isArray(allowed) ? ` Use one of ${allowed.map(String).join(', ')}.` : '';
      return {
        pointer: `${place}${each.instancePath}`,
        detail: `This value is not one that is allowed here.${list}`,
      };
    }
    default:
      return { pointer: `${place}${each.instancePath}`, detail: `This ${each.message ?? 'is wrong'}.` };
  }
}

export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The error handler of Mintmark's own API. */
export function createProblemHandler(publicUrl: string) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const isBadAddress = (error as Partial<FastifyError>)?.code === 'FST_ERR_BAD_URL';
    const appError = isBadAddress ? refuseBrokenEscape(request.raw.url ?? '/') : toAppError(error);
    if (appError.code === 'internal-error') request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, appError, publicUrl);
  };
}
