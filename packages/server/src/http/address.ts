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
export function checkAddress(url: string, limit = ADDRESS_LIMIT): void {
  if (url.length > limit) {
    throw new AppError('address-too-long', `The address has more than ${limit} characters.`);
  }
  if (/%00/.test(url)) {
    throw new AppError('invalid-input', 'The address holds a NUL character (%00).');
  }
}

/** The first `%` of a raw text that is no escape, or whose octets are no UTF-8; -1 where all can be decoded. */
export function findBrokenEscape(text: string): number {
  const broken = text.search(/%(?![0-9a-f]{2})/i);
  if (broken !== -1) return broken;
  try {
    decodeURIComponent(text);
    return -1;
  } catch {
    return text.search(/%[89a-f]/i);
  }
}

/** Refuses an address that the router could not decode: it says in which part, which no route could any more. */
export function refuseBrokenEscape(url: string): AppError {
  const segments = url.split('?', 1)[0]?.split('/').slice(1) ?? [];
  const index = segments.findIndex((segment) => findBrokenEscape(segment) !== -1);
  const detail = 'A “%” in this address is not part of a percent-encoded character.';
  const position = findBrokenEscape(segments[index] ?? '') + 1;
  return new AppError(
    'malformed-request',
    `${detail} See part ${index + 1} of its path, character ${position}.`,
    {
      problems: [{ pointer: `/path/${index}`, detail }],
      headers: { 'access-control-allow-origin': '*' },
    },
  );
}
