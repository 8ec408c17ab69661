import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/** The versions of a resource that a write may start from. */
export type Versions = 'any' | ReadonlySet<number>;

/** The entity tag of version `version` of a resource (RFC 9110 section 8.8.3). */
export function formatEtag(version: number): string {
  return `"${version}"`;
}

const TAG = /^\s*"(\d{1,9})"\s*$/;

/**
 * The versions that a write may start from, as `If-Match` names them; 'any' for `*` (RFC 9110 section 13.1.1).
 * @param form what a tag of ours looks like, the version its first group
 * @throws AppError version-needed without the header, version-mismatch when no tag in it can be one of ours
 */
export function requireIfMatch(request: FastifyRequest, form = TAG): Versions {
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
    const match = form.exec(tag);
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

/**
 * The versions of `If-Match` where it may be left out; null where it was. `If-None-Match: *` asks for nothing to be there
 * yet (RFC 9110 section 13.1.2), which no header at all does here too.
 * @throws AppError version-mismatch when no tag in it can be one of ours, invalid-input when both are sent
 */
export function readIfMatch(request: FastifyRequest): Versions | null {
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
  if (match === undefined) return null;
  if (noneMatch !== undefined) {
    throw new AppError('invalid-input', 'If-Match and If-None-Match cannot both be true.', {
      problems: [{ pointer: '/headers/if-none-match', detail: 'Send one of the two.' }],
    });
  }
  return requireIfMatch(request);
}

/**
 * @param current the version that the resource is at
 * @param versions null: the request named none, and need not
 * @throws AppError version-mismatch, with its ETag
 */
export function requireVersion(current: number, versions: Versions | null): void {
  if (versions === null || versions === 'any' || versions.has(current)) return;
  throw new AppError(
    'version-mismatch',
    `It is at version ${current} now. Read it again, then repeat your change.`,
    { headers: { etag: formatEtag(current) } },
  );
}

/**
 * The same where something that is there must not be written over unseen.
 * @param thing what is there, such as `a scheme “gs1”`
 * @throws AppError version-needed, version-mismatch
 */
export function requireNamedVersion(
  thing: { name: string; version: number },
  versions: Versions | null,
): void {
  if (versions === null) {
    throw new AppError(
      'version-needed',
      `There is ${thing.name} already. Send If-Match with the ETag that you read, so that nobody’s change is lost.`,
      { problems: [{ pointer: '/headers/if-match', detail: 'This is needed.' }] },
    );
  }
  requireVersion(thing.version, versions);
}
