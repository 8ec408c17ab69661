import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/**
 * Headers that have one value (RFC 9110 section 5.3). Of two, Node keeps the first or joins both, and a proxy in
 * front may have read the other.
 */
const SINGLE = new Set(['authorization', 'content-type', 'idempotency-key']);

/** Refuses a request with a header twice that can have only one value. */
export async function refuseRepeatedHeaders(request: FastifyRequest): Promise<void> {
  const { rawHeaders } = request.raw;
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) {
      throw new AppError('invalid-input', `The header ${name} is there twice.`, {
        problems: [{ pointer: `/headers/${name}`, detail: 'Send it once.' }],
      });
    }
    seen.add(name);
  }
}
