import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../errors.ts';
import { toAppError } from '../../http/problem.ts';
import { messages } from './messages.ts';
import type { FieldError } from './rules.ts';

/** What release 4 says of a refusal, in one of its three shapes. */
type RefusalBody =
  | { errors: readonly FieldError[] }
  | { error: string }
  | { message: string; error: string; statusCode: number };

/** A refusal in the words of release 4. */
export class IdrRefusal extends Error {
  readonly status: number;
  readonly body: RefusalBody;

  constructor(status: number, body: RefusalBody) {
    super('errors' in body ? body.errors.map((each) => each.message).join('; ') : body.error);
    this.name = 'IdrRefusal';
    this.status = status;
    this.body = body;
  }
}

/** As many as a reader can take in, and as much of each as says which value is meant. */
const ERRORS_LIMIT = 100;
const TEXT_LIMIT = 1000;

/** Mistakes of the input, by their places. */
export function refuseFields(status: number, errors: readonly FieldError[]): IdrRefusal {
  return new IdrRefusal(status, {
    errors: errors.slice(0, ERRORS_LIMIT).map((each) => ({ ...each, message: cut(each.message) })),
  });
}

/** One sentence. */
export function refuse(status: number, error: string): IdrRefusal {
  return new IdrRefusal(status, { error: cut(error) });
}

/** The shape of the framework that release 4 is built on, for what it refuses by itself. */
export function refuseAsFramework(status: number, message: string): IdrRefusal {
  return new IdrRefusal(status, {
    message: cut(message),
    error: STATUS_CODES[status] ?? 'Error',
    statusCode: status,
  });
}

function cut(text: string): string {
  return text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}…` : text;
}

/** @throws IdrRefusal 400 when there are mistakes */
export function refuseMistakes(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw refuseFields(400, errors);
}

/** Answers with a refusal of release 4, whatever was thrown. */
export function createRefusalHandler(now: () => Date) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = error instanceof IdrRefusal ? error : translate(toAppError(error));
    if (refusal.status >= 500) request.log.error({ err: error }, 'request failed');
    return reply
      .code(refusal.status)
      .headers(refusal.status === 401 ? { 'www-authenticate': 'Bearer realm="Mintmark"' } : {})
      .headers(error instanceof AppError ? error.headers : {})
      .headers({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
      .type('application/json')
      .send(
        JSON.stringify({ timestamp: now().toISOString(), path: request.raw.url ?? '/', ...refusal.body }),
      );
  };
}

/** Refusals of the rest of the service in release 4's shapes. */
function translate(error: AppError): IdrRefusal {
  switch (error.code) {
    case 'not-signed-in':
    case 'invalid-token':
      return refuse(401, messages.invalidApiKey);
    case 'malformed-body':
    case 'malformed-request':
    case 'body-too-large':
    case 'unsupported-media-type':
    case 'address-too-long':
    case 'method-not-allowed':
    case 'already-exists':
      return refuseAsFramework(error.status, error.message);
    case 'internal-error':
      return refuse(500, 'Internal server error');
    default:
      if (error.status === 409 && error.problems.length === 0) return refuseAsFramework(409, error.message);
      return error.problems.length === 0
        ? refuse(error.status, error.message)
        : refuseFields(error.status, error.problems.map(toFieldError));
  }
}

/** A JSON pointer as release 4 writes places: with full stops, and of a query or a header only the name. */
function toFieldError({ pointer, detail }: { pointer: string; detail: string }): FieldError {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const isElsewhere = parts[0] === 'querystring' || parts[0] === 'params' || parts[0] === 'headers';
  return { field: (isElsewhere ? parts.slice(1) : parts).join('.'), message: detail };
}
