import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

const ADDRESS_LIMIT = 4096;

/** Refuses an address that no identifier needs and no database text could hold. */
export async function refuseUnstorableAddress(request: FastifyRequest): Promise<void> {
  const url = request.raw.url ?? '/';
  if (url.length > ADDRESS_LIMIT) {
    throw new AppError('address-too-long', `The address has more than ${ADDRESS_LIMIT} characters.`);
  }
  if (/%00/.test(url)) {
    throw new AppError('invalid-input', 'The address holds a NUL character (%00).');
  }
}
