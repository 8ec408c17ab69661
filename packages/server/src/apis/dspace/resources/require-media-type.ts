import type { FastifyRequest } from 'fastify';
import { requireCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';

export const URI_LIST = 'text/uri-list';
export const JSON_TYPE = 'application/json';
export const PATCH_TYPE = 'application/json-patch+json';

/**
 * A hook that refuses bodies of other media types before they are read.
 * @param options.notServed a type that DSpace knows here and does not serve: 405
 * @throws DspaceRefusal 415
 */
export function requireMediaType(allowed: readonly string[], options: { notServed?: string } = {}) {
  return async (request: FastifyRequest): Promise<void> => {
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (allowed.includes(type)) return;
    throw refusal(type === options.notServed ? 405 : 415);
  };
}

/** The same where a request may come without a body. */
export function requireMediaTypeOfBody(allowed: readonly string[]) {
  const check = requireMediaType(allowed);
  return async (request: FastifyRequest): Promise<void> => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    const isEmpty = encoding === undefined && (length === undefined || length === '0');
    if (!isEmpty) await check(request);
  };
}

/** A hook that refuses strangers before a body is read. @throws DspaceRefusal 401 */
export async function requireSomeone(request: FastifyRequest): Promise<void> {
  requireCaller(request);
}
