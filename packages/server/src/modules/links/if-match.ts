import type { FastifyRequest } from 'fastify';
import { requireIfMatch } from '../../http/etag.ts';
import type { Versions } from './change/lock-managed.ts';

/** The versions of `If-Match` where it was sent; null where it was not. @throws AppError version-mismatch */
export function readIfMatch(request: FastifyRequest): Versions {
  return request.headers['if-match'] === undefined ? null : requireIfMatch(request);
}
