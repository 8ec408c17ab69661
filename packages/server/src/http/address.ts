import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route checks addresses itself, because it can say which part of one is too long. */
    checksAddresses?: boolean;
  }
}

const ADDRESS_LIMIT = 4096;

/** Refuses an address that no identifier needs and no database text could hold. */
export async function refuseUnstorableAddress(request: FastifyRequest): Promise<void> {
  if (request.routeOptions.config.checksAddresses === true) return;
  checkAddress(request.raw.url ?? '/');
}

/** @throws AppError address-too-long, or invalid-input for a NUL character */
export function checkAddress(url: string): void {
  if (url.length > ADDRESS_LIMIT) {
    throw new AppError('address-too-long', `The address has more than ${ADDRESS_LIMIT} characters.`);
  }
  if (/%00/.test(url)) {
    throw new AppError('invalid-input', 'The address holds a NUL character (%00).');
  }
}
