import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorCode } from '../../errors.ts';
import { toAppError } from '../../http/problem.ts';

/**
 * Statuses of iSamples where they differ from our own: 400 for a missing or malformed header, 401 for everything that
 * somebody may not do, 422 for a body that cannot be understood.
 */
const STATUSES: Partial<Record<ErrorCode, number>> = {
  'not-allowed': 401,
  'cross-site': 401,
  'malformed-body': 422,
  'invalid-input': 422,
};

/** One mistake as FastAPI tells it: where it is, and what is wrong. */
type Detail = { loc: string[]; msg: string; type: string };

/** Answers with `{"detail": …}`: a sentence, or the list of all mistakes of the input. */
export function sendDetail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toAppError(error);
  if (refusal.code === 'internal-error') request.log.error({ err: error }, 'request failed');
  return reply
    .code(STATUSES[refusal.code] ?? refusal.status)
    .headers(refusal.headers)
    .type('application/json')
    .send(JSON.stringify({ detail: refusal.problems.length === 0 ? refusal.message : toDetails(refusal) }));
}

function toDetails({ code, problems }: AppError): Detail[] {
  return problems.map(({ pointer, detail }) => ({ loc: toPlace(pointer), msg: detail, type: code }));
}

/** FastAPI's places begin with the part of the request. */
function toPlace(pointer: string): string[] {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (parts[0] === 'querystring') return ['query', ...parts.slice(1)];
  if (parts[0] === 'headers') return ['header', ...parts.slice(1)];
  return ['body', ...parts];
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendDetail(new AppError('not-found', 'Not Found'), request, reply);
}
