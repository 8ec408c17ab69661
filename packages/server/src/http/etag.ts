import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/** The entity tag of version `version` of a resource (RFC 9110 section 8.8.3). */
export function formatEtag(version: number): string {
  return `"${version}"`;
}

/**
 * The versions that a write may start from, as `If-Match` names them; 'any' for `*` (RFC 9110 section 13.1.1).
 * @throws AppError version-needed without the header, version-mismatch when no tag in it can be one of ours
 */
export function requireIfMatch(request: FastifyRequest): 'any' | ReadonlySet<number> {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '') {
    throw new AppError(
      'version-needed',
      'Send If-Match with the ETag that you read, so that nobody’s change is lost.',
      { problems: [{ pointer: '/headers/if-match', detail: 'This is needed.' }] },
    );
  }
  if (header.trim() === '*') return 'any';
  const versions = new Set<number>();
  for (const tag of header.split(',')) {
    const match = /^\s*"(\d{1,9})"\s*$/.exec(tag);
    if (match?.[1] !== undefined) versions.add(Number(match[1]));
  }
  if (versions.size === 0) {
    throw new AppError(
      'version-mismatch',
      'If-Match names no version of this resource; read it again and send its ETag.',
    );
  }
  return versions;
}
