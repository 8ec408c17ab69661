import type { FastifyRequest } from 'fastify';
import { AppError } from '../../errors.ts';
import { requireIfMatch } from '../../http/etag.ts';

/** The versions that a write may start from; null: the request did not say. */
export type Versions = 'any' | ReadonlySet<number> | null;

/**
 * @param thing what is changed, such as `a scheme “gs1”`
 * @throws AppError version-needed, version-mismatch
 */
export function requireVersion(thing: { name: string; version: number }, versions: Versions): void {
  if (versions === null) {
    throw new AppError(
      'version-needed',
      `There is ${thing.name} already. Send If-Match with the ETag that you read, so that nobody’s change is lost.`,
      { problems: [{ pointer: '/headers/if-match', detail: 'This is needed.' }] },
    );
  }
  if (versions === 'any' || versions.has(thing.version)) return;
  throw new AppError(
    'version-mismatch',
    `It is at version ${thing.version} now. Read it again, then repeat your change.`,
    { headers: { etag: `"${thing.version}"` } },
  );
}

/** `If-None-Match: *` asks for nothing to be there yet (RFC 9110 section 13.1.2), which no header at all does here too. */
export function readVersions(request: FastifyRequest): Versions {
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
  if (match === undefined) return null;
  if (noneMatch !== undefined) {
    throw new AppError('invalid-input', 'If-Match and If-None-Match cannot both be true.', {
      problems: [{ pointer: '/headers/if-none-match', detail: 'Send one of the two.' }],
    });
  }
  return requireIfMatch(request);
}
