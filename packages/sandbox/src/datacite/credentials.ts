import { createHash, timingSafeEqual } from 'node:crypto';

/** A repository account: `id` as given by DataCite (`MINTMARK.DEMO`; compared without case), its prefixes. */
export type Repository = {
  id: string;
  password: string;
  prefixes: string[];
  /** Host names that a URL may have, `*.example.org` for every host below; absent: any. */
  domains?: string[];
};

/** Who calls: a repository, or anonymous with or without credentials that failed. */
export type Caller = { repository: Repository | null; sentCredentials: boolean };

/**
 * Reads HTTP Basic credentials. Wrong ones make the caller anonymous: whether that is an error is for the
 * route to say, because DataCite answers reads all the same.
 */
export function identifyCaller(
  authorization: string | undefined,
  repositories: readonly Repository[],
): Caller {
  if (authorization === undefined) return { repository: null, sentCredentials: false };
  const basic = /^basic +([a-z0-9+/=_-]+) *$/i.exec(authorization);
  const [id, password] = splitOnce(Buffer.from(basic?.[1] ?? '', 'base64').toString('utf8'), ':');
  const repository = repositories.find(
    (candidate) =>
      candidate.id.toLowerCase() === id.toLowerCase() && sameSecret(candidate.password, password),
  );
  return { repository: repository ?? null, sentCredentials: true };
}

/** Headers that tell a caller who it is taken for; the only sign that credentials of a read were wrong. */
export function presentCaller(caller: Caller): Record<string, string> {
  if (caller.repository !== null) return { 'x-credential-username': caller.repository.id.toLowerCase() };
  return caller.sentCredentials ? {} : { 'x-anonymous-consumer': 'true' };
}

/** Whether the repository may write names under this prefix. */
export function ownsPrefix(repository: Repository, prefix: string): boolean {
  return repository.prefixes.includes(prefix);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
